"""What can be done to the help that a family gets."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from db.actions import computed
from db.actions.desk import Act, Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.background import Background
from db.records.base import new_id
from db.records.intervention import EndReason, Intervention, Stage
from db.records.note import Event, EventKind, Note, NoteKind
from db.rules import finding, ordering
from db.store import backgrounds, cases, drafts, interventions, notes, search
from db.words import later

KIND: Final = "intervention"
"""The name of interventions in the journal, the history and the drafts.

What is typed while help is chosen for a case is a draft of the case's own id.
"""
_TOPICS: Final = frozenset({Topic.HELP, Topic.CALENDAR, Topic.NOTES, Topic.DRAFTS})


@dataclass(frozen=True, slots=True)
class SearchDays:
    """By when a place is looked for, offered and agreed."""

    search_on: date | None = None
    offer_on: date | None = None
    contract_on: date | None = None


@dataclass(frozen=True, slots=True)
class End:
    """The last day and the reason of an end; `why` and a `complaint` in words, "" for none."""

    on: date
    reason: EndReason
    why: str = ""
    complaint: str = ""


def order_help(desk: Desk, case_id: str, item: Intervention, *, child_view: str) -> Changed:
    """Add `item` to the case; its purpose is the need, and the child's view becomes a note of the case.

    Raises NotAllowed without a need or a child's view (or why it is not known), for what
    cannot be agreed, and for a case that is only read; Stale if the case is gone.
    """
    _refuse_without(item.purpose, child_view)
    cases.get(desk.db, case_id)
    ordering.agreed(item, interventions.of_case(desk.db, case_id))
    with action(desk, f"help.{item.stage}", KIND, item.id, case_id) as act:
        _write(desk, act, case_id, None, item)
        view = _add_note(desk, act, case_id, f"{item.title}: {child_view.strip()}")
        backgrounds.save(desk.db, Background(intervention=item.id, child_view=view), case_id)
        drafts.drop_record(desk.db, KIND, case_id)
        computed.refresh_case(desk, case_id)
    return Changed(_TOPICS, case_id, item.id)


def change_help(desk: Desk, case_id: str, before: Intervention, after: Intervention) -> Changed:
    """Write `before` as it is now: its stage, days, price, quantity, provider, goals.

    Raises NotAllowed for what cannot be agreed, Stale if it changed meanwhile.
    """
    ordering.agreed(after, interventions.of_case(desk.db, case_id))
    with action(desk, "help.changed", KIND, after.id, case_id) as act:
        _write(desk, act, case_id, before, after)
        computed.refresh_case(desk, case_id)
    return Changed(_TOPICS, case_id, after.id)


def end_help(desk: Desk, case_id: str, item: Intervention, end: End) -> Changed:
    """End `item`; why becomes a note and a complaint an event in the same step.

    A breakdown is recorded by the reason itself. Raises NotAllowed if it cannot end so, Stale if
    it changed meanwhile.
    """
    after = ordering.ended(item, end.on, end.reason)
    with action(desk, "help.ended", KIND, item.id, case_id) as act:
        _write(desk, act, case_id, item, after)
        if end.why.strip():
            _add_note(desk, act, case_id, f"{item.title}: {end.why.strip()}")
        if end.complaint.strip():
            event = Event(id=new_id(), on=end.on, kind=EventKind.COMPLAINT, text=end.complaint.strip())
            interventions.add_event(desk.db, event, case_id)
            act.changed("event", event.id, case_id, None, event)
        computed.refresh_case(desk, case_id)
    return Changed(_TOPICS, case_id, item.id)


def goes_on(desk: Desk, case_id: str, item: Intervention, why: str) -> Changed:
    """Say in a note why `item` goes on although no effect was seen. Raises NotAllowed without a reason."""
    if not why.strip():
        raise NotAllowed(later("There is no reason."), later("Write why it goes on."))
    with action(desk, "help.goes_on", KIND, item.id, case_id) as act:
        note = _add_note(desk, act, case_id, f"{item.title}: {why.strip()}")
        backgrounds.add_reason(desk.db, item.id, note, case_id)
        drafts.drop_record(desk.db, KIND, item.id)
        computed.refresh_case(desk, case_id)
    return Changed(_TOPICS, case_id, item.id)


def plan_search(desk: Desk, case_id: str, item: Intervention, days: SearchDays) -> Changed:
    """Say by when a place is looked for, offered and agreed. Raises NotAllowed if the days do not follow."""
    given = [day for day in (days.search_on, days.offer_on, days.contract_on) if day is not None]
    if given != sorted(given) or any(day > item.starts_on for day in given):
        raise NotAllowed(
            later("First comes the search, then the offer, then the contract, then the first day."),
            later("Correct the days."),
        )
    known = backgrounds.of_case(desk.db, case_id).get(item.id) or Background(intervention=item.id)
    after = known.changed(search_on=days.search_on, offer_on=days.offer_on, contract_on=days.contract_on)
    with action(desk, "help.search_planned", KIND, item.id, case_id) as act:
        backgrounds.save(desk.db, after, case_id)
        act.changed("background", item.id, case_id, known, after)
    return Changed(_TOPICS, case_id, item.id)


def take_away(desk: Desk, case_id: str, item: Intervention) -> Changed:
    """Take help away that was only expected. Raises NotAllowed if it was ordered, Stale if it changed."""
    if item.stage is not Stage.EXPECTED:
        raise NotAllowed(later("This help was ordered."), later("End it, with its reason."))
    with action(desk, "help.taken_away", KIND, item.id, case_id) as act:
        interventions.remove(desk.db, item)
        search.forget(desk.db, item.id)
        act.changed(KIND, item.id, case_id, item, None)
        computed.refresh_case(desk, case_id)
    return Changed(_TOPICS, case_id, None)


def _refuse_without(need: str, child_view: str) -> None:
    if not need.strip():
        raise NotAllowed(later("The need is not written."), later("Write what the family needs, first."))
    if not child_view.strip():
        raise NotAllowed(
            later("The child's view is not written."),
            later("Write what the child says about it, or why that is not known."),
        )


def _write(desk: Desk, act: Act, case_id: str, before: Intervention | None, after: Intervention) -> None:
    interventions.write(desk.db, after, case_id, expected=before)
    drafts.drop_record(desk.db, KIND, after.id)
    act.changed(KIND, after.id, case_id, before, after)
    computed.index(desk, [finding.entry_of_intervention(after, case_id)])


def _add_note(desk: Desk, act: Act, case_id: str, text: str) -> str:
    note = Note(id=new_id(), at=desk.now(), kind=NoteKind.NOTE, text=text)
    notes.save(desk.db, note, case_id, expected=None)
    act.changed("note", note.id, case_id, None, note)
    computed.index(desk, [finding.entry_of_note(note, case_id)])
    return note.id

"""Taking back: a new action that reverses the last one, from what the journal's history holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from db.actions import (
    attachments,
    capacity,
    catalogue,
    computed,
    inquiries,
    institutions,
    minutes,
    refusion,
    unfinished,
)
from db.actions import placement_answers as half_year
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed, Stale
from db.records.appointment import Appointment
from db.records.attachment import Attachment
from db.records.base import Record
from db.records.case import Case
from db.records.entrance import Allocation, Assessment, Decision, Inquiry
from db.records.intervention import Intervention
from db.records.note import Event, FilledForm, Note
from db.records.office import Booking, Institution, Resource
from db.records.person import Person
from db.records.placement_answer import PlacementAnswer
from db.records.plan import Plan
from db.records.provider import Provider
from db.records.put_away import PutAway
from db.records.refusion import RefusionYear
from db.rules import finding, protection
from db.rules.people_named import people_named
from db.rules.protection import Homes
from db.store import aggregates, cases, drafts, history, homes, office, people, placement_answers, search
from db.store.history import Past, Step
from db.store.timeline import steps_of
from db.store.trouble import known_trouble
from db.words import later

UNDONE: Final = "change.undone"
"""The name of taking back in the journal."""
_ADOPTED: Final = "plan.adopted"
_APPROVED: Final = ("plan.approved", "plan.returned")
KINDS: Final[Mapping[str, type[Record]]] = {
    "case": Case,
    "person": Person,
    "plan": Plan,
    "appointment": Appointment,
    "note": Note,
    "intervention": Intervention,
    "event": Event,
    "form": FilledForm,
    "inquiry": Inquiry,
    "allocation": Allocation,
    "assessment": Assessment,
    "decision": Decision,
    capacity.BOOKING: Booking,
    capacity.RESOURCE: Resource,
    institutions.KIND: Institution,
    catalogue.PROVIDER: Provider,
    refusion.KIND: RefusionYear,
    half_year.KIND: PlacementAnswer,
    unfinished.KIND: PutAway,
}
_KEPT: Final = (Case, Person)
"""What is never taken away or put back whole, only changed."""
_TOPICS: Final = frozenset(Topic) - {Topic.SETTINGS}


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the kind of record, its case, and when it had been done."""

    changed: Changed
    kind: str
    at: datetime


def undo(desk: Desk) -> Undone:
    """Reverse the last change that was not taken back yet, whichever case it is of.

    Raises NotAllowed, in words, if there is none; if it left the house or was adopted; if
    later changes depend on it; or if it is of a kind that is not taken back here.
    """
    with known_trouble():
        past = history.last(desk.db, UNDONE)
        if past is None:
            raise NotAllowed(later("There is nothing to take back."))
        _refuse_gone(past)
        if past.kind == attachments.KIND:
            return _undo_attachment(desk, past)
        kinds = [_kind(step) for step in past.steps]
        _refuse_later(desk, past, kinds)
    with action(desk, UNDONE, past.kind, past.record, past.case_id) as act:
        for step, kind in zip(reversed(past.steps), reversed(kinds), strict=True):
            now, then = _read(step.after, kind), _read(step.before, kind)
            home = replace(step, case_id=None) if past.action == inquiries.GIVEN else step
            _put(desk, home, kind, then)
            act.changed(step.kind, step.record, step.case_id, now, then)
            drafts.drop_record(desk.db, step.kind, step.record)
            _compute(desk, home, then)
            if past.action == inquiries.GIVEN:
                inquiries.move_letters(desk, step.record, None)
        for case_id in {step.case_id for step in past.steps if step.case_id is not None}:
            computed.refresh_case(desk, case_id)
    return Undone(Changed(_TOPICS, past.case_id, past.record), past.kind, past.at)


def _undo_attachment(desk: Desk, past: Past) -> Undone:
    step = past.steps[0]
    if step.after is None or step.case_id is None:  # erased meanwhile
        raise _depends()
    before = None if step.before is None else Attachment.model_validate_json(step.before)
    after = Attachment.model_validate_json(step.after)
    try:
        attachments.take_back(desk, UNDONE, (before, after), step.case_id)
    except Stale as error:
        raise _depends() from error
    return Undone(Changed(_TOPICS, step.case_id, step.record), past.kind, past.at)


def bring_back(desk: Desk, case_id: str, line: str) -> Changed:
    """Put back what the journal's line took away, as it was; a new action that can be taken back itself.

    Raises NotAllowed if the line took nothing away, if what it took was erased or stands there
    again, or if it is of a kind that is not put back whole.
    """
    with known_trouble():
        gone = [one for one in steps_of(desk.db, case_id, line) if _is_gone(one)]
        if not gone or any(one.erased or one.case_id is None for one in gone):
            raise NotAllowed(later("There is nothing here to bring back."))
        kinds = [_kind(step) for step in gone]
        for step, kind in zip(gone, kinds, strict=True):
            if _standing(desk, step, kind) is not None:
                raise NotAllowed(later("It stands in the case again."), later("Nothing more is needed."))
    with action(desk, unfinished.BROUGHT_BACK, gone[0].kind, gone[0].record, case_id) as act:
        for step, kind in zip(gone, kinds, strict=True):
            record = _read(step.before, kind)
            _put(desk, step, kind, record)
            act.changed(step.kind, step.record, step.case_id, None, record)
            _compute(desk, step, record)
        computed.refresh_case(desk, case_id)
    return Changed(_TOPICS, case_id, gone[0].record)


def _is_gone(step: Step) -> bool:
    """True for what a line took away."""
    return (
        step.after is None and (step.before is not None or step.erased) and KINDS.get(step.kind) not in _KEPT
    )


def _refuse_gone(past: Past) -> None:
    if past.left and past.kind != unfinished.KIND:
        raise NotAllowed(
            later("This has left the house: it was printed or handed on after it was changed."),
            later("Change it instead; both then stand in the file."),
        )
    if past.action == _ADOPTED:
        raise NotAllowed(
            later("An adopted plan is not taken back."), later("Begin a new version to change it.")
        )
    if past.action in _APPROVED:
        raise NotAllowed(
            later("Your team lead's answer is not taken back."),
            later("Change the plan, and ask for a new one."),
        )


def _kind(step: Step) -> type[Record]:
    kind = KINDS.get(step.kind)
    if kind is None or (kind in _KEPT and None in (step.before, step.after)):
        raise NotAllowed(
            later("The last change is not one that is taken back here."), later("Change it where it stands.")
        )
    return kind


def _refuse_later(desk: Desk, past: Past, kinds: list[type[Record]]) -> None:
    """Only what still stands as this change left it is taken back, and only if nothing hangs on it."""
    for step, kind in zip(past.steps, kinds, strict=True):
        if kind is PutAway and step.after is None and not step.erased:
            continue  # a field that was typed in since keeps its newer text
        stands = _standing(desk, step, kind)
        if step.erased or stands != _read(step.after, kind):
            raise _depends()
        if step.before is None and stands is not None and _is_needed(desk, past, step, stands):
            raise _depends()


def _is_needed(desk: Desk, past: Past, step: Step, record: Record) -> bool:
    """True if a record that this change did not touch names this one, or a part of it."""
    if isinstance(record, PlacementAnswer | PutAway):
        return False
    if isinstance(record, Resource | Institution):
        return office.is_named(desk.db, record)
    if step.case_id is None:
        return False
    ids, own = set(aggregates.ids_of(record)), {one.record for one in past.steps}
    case = cases.get(desk.db, step.case_id)
    named: list[str | None] = [one.about for one in case.decisions]
    named += [plan.replaces for plan in case.plans if plan.id not in own]
    named += [goal for item in case.interventions if item.id not in own for goal in item.goals]
    return bool(ids & set(named))


def _depends() -> NotAllowed:
    return NotAllowed(
        later("Later changes depend on the last one: it cannot be taken back alone."),
        later("Change it where it stands."),
    )


def _read(text: str | None, kind: type[Record]) -> Record | None:
    return None if text is None else kind.model_validate_json(text)


def _standing(desk: Desk, step: Step, kind: type[Record]) -> Record | None:
    """The record as it stands now; None if it is not there."""
    if isinstance(away := _read(step.before or step.after, kind), PutAway):
        return unfinished.standing(desk, away)
    if kind is PlacementAnswer:
        meeting, placement = step.record.split()
        return placement_answers.of_meeting(desk.db, meeting).get(placement)
    return aggregates.by_ids(desk.db, kind, [step.record]).get(step.record)


def _put(desk: Desk, step: Step, kind: type[Record], record: Record | None) -> None:
    if isinstance(record, PutAway):
        unfinished.put_back(desk, record, step.case_id)
        return
    if isinstance(away := _read(step.after, kind), PutAway):
        unfinished.drop(desk, away)
        return
    if isinstance(record, PlacementAnswer) and step.case_id is not None:
        placement_answers.save(desk.db, record, step.case_id)
        return
    if kind is PlacementAnswer:
        placement_answers.remove(desk.db, *step.record.split())
        return
    if record is None:
        aggregates.remove(desk.db, kind, step.record)
        search.forget(desk.db, step.record)
        return
    if isinstance(record, Booking):
        capacity.refuse_unfit(desk, record)
    place = history.place(desk.db, kind, step.record, step.case_id)
    parent = None if isinstance(record, _KEPT) else step.case_id
    aggregates.put(desk.db, record, position=place, parent=parent)


_ENTRIES: Final[Mapping[type[Record], Callable[..., finding.Entry]]] = {
    Plan: finding.entry_of_plan,
    Note: finding.entry_of_note,
    FilledForm: finding.entry_of_form,
    Inquiry: finding.entry_of_inquiry,
    Allocation: finding.entry_of_allocation,
    Assessment: finding.entry_of_assessment,
    Decision: finding.entry_of_decision,
    Intervention: finding.entry_of_intervention,
}


def _compute(desk: Desk, step: Step, record: Record | None) -> None:
    if step.kind == inquiries.KIND and step.case_id is None:
        inquiries.refresh(desk, step.record, record if isinstance(record, Inquiry) else None)
    if isinstance(record, Appointment):
        minutes.refresh(desk, record, step.case_id)
    elif isinstance(record, Case):
        known = people.of(desk.db, people_named(record))
        search.forget_kind(desk.db, "consent", record.id)  # one that was just given is gone now
        computed.index(desk, finding.entries_of_case(record, known, Homes(homes.protected(desk.db))))
        computed.index_home(desk, [record.id])
    elif isinstance(record, Person):
        computed.index_home(desk, homes.cases_of(desk.db, record.id), protection.addresses([record]))
    elif record is not None and type(record) in _ENTRIES:
        computed.index(desk, [_ENTRIES[type(record)](record, step.case_id)])

"""How often a family is followed: set, closer for a while, asked about again, and back to what it was."""

from collections.abc import Callable
from datetime import date
from typing import Final

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.case import Case, Rhythm
from db.records.closer import Closer
from db.rules import rhythm as rules
from db.store import cases, rhythms
from db.words import later

_TOPICS: Final = frozenset({Topic.CALENDAR, Topic.CASES})


def set_rhythm(desk: Desk, case_id: str, new: Rhythm) -> Changed:
    """Follow the family by `new` from its day on; what was closer for a while ends with it.

    Raises NotAllowed without a reason and in a closed case, Stale if the case is gone.
    """
    return _added(desk, "rhythm.set", case_id, lambda _: (new, None))


def come_closer(
    desk: Desk, case_id: str, *, weeks: int | None, months: int | None, reason: str, ask_on: date
) -> Changed:
    """More contact from today on, until somebody answers the question that comes on `ask_on`.

    Raises NotAllowed as `set_rhythm` does, and for a day that has come already.
    """
    rules.refuse_past(ask_on, desk.today())

    def made(case: Case) -> tuple[Rhythm, Closer]:
        running = rhythms.closer_of(desk.db, case_id)
        usual = rules.in_force(case.rhythm, desk.today())
        months_before = usual.follow_up_months if usual is not None else None
        weeks_before = usual.contact_weeks if usual is not None else None
        if running is not None:  # closer still: back is back to the usual
            months_before, weeks_before = running.months_before, running.weeks_before
        new = Rhythm(since=desk.today(), follow_up_months=months, contact_weeks=weeks, reason=reason.strip())
        closer = Closer(
            position=len(case.rhythm), ask_on=ask_on, months_before=months_before, weeks_before=weeks_before
        )
        return new, closer

    return _added(desk, "rhythm.closer", case_id, made)


def stay_closer(desk: Desk, case_id: str, *, reason: str, ask_on: date) -> Changed:
    """The family still needs it: asked again on `ask_on`, and why stands in the list.

    Raises NotAllowed if it is followed as usual, and as `come_closer` does.
    """
    rules.refuse_past(ask_on, desk.today())

    def made(case: Case) -> tuple[Rhythm, Closer]:
        running = _running(desk, case_id)
        new = case.rhythm[running.position].changed(since=desk.today(), reason=reason.strip())
        return new, running.changed(position=len(case.rhythm), ask_on=ask_on)

    return _added(desk, "rhythm.stays_closer", case_id, made)


def ease_off(desk: Desk, case_id: str, *, reason: str) -> Changed:
    """Back to how often it was before, from today on. Raises NotAllowed as `stay_closer` does."""

    def made(case: Case) -> tuple[Rhythm, None]:
        running = _running(desk, case_id)
        new = Rhythm(
            since=desk.today(),
            follow_up_months=running.months_before,
            contact_weeks=running.weeks_before,
            reason=reason.strip(),
        )
        return new, None

    return _added(desk, "rhythm.eased", case_id, made)


def _running(desk: Desk, case_id: str) -> Closer:
    running = rhythms.closer_of(desk.db, case_id)
    if running is None:
        raise NotAllowed(
            later("This family is followed as usual."), later("Open the case again to see its rhythm.")
        )
    return running


def _added(
    desk: Desk, name: str, case_id: str, made: Callable[[Case], tuple[Rhythm, Closer | None]]
) -> Changed:
    with action(desk, name, "case", case_id, case_id) as act:
        before = cases.get(desk.db, case_id)
        new, closer = made(before)
        rules.refuse(before, new.reason)
        after = before.changed(rhythm=(*before.rhythm, new))
        rhythms.save(desk.db, case_id, after.rhythm)
        rhythms.forget_closer(desk.db, case_id, len(before.rhythm))
        if closer is not None:
            rhythms.keep_closer(desk.db, case_id, closer)
        act.changed("case", case_id, case_id, before, after)
        computed.refresh_case(desk, case_id)
    return Changed(_TOPICS, case_id)

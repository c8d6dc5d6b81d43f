"""Series of appointments, of a case or of the office: made, changed and left out from one of them on.

One alone is moved, changed or cancelled as any other appointment is.
"""

from collections.abc import Sequence
from typing import Final

from db.actions import computed
from db.actions import minutes as meetings
from db.actions.appointments import keep_note
from db.actions.desk import Act, Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import day_of, new_id
from db.records.case import CaseStatus
from db.rules import due, finding
from db.rules import series as rules
from db.rules.series import Pattern
from db.store import aggregates, cases, deadlines, drafts, minutes
from db.store import series as store
from db.words import later

_TOPICS: Final = frozenset({Topic.CALENDAR, Topic.CASES, Topic.DRAFTS, Topic.NOTES})


def add_series(desk: Desk, case_id: str | None, first: Appointment, pattern: Pattern) -> Changed:
    """Put `first` and all that follow it by `pattern` into the case, or among the office's own.

    Raises NotAllowed for a pattern that has no end or is too long, and in a closed case; Stale if the
    case is gone.
    """
    new = rules.series_of(first, pattern)
    day = day_of(first.starts_at)
    with action(desk, "series.added", meetings.KIND, first.id, case_id) as act:
        place = _place(desk, case_id)
        for number, one in enumerate(new):
            aggregates.put(desk.db, one, position=place + number, parent=case_id)
            act.changed(meetings.KIND, one.id, case_id, None, one)
        store.add(desk.db, new_id(), case_id, rules.rule_text(day, pattern), [one.id for one in new])
        _refresh(desk, new, case_id)
    return Changed(_TOPICS, case_id, first.id)


def change_following(desk: Desk, before: Appointment, after: Appointment, *, note: str = "") -> Changed:
    """Write `before` as it now is; those of its series that follow and are planned change likewise.

    A `note`, on why it passes a deadline, goes into the case. Raises NotAllowed if it stands in no
    series or is not planned, Stale if it changed meanwhile.
    """
    return _from_here(desk, "series.changed", before, after, note)


def leave_out_following(desk: Desk, before: Appointment) -> Changed:
    """Cancel an appointment and those of its series that follow and are planned; raises as above."""
    return _from_here(desk, "series.left_out", before, before.changed(status=AppointmentStatus.CANCELLED))


def _from_here(desk: Desk, name: str, before: Appointment, after: Appointment, note: str = "") -> Changed:
    case_id = minutes.case_of(desk.db, before.id)
    if before.status is not AppointmentStatus.PLANNED:
        raise NotAllowed(
            later("Only an appointment that is still planned can be moved."), later("Plan a new one instead.")
        )
    with action(desk, name, meetings.KIND, before.id, case_id) as act:
        tie = store.tie_of(desk.db, before.id)
        if tie is None:
            raise NotAllowed(
                later("This appointment stands in no series."), later("Change it alone, as any other.")
            )
        others = store.following(desk.db, tie.series, before.starts_at)
        changed = rules.followed(before, after, others)
        if after.status is AppointmentStatus.CANCELLED:
            changed = [one.changed(status=AppointmentStatus.CANCELLED) for one in others]
        pairs = [(before, after), *zip(others, changed, strict=True)]
        for old, new in pairs:
            _save(desk, act, case_id, old, new)
        keep_note(desk, act, case_id, note)
        _refresh(desk, [new for _, new in pairs], case_id)
    return Changed(_TOPICS, case_id, after.id)


def _save(desk: Desk, act: Act, case_id: str | None, old: Appointment, new: Appointment) -> None:
    minutes.save(desk.db, new, expected=old)
    act.changed(meetings.KIND, new.id, case_id, old, new)
    drafts.drop_record(desk.db, meetings.KIND, new.id)


def _place(desk: Desk, case_id: str | None) -> int:
    if case_id is None:
        return len(aggregates.of_office(desk.db, Appointment))
    case = cases.get(desk.db, case_id)
    if case.status is CaseStatus.CLOSED:
        raise NotAllowed(later("This case is closed."), later("Open it again before you plan a meeting."))
    return len(case.appointments)


def _refresh(desk: Desk, appointments: Sequence[Appointment], case_id: str | None) -> None:
    """Compute anew what hangs on them, once for all, in the open transaction."""
    hidden = False
    if case_id is None:
        for one in appointments:
            found = due.deadlines_of_appointment(one, computed.book(desk))
            deadlines.replace(desk.db, one.id, None, found)
    else:
        computed.refresh_case(desk, case_id)
        hidden = computed.hides_places(desk, case_id)
    entries = [finding.entry_of_appointment(one, case_id, hide_place=hidden) for one in appointments]
    computed.index(desk, entries)

"""Appointments of a case or of the office: written down, moved, missed, cancelled."""

from datetime import datetime

from db.actions import computed
from db.actions import minutes as meetings
from db.actions.desk import Act, Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import new_id
from db.records.case import CaseStatus
from db.records.note import Note, NoteKind
from db.rules import finding
from db.store import aggregates, cases, drafts
from db.store import minutes as store
from db.store.trouble import known_trouble
from db.words import later

_TOPICS = frozenset({Topic.CALENDAR, Topic.CASES, Topic.NOTES, Topic.DRAFTS})


def add_appointment(desk: Desk, case_id: str | None, new: Appointment) -> Changed:
    """Put a new appointment into the case, or among the office's own.

    Raises NotAllowed in a closed case, Stale if the case is gone, Trouble if the disk fails.
    """
    with action(desk, "appointment.added", meetings.KIND, new.id, case_id) as act:
        if case_id is None:
            place = len(aggregates.of_office(desk.db, Appointment))
        else:
            case = cases.get(desk.db, case_id)
            if case.status is CaseStatus.CLOSED:
                raise NotAllowed(
                    later("This case is closed."), later("Open it again before you plan a meeting.")
                )
            place = len(case.appointments)
        aggregates.put(desk.db, new, position=place, parent=case_id)
        act.changed(meetings.KIND, new.id, case_id, None, new)
        meetings.refresh(desk, new, case_id)
    return Changed(_TOPICS, case_id, new.id)


def move_appointment(desk: Desk, before: Appointment, starts_at: datetime, *, note: str = "") -> Changed:
    """Let an appointment begin at `starts_at`, as long as before; `note` as in `change_appointment`.

    Raises NotAllowed for one that is not planned any more, Stale if it changed meanwhile.
    """
    if before.status is not AppointmentStatus.PLANNED:
        raise NotAllowed(
            later("Only an appointment that is still planned can be moved."), later("Plan a new one instead.")
        )
    ends_at = None if before.ends_at is None else starts_at + (before.ends_at - before.starts_at)
    after = before.changed(starts_at=starts_at, ends_at=ends_at)
    return change_appointment(desk, before, after, name="appointment.moved", note=note)


def change_appointment(
    desk: Desk, before: Appointment, after: Appointment, *, name: str = "meeting.changed", note: str = ""
) -> Changed:
    """Write an appointment as it now is; a `note`, on why it passes a deadline, goes into its case.

    `name` is what the journal calls it. Raises Stale if it changed meanwhile.
    """
    with known_trouble():
        case_id = store.case_of(desk.db, before.id)
    with action(desk, name, meetings.KIND, after.id, case_id) as act:
        store.save(desk.db, after, expected=before)
        act.changed(meetings.KIND, after.id, case_id, before, after)
        drafts.drop_record(desk.db, meetings.KIND, after.id)
        keep_note(desk, act, case_id, note)
        meetings.refresh(desk, after, case_id)
    return Changed(_TOPICS, case_id, after.id)


def keep_note(desk: Desk, act: Act, case_id: str | None, text: str) -> None:
    """Put a note with `text` into the case, in the open action; nothing without a case or a text."""
    if not text or case_id is None:
        return
    written = Note(id=new_id(), at=desk.now(), kind=NoteKind.NOTE, text=text)
    place = len(aggregates.of_case(desk.db, Note, case_id))
    aggregates.put(desk.db, written, position=place, parent=case_id)
    act.changed("note", written.id, case_id, None, written)
    computed.index(desk, [finding.entry_of_note(written, case_id)])


def miss_appointment(desk: Desk, before: Appointment, reason: str) -> Changed:
    """Write down that an appointment was not held, and why. Raises NotAllowed without a reason, Stale."""
    if not reason.strip():
        raise NotAllowed(later("Why was it not held?"), later("Write a few words."))
    after = before.changed(status=AppointmentStatus.MISSED, missed_reason=reason.strip())
    return meetings.save_meeting(desk, before, after)


def cancel_appointment(desk: Desk, before: Appointment) -> Changed:
    """Cancel an appointment. Raises Stale if it changed meanwhile."""
    return meetings.save_meeting(desk, before, before.changed(status=AppointmentStatus.CANCELLED))


def hold_appointment(desk: Desk, before: Appointment) -> Changed:
    """Write down that an appointment was held. Raises NotAllowed before its day, Stale."""
    if before.starts_at > desk.now():
        raise NotAllowed(
            later("This appointment has not begun yet."), later("Mark it as held once it has been.")
        )
    return meetings.save_meeting(desk, before, before.changed(status=AppointmentStatus.HELD))


def answer_held(desk: Desk, appointment: str, *, why_not: str | None = None) -> Changed:
    """Write down that the appointment of this id was held, or was not and why; raises as the two above."""
    with known_trouble():
        before = store.get(desk.db, appointment)
    return hold_appointment(desk, before) if why_not is None else miss_appointment(desk, before, why_not)

"""What can be done to a meeting that is being prepared: planned, its agenda changed."""

from typing import Final

from db.actions import computed
from db.actions.desk import Act, Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.appointment import Appointment, AppointmentStatus
from db.records.case import CaseStatus
from db.rules import finding
from db.store import aggregates, cases, drafts, minutes
from db.words import later

KIND: Final = "appointment"
"""The name of meetings in the journal, the history and the drafts."""
_TOPICS: Final = frozenset({Topic.CALENDAR, Topic.DRAFTS})


def plan_meeting(desk: Desk, case_id: str, meeting: Appointment) -> Changed:
    """Put a new planned meeting into the case. Raises NotAllowed in a closed case, Stale or Trouble."""
    with action(desk, "meeting.planned", KIND, meeting.id, case_id) as act:
        case = cases.get(desk.db, case_id)
        if case.status is CaseStatus.CLOSED:
            raise NotAllowed(later("This case is closed."), later("Open it again before you plan a meeting."))
        aggregates.put(desk.db, meeting, position=len(case.appointments), parent=case_id)
        _noted(desk, act, case_id, None, meeting)
    return Changed(_TOPICS, case_id, meeting.id)


def change_meeting(desk: Desk, case_id: str, before: Appointment, after: Appointment) -> Changed:
    """Write a planned meeting as it is now; what was being typed in it is taken up by this.

    Raises NotAllowed once it was held, missed or cancelled; Stale if it changed meanwhile.
    """
    if before.status is not AppointmentStatus.PLANNED:
        raise NotAllowed(
            later("Only a meeting that is still planned can be prepared."),
            later("Plan a new one instead."),
        )
    with action(desk, "meeting.changed", KIND, after.id, case_id) as act:
        minutes.save(desk.db, after, expected=before)
        drafts.drop_record(desk.db, KIND, after.id)
        _noted(desk, act, case_id, before, after)
    return Changed(_TOPICS, case_id, after.id)


def _noted(desk: Desk, act: Act, case_id: str, before: Appointment | None, after: Appointment) -> None:
    act.changed(KIND, after.id, case_id, before, after)
    computed.refresh_case(desk, case_id)
    hidden = computed.hides_places(desk, case_id)
    computed.index(desk, [finding.entry_of_appointment(after, case_id, hide_place=hidden)])

"""The half-year question of a placement: of which placements a meeting asks it.

Source: practice, section 3; contract, section 3, placement_review (a follow-up 5 months after the start
or later meets it).
"""

from typing import Final

from db.errors import NotAllowed
from db.records.appointment import Appointment, AppointmentKind
from db.records.base import day_of
from db.records.case import Case
from db.records.intervention import Intervention, Stage
from db.records.placement_answer import Answer, PlacementAnswer
from db.rules.spans import months_after
from db.words import later

_MONTHS: Final = 5
ANSWERS: Final = {
    Answer.GOES_ON: later("The placement works and goes on, because …"),
    Answer.HOME: later("Home"),
    Answer.LESS_INTRUSIVE: later("Something less intrusive"),
}
"""What each answer is called, in the order in which they are asked."""


def asked_of(case: Case, meeting: Appointment) -> list[Intervention]:
    """The placements that run on the day of the follow-up `meeting` and began 5 months before or earlier."""
    if meeting.kind is not AppointmentKind.FOLLOW_UP:
        return []
    day = day_of(meeting.starts_at)
    return [
        one
        for one in case.interventions
        if one.placement is not None
        and one.stage is not Stage.EXPECTED
        and months_after(one.starts_on, _MONTHS) <= day
        and (one.ended_on is None or day <= one.ended_on)
    ]


def refuse_faulty(answer: PlacementAnswer, case: Case, meeting: Appointment) -> None:
    """Raise NotAllowed without a reason, and for a placement that the meeting does not ask about."""
    if not answer.reason.strip():
        raise NotAllowed(later("The answer needs a reason."), later("Write a few words."))
    if answer.intervention not in {one.id for one in asked_of(case, meeting)}:
        raise NotAllowed(
            later("This meeting does not ask about that placement."),
            later("It is asked in a follow-up from five months after the start, while the placement runs."),
        )

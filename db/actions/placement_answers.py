"""The half-year question of a placement, answered in a meeting."""

from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.records.placement_answer import PlacementAnswer
from db.rules import placement_review
from db.store import cases, drafts, minutes, placement_answers

KIND: Final = "placement_answer"
"""The name of answers in the journal, the history and the drafts."""


def record_of(appointment: str, intervention: str) -> str:
    """What an answer is called in the drafts: ids have no spaces, so that both can be read from it."""
    return f"{appointment} {intervention}"


def answer_review(desk: Desk, case_id: str, answer: PlacementAnswer) -> Changed:
    """Keep `answer` over the one that the meeting gave before; what was being typed is taken up by it.

    Raises NotAllowed without a reason and for a placement that the meeting does not ask about,
    Stale if the case or the meeting is gone.
    """
    meeting, case = minutes.get(desk.db, answer.appointment), cases.get(desk.db, case_id)
    placement_review.refuse_faulty(answer, case, meeting)
    after = answer.changed(reason=answer.reason.strip())
    before = placement_answers.of_meeting(desk.db, meeting.id).get(answer.intervention)
    with action(desk, "placement.answered", KIND, answer.intervention, case_id) as act:
        placement_answers.save(desk.db, after, case_id)
        drafts.drop_record(desk.db, KIND, record_of(meeting.id, answer.intervention))
        act.changed(KIND, record_of(meeting.id, answer.intervention), case_id, before, after)
    return Changed(frozenset({Topic.HELP, Topic.DRAFTS}), case_id, answer.intervention)

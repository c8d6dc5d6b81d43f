"""What a follow-up says of a placement after half a year, beside the exchange document."""

from enum import StrEnum

from db.records.base import Id, Record


class Answer(StrEnum):
    """The three answers (practice, section 3): children are not fetched home from placements that work."""

    GOES_ON = "goes_on"
    HOME = "home"
    LESS_INTRUSIVE = "less_intrusive"


class PlacementAnswer(Record):
    """The answer that the meeting `appointment` gave about the placement `intervention`, and why."""

    appointment: Id
    intervention: Id
    answer: Answer
    reason: str

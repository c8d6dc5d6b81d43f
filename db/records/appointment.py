"""Meetings and visits: the agenda's parts, the notes, the scale, the agreements."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from db.records.base import Count, Day, Id, Moment, Record, Score, new_id
from db.records.plan import Readers


class AppointmentKind(StrEnum):
    """What kind of meeting or visit."""

    FOLLOW_UP = "follow_up"
    NETWORK_MEETING = "network_meeting"
    HOME_VISIT = "home_visit"
    PHONE = "phone"
    SUPERVISION_VISIT = "supervision_visit"
    CHILD_TALK = "child_talk"
    PANEL = "panel"
    VISIT_TO_DAY_CARE = "visit_to_day_care"
    PARENT_PANEL = "parent_panel"
    OTHER = "other"


class AppointmentStatus(StrEnum):
    """Whether it was held."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class ChildHeard(StrEnum):
    """How the child was heard."""

    TALK = "talk"
    OTHER_WAY = "other_way"
    NOT_HEARD = "not_heard"
    NOT_RELEVANT = "not_relevant"


class AgendaPart(Record):
    """A part of a meeting, its own length and its own participants."""

    title: str
    minutes: Count | None = None
    participants: tuple[Id, ...] = ()


class PartNote(Record):
    """What was said in a part of the meeting; `part` counts from 0, None is the whole meeting."""

    part: Count | None = None
    text: str = ""
    readers: Readers = Readers.PARTICIPANTS


class SafetyRating(Record):
    """How safe somebody says it is, 0 to 10, and why. Ratings are never averaged."""

    rated_by: Id | None = None
    score: Score
    reason: str = ""
    readers: Readers = Readers.PARTICIPANTS


class Agreement(Record):
    """Who promised what by when."""

    id: Id = Field(default_factory=new_id)
    title: str
    responsible: Id | None = None
    due_on: Day | None = None
    done_on: Day | None = None


class Appointment(Record):
    """A meeting or a visit, of a case or of the office."""

    id: Id
    kind: AppointmentKind
    title: str = ""
    starts_at: Moment
    ends_at: Moment | None = None
    place: str = ""
    institution: Id | None = None
    status: AppointmentStatus = AppointmentStatus.PLANNED
    missed_reason: str = ""
    child_heard: ChildHeard = ChildHeard.NOT_RELEVANT
    child_words: str = ""
    child_words_readers: Readers = Readers.CASEWORKER
    agenda: tuple[AgendaPart, ...] = ()
    notes: tuple[PartNote, ...] = ()
    safety_scale: tuple[SafetyRating, ...] = ()
    worries: str = ""
    works_well: str = ""
    needs_to_happen: str = ""
    columns_readers: Readers = Readers.PARTICIPANTS
    agreements: tuple[Agreement, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise PydanticCustomError("end_before_start", "ends_at does not lie after starts_at")
        return self

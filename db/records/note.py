"""What a caseworker writes down in between: notes, well-being, events and answered forms."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field, JsonValue

from db.records.base import Day, Id, Moment, Number, Record, Score
from db.records.plan import Readers


class NoteKind(StrEnum):
    """How a note came about."""

    NOTE = "note"
    PHONE = "phone"
    HOME_VISIT = "home_visit"
    CHILD_TALK = "child_talk"
    MAIL = "mail"
    OBSERVATION = "observation"


class Note(Record):
    """A note; `carried_over_on` is the day it was copied to the system of record."""

    id: Id
    at: Moment
    kind: NoteKind
    text: str = ""
    carried_over_on: Day | None = None


class WellBeing(Record):
    """How somebody says somebody is, 0 to 10, on a day."""

    on: Day
    rated_by: Id | None = None
    about: Id | None = None
    score: Score
    note: str = ""
    readers: Readers = Readers.CASEWORKER


class EventKind(StrEnum):
    """What happened."""

    COMPLAINT = "complaint"
    BREAKDOWN = "breakdown"
    FEEDBACK = "feedback"
    MOVED = "moved"
    SCHOOL_ABSENCE = "school_absence"
    HOSPITAL = "hospital"
    OTHER = "other"


class Event(Record):
    """Something that happened in a case on a day."""

    id: Id
    on: Day
    kind: EventKind
    text: str = ""


class FormStatus(StrEnum):
    """Whether a form is still being answered."""

    DRAFT = "draft"
    FINISHED = "finished"


class FilledForm(Record):
    """Answers by question id, to one version of one form; an unknown form is kept as it is."""

    spans: ClassVar = (("started_on", "finished_on"),)

    id: Id
    form: str
    form_version: Number = 1
    status: FormStatus = FormStatus.DRAFT
    started_on: Day | None = None
    finished_on: Day | None = None
    answers: dict[str, JsonValue] = Field(default_factory=dict)

"""A letter: its template in two languages, and one that was sent, kept as it was sent."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from db.records.base import Record


class LetterKind(StrEnum):
    """What a letter is about, and so which of the case's records fill it."""

    RECEIPT = "receipt"
    HEARING = "hearing"
    PANEL = "panel"
    DECISION = "decision"
    INVITATION = "invitation"
    MEETING = "meeting"
    CLOSING = "closing"
    COMPLAINT = "complaint"
    ACCESS = "access"


class Told(Record):
    """A text in both languages."""

    da: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """The text in `language`, `da` or `en`."""
        return self.da if language == "da" else self.en


class LetterPart(Record):
    """A part: its heading, the text it begins from, and whether a paragraph asks for it.

    Where each participant of a meeting gets a letter of their own, only `parties` get the part if it says so.
    """

    id: str = Field(pattern=r"^[a-z_]+$")
    title: Told
    text: Told = Told()
    required: bool = False
    legal_ref: str = ""
    unsure: bool = False
    parties: bool = False


class LetterTemplate(Record):
    """A letter to begin from, in force from a day; `source` says where its parts are asked for."""

    id: str = Field(pattern=r"^[a-z_]+$")
    kind: LetterKind
    title: Told
    in_force_from: date
    source: str = Field(min_length=1)
    part: tuple[LetterPart, ...] = Field(min_length=1)


class WrittenPart(Record):
    """A part as it was written: its heading and its text."""

    title: str
    text: str


class SentLetter(Record):
    """A letter as it was sent: to whom, on which day, and every word of it."""

    id: str
    template: str
    about: str
    title: str
    receiver: str
    sent_on: date
    parts: tuple[WrittenPart, ...]

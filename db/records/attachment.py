"""A document or a photo that lies inside the store, beside the exchange document."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from db.records.base import Day, Id, Moment, Record
from db.records.plan import Readers


class AttachmentKind(StrEnum):
    """What a document is to the case."""

    LETTER = "letter"
    STATEMENT = "statement"
    ASSESSMENT = "assessment"
    CONSENT = "consent"
    PHOTO = "photo"
    DRAWING = "drawing"
    OTHER = "other"


class Attachment(Record):
    """What is known of a document; `name` is its file's name, `size` in bytes.

    One that was removed still lies in the store until it is erased.
    """

    id: Id
    title: str = ""
    name: str
    kind: AttachmentKind = AttachmentKind.OTHER
    on: Day
    readers: Readers = Readers.CASEWORKER
    size: Annotated[int, Field(strict=True, ge=0)]
    sha256: str
    added_at: Moment
    removed_on: Day | None = None

"""What was being typed into one record and was thrown away, as the journal keeps it."""

from db.records.base import Moment, Record


class TypedText(Record):
    """What was last typed into the field named `id`."""

    id: str
    text: str
    form_version: int | None
    at: Moment


class PutAway(Record):
    """The texts that were being typed into the record `id`, which is a `typed_in`."""

    id: str
    typed_in: str
    texts: tuple[TypedText, ...]

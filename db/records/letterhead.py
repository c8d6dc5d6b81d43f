"""Whose paper it is."""

from db.records.base import Record


class Letterhead(Record):
    """The municipality and how to reach it, from its profile. `logo` is a PNG or JPEG."""

    municipality: str = ""
    unit: str = ""
    contact: str = ""
    logo: bytes | None = None

"""Where a user is, so that unlocking returns there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or a case with its part (`tab`), the record that is open there and the field with the focus."""

    room: str = "today"
    case_id: str = ""
    tab: str = ""
    field: str = ""
    record: str = ""

"""Where a user is, so that unlocking returns there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A room of the rail, or a case with its tab and the field that had the focus."""

    room: str = "today"
    case_id: str = ""
    tab: str = ""
    field: str = ""

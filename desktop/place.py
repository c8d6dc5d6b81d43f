"""Where a user is, so that unlocking returns there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or a case with its part (`tab`), the record that is open there, and the field with the focus.

    `cursor` counts the characters before the cursor in that field; -1 where there is none. `behind` is what
    lies behind a note or a new case.
    """

    room: str = "today"
    case_id: str = ""
    tab: str = ""
    field: str = ""
    record: str = ""
    cursor: int = -1
    behind: "Place | None" = None

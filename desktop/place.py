"""Where a user is, so that unlocking returns there."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Final

AT_END: Final = 1_000_000_000
"""A cursor behind all that is written in a field."""


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

    def told(self) -> str:
        """This place as a text."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, told: str) -> "Place":
        """The place that `told` it; where the day begins if it is none."""
        try:
            return cls._of(json.loads(told))
        except (ValueError, TypeError, AttributeError, KeyError):
            return cls()

    @classmethod
    def _of(cls, found: dict[str, Any]) -> "Place":
        behind = found.pop("behind")
        return cls(**found, behind=None if behind is None else cls._of(behind))

"""Times of day as people type them."""

import re
from datetime import time
from typing import Final

_TIME: Final = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?")


def typed_time(text: str) -> time | None:
    """The time that `text` means: `14.30`, `14:30`, `1430` or `14`; None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None

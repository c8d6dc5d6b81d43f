"""Days as people type them."""

import re
from datetime import date, timedelta
from typing import Final

from db.words import Words

_NUMBERS: Final = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})(?:\s*[./\- ]\s*(\d{4}|\d{2}))?\.?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED: Final = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]{3,})\.?(?:\s*(\d{4}|\d{2}))?")
_JUST_GONE: Final = timedelta(days=90)  # a day to come may have been missed a little while ago
_AHEAD: Final = 20  # two figures of a year mean the one up to so many years ahead, else the century before


def typed_day(text: str, *, today: date, words: Words, ahead: bool = False) -> date | None:
    """The day that `text` means, None if it is empty.

    Read are `3/3-26`, `3.3.26`, `03.03.2026`, `2026-03-03`, `3. marts 2026`, `3 mar`; without a year
    it is that of `today`, of a day `ahead` the next one if it has been over for long: `15/1` typed in
    November. Raises ValueError if it is no day.
    """
    text = text.strip().lower()
    if not text:
        return None
    if found := _ISO.fullmatch(text):
        return date(*(int(part) for part in found.groups()))
    if found := _NUMBERS.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), found[3]
    elif found := _NAMED.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2], words), found[3]
    else:
        raise ValueError("no day")
    meant = date(_year(year, today), month, day)
    return date(meant.year + 1, month, day) if ahead and not year and meant < today - _JUST_GONE else meant


def _year(figures: str | None, today: date) -> int:
    if figures is None:
        return today.year
    if len(figures) == 4:
        return int(figures)
    year = today.year // 100 * 100 + int(figures)
    return year if year <= today.year + _AHEAD else year - 100


def _month(name: str, words: Words) -> int:
    for number in range(1, 13):
        if words.month(number).lower().startswith(name):
            return number
    raise ValueError("no month")

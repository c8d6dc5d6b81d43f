"""Days and moments for the oracle, counted one by one; no library of holidays, no rule of the program."""

import calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LAST_YEAR_OF_STORE_BEDEDAG = 2023
FIXED_HOLIDAYS = {(1, 1), (12, 25), (12, 26)}
AFTER_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, Easter, Easter Monday, Ascension, Whit Sunday and Monday."""

When = date | datetime


def easter(year: int) -> date:
    """Easter Sunday of `year`, by the anonymous Gregorian reckoning."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    corrected = (century + 8) // 25
    epact = (19 * golden + century - century // 4 - (century - corrected + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """True on Denmark's public holidays, with store bededag until 2023."""
    offsets = AFTER_EASTER + ((26,) if day.year <= LAST_YEAR_OF_STORE_BEDEDAG else ())
    moving = {easter(day.year) + timedelta(days=offset) for offset in offsets}
    return day in moving or (day.month, day.day) in FIXED_HOLIDAYS


def nth_day(day: date, count: int, *, saturdays: bool) -> date:
    """The `count`th day after `day` from Monday to Friday, or to Saturday, that is no public holiday."""
    while count:
        day += timedelta(days=1)
        if day.weekday() < (6 if saturdays else 5) and not is_holiday(day):
            count -= 1
    return day


def first_weekday(day: date) -> date:
    """`day`, or the next that is no Saturday, Sunday or public holiday."""
    while day.weekday() >= 5 or is_holiday(day):
        day += timedelta(days=1)
    return day


def months_from(day: date, count: int) -> date:
    """The same day number `count` months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_after(days: Iterable[date], day: date) -> date | None:
    """The first of `days` that lies after `day`; None where none does."""
    return min((each for each in days if each > day), default=None)


def as_day(text: str | None) -> date | None:
    """The day that a record carries as text; None where it carries none."""
    return date.fromisoformat(text) if text else None


def as_moment(text: str) -> datetime:
    """The moment that a record carries as text, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def day_of(when: When) -> date:
    """The day itself, or the day in Copenhagen of a moment."""
    return when.astimezone(COPENHAGEN).date() if isinstance(when, datetime) else when


def text_of(when: When) -> str:
    """A day, or a moment with Copenhagen's offset, as the answer writes it."""
    return (when.astimezone(COPENHAGEN) if isinstance(when, datetime) else when).isoformat()

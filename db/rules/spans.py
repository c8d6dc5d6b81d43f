"""How long a deadline runs: hours, counted days, weeks or months, never past the ends of the calendar."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from db.rules.holidays import is_arbejdsdag, is_hverdag

LAST_MOMENT: Final = datetime(9999, 12, 31, 22, 59, 59, tzinfo=UTC)
"""The last whole second of the calendar on Copenhagen's clock."""
_LAST_DAY: Final = date.max.toordinal()
_MONTHS_A_YEAR: Final = 12
_DAYS_A_WEEK: Final = 7


class TimeUnit(StrEnum):
    """What an amount of time is counted in; weekdays are hverdage, working days arbejdsdage."""

    HOURS = "hours"
    WEEKDAYS = "weekdays"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of time, such as a municipality's own limit for deciding an application."""

    amount: int
    unit: TimeUnit


def days_after(day: date, days: int) -> date:
    """The day `days` after `day` (before it, if negative), at most the last of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), _LAST_DAY))


def months_after(day: date, months: int) -> date:
    """The same day number `months` later (earlier, if negative), clamped to the month's end.

    The first or the last day of the calendar where the count would leave it.
    """
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def birthday(born: date, age: int) -> date:
    """The day somebody born on `born` turns `age`; 28 February stands for a missing 29th."""
    return months_after(born, age * _MONTHS_A_YEAR)


def hours_after(moment: datetime, hours: int) -> datetime:
    """The moment so many elapsed hours later, whatever the clocks do; at most the last of the calendar."""
    if moment > LAST_MOMENT - timedelta(hours=hours):
        return LAST_MOMENT
    return moment.astimezone(UTC) + timedelta(hours=hours)


def weekdays_after(day: date, count: int) -> date:
    """The `count`-th hverdag (Monday to Saturday, no public holidays) after `day`."""
    return _counted(day, count, is_hverdag)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th arbejdsdag (Monday to Friday, no public holidays) after `day`."""
    return _counted(day, count, is_arbejdsdag)


def working_day_from(day: date) -> date:
    """`day`, or the next day that is no Saturday, Sunday or public holiday."""
    while not is_arbejdsdag(day) and day < date.max:
        day = days_after(day, 1)
    return day


def after(day: date, amount: int, unit: TimeUnit) -> date:
    """The day on which `amount` of `unit`, begun on `day`, is over. Hours have no day: ValueError."""
    return _COUNTS[unit](day, amount)


def _counted(day: date, count: int, counts: Callable[[date], bool]) -> date:
    while count and day < date.max:
        day = days_after(day, 1)
        count -= counts(day)
    return day


def _weeks_after(day: date, weeks: int) -> date:
    return days_after(day, weeks * _DAYS_A_WEEK)


def _no_hours(day: date, hours: int) -> date:
    raise ValueError(f"{hours} hours after a day are no day")


_COUNTS: Final[dict[TimeUnit, Callable[[date, int], date]]] = {
    TimeUnit.HOURS: _no_hours,
    TimeUnit.WEEKDAYS: weekdays_after,
    TimeUnit.WORKING_DAYS: working_days_after,
    TimeUnit.DAYS: days_after,
    TimeUnit.WEEKS: _weeks_after,
    TimeUnit.MONTHS: months_after,
}

"""Danish public holidays, and the two kinds of day that the law counts.

Source: helligdagsloven, through the table made from the package `holidays`: Sundays apart, New
Year's Day, Maundy Thursday to Easter Monday, store bededag until 2023, Ascension, Pentecost and the
two days of Christmas. 5 June, 24 and 31 December are none, though offices are closed.
"""

from datetime import date
from typing import Final

from db.public_holidays import public_holidays

__all__ = ["is_arbejdsdag", "is_hverdag", "is_public_holiday", "public_holidays"]

_SATURDAY: Final = 5
_SUNDAY: Final = 6


def is_public_holiday(day: date) -> bool:
    """True on a Danish public holiday; an ordinary Sunday is none."""
    return day in public_holidays(day.year)


def is_hverdag(day: date) -> bool:
    """True from Monday to Saturday, unless `day` is a public holiday."""
    return day.weekday() < _SUNDAY and not is_public_holiday(day)


def is_arbejdsdag(day: date) -> bool:
    """True from Monday to Friday, unless `day` is a public holiday."""
    return day.weekday() < _SATURDAY and not is_public_holiday(day)

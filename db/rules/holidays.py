"""Danish public holidays, and the two kinds of day that the law counts.

Source: helligdagsloven, through the package `holidays`: Sundays apart, New Year's Day,
Maundy Thursday to Easter Monday, store bededag until 2023, Ascension, Pentecost and the
two days of Christmas. 5 June, 24 and 31 December are none, though offices are closed.
"""

from datetime import date
from functools import cache
from typing import Final

_SATURDAY: Final = 5
_SUNDAY: Final = 6


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of `year`; empty for years that the package does not know."""
    # Imported here: a start without deadlines shall not wait for it.
    from holidays import country_holidays

    return frozenset(country_holidays("DK", years=year))


def is_public_holiday(day: date) -> bool:
    """True on a Danish public holiday; an ordinary Sunday is none."""
    return day in public_holidays(day.year)


def is_hverdag(day: date) -> bool:
    """True from Monday to Saturday, unless `day` is a public holiday."""
    return day.weekday() < _SUNDAY and not is_public_holiday(day)


def is_arbejdsdag(day: date) -> bool:
    """True from Monday to Friday, unless `day` is a public holiday."""
    return day.weekday() < _SATURDAY and not is_public_holiday(day)

"""What a business case comes to: net by year, in all, and when it has paid for itself.

Source: practice.md, section 6. Savings are negative, costs positive, so that a negative net is a gain.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from db.records.business import BusinessCase, BusinessYear

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class YearSum:
    """One year in øre: `lasting` is without the one-off costs, `so_far` adds from the start."""

    year: int
    savings: int
    costs: int
    one_off: int
    lasting: int
    total: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A business case reckoned up. `payback`: after how many months it has paid for itself, None if never."""

    years: tuple[YearSum, ...]
    total: int
    payback: int | None


def reckon(case: BusinessCase) -> Reckoned:
    """Reckon `case` up, year by year."""
    totals = [one.savings + one.costs + one.one_off for one in case.years]
    years = tuple(
        _sum(one, total, so_far)
        for one, total, so_far in zip(case.years, totals, accumulate(totals), strict=True)
    )
    return Reckoned(years, sum(totals), payback(totals))


def payback(totals: Iterable[int]) -> int | None:
    """Months from the first year's start until savings have paid all costs, and from then on for good.

    Each year's total is spread evenly over its months; a month that is begun counts whole. None if the
    years given do not pay; 0 if nothing was ever to be paid.
    """
    so_far, months = 0, 0
    for place, total in enumerate(totals):
        before, so_far = so_far, so_far + total
        if so_far > 0:
            months = -1
        elif before > 0:
            months = place * _MONTHS + -(-before * _MONTHS // -total)
    return None if months < 0 else months


def _sum(one: BusinessYear, total: int, so_far: int) -> YearSum:
    return YearSum(
        year=one.year,
        savings=one.savings,
        costs=one.costs,
        one_off=one.one_off,
        lasting=one.savings + one.costs,
        total=total,
        so_far=so_far,
    )

"""The account of a year, grouped: by the child's age, and the placements that cost more than a million.

Both are made of the account that `costs` gives, so that their sums are its own. Amounts are whole øre.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from db.rules.costs import Account, CaseCosts

AGE_EDGES: Final = (0, 6, 12, 18, 23)
"""The youngest of each group of ages; the last has no end."""
LARGE: Final = (1_000_000, 1_500_000, 2_000_000)
"""The bands of large placements by their lower edges in kroner (practice.md, section 5)."""


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of one group: from `start` to below `end` (None: no bound); both None: no birthday known."""

    start: int | None
    end: int | None
    cases: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LargePlacements:
    """Cases with a placement in a year: those over a million in their bands, and all of them."""

    year: int
    bands: tuple[Group, ...]
    all_cases: tuple[str, ...]
    all_total: int

    @property
    def count(self) -> int:
        """How many cost a million or more."""
        return sum(len(band.cases) for band in self.bands)

    @property
    def total(self) -> int:
        """What those cost together, in øre."""
        return sum(band.total for band in self.bands)

    @property
    def share(self) -> float | None:
        """Their part of what all cases with a placement cost, 0 to 1; None without any."""
        return self.total / self.all_total if self.all_total else None


def by_age(account: Account, born: Mapping[str, date | None], day: date) -> tuple[Group, ...]:
    """The cases of `account` by the age their child has on `day`, and last those of unknown age, if any.

    A child not born by then stands among the youngest.
    """
    edges = list(pairwise((*AGE_EDGES, None)))
    ages = {case.case: _age(found, day) for case in account.cases if (found := born.get(case.case))}
    groups = [
        _group(start, end, (c for c in account.cases if c.case in ages and _within(ages[c.case], start, end)))
        for start, end in edges
    ]
    unknown = [case for case in account.cases if case.case not in ages]
    return (*groups, *([_group(None, None, unknown)] if unknown else []))


def by_band(account: Account) -> tuple[Group, ...]:
    """The account's six bands, with the cases in each."""
    return tuple(
        _group(band.start, band.end, (case for case in account.cases if case.band == band.start))
        for band in account.bands
    )


def large_placements(account: Account) -> LargePlacements:
    """The cases of `account` that a placement runs in, by what they cost; an edge opens its band."""
    placed = [case for case in account.cases if case.placement]
    bands = tuple(
        _group(start, end, (case for case in placed if case.band == start))
        for start, end in pairwise((*LARGE, None))
    )
    everyone = _group(None, None, placed)
    return LargePlacements(account.year, bands, everyone.cases, everyone.total)


def _group(start: int | None, end: int | None, cases: Iterable[CaseCosts]) -> Group:
    found = tuple(cases)
    return Group(start, end, tuple(case.case for case in found), sum(case.forecast for case in found))


def _age(born: date, day: date) -> int:
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def _within(age: int, start: int | None, end: int | None) -> bool:
    return start is not None and start <= age and (end is None or age < end)

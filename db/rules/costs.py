"""The commitment account of a year: what is spent, committed and to be expected, month by month.

Source: contract, section 3, costs. Prices are whole øre and quantities thousandths;
all in between is exact, and each month of each intervention is rounded once, half up,
to whole øre. Days count in Copenhagen's calendar, the first and the last included.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from db.records.base import money_text
from db.records.intervention import Stage, Unit
from db.rules.asked import Costly, Priced

BAND_EDGES: Final = (0, 200_000, 400_000, 1_000_000, 1_500_000, 2_000_000)
"""The lower edges of the bands, in kroner."""
_THOUSANDTHS: Final = 1000
_DAYS: Final = {Unit.DAY: 1, Unit.WEEK: 7, Unit.HOUR: 7}
"""Over how many days the price is spread: hours are hours a week. Months and years have their own lengths."""
_OERE: Final = 100


class Reckoning(StrEnum):
    """Which days of an intervention count: those up to today, those agreed, those to be expected."""

    SPENT = "spent"
    COMMITTED = "committed"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Line:
    """What one intervention is expected to cost: øre by month (1 to 12, no zeros), and together."""

    intervention: str
    months: dict[int, int]
    total: int


@dataclass(frozen=True, slots=True)
class CaseCosts:
    """The account of one case, in øre. `band` is the lower edge of its band in kroner."""

    case: str
    number: str
    spent: int
    committed: int
    forecast: int
    placement: bool
    lines: tuple[Line, ...]

    @property
    def band(self) -> int:
        """The lower edge of the forecast's band, in kroner; an edge belongs to the band above it."""
        return max(edge for edge in BAND_EDGES if edge * _OERE <= self.forecast)


@dataclass(frozen=True, slots=True)
class Band:
    """The cases whose forecast lies from `start` to below `end` kroner (None: no bound); `total` in øre."""

    start: int
    end: int | None
    cases: int
    total: int


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a year: the cases that cost something, by number; the six bands; sums in øre."""

    year: int
    cases: tuple[CaseCosts, ...]
    bands: tuple[Band, ...]
    total: int
    expected: int


def months_of(item: Priced, year: int, today: date, reckoning: Reckoning) -> dict[int, int]:
    """What `item` costs in each month of `year`, in øre; months of nothing are left out.

    Its stage is not asked: whether an expected intervention counts is the caller's to say.
    """
    price = item.price * item.quantity
    if item.unit == Unit.ONCE:
        begun = item.starts_on.year == year and (reckoning != Reckoning.SPENT or item.starts_on <= today)
        amount = _half_up(price, _THOUSANDTHS)
        return {item.starts_on.month: amount} if begun and amount else {}
    last = _last_day(item, today, reckoning)
    if last < item.starts_on or last.year < year or item.starts_on.year > year:
        return {}
    first, last = max(item.starts_on, date(year, 1, 1)), min(last, date(year, 12, 31))
    stretch = _stretch(first, last, item.unit)
    amounts = [_half_up(price * days, _THOUSANDTHS * span) for days, span in stretch.parts]
    return {month: amount for month, part in stretch.months if (amount := amounts[part])}


def forecast_of(interventions: Iterable[Priced], year: int, today: date) -> int:
    """What `interventions` are expected to cost in `year`, in øre, those of stage expected left out."""
    return sum(_total(item, year, today, Reckoning.FORECAST) for item in interventions if _counts(item))


def costs_of(cases: Iterable[Costly], year: int, today: date) -> Account:
    """The account of `cases` in `year`; a case that costs nothing in it is left out."""
    all_cases = sorted(cases, key=lambda case: case.number)
    listed = tuple(costs for case in all_cases if (costs := _case_costs(case, year, today)).lines)
    hoped = (item for case in all_cases for item in case.interventions if not _counts(item))
    return Account(
        year=year,
        cases=listed,
        bands=tuple(_bands(listed)),
        total=sum(case.forecast for case in listed),
        expected=sum(_total(item, year, today, Reckoning.FORECAST) for item in hoped),
    )


def costs_answer(cases: Iterable[Costly], year: int, today: date) -> dict[str, Any]:
    """The account of `cases` in `year` as the contract's JSON: amounts are texts, edges whole kroner."""
    account = costs_of(cases, year, today)
    return {
        "year": account.year,
        "cases": [_case_answer(case) for case in account.cases],
        "bands": [
            {"from": band.start, "to": band.end, "cases": band.cases, "total": money_text(band.total)}
            for band in account.bands
        ],
        "total": money_text(account.total),
        "expected": money_text(account.expected),
    }


def _counts(item: Priced) -> bool:
    return item.stage != Stage.EXPECTED


def _total(item: Priced, year: int, today: date, reckoning: Reckoning) -> int:
    return sum(months_of(item, year, today, reckoning).values())


def _last_day(item: Priced, today: date, reckoning: Reckoning) -> date:
    last = item.ended_on or item.expected_end
    overdue = item.ended_on is None and last is not None and last < today
    if last is None or (overdue and reckoning != Reckoning.COMMITTED):
        last = date.max
    return min(last, today) if reckoning == Reckoning.SPENT else last


@cache
def _lengths(year: int) -> tuple[int, ...]:
    """How many days each month of `year` has, January first."""
    return tuple(monthrange(year, month)[1] for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days within a year: each month with the place of its part, a part's days and over how many they are."""

    months: tuple[tuple[int, int], ...]
    parts: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def _stretch(first: date, last: date, unit: Unit) -> _Stretch:
    """From `first` to `last` of a year; months of the same days and span are one part: they cost the same."""
    spans = _spans(unit, first.year)
    places: dict[tuple[int, int], int] = {}
    months = []
    for month in range(first.month, last.month + 1):
        begin = first.day if month == first.month else 1
        end = last.day if month == last.month else _lengths(first.year)[month - 1]
        part = (end - begin + 1, spans[month - 1])
        months.append((month, places.setdefault(part, len(places))))
    return _Stretch(tuple(months), tuple(places))


@cache
def _spans(unit: Unit, year: int) -> tuple[int, ...]:
    """Over how many days price times quantity is spread, in each month of `year`."""
    if unit in (Unit.MONTH, Unit.NIGHT):
        return _lengths(year)
    return (_DAYS.get(unit) or sum(_lengths(year)),) * 12


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _case_costs(case: Costly, year: int, today: date) -> CaseCosts:
    spent = committed = forecast = 0
    placement, lines = False, []
    for item in case.interventions:
        if not _counts(item) or not (months := months_of(item, year, today, Reckoning.FORECAST)):
            continue
        total = sum(months.values())
        lines.append(Line(item.id, months, total))
        forecast += total
        committed += _committed(item, total, year, today)
        spent += _spent(item, months, total, year, today)
        placement = placement or item.placement is not None
    return CaseCosts(case.id, case.number, spent, committed, forecast, placement, tuple(lines))


def _committed(item: Priced, forecast: int, year: int, today: date) -> int:
    """As `_total`: only what is past its agreed end differs from the forecast."""
    if item.ended_on is None and item.expected_end is not None and item.expected_end < today:
        return _total(item, year, today, Reckoning.COMMITTED)
    return forecast


def _spent(item: Priced, months: dict[int, int], forecast: int, year: int, today: date) -> int:
    """As `_total`: only the month of `today` differs from the forecast, and what comes after it is none."""
    if year != today.year:
        return forecast if year < today.year else 0
    if item.unit == Unit.ONCE:
        return forecast if item.starts_on <= today else 0
    before = 0
    for month, amount in months.items():
        if month >= today.month:
            break
        before += amount
    if today.month not in months:
        return before
    begun = item.starts_on.day if item.starts_on >= today.replace(day=1) else 1
    days = (_last_day(item, today, Reckoning.SPENT) - today).days + today.day - begun + 1
    span = _spans(item.unit, year)[today.month - 1]
    return before + _half_up(item.price * item.quantity * max(0, days), _THOUSANDTHS * span)


def _bands(cases: Sequence[CaseCosts]) -> Iterator[Band]:
    within: dict[int, list[int]] = {edge: [] for edge in BAND_EDGES}
    for case in cases:
        within[case.band].append(case.forecast)
    for start, end in pairwise((*BAND_EDGES, None)):
        amounts = within[start or 0]
        yield Band(start or 0, end, len(amounts), sum(amounts))


def _case_answer(case: CaseCosts) -> dict[str, Any]:
    return {
        "case": case.case,
        "number": case.number,
        "spent": money_text(case.spent),
        "committed": money_text(case.committed),
        "forecast": money_text(case.forecast),
        "placement": case.placement,
        "band": case.band,
        "lines": [
            {
                "intervention": line.intervention,
                "months": {str(month): money_text(amount) for month, amount in line.months.items()},
                "total": money_text(line.total),
            }
            for line in case.lines
        ],
    }

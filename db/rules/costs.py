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
from functools import cache
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
        amounts = {item.starts_on.month: _half_up(price, _THOUSANDTHS)} if begun else {}
    else:
        days = _days_by_month(item.starts_on, _last_day(item, today, reckoning), year)
        amounts = _spread(price, days, _spans(item.unit, year))
    return {month: amount for month, amount in amounts.items() if amount}


def _spread(price: int, days: Sequence[int], spans: Sequence[int]) -> dict[int, int]:
    """The amount of each month with a day in it; months of the same days and span cost the same."""
    alike: dict[tuple[int, int], int] = {}
    amounts: dict[int, int] = {}
    for month, part in enumerate(zip(days, spans, strict=True), 1):
        if part[0]:
            if part not in alike:
                alike[part] = _half_up(price * part[0], _THOUSANDTHS * part[1])
            amounts[month] = alike[part]
    return amounts


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


def _days_by_month(start: date, end: date, year: int) -> list[int]:
    """How many days from `start` to `end` lie in each month of `year`, January first."""
    if end < start or end.year < year or start.year > year:
        return [0] * 12
    days = list(_lengths(year))
    if start.year == year:
        days[: start.month - 1] = [0] * (start.month - 1)
        days[start.month - 1] -= start.day - 1
    if end.year == year:
        days[end.month :] = [0] * (12 - end.month)
        days[end.month - 1] -= _lengths(year)[end.month - 1] - end.day
    return days


@cache
def _spans(unit: Unit, year: int) -> tuple[int, ...]:
    """Over how many days price times quantity is spread, in each month of `year`."""
    if unit in (Unit.MONTH, Unit.NIGHT):
        return _lengths(year)
    return (_DAYS.get(unit) or sum(_lengths(year)),) * 12


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _case_costs(case: Costly, year: int, today: date) -> CaseCosts:
    items = [item for item in case.interventions if _counts(item)]
    forecast = [(item, months_of(item, year, today, Reckoning.FORECAST)) for item in items]
    return CaseCosts(
        case=case.id,
        number=case.number,
        spent=sum(_spent(item, months, year, today) for item, months in forecast),
        committed=sum(_committed(item, months, year, today) for item, months in forecast),
        forecast=sum(sum(months.values()) for _, months in forecast),
        placement=any(months and item.placement is not None for item, months in forecast),
        lines=tuple(Line(item.id, months, sum(months.values())) for item, months in forecast if months),
    )


def _committed(item: Priced, forecast: dict[int, int], year: int, today: date) -> int:
    """As `_total`: only what is past its agreed end differs from the forecast."""
    if item.ended_on is None and item.expected_end is not None and item.expected_end < today:
        return _total(item, year, today, Reckoning.COMMITTED)
    return sum(forecast.values())


def _spent(item: Priced, forecast: dict[int, int], year: int, today: date) -> int:
    """As `_total`: only the month of `today` differs from the forecast, and what comes after it is none."""
    if year != today.year:
        return sum(forecast.values()) if year < today.year else 0
    if item.unit == Unit.ONCE:
        return sum(forecast.values()) if item.starts_on <= today else 0
    before = sum(amount for month, amount in forecast.items() if month < today.month)
    if today.month not in forecast:
        return before
    first = max(item.starts_on, today.replace(day=1))
    days = (_last_day(item, today, Reckoning.SPENT) - first).days + 1
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

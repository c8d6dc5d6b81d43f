"""Choosing help: what stands on which step, and what it would cost for a time.

Nothing here is ever sorted by price: the need decides, and a price is only told beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from db.records.base import new_id
from db.records.catalogue import CatalogueRow
from db.records.intervention import Intervention, LawGroup, Stage, Unit
from db.rules.costs import Reckoning, months_of
from db.rules.danish import sort_key

MANY_NIGHTS: Final = 52
"""From how many nights of respite a year a case is pointed out (practice, section 5)."""
_ONE_NIGHT: Final = 100_000
_BESIDE: Final = (LawGroup.COMPENSATING, LawGroup.ADULT)


def on_steps(
    rows: Iterable[CatalogueRow], age: int | None, highest: int, language: str
) -> list[tuple[int, list[CatalogueRow]]]:
    """What fits the age on the step `highest` and below: the asked step first, then down; each by name."""
    fitting = [row for row in rows if row.step is not None and _fits(row, age)]
    return [
        (step, found)
        for step in range(highest, 0, -1)
        if (found := _by_name((row for row in fitting if row.step == step), language))
    ]


def beside_the_ladder(
    rows: Iterable[CatalogueRow], age: int | None, group: LawGroup, language: str
) -> list[CatalogueRow]:
    """Help of a group that stands on no step, by name: compensation is a right, whatever a step says."""
    return _by_name((row for row in rows if row.law_group is group and _fits(row, age)), language)


def stands_beside(group: LawGroup) -> bool:
    """Whether help of `group` stands outside the ladder."""
    return group in _BESIDE


def as_intervention(row: CatalogueRow, language: str, *, starts_on: date, until: date | None) -> Intervention:
    """What would be ordered of `row`, new, with its example price and one unit."""
    return Intervention(
        id=new_id(),
        catalogue=row.id,
        title=row.name.in_language(language),
        provider=row.provider,
        law_group=row.law_group,
        stage=Stage.ORDERED,
        step=row.step,
        legal_ref=row.legal_ref,
        starts_on=starts_on,
        expected_end=until,
        placement=row.placement,
        price=row.price,
        unit=row.unit,
    )


def cost_until(item: Intervention, until: date) -> int:
    """What `item` costs from its start to `until`, both included, in øre."""
    ended = item.changed(ended_on=max(until, item.starts_on), expected_end=None)
    years = range(item.starts_on.year, until.year + 1)
    return sum(sum(months_of(ended, year, item.starts_on, Reckoning.COMMITTED).values()) for year in years)


def months_after(day: date, months: int) -> date:
    """The last day of a time of `months` months that begins on `day`."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    for last in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, last) - timedelta(days=1 if last == day.day else 0)
        except ValueError:
            continue
    raise ValueError("no such day")


def as_if_all_come(items: Iterable[Intervention]) -> tuple[Intervention, ...]:
    """`items` as if each that is only expected were ordered."""
    return tuple(
        item.changed(stage=Stage.ORDERED) if item.stage is Stage.EXPECTED else item for item in items
    )


def respite_nights(
    items: Iterable[Intervention], catalogue: Mapping[str, CatalogueRow], year: int, today: date
) -> int:
    """The whole nights of respite in `year`, as the rows of `catalogue` say what is respite.

    An intervention without a row, or whose row is gone, counts if it is paid by the night and is
    no placement.
    """
    nights = sum(
        sum(months_of(item.changed(price=_ONE_NIGHT), year, today, Reckoning.FORECAST).values())
        for item in items
        if item.stage is not Stage.EXPECTED and item.unit is Unit.NIGHT and _is_respite(item, catalogue)
    )
    return (nights + _ONE_NIGHT // 20) // _ONE_NIGHT


def overlapping(items: Sequence[Intervention], item: Intervention) -> Intervention | None:
    """Another placement that runs on a day on which the placement `item` runs; None without one."""
    if item.placement is None or item.stage is Stage.EXPECTED:
        return None
    for other in items:
        if other.id == item.id or other.placement is None or other.stage is Stage.EXPECTED:
            continue
        if other.starts_on <= (item.ended_on or date.max) and item.starts_on <= (other.ended_on or date.max):
            return other
    return None


def _is_respite(item: Intervention, catalogue: Mapping[str, CatalogueRow]) -> bool:
    row = catalogue.get(item.catalogue)
    return item.placement is None if row is None else row.respite


def _fits(row: CatalogueRow, age: int | None) -> bool:
    return age is None or row.age_from <= age <= row.age_to


def _by_name(rows: Iterable[CatalogueRow], language: str) -> list[CatalogueRow]:
    return sorted(rows, key=lambda row: sort_key(row.name.in_language(language)))

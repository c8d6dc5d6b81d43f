"""The step of the ladder on which a family stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from db.records.intervention import LawGroup, Stage
from db.rules.asked import Climbing

T = TypeVar("T", bound=Climbing)


@dataclass(frozen=True, slots=True)
class Move(Generic[T]):
    """On the day `on` a family came from the step `before` to `after` (None: no step).

    Its reasons are the help that `began` that day and the help that had `ended` the day before.
    """

    on: date
    before: int | None
    after: int | None
    began: tuple[T, ...]
    ended: tuple[T, ...]


def step_on(interventions: Iterable[Climbing], day: date) -> int | None:
    """The highest step among the supportive interventions and placements that run on `day`, None without any.

    An intervention runs from `starts_on` to `ended_on`, both included; one that is only
    expected runs nowhere (contract, section 3, report).
    """
    steps = (item.step for item in interventions if item.step is not None and _counts(item, day))
    return max(steps, default=None)


def way(interventions: Sequence[Climbing], first: date, last: date) -> list[tuple[date, date, int | None]]:
    """The family's way over the ladder: (from, to, step) in order, from `first` to `last`, both included."""
    days = {first}
    for item in interventions:
        days.update(day for day in (item.starts_on, _day_after(item.ended_on)) if day and first < day <= last)
    edges = sorted(days)
    found: list[tuple[date, date, int | None]] = []
    for place, begin in enumerate(edges):
        end = edges[place + 1] - timedelta(days=1) if place + 1 < len(edges) else last
        step = step_on(interventions, begin)
        if found and found[-1][2] == step:
            found[-1] = (found[-1][0], end, step)
        else:
            found.append((begin, end, step))
    return found


def moves(interventions: Sequence[T], first: date, last: date) -> list[Move[T]]:
    """Each change of the family's step from `first` to `last`, the earliest first, with what made it."""
    found, before = [], None
    for on, _, step in way(interventions, first, last):
        if step != before:
            climbing = [item for item in interventions if climbs(item) and item.stage != Stage.EXPECTED]
            began = tuple(item for item in climbing if item.starts_on == on)
            ended = tuple(item for item in climbing if _day_after(item.ended_on) == on)
            found.append(Move(on, before, step, began, ended))
        before = step
    return found


def climbs(item: Climbing) -> bool:
    """Whether `item` is of those that make a family's step: supportive, or a placement, with a step."""
    return item.step is not None and (item.law_group == LawGroup.SUPPORTIVE or item.placement is not None)


def _day_after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + timedelta(days=1)


def _counts(item: Climbing, day: date) -> bool:
    return (
        item.stage != Stage.EXPECTED
        and climbs(item)
        and item.starts_on <= day
        and (item.ended_on is None or day <= item.ended_on)
    )

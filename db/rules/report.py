"""The key figures of a span of days, over all cases that were open in it.

Source: contract, section 3, report. Amounts are whole øre, means are not rounded, shares run from 0 to 1,
and what nothing was counted of is None.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import mean, median
from typing import Final

from db.records.base import money_text
from db.records.intervention import PlacementKind, Stage
from db.rules import ladder
from db.rules.costs import Reckoning, months_of
from db.rules.help_row import HelpRow
from db.rules.spans import birthday

STEPS: Final = range(1, 7)
FAMILY_LIKE: Final = frozenset(
    {
        PlacementKind.NETWORK_FOSTER,
        PlacementKind.FOSTER,
        PlacementKind.OWN_ROOM,
        PlacementKind.BOARDING_SCHOOL,
    }
)
_CHILD_UNDER: Final = 10


@dataclass(frozen=True, slots=True)
class Help(HelpRow):
    """An intervention, and whether it broke down."""

    broke_down: bool


@dataclass(frozen=True, slots=True)
class Family:
    """A case with its interventions; `only_paid` is one that this municipality pays for and no more."""

    id: str
    opened: date
    closed: date | None
    only_paid: bool
    help: tuple[Help, ...]

    def is_open_on(self, day: date) -> bool:
        """True from the day it was opened to the day it was closed, both included."""
        return self.opened <= day and (self.closed is None or day <= self.closed)


@dataclass(frozen=True, slots=True)
class Rated:
    """A score of well-being: the child's own if `of_child`, else somebody else's of the family."""

    case: str
    of_child: bool
    on: date
    score: int


@dataclass(frozen=True, slots=True)
class Notified:
    """A notification's day, when the child was born where that is known, and its case if it has one."""

    on: date
    born: date | None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How many deadlines of a case (None: of the office) fell due, by how they were kept; none waived."""

    case: str | None
    due: int
    on_time: int
    late: int
    missed: int


@dataclass(frozen=True, slots=True)
class Material:
    """What happened in a span: the cases open in it, and only what belongs to them or to the office.

    `met_network` and `heard` name each case once; complaints, breakdowns and feedback name the case of each.
    """

    families: Sequence[Family]
    ratings: Sequence[Rated]
    notifications: Sequence[Notified]
    follow_ups: Sequence[Kept]
    law: Sequence[Kept]
    met_network: Sequence[str]
    heard: Sequence[str]
    complaints: Sequence[str]
    breakdown_events: Sequence[str]
    feedback: Sequence[str]


@dataclass(frozen=True, slots=True)
class Placements:
    """Placements on the last day and those that ended in the span; `cost` in øre."""

    count: int
    days_mean: float | None
    days_median: float | None
    by_kind: dict[PlacementKind, int]
    family_like_share: float | None
    cost: int


def moves(families: Iterable[Family], first: date, last: date) -> tuple[int, int]:
    """How often a case went up and how often down: each change of its step in the span, gaps skipped."""
    each = [moves_of(family, first, last) for family in families]
    return sum(up for up, _ in each), sum(down for _, down in each)


def moves_of(family: Family, first: date, last: date) -> tuple[int, int]:
    """How often one case went up and how often down in the span."""
    steps = [step for _, _, step in ladder.way(family.help, first, last) if step is not None]
    changes = list(pairwise(steps))
    return sum(after > before for before, after in changes), sum(after < before for before, after in changes)


def steps_on(families: Iterable[Family], day: date) -> dict[int, int]:
    """How many of the cases open on `day` stand on each step."""
    found = dict.fromkeys(STEPS, 0)
    for family in families:
        step = ladder.step_on(family.help, day) if family.is_open_on(day) else None
        if step is not None:
            found[step] += 1
    return found


def placements(families: Iterable[Family], first: date, last: date, today: date) -> Placements:
    """The placements of the cases that this municipality acts in."""
    found = [item for family in families for item in placed_of(family)]
    by_kind = dict.fromkeys(PlacementKind, 0)
    for item in found:
        if item.placement and runs_on(item, last):
            by_kind[item.placement] += 1
    count = sum(by_kind.values())
    ended = [
        (item.ended_on - item.starts_on).days + 1
        for item in found
        if item.ended_on is not None and first <= item.ended_on <= last
    ]
    return Placements(
        count=count,
        days_mean=mean(ended) if ended else None,
        days_median=median(ended) if ended else None,
        by_kind=by_kind,
        family_like_share=_share(sum(by_kind[kind] for kind in FAMILY_LIKE), count),
        cost=sum(_cost(item, first, last, today) for item in found),
    )


def placed_of(family: Family) -> list[Help]:
    """The placements of a case that the figures count: not expected, and not of one that is only paid for."""
    if family.only_paid:
        return []
    return [item for item in family.help if item.placement is not None and item.stage is not Stage.EXPECTED]


def runs_on(item: Help, day: date) -> bool:
    """True from its first day to its last, both included."""
    return item.starts_on <= day and (item.ended_on is None or day <= item.ended_on)


def well_being(ratings: Iterable[Rated], *, of_child: bool) -> tuple[float, float] | tuple[None, None]:
    """The means over cases of the first and of the last score; of several on one day their mean."""
    by_case: dict[str, dict[date, list[int]]] = {}
    for rating in ratings:
        if rating.of_child is of_child:
            by_case.setdefault(rating.case, {}).setdefault(rating.on, []).append(rating.score)
    if not by_case:
        return None, None
    firsts = [mean(days[min(days)]) for days in by_case.values()]
    lasts = [mean(days[max(days)]) for days in by_case.values()]
    return mean(firsts), mean(lasts)


def is_under_10(notified: Notified) -> bool:
    """True if the child had not had its tenth birthday on the day of the notification."""
    if notified.born is None:
        return False
    return notified.on < birthday(notified.born, _CHILD_UNDER)


def report_answer(material: Material, first: date, last: date, today: date) -> dict[str, object]:
    """The key figures as the contract's JSON."""
    families = material.families
    up, down = moves(families, first, last)
    placed = placements(families, first, last, today)
    child = well_being(material.ratings, of_child=True)
    family = well_being(material.ratings, of_child=False)
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "cases": len(families),
        "moves": {"up": up, "down": down},
        "steps": {str(step): count for step, count in steps_on(families, last).items()},
        "placements": {
            "count": placed.count,
            "days_mean": placed.days_mean,
            "days_median": placed.days_median,
            "by_kind": {kind.value: count for kind, count in placed.by_kind.items()},
            "family_like_share": placed.family_like_share,
            "cost": money_text(placed.cost),
        },
        "follow_ups": {
            "due": sum(one.due for one in material.follow_ups),
            "on_time": sum(one.on_time for one in material.follow_ups),
            "late": sum(one.late for one in material.follow_ups),
            "missed": sum(one.missed for one in material.follow_ups),
        },
        "deadlines": {
            "law_due": sum(one.due for one in material.law),
            "law_on_time": sum(one.on_time for one in material.law),
        },
        "network_meetings": _counted(len(material.met_network), len(families)),
        "children_heard": _counted(len(material.heard), len(families)),
        "well_being": {
            "child": {"first": child[0], "last": child[1]},
            "family": {"first": family[0], "last": family[1]},
        },
        "notifications": {
            "all": len(material.notifications),
            "under_10": sum(map(is_under_10, material.notifications)),
        },
        "complaints": len(material.complaints),
        "breakdowns": len(material.breakdown_events) + sum(broken(one, first, last) for one in families),
        "feedback": len(material.feedback),
    }


def broken(family: Family, first: date, last: date) -> int:
    """How many interventions of a case ended in a breakdown in the span."""
    return sum(
        item.broke_down
        and item.stage is not Stage.EXPECTED
        and item.ended_on is not None
        and first <= item.ended_on <= last
        for item in family.help
    )


def _cost(item: Help, first: date, last: date, today: date) -> int:
    begin, end = (first.year, first.month), (last.year, last.month)
    return sum(
        amount
        for year in range(max(first.year, item.starts_on.year), last.year + 1)
        for month, amount in months_of(item, year, today, Reckoning.FORECAST).items()
        if begin <= (year, month) <= end
    )


def _counted(cases: int, of: int) -> dict[str, object]:
    return {"cases_with": cases, "share": _share(cases, of)}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

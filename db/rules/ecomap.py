"""The network around a child as a drawing: closeness as distance, private left, professional right.

Pure layout: relations in, places out; the window and the paper draw the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.records.relation import Network, Quality, Relation

WIDTH: Final = 132
HEIGHT: Final = 42
_GAP: Final = 12
_FIRST: Final = 150  # from the child's middle to the middle of the closest
_STEP: Final = 88
_CLOSEST: Final = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands: the middle of a box of WIDTH by HEIGHT; the child's is at 0, 0."""

    relation: int
    person: str
    x: float
    y: float
    quality: Quality


def is_there(relation: Relation, day: date) -> bool:
    """True if the tie holds on `day`, both its ends included."""
    return (relation.from_ is None or relation.from_ <= day) and (relation.to is None or day <= relation.to)


def layout(relations: Sequence[Relation], day: date, names: Mapping[str, str]) -> list[Spot]:
    """A place for everybody whose tie holds on `day`; nobody covers anybody, the closest stand nearest.

    The order is that of closeness and then of `names`, and the same each time.
    """
    spots: list[Spot] = []
    for side, network in ((-1, Network.PRIVATE), (1, Network.PROFESSIONAL)):
        there = [
            (place, one)
            for place, one in enumerate(relations)
            if one.network is network and is_there(one, day)
        ]
        spots += _side(side, there, names)
    return spots


def size(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the whole drawing, the child's box included."""
    left = min([-WIDTH / 2, *(spot.x - WIDTH / 2 for spot in spots)])
    right = max([WIDTH / 2, *(spot.x + WIDTH / 2 for spot in spots)])
    top = min([-HEIGHT / 2, *(spot.y - HEIGHT / 2 for spot in spots)])
    bottom = max([HEIGHT / 2, *(spot.y + HEIGHT / 2 for spot in spots)])
    return left, top, right - left, bottom - top


def _side(side: int, there: Sequence[tuple[int, Relation]], names: Mapping[str, str]) -> list[Spot]:
    """Everybody on a row of their own, the closest in the middle ones: lines fan out, nobody is covered."""
    ranked = sorted(there, key=lambda one: (-one[1].closeness, names.get(one[1].person, ""), one[0]))
    rows = _from_the_middle(len(ranked))
    return [
        Spot(
            place,
            one.person,
            side * (_FIRST + (_CLOSEST - one.closeness) * _STEP),
            row * (HEIGHT + _GAP),
            one.quality,
        )
        for (place, one), row in zip(ranked, rows, strict=True)
    ]


def _from_the_middle(count: int) -> list[float]:
    """`count` rows around 0, one apart, beginning in the middle and going outwards on both sides."""
    rows = [place - (count - 1) / 2 for place in range(count)]
    return sorted(rows, key=lambda row: (abs(row), row))

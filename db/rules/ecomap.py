"""The network around a child as a drawing: closeness as distance, private left, professional right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from db.records.relation import Network, Quality, Relation
from db.rules.drawing import (
    CARD_HEIGHT,
    CARD_WIDTH,
    Caption,
    Drawing,
    Figure,
    Line,
    Point,
    Stroke,
    Symbol,
    caption_of,
)

_GAP: Final = 12
_FIRST: Final = 172  # from the child's middle to the middle of the closest
_STEP: Final = 88
_CLOSEST: Final = 5
_UPRIGHT: Final = 75.0  # between the child's card and the closest
_STROKES: Final = {
    Quality.SUPPORTIVE: Stroke.THICK,
    Quality.NEUTRAL: Stroke.THIN,
    Quality.STRAINED: Stroke.DASHED,
    Quality.BROKEN: Stroke.DOTTED,
}


def is_there(relation: Relation, day: date) -> bool:
    """True if the tie holds on `day`, both its ends included."""
    return (relation.from_ is None or relation.from_ <= day) and (relation.to is None or day <= relation.to)


def layout(child: str, relations: Sequence[Relation], day: date, captions: Mapping[str, Caption]) -> Drawing:
    """Everybody whose tie holds on `day` around the child; nobody covers anybody, the closest stand nearest.

    The order is that of closeness and then of names, and the same each time; a person with two
    ties stands twice.
    """
    figures = [_card(child, -1, 0, 0, captions)]
    lines: list[Line] = []
    for side, network in ((-1, Network.PRIVATE), (1, Network.PROFESSIONAL)):
        ranked = sorted(
            (place for place, one in enumerate(relations) if one.network is network and is_there(one, day)),
            key=lambda place: (
                -relations[place].closeness,
                caption_of(captions, relations[place].person).name,
                place,
            ),
        )
        there = [
            _card(
                relations[place].person,
                place,
                side * (_FIRST + (_CLOSEST - relations[place].closeness) * _STEP),
                row * (CARD_HEIGHT + _GAP),
                captions,
            )
            for place, row in zip(ranked, _from_the_middle(len(ranked)), strict=True)
        ]
        figures += there
        lines += _lines(there, [relations[place].quality for place in ranked], side)
    return Drawing(tuple(figures), tuple(lines))


def _lines(there: Sequence[Figure], qualities: Sequence[Quality], side: int) -> list[Line]:
    """Straight from the child to each; where one would run behind another's card, from an upright between."""
    ends: list[tuple[Point, Point]] = [((0.0, 0.0), (one.x, one.y)) for one in there]
    upright: list[Line] = []
    if any(_hides(one, other) for one in there for other in there if other is not one):
        x = side * _UPRIGHT
        ends = [((x, one.y), (one.x, one.y)) for one in there]
        highest, lowest = min(one.y for one in there), max(one.y for one in there)
        upright = [Line(((0.0, 0.0), (x, 0.0)), Stroke.THIN), Line(((x, highest), (x, lowest)), Stroke.THIN)]
    ties = [
        Line(end, _STROKES[quality], quality in (Quality.STRAINED, Quality.BROKEN))
        for end, quality in zip(ends, qualities, strict=True)
    ]
    return [*upright, *ties]


def _hides(of: Figure, card: Figure) -> bool:
    """True if the line from the child to `of` runs behind `card`."""
    near = abs(card.x) - card.width / 2
    far = min(abs(card.x) + card.width / 2, abs(of.x))
    if near >= far:
        return False
    low, high = sorted((of.y / abs(of.x) * near, of.y / abs(of.x) * far))
    return low < card.y + card.height / 2 and high > card.y - card.height / 2


def _card(person: str, place: int, x: float, y: float, captions: Mapping[str, Caption]) -> Figure:
    return Figure(
        person, place, x, y, CARD_WIDTH, CARD_HEIGHT, Symbol.CARD, caption_of(captions, person), place < 0
    )


def _from_the_middle(count: int) -> list[float]:
    """`count` rows around 0, one apart, beginning in the middle and going outwards on both sides."""
    rows = [place - (count - 1) / 2 for place in range(count)]
    return sorted(rows, key=lambda row: (abs(row), row))

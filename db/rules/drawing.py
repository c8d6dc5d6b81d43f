"""A drawing of people: figures, lines between them, outlines around them. Window and paper draw the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CARD_WIDTH: Final = 132.0
CARD_HEIGHT: Final = 42.0
FIGURE_WIDTH: Final = 152.0
FIGURE_HEIGHT: Final = 112.0
SYMBOL: Final = 40.0
"""How wide and tall the symbol of a figure is; it stands at the figure's top."""
Point = tuple[float, float]


class Symbol(StrEnum):
    """What stands for a person: a card of the ecomap, or a symbol of the genogram."""

    CARD = "card"
    SQUARE = "square"
    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


class Stroke(StrEnum):
    """How a line is drawn; `CUT` is crossed by two short ones."""

    THICK = "thick"
    THIN = "thin"
    DASHED = "dashed"
    DOTTED = "dotted"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written at a figure: a name, and short lines under it. `said` is all of it in words."""

    name: str
    under: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A person. `x`, `y` is the middle of its box.

    `place` is the relation's in the case, -1 for the child, None for whom only another case knows.
    """

    person: str
    place: int | None
    x: float
    y: float
    width: float
    height: float
    symbol: Symbol
    caption: Caption
    is_child: bool = False
    deceased: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through `points`; `warns` for a tie that is strained or broken."""

    points: tuple[Point, ...]
    stroke: Stroke
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A dashed line around the people of one home, through the corners `points`."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Figures in the order of reading, what joins them, and what goes round them."""

    figures: tuple[Figure, ...]
    lines: tuple[Line, ...] = ()
    outlines: tuple[Outline, ...] = ()

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of all of it; zeros for an empty one."""
        corners = [
            (one.x + side * one.width / 2, one.y + end * one.height / 2)
            for one in self.figures
            for side, end in ((-1, -1), (1, 1))
        ]
        corners += [point for line in self.lines for point in line.points]
        corners += [point for outline in self.outlines for point in outline.points]
        if not corners:
            return 0.0, 0.0, 0.0, 0.0
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        return left, top, max(x for x, _ in corners) - left, max(y for _, y in corners) - top


def next_figure(figures: Sequence[Figure], here: int, way: Point) -> int:
    """The place of the figure that lies nearest to `here` in the direction `way`; `here` if none does."""
    found: list[tuple[float, int]] = []
    for at, one in enumerate(figures):
        step = (one.x - figures[here].x, one.y - figures[here].y)
        along = step[0] * way[0] + step[1] * way[1]
        if along > 1:
            found.append((along + 2 * abs(step[0] * way[1] - step[1] * way[0]), at))
    return min(found)[1] if found else here


def caption_of(captions: Mapping[str, Caption], person: str) -> Caption:
    """What is written at `person`; a dash for somebody whom nobody named."""
    return captions.get(person, Caption("–"))

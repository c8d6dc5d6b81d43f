"""Blocks that are cut well: a rounded panel around its parts, and a table of paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.platypus import Flowable, Paragraph

from db.pdf.sheet import GROUND, LINE, TALL, WIDE
from db.pdf.tagging import Element, decoration, within

PAD: Final = 17.0
_ABOVE: Final = 16.0
_BELOW: Final = 13.0
ROOM: Final = WIDE - 2 * PAD
"""How wide what stands in a panel is, in points."""
_ROUND: Final = 9.0
_AIR: Final = (12.0, 14.0)
"""How much stays empty above and below a block."""
_ENDLESS: Final = 1e9
_CELL: Final = 5.0
_GAP: Final = 10.0
_FEW: Final = 2
_MUCH: Final = TALL / 3
"""How much of a page may stay empty below a block that is kept whole."""
_ONE_LINE: Final = 20.0
_CUT_ROWS_ABOVE: Final = 160.0
"""A row that is taller than this may be cut; any other goes whole to the next page."""
_SHORT: Final = _CUT_ROWS_ABOVE / 2
"""A row that is no taller than this looks lost alone on a page."""


class Panel(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """`parts` one below the other in a rounded block, framed or on the tinted ground.

    It is cut between or within its parts, and each piece is a closed block again, with `again`
    at its top: what goes on there. Some air stands around it, but not at the top of a page. The
    first `head` parts stay with what follows them. A `whole` panel that has room on one page is
    cut only where much of a page would stay empty.
    """

    def __init__(
        self,
        parts: Sequence[Flowable],
        *,
        ground: bool = False,
        head: int = 0,
        whole: bool = False,
        again: Paragraph | None = None,
    ) -> None:
        super().__init__()
        self._parts = list(parts)
        self._ground, self._head, self._whole, self._again = ground, head, whole, again
        # What is measured once is handed on to the pieces: a text of many pages is cut at each of them.
        self._heights: list[float] = []
        self._element = Element("Sect" if head else "Div")
        self.spaceBefore, self.spaceAfter = _AIR

    def wrap(self, *_: float) -> tuple[float, float]:
        """As wide as the page's room, and as tall as the parts ask for."""
        measured = self._heights
        self._heights = measured + [_tall(part) for part in self._parts[len(measured) :]]
        gaps = sum(self._gap(at) for at in range(len(self._parts)))
        self.width, self.height = WIDE, _ABOVE + _BELOW + gaps + sum(self._heights)
        return self.width, self.height

    def split(self, wide: float, tall: float) -> list[Flowable]:
        """The piece for `tall` points and the rest; nothing if it should begin on a new page."""
        fresh = tall >= TALL - 1
        self.wrap(wide, tall)
        if self._whole and not fresh and self.height <= TALL and tall < _MUCH:
            return []
        left = tall - _ABOVE - _BELOW
        for at, height in enumerate(self._heights):
            left -= self._gap(at)
            if height > left:
                return self._cut(at, left, fresh=fresh)
            left -= height
        return []

    def draw(self) -> None:
        """Draw the block, then its parts from the top."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(0.75)
        canvas.setStrokeColor(LINE)
        canvas.setFillColor(GROUND)
        canvas.roundRect(0, 0, WIDE, self.height, _ROUND, stroke=not self._ground, fill=self._ground)
        canvas.restoreState()
        y = self.height - _ABOVE
        with within(canvas, self._element):
            for at, (part, height) in enumerate(zip(self._parts, self._heights, strict=True)):
                y -= self._gap(at) + height
                part.drawOn(canvas, PAD, y)

    def _gap(self, at: int) -> float:
        return float(self._parts[at].getSpaceBefore()) if at else 0.0

    def _cut(self, at: int, left: float, *, fresh: bool) -> list[Flowable]:
        """Cut within part `at`, of which `left` points have room, or before it."""
        pieces = self._parts[at].split(ROOM, left) if left > 0 else []
        end = at + 1 if len(pieces) > 1 else at
        if end == at and at > self._head and at == len(self._parts) - 1 and self._heights[at] <= _ONE_LINE:
            # A last line alone on a page looks lost: some of what it stands under goes with it.
            more = self._cut(at - 1, self._heights[at - 1] - 1, fresh=fresh)
            if more or not fresh:
                return more
        if end == at:
            _tall(self._parts[at])  # a paragraph that could not be cut has forgotten its lines
        if not end or (end <= self._head and not fresh):
            return []
        before = self._piece(self._parts[:at] + pieces[:1] * (end - at), self._heights[:at])
        if end == at:
            return [before, self._rest(self._parts[at:], self._heights[at:])]
        rest = pieces[1:]
        tall = [_tall(part) for part in rest]
        return [before, self._rest(rest + self._parts[end:], tall + self._heights[end:])]

    def _rest(self, parts: list[Flowable], heights: list[float]) -> "Panel":
        """What goes on on the next page, under the words that say what it is."""
        if self._again is None:
            return self._piece(parts, heights)
        first = Repeated(self._again)
        piece = self._piece([first, *parts], [_tall(first), *heights])
        piece._again, piece._head = self._again, 1
        return piece

    def _piece(self, parts: list[Flowable], heights: list[float]) -> "Panel":
        piece = Panel(parts, ground=self._ground)
        piece._heights, piece._element = heights, self._element
        return piece


class Repeated(Flowable):  # type: ignore[misc]
    """A paragraph that was said before: seen, and not heard again."""

    def __init__(self, told: Paragraph) -> None:
        super().__init__()
        self._told = told

    def wrap(self, wide: float, tall: float) -> tuple[float, float]:
        """As the paragraph."""
        self.width, self.height = self._told.wrap(wide, tall)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as decoration."""
        with decoration(self.canv):
            self._told.drawOn(self.canv, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """How a row of a table is heard: the row and its cells; one that is cut stays one row."""

    row: Element
    cells: tuple[Element, ...]

    @classmethod
    def of(cls, count: int, *, head: bool) -> "Line":
        """A row of `count` cells; those of the `head` name their columns."""
        return cls(Element("TR"), tuple(Element("TH" if head else "TD") for _ in range(count)))


class Rows(Flowable):  # type: ignore[misc]
    """Rows of paragraphs under a heading row, a thin line between them.

    Cut between rows, the heading repeated; only a row too tall to be moved is cut within.
    """

    def __init__(self, rows: Sequence[Sequence[Paragraph]], wide: Sequence[float]) -> None:
        super().__init__()
        self._rows = [list(row) for row in rows]
        self._wide = list(wide)
        self._heights: list[float] = []  # handed on, as a panel's are
        self._element = Element("Table")
        self._lines = [Line.of(len(row), head=at == 0) for at, row in enumerate(self._rows)]
        self._goes_on = False
        self._refused = 0.0  # the room that was left where rows were kept together: they go on in more

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Some air to what stands above."""
        return 6.0

    def begins(self) -> float:
        """The points that its heading and the row below it take: it cannot begin in less."""
        self.wrap()
        return sum(self._heights[:2])

    def wrap(self, *_: float) -> tuple[float, float]:
        """As wide as its columns, and as tall as the tallest cell of each row."""
        measured = self._heights
        self._heights = measured + [self._row_tall(row) for row in self._rows[len(measured) :]]
        self.width, self.height = sum(self._wide), sum(self._heights)
        return self.width, self.height

    def split(self, wide: float, tall: float) -> "list[Rows]":
        """The rows that fit into `tall` points, and the rest; nothing if none does."""
        if tall <= self._refused:
            return []
        self.wrap(wide, tall)
        left = tall - self._heights[0]
        for at in range(1, len(self._rows)):
            if self._heights[at] > left:
                if at < len(self._rows) - 1 or at <= _FEW or self._heights[at] > _SHORT:
                    return self._cut(at, left)
                # Another row goes with the last one, and both not below on this page.
                top, rest = self._cut(at - 1, 0)
                rest._refused = left + self._heights[at - 1]
                return [top, rest]
            left -= self._heights[at]
        return []

    def draw(self) -> None:
        """Draw the cells, aligned at their tops, and the lines between the rows."""
        canvas = self.canv
        canvas.setLineWidth(0.75)
        canvas.setStrokeColor(LINE)
        y = self.height
        with within(canvas, self._element):
            for at, height in enumerate(self._heights):
                if at:
                    canvas.line(0, y, self.width, y)
                if at or not self._goes_on:
                    self._draw_row(at, y)
                else:
                    with decoration(canvas):
                        self._draw_row(at, y)
                y -= height

    def _draw_row(self, at: int, y: float) -> None:
        line, x = self._lines[at], 0.0
        with within(self.canv, line.row):
            for cell, wide, element in zip(self._rows[at], self._wide, line.cells, strict=True):
                with within(self.canv, element):
                    cell.drawOn(self.canv, x, y - _CELL - cell.height)
                x += wide

    def _cut(self, at: int, left: float) -> "list[Rows]":
        head, before, after = self._rows[0], self._rows[1:at], self._rows[at:]
        known, above = self._heights[at:], self._lines[:at]
        if self._heights[at] > _CUT_ROWS_ABOVE and left > _SHORT:
            halves = [
                _halves(cell, wide, left - 2 * _CELL) for cell, wide in zip(after[0], self._wide, strict=True)
            ]
            before, above = [*before, [first for first, _ in halves]], self._lines[: at + 1]
            after = [[rest for _, rest in halves], *after[1:]]
            known = [self._row_tall(after[0]), *known[1:]]
        if not before:
            return []
        top, rest = Rows([head, *before], self._wide), Rows([head, *after], self._wide)
        top._heights, rest._heights = self._heights[:at], [self._heights[0], *known]
        top._lines, rest._lines = above, [self._lines[0], *self._lines[at:]]
        top._element = rest._element = self._element
        top._goes_on, rest._goes_on = self._goes_on, True
        return [top, rest]

    def _row_tall(self, row: Sequence[Paragraph]) -> float:
        cells = zip(row, self._wide, strict=True)
        return 2 * _CELL + max(float(cell.wrap(room(wide), _ENDLESS)[1]) for cell, wide in cells)


def _tall(part: Flowable) -> float:
    return float(part.wrap(ROOM, _ENDLESS)[1])


def room(wide: float) -> float:
    """How much of a column's width its text may fill."""
    return wide - _GAP


def _halves(cell: Paragraph, wide: float, tall: float) -> tuple[Any, Any]:
    """What of `cell` has room in `tall` points, and what is left."""
    empty = Paragraph("", cell.style)
    if cell.height <= tall:
        return cell, empty
    pieces = cell.split(room(wide), tall)
    if len(pieces) > 1:
        return pieces[0], pieces[1]
    cell.wrap(room(wide), _ENDLESS)
    return empty, cell

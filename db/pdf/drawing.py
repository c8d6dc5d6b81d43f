"""A drawing of people on paper: the same as in the window, as one picture with its alternative text."""

from typing import Any, Final

from reportlab.platypus import Flowable

from db.pdf import fonts, script
from db.pdf.sheet import FJORD, GROUND, INK, SOFT
from db.pdf.tagging import Element, marked
from db.rules.drawing import SYMBOL, Drawing, Figure, Line, Stroke, Symbol

_LARGEST: Final = 0.8
LEGIBLE: Final = 0.6
"""The smallest scale at which a name of 9 points still has room at its figure."""
_NAME, _SMALL = 13.0, 11.0
_READ: Final = (9.0, 7.5)  # the smallest that a name, and what stands under it, is set in points
_CUT: Final = 7.0
_STROKES: Final[dict[Stroke, tuple[float, tuple[float, ...]]]] = {
    Stroke.THICK: (3.0, ()),
    Stroke.THIN: (1.2, ()),
    Stroke.DASHED: (2.0, (6, 4)),
    Stroke.DOTTED: (2.0, (1.5, 3)),
    Stroke.CUT: (1.6, ()),
}


class Picture(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """`drawing` in the middle of a room `wide` and `tall`, as large as there is room."""

    def __init__(self, drawing: Drawing, alt: str, wide: float, tall: float) -> None:
        super().__init__()
        self._drawing, self._alt = drawing, alt
        self._scale = scale_in(drawing, wide, tall)
        self.width, self.height = wide, (drawing.bounds[3] + 16) * self._scale

    def wrap(self, *_: float) -> tuple[float, float]:
        """The whole width, and as tall as it is drawn."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, heard as its alternative text."""
        canvas = self.canv
        left, top, wide, _ = self._drawing.bounds
        with marked(canvas, Element("Figure", alt=self._alt)):
            canvas.saveState()
            canvas.translate((self.width - wide * self._scale) / 2, self.height)
            canvas.scale(self._scale, self._scale)
            canvas.translate(-left, top - 8)
            for outline in self._drawing.outlines:
                canvas.setStrokeColor(FJORD)
                canvas.setLineWidth(1.4)
                canvas.setDash(5, 4)
                _trace(canvas, outline.points, close=True)
            for line in self._drawing.lines:
                _draw_line(canvas, line)
            canvas.setDash()
            for figure in self._drawing.figures:
                _draw_figure(canvas, figure, self._scale)
            canvas.restoreState()


def scale_in(drawing: Drawing, wide: float, tall: float) -> float:
    """How many points one of the drawing's own is, where it fills a room `wide` and `tall`; at most 0.8."""
    _, _, across, down = drawing.bounds
    return min(_LARGEST, wide / (across + 16), tall / (down + 16))


def _draw_line(canvas: Any, line: Line) -> None:
    wide, dash = _STROKES[line.stroke]
    canvas.setStrokeColor(INK if line.warns else SOFT)
    canvas.setLineWidth(wide)
    canvas.setDash(*([list(dash)] if dash else []))
    _trace(canvas, line.points)
    if line.stroke is Stroke.CUT:
        pieces = list(zip(line.points, line.points[1:], strict=False))
        (ax, ay), (bx, by) = max(
            pieces, key=lambda one: abs(one[0][0] - one[1][0]) + abs(one[0][1] - one[1][1])
        )
        x, y = (ax + bx) / 2, (ay + by) / 2
        for away in (-2.5, 2.5):
            canvas.line(x - _CUT, -(y + away + _CUT / 2), x + _CUT, -(y + away - _CUT / 2))


def _trace(canvas: Any, points: tuple[tuple[float, float], ...], *, close: bool = False) -> None:
    path = canvas.beginPath()
    path.moveTo(points[0][0], -points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, -y)
    if close:
        path.close()
    canvas.drawPath(path, stroke=1, fill=0)


def _draw_figure(canvas: Any, figure: Figure, scale: float) -> None:
    name, small = max(_NAME, _READ[0] / scale), max(_SMALL, _READ[1] / scale)
    canvas.setStrokeColor(FJORD if figure.is_child else INK)
    canvas.setLineWidth(2 if figure.is_child else 1.2)
    canvas.setFillColor(GROUND if figure.is_child else "white")
    top = -(figure.y - figure.height / 2)
    if figure.symbol is Symbol.CARD:
        left = figure.x - figure.width / 2
        canvas.roundRect(left, top - figure.height, figure.width, figure.height, 8, stroke=1, fill=1)
        y = top - 18
    else:
        middle, half = top - SYMBOL / 2, SYMBOL / 2 - 2
        _draw_symbol(canvas, figure.symbol, figure.x, middle, half)
        if figure.is_child:
            _draw_symbol(canvas, figure.symbol, figure.x, middle, half - 4)
        if figure.deceased:
            canvas.line(figure.x - half, middle - half, figure.x + half, middle + half)
            canvas.line(figure.x - half, middle + half, figure.x + half, middle - half)
        y = top - SYMBOL - 17
    _write(canvas, figure.caption.name, figure, y, fonts.BOLD, name)
    for at, told in enumerate(figure.caption.under, 1):
        _write(canvas, told, figure, y - 15 * at, fonts.SANS, small)


def _draw_symbol(canvas: Any, symbol: Symbol, x: float, y: float, half: float) -> None:
    if symbol is Symbol.CIRCLE:
        canvas.circle(x, y, half, stroke=1, fill=1)
        return
    corners = {
        Symbol.SQUARE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        Symbol.TRIANGLE: ((0, 1), (1, -1), (-1, -1)),
    }.get(symbol, ((0, 1), (1, 0), (0, -1), (-1, 0)))
    path = canvas.beginPath()
    path.moveTo(x + corners[0][0] * half, y + corners[0][1] * half)
    for across, up in corners[1:]:
        path.lineTo(x + across * half, y + up * half)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _write(canvas: Any, text: str, figure: Figure, y: float, font: str, size: float) -> None:
    """One line in the middle of `figure`, cut where it has no room."""
    told, room = script.plain(text), figure.width - 8
    runs = script.runs(told, font)
    while told and _wide(runs, size) > room:
        told = told[: len(told) * 9 // 10].rstrip()
        runs = script.runs(told + "…", font)
    at = figure.x - _wide(runs, size) / 2
    canvas.setFillColor(INK)
    for run, of in runs:
        canvas.setFont(of, size)
        canvas.drawString(at, y, run)
        at += fonts.width(run, of, size)


def _wide(runs: list[tuple[str, str]], size: float) -> float:
    return sum(fonts.width(run, font, size) for run, font in runs)

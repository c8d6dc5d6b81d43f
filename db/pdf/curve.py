"""Ratings as small curves: one a rater, never averaged; the first and the last number beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.platypus import Flowable

from db.pdf import fonts
from db.pdf.sheet import FJORD, INK, draw_line, draw_wide
from db.pdf.tagging import Element, marked

_TEN: Final = 10
_TALL: Final = 22.0
_NAME: Final = (46.0, 120.0)
"""How much room a name gets at least and at the most, with the gap behind it."""
_GAP: Final = 6
_APART: Final = 12
"""How far a heading keeps from the name before a curve."""
_LINE: Final = 58.0
_FIGURES: Final = 40.0
_SIZE: Final = 9


class Curve(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Ratings from 0 to 10 over time as a line, a dot at the last.

    `name` stands before it and `figures`, the first and the last rating, behind. It is as
    wide as its name asks for.
    """

    def __init__(self, ratings: Sequence[tuple[date, int]], name: str, figures: str) -> None:
        super().__init__()
        self._ratings = sorted(ratings)
        self._name, self._figures = name, figures
        least, most = _NAME
        self._before = min(max(draw_wide(name) + _GAP, least), most)
        self.width, self.height = self._before + _LINE + _FIGURES, _TALL

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its own size, whatever room there is."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the name, the line with its dot, and the figures; heard are the name and the figures."""
        with marked(self.canv, Element("Figure", alt=f"{self._name}: {self._figures}")):
            self._draw()

    def _draw(self) -> None:
        canvas = self.canv
        middle = _TALL / 2 - 3
        room = self._before - _GAP
        draw_line(canvas, self._name, room, middle, room=room, right=True)
        points = self._points()
        canvas.setStrokeColor(FJORD)
        canvas.setLineWidth(1.4)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)
        canvas.setFillColor(FJORD)
        canvas.circle(*points[-1], 2.4, stroke=0, fill=1)
        canvas.setFillColor(INK)
        canvas.setFont(fonts.BOLD, _SIZE)
        canvas.drawRightString(self.width, middle, self._figures)

    def _points(self) -> list[tuple[float, float]]:
        first, last = self._ratings[0][0], self._ratings[-1][0]
        days = (last - first).days
        return [
            (
                self._before + 3 + (_LINE - 6) * ((on - first).days / days if days else 1),
                3 + (_TALL - 6) * score / _TEN,
            )
            for on, score in self._ratings
        ]


def left_of(curves: Sequence[Curve], room: float) -> float:
    """How wide the heading beside `curves` may be where there is `room` for both."""
    return room - max(curve.width for curve in curves) - _APART


class Beside(Flowable):  # type: ignore[misc]
    """A heading as wide as `left_of` says, with curves at its right, one below the other; never cut."""

    def __init__(self, heading: Flowable, curves: Sequence[Curve], room: float) -> None:
        super().__init__()
        self._heading, self._curves, self._room = heading, list(curves), room

    def wrap(self, *_: float) -> tuple[float, float]:
        """The whole width, and as tall as the taller side."""
        self._tall = self._heading.wrap(left_of(self._curves, self._room), 1e9)[1]
        self.width, self.height = self._room, max(self._tall, _TALL * len(self._curves))
        return self.width, self.height

    def draw(self) -> None:
        """Draw both sides from the top."""
        self._heading.drawOn(self.canv, 0, self.height - self._tall)
        for at, curve in enumerate(self._curves, 1):
            curve.drawOn(self.canv, self._room - curve.width, self.height - at * _TALL)

"""Ratings as a small curve: one rater each, never averaged; the first and the last number beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.platypus import Flowable

from db.pdf import fonts, script
from db.pdf.sheet import FJORD, INK, SOFT

_TEN: Final = 10
_TALL: Final = 22.0
_NAME: Final = 52.0
_LINE: Final = 62.0
_FIGURES: Final = 42.0
_SIZE: Final = 9
WIDTH: Final = _NAME + _LINE + _FIGURES
"""How wide a curve is with its name and its figures, in points."""


class Curve(Flowable):
    """Ratings from 0 to 10 over time, as a line with a dot at the last; one rating is a dot.

    `name` stands before it and `figures`, the first and the last rating, behind.
    """

    def __init__(self, ratings: Sequence[tuple[date, int]], name: str, figures: str) -> None:
        super().__init__()
        self._ratings = sorted(ratings)
        self._name, self._figures = name, figures
        self.width, self.height = WIDTH, _TALL

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its own size, whatever room there is."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at the place that ReportLab gives it."""
        canvas = self.canv
        canvas.setFont(fonts.SANS, _SIZE)
        canvas.setFillColor(SOFT)
        name = script.plain(self._name)
        while fonts.width(name, fonts.SANS, _SIZE) > _NAME - 6:
            name = name[:-2] + "…"
        canvas.drawString(0, _TALL / 2 - 3, name)
        points = self._points()
        canvas.setStrokeColor(FJORD)
        canvas.setLineWidth(1.4)
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path)
        canvas.setFillColor(FJORD)
        canvas.circle(*points[-1], 2.4, stroke=0, fill=1)
        canvas.setFillColor(INK)
        canvas.setFont(fonts.BOLD, _SIZE)
        canvas.drawString(_NAME + _LINE + 8, _TALL / 2 - 3, self._figures)

    def _points(self) -> list[tuple[float, float]]:
        first, last = self._ratings[0][0], self._ratings[-1][0]
        days = (last - first).days
        return [
            (
                _NAME + 3 + (_LINE - 6) * ((on - first).days / days if days else 1),
                3 + (_TALL - 6) * score / _TEN,
            )
            for on, score in self._ratings
        ]

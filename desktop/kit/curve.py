"""How ratings went: a small line, with the first and the last number beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.words import Words
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_TOP: Final = 10  # the highest rating


@dataclass(frozen=True, slots=True)
class Point:
    """One rating and its day."""

    on: date
    score: int


class Curve(QWidget):
    """Ratings over time, 0 below and 10 above. One rating is a dot, none a sentence."""

    def __init__(self, words: Words, points: Sequence[Point] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._points: tuple[Point, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_points(points)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show other ratings, in any order."""
        self._points = tuple(sorted(points, key=lambda point: point.on))
        self.setAccessibleName(self.sentence())
        self.setToolTip(self.sentence())
        self.updateGeometry()
        self.update()

    def sentence(self) -> str:
        """The same in words."""
        if not self._points:
            return self._words.t("Not rated yet")
        first, last = self._points[0], self._points[-1]
        if len(self._points) == 1:
            return self._words.t("Rated {score} on {day}", score=last.score, day=self._words.day(last.on))
        return self._words.n(
            "From {first} to {last} in {count} rating, {begin} to {end}",
            "From {first} to {last} in {count} ratings, {begin} to {end}",
            len(self._points),
            first=first.score,
            last=last.score,
            begin=self._words.day(first.on),
            end=self._words.day(last.on),
        )

    def sizeHint(self) -> QSize:
        factor = factor_of(self)
        return QSize(round(146 * factor) + self._numbers_width(), round(36 * factor))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, factor = palette_of(self), factor_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = QRectF(self.width() - self._numbers_width(), 0, self._numbers_width(), self.height())
        if self._points:
            risen = self._points[-1].score > self._points[0].score
            tone = palette.colour("fjord" if risen else "soft")
            spots = self._spots(
                QRectF(4, 5 * factor, self.width() - words.width() - 20 * factor, 26 * factor)
            )
            painter.setPen(QPen(tone, 2.25 * factor, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(QPolygonF(spots))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone)
            painter.drawEllipse(spots[-1], 4 * factor, 4 * factor)
        painter.setFont(self._bold())
        painter.setPen(palette.colour("ink" if self._points else "soft"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._numbers())
        painter.end()

    def _spots(self, at: QRectF) -> list[QPointF]:
        start = self._points[0].on.toordinal()
        span = self._points[-1].on.toordinal() - start
        across = [(point.on.toordinal() - start) / span if span else 1.0 for point in self._points]
        return [
            QPointF(at.left() + share * at.width(), at.bottom() - point.score / _TOP * at.height())
            for share, point in zip(across, self._points, strict=True)
        ]

    def _numbers(self) -> str:
        if not self._points:
            return "\N{EN DASH}"
        first, last = self._points[0].score, self._points[-1].score
        return str(last) if len(self._points) == 1 else f"{first} \N{RIGHTWARDS ARROW} {last}"

    def _numbers_width(self) -> int:
        return QFontMetrics(self._bold()).horizontalAdvance("10 \N{RIGHTWARDS ARROW} 10") + 2

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

"""The ladder over time: six steps, and where a family stood on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.words import Words
from desktop.kit.marks import small_font
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_LINE: Final = 30
_TOP: Final = 12
_FOOT: Final = 28


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step of the ladder from a day to another, both included; None is no step."""

    first: date
    last: date
    step: int | None


class LadderChart(QWidget):
    """Draws the steps as horizontal lines and the family's way as one line over them."""

    def __init__(
        self,
        words: Words,
        steps: Sequence[str],
        stretches: Sequence[Stretch] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._steps = words, tuple(steps)
        self._stretches: tuple[Stretch, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_stretches(stretches)

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show another way over the ladder."""
        self._stretches = tuple(stretches)
        self.setAccessibleName(self.sentence())
        self.update()

    def sentence(self) -> str:
        """The same in words."""
        told = [
            self._words.t("step {step} from {day}", step=one.step, day=self._words.day(one.first))
            for one in self._stretches
            if one.step is not None
        ]
        return ", ".join(told) if told else self._words.t("No step on the ladder yet")

    def sizeHint(self) -> QSize:
        return QSize(480, self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._tall())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, font = palette_of(self), small_font(factor_of(self), self.font())
        painter.setFont(font)
        left = max(painter.fontMetrics().horizontalAdvance(name) for name in self._steps) + 18
        field = QRectF(left, _TOP, self.width() - left - 10, len(self._steps) * self._line())
        for number, name in enumerate(self._steps, 1):
            y = self._height_of(number, field)
            painter.setPen(palette.colour("soft"))
            at = QRectF(0, y - self._line() / 2, left - 12, self._line())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QPen(palette.colour("line"), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
        if self._stretches:
            self._draw_days(painter, field)
            self._draw_way(painter, field)
        painter.end()

    def _draw_days(self, painter: QPainter, field: QRectF) -> None:
        painter.setPen(palette_of(self).colour("soft"))
        first, last = self._stretches[0].first, self._stretches[-1].last
        years = [first, *(date(year, 1, 1) for year in range(first.year + 1, last.year + 1)), last]
        taken = -1e9
        for place, day in enumerate(years):
            now = place == len(years) - 1
            text = (
                self._words.t("now") if now else f"{self._words.brief_day(day).split(' ', 1)[1]} {day.year}"
            )
            wide = painter.fontMetrics().horizontalAdvance(text)
            x = min(self._across(day, field), field.right() - wide)
            if x < taken + 10 or (not now and x > field.right() - 60):
                continue
            painter.drawText(QPointF(x, field.bottom() + 18 * factor_of(self)), text)
            taken = x + wide

    def _draw_way(self, painter: QPainter, field: QRectF) -> None:
        colour = palette_of(self).colour("fjord")
        painter.setPen(
            QPen(colour, 2.5 * factor_of(self), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.MiterJoin)
        )
        way: list[QPointF] = []
        for one in self._stretches:
            if one.step is None:
                painter.drawPolyline(QPolygonF(way))
                way = []
                continue
            y = self._height_of(one.step, field)
            way += [QPointF(self._across(one.first, field), y), QPointF(self._across(one.last, field), y)]
        painter.drawPolyline(QPolygonF(way))
        if way:
            painter.setBrush(colour)
            painter.drawEllipse(way[-1], 4, 4)

    def _across(self, day: date, field: QRectF) -> float:
        first, last = self._stretches[0].first, self._stretches[-1].last
        return field.left() + field.width() * (day - first).days / max(1, (last - first).days)

    def _height_of(self, step: int, field: QRectF) -> float:
        return field.bottom() - (step - 0.5) * self._line()

    def _line(self) -> float:
        return _LINE * (1 + (factor_of(self) - 1) * 0.7)

    def _tall(self) -> int:
        return round(_TOP + len(self._steps) * self._line() + _FOOT * factor_of(self))

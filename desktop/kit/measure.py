"""Figures at the end of a row: a bar for now and one for before, and the numbers beside them.

What is now is filled, what was before is hatched and edged, an aim is a line across: no bar needs a colour
to be told apart, and each stands beside its number. Read aloud are the numbers.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_BAR: Final = 120
_NUMBER: Final = 76
_MONEY: Final = 104
_GAP: Final = 16
_THICK: Final = 8


@dataclass(frozen=True, slots=True)
class Bars:
    """What the bars show, as parts of `most`: now, before (None: no bar), and an aim (None: no line)."""

    now: float
    most: float
    before: float | None = None
    aim: float | None = None

    def share(self, value: float) -> float:
        """How far `value` reaches, 0 to 1."""
        return min(1.0, max(0.0, value / self.most)) if self.most else 0.0


class Measure(QWidget):
    """The bars, if any, and the two numbers: now in bold, before in quiet letters; wide for `money`."""

    def __init__(
        self,
        now: str,
        before: str = "",
        bars: Bars | None = None,
        *,
        spoken: str,
        money: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now, self._before, self._bars = now, before, bars
        self._column = _MONEY if money else _NUMBER
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The number now, and the one before if there is one."""
        return (self._now, self._before) if self._before else (self._now,)

    def sizeHint(self) -> QSize:
        factor = factor_of(self)
        bars = round((_BAR + _GAP) * min(factor, 1.3)) if self._bars is not None else 0
        width = bars + self._now_width() + _GAP + self._before_width()
        return QSize(width, max(QFontMetrics(self._bold()).height(), round((2 * _THICK + 4) * factor)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, painter = palette_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        before = QRectF(self.width() - self._before_width(), 0, self._before_width(), self.height())
        now = QRectF(before.left() - _GAP - self._now_width(), 0, self._now_width(), self.height())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(palette.colour("soft"))
        painter.drawText(before, side, self._before)
        painter.setFont(self._bold())
        painter.setPen(palette.colour("ink"))
        painter.drawText(now, side, self._now)
        if self._bars is not None:
            self._draw_bars(painter, QRectF(0, 0, now.left() - _GAP, self.height()), self._bars)
        painter.end()

    def _draw_bars(self, painter: QPainter, at: QRectF, bars: Bars) -> None:
        palette, thick = palette_of(self), _THICK * min(factor_of(self), 1.5)
        tone, middle = palette.colour("fjord"), at.height() / 2
        painter.setPen(QPen(palette.colour("line"), 1))
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, at.height()))
        top = middle - thick - 1 if bars.before is not None else middle - thick / 2
        painter.fillRect(QRectF(1, top, bars.share(bars.now) * (at.width() - 2), thick), tone)
        if bars.before is not None and bars.before > 0:
            under = QRectF(1.5, middle + 1.5, bars.share(bars.before) * (at.width() - 2), thick - 1)
            painter.setPen(QPen(palette.colour("soft"), 1))
            painter.setBrush(QBrush(palette.colour("soft"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(under)
        if bars.aim is not None:
            across = 1 + bars.share(bars.aim) * (at.width() - 2)
            painter.setPen(QPen(palette.colour("ink"), 2))
            painter.drawLine(QPointF(across, 0), QPointF(across, at.height()))

    def _now_width(self) -> int:
        wanted = QFontMetrics(self._bold()).horizontalAdvance(self._now) + 2
        return max(wanted, round(self._column * 0.75 * factor_of(self)))

    def _before_width(self) -> int:
        wanted = QFontMetrics(self.font()).horizontalAdvance(self._before) + 2
        return max(wanted, round(self._column * factor_of(self)))

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font


class ShareBar(QWidget):
    """One bar of two parts that make a whole, with the aim as a line: one filled, one hatched."""

    def __init__(self, share: float, aim: float, *, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._aim = share, aim
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, round(28 * factor_of(self)))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, painter = palette_of(self), QPainter(self)
        whole = QRectF(1, 5, self.width() - 2, self.height() - 10)
        left = QRectF(whole.left(), whole.top(), whole.width() * self._share, whole.height())
        painter.setPen(QPen(palette.colour("soft"), 1))
        painter.setBrush(QBrush(palette.colour("soft"), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(whole)
        painter.fillRect(left, palette.colour("sheet"))
        painter.fillRect(left, palette.colour("fjord"))
        across = whole.left() + whole.width() * self._aim
        painter.setPen(QPen(palette.colour("sheet"), 6))
        painter.drawLine(QPointF(across, 0), QPointF(across, self.height()))
        painter.setPen(QPen(palette.colour("ink"), 2))
        painter.drawLine(QPointF(across, 0), QPointF(across, self.height()))
        painter.end()

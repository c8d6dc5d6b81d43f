"""Ticks and picks: yes or no, and one of several that are all in sight."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStyle, QStyleOptionButton, QWidget

from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of

_TICK: Final = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))


class Tick(QCheckBox):
    """Yes or no, where no answer means no. Use its `clicked`, which only a user causes."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        at = _mark(self, painter, QStyle.SubElement.SE_CheckBoxIndicator, round_=False)
        if self.isChecked():
            spots = [QPointF(at.x() + x * at.width(), at.y() + y * at.height()) for x, y in _TICK]
            painter.drawPolyline(QPolygonF(spots))
        painter.end()


class Pick(QRadioButton):
    """One of several that are all in sight. Use its `clicked`, which only a user causes."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        at = _mark(self, painter, QStyle.SubElement.SE_RadioButtonIndicator, round_=True)
        if self.isChecked():
            painter.setBrush(painter.pen().color())
            painter.drawEllipse(at.center(), at.width() * 0.18, at.width() * 0.18)
        painter.end()


def _mark(
    button: QCheckBox | QRadioButton, painter: QPainter, part: QStyle.SubElement, *, round_: bool
) -> QRectF:
    """Draw the empty or filled place of the mark; leaves the pen ready to draw the mark in it."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    at = QRectF(button.style().subElementRect(part, option, button)).adjusted(0.5, 0.5, -0.5, -0.5)
    palette, on = palette_of(button), button.isChecked()
    able = button.isEnabled()
    tone = palette.colour("fjord" if on and able else "edge")
    radius = at.height() / 2 if round_ else 4
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone, 1, Qt.PenStyle.SolidLine if able else Qt.PenStyle.DashLine))
    painter.setBrush(tone if on else palette.colour("sheet"))
    painter.drawRoundedRect(at, radius, radius)
    if button.hasFocus():
        draw_ring(painter, button.rect(), palette.colour("fjord"), 6)
    ink = palette.colour("on_fjord")
    painter.setPen(QPen(ink, at.width() / 8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    return at

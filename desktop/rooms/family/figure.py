"""A person of a drawing, as the window paints it: a card of the ecomap or a symbol of the genogram."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from db.rules.drawing import SYMBOL, Figure, Symbol
from desktop.kit.marks import draw_ring
from desktop.kit.palette import Palette
from desktop.kit.type import Voice, font

_ROUND: Final = 8
_DOUBLE: Final = 4.0


class FigureItem(QGraphicsItem):
    """One person; `chosen` is whoever the keys stand at."""

    def __init__(self, figure: Figure, palette: Palette) -> None:
        super().__init__()
        self.figure, self._palette, self.chosen = figure, palette, False
        self.setPos(figure.x, figure.y)
        self.setToolTip(self.said)

    @property
    def said(self) -> str:
        """Who it is, for a reader that speaks."""
        caption = self.figure.caption
        return caption.said or ", ".join([caption.name, *caption.under])

    def boundingRect(self) -> QRectF:
        return self._body().adjusted(-3, -3, 3, 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        figure, palette = self.figure, self._palette
        painter.setPen(
            QPen(palette.colour("fjord" if figure.is_child else "edge"), 2 if figure.is_child else 1.2)
        )
        painter.setBrush(palette.colour("fjord_ground" if figure.is_child else "sheet"))
        if figure.symbol is Symbol.CARD:
            painter.drawRoundedRect(self._body(), _ROUND, _ROUND)
            self._write(painter, -18)
        else:
            self._draw_symbol(painter)
            self._write(painter, -figure.height / 2 + SYMBOL + 4)
        view = widget.parent() if widget is not None else None
        if self.chosen and isinstance(view, QWidget) and view.hasFocus():
            draw_ring(
                painter, self._body().toRect().adjusted(-2, -2, 2, 2), palette.colour("fjord"), _ROUND + 1
            )

    def _body(self) -> QRectF:
        wide, tall = self.figure.width, self.figure.height
        return QRectF(-wide / 2, -tall / 2, wide, tall)

    def _draw_symbol(self, painter: QPainter) -> None:
        top = -self.figure.height / 2 + 2
        around = QRectF(-SYMBOL / 2 + 2, top, SYMBOL - 4, SYMBOL - 4)
        _shape(painter, self.figure.symbol, around)
        if self.figure.is_child:
            _shape(painter, self.figure.symbol, around.adjusted(_DOUBLE, _DOUBLE, -_DOUBLE, -_DOUBLE))
        if self.figure.deceased:
            painter.drawLine(around.topLeft(), around.bottomRight())
            painter.drawLine(around.topRight(), around.bottomLeft())

    def _write(self, painter: QPainter, top: float) -> None:
        wide = self.figure.width - 8
        for text, voice, tone, tall in (
            (self.figure.caption.name, Voice.STRONG, "ink", 19.0),
            *((one, Voice.SMALL, "soft", 15.0) for one in self.figure.caption.under),
        ):
            painter.setFont(font(voice, 1.0))
            painter.setPen(self._palette.colour(tone))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(QRectF(-wide / 2, top, wide, tall), Qt.AlignmentFlag.AlignCenter, cut)
            top += tall


def _shape(painter: QPainter, symbol: Symbol, around: QRectF) -> None:
    middle = around.center()
    if symbol is Symbol.CIRCLE:
        painter.drawEllipse(around)
    elif symbol is Symbol.SQUARE:
        painter.drawRect(around)
    elif symbol is Symbol.TRIANGLE:
        top = QPointF(middle.x(), around.top())
        painter.drawPolygon(QPolygonF([top, around.bottomRight(), around.bottomLeft()]))
    else:
        top, bottom = QPointF(middle.x(), around.top()), QPointF(middle.x(), around.bottom())
        left, right = QPointF(around.left(), middle.y()), QPointF(around.right(), middle.y())
        painter.drawPolygon(QPolygonF([top, right, bottom, left]))

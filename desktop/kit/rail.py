"""The rail: where one is, and where one can go."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from desktop.kit.buttons import is_enter
from desktop.kit.icons import draw_icon
from desktop.kit.marks import draw_keycap, draw_ring, keycap_size, small_font
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_SIDE: Final = 12
_GAP: Final = 10


class RailItem(QPushButton):
    """One place of the rail, with its icon and word, and a count or a key at the right."""

    def __init__(self, text: str, icon_name: str, *, tail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._word, self._icon_name, self._tail = text, icon_name, tail
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_tail(self, tail: str) -> None:
        """Show `tail`, such as how many there are, at the right; nothing if it is empty."""
        self._tail = tail
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetrics(self._bold())
        width = 2 * _SIDE + self._icon_side() + _GAP + metrics.horizontalAdvance(self._word)
        if self._tail:
            width += _GAP + keycap_size(self._tail, small_font(factor_of(self), self.font()))[0]
        return QSize(width, metrics.height() + 18)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        palette, here = palette_of(self), self.isChecked()
        ink = palette.colour("fjord" if here else "ink")
        side = self._icon_side()
        draw_icon(painter, self._icon_name, ink, QRectF(_SIDE, (self.height() - side) / 2, side, side))
        words = self.rect().adjusted(_SIDE + side + _GAP, 0, -_SIDE, 0)
        if self._tail:
            font = small_font(factor_of(self), self.font())
            width, height = keycap_size(self._tail, font)
            at = QRect(self.width() - _SIDE - width, (self.height() - height) // 2, width, height)
            draw_keycap(painter, at, self._tail, font, palette, palette.colour("soft"))
            words.setRight(at.left() - _GAP)
        painter.setPen(ink)
        painter.setFont(self._bold() if here else self.font())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)
        if self.hasFocus():
            inset = 4 if here and not palette.grounds else 0  # there the frame alone says where one is
            ring = self.rect().adjusted(inset, inset, -inset, -inset)
            draw_ring(painter, ring, palette.colour("fjord"), 8 - inset)
        painter.end()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _icon_side(self) -> int:
        return round(20 * factor_of(self))

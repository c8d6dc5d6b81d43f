"""How the meeting is laid on the table: agenda, notes, the rest; below one another where room is short."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.kit.type import factor_of

_LEFT: Final = 210
_RIGHT: Final = 310
_MIDDLE: Final = 400
_GAP: Final = 24


class Table(QWidget):
    """Three columns, the middle one wide. The right one goes below first, then the middle one too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ways = QBoxLayout.Direction
        self._whole = QBoxLayout(ways.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(_GAP)
        self._work = QWidget(self)
        self._half = QBoxLayout(ways.LeftToRight, self._work)
        self._half.setContentsMargins(0, 0, 0, 0)
        self._half.setSpacing(_GAP)
        self._left, self._middle, self._right = QWidget(self), QWidget(self._work), QWidget(self._work)
        self.left, self.middle, self.right = (_column(one) for one in (self._left, self._middle, self._right))
        self._half.addWidget(self._middle, 1)
        self._half.addWidget(self._right)
        self._whole.addWidget(self._left)
        self._whole.addWidget(self._work, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor, ways = min(factor_of(self), 1.6), QBoxLayout.Direction
        left = max(round(_LEFT * factor), self._left.minimumSizeHint().width())
        right = max(round(_RIGHT * factor), self._right.minimumSizeHint().width())
        middle = max(round(_MIDDLE * factor), self._middle.minimumSizeHint().width())
        beside = self.width() >= left + _GAP + middle
        work = self.width() - (left + _GAP if beside else 0)
        three = work >= middle + _GAP + right
        self._whole.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._half.setDirection(ways.LeftToRight if three else ways.TopToBottom)
        self._left.setFixedWidth(left if beside else self.width())
        self._right.setFixedWidth(right if three else work)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def _column(widget: QWidget) -> QVBoxLayout:
    whole, column = QVBoxLayout(widget), QVBoxLayout()
    column.setSpacing(20)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addLayout(column)
    whole.addStretch(1)
    return column

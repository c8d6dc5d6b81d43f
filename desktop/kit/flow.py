"""Layouts that make room: what does not fit beside goes below, so that nothing clips at 200 % text."""

from typing import Final

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from desktop.kit.fields import Field
from desktop.kit.type import factor_of

_NARROW: Final = 820  # pixels at 100 %: below it two columns become one


class FlowLayout(QLayout):
    """Widgets in a line, each in its own size, that goes on in the next line when it is full.

    They stand on the line's middle, a field on its head; with `foot` all stand on one foot, whatever height
    the labels above them have. What is said below a field hangs from it and moves no other.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, end: bool = False, foot: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._end, self._foot = gap, end, foot
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return self._framed(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._framed(size)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _framed(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Lay the lines in `rect`, or only measure them. Returns the height they take."""
        inside = rect.marginsRemoved(self.contentsMargins())
        top = inside.y()
        for line in self._lines(inside.width()):
            sizes = [self._size(item, inside.width()) for item in line]
            hung = [self._hung(item, size.width()) for item, size in zip(line, sizes, strict=True)]
            foot = max(size.height() - low for size, low in zip(sizes, hung, strict=True))
            if move:
                self._place(line, inside, top, foot)
            top += foot + max(hung) + self._gap
        margins = self.contentsMargins()
        return max(0, top - self._gap - inside.y()) + margins.top() + margins.bottom()

    def _size(self, item: QLayoutItem, room: int) -> QSize:
        """The size that `item` gets; a field of a fixed width is as high as its words ask for there."""
        hint = item.sizeHint()
        wide = min(hint.width(), room)
        if isinstance(item.widget(), Field) and item.hasHeightForWidth():
            return QSize(wide, item.heightForWidth(wide))
        return QSize(wide, hint.height())

    def _hung(self, item: QLayoutItem, width: int) -> int:
        """How much of `item` stands below the line's foot: what is said below what one writes in."""
        field = item.widget()
        if not self._foot or not isinstance(field, Field):
            return 0
        said = [part for part in (field.fault, field.help) if not part.isHidden()]
        return sum(part.heightForWidth(width) + field.column.spacing() for part in said)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or wide > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wide + self._gap
        return lines

    def _place(self, line: list[QLayoutItem], inside: QRect, top: int, foot: int) -> None:
        taken = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
        x = inside.x() + (max(0, inside.width() - taken) if self._end else 0)
        fields = (part for item in line if isinstance(part := item.widget(), Field))
        inputs = max((field.input.sizeHint().height() for field in fields), default=0)
        for item in line:
            size = self._size(item, inside.width())
            spare = foot - size.height() + self._hung(item, size.width())
            if not self._foot:
                spare = 0 if isinstance(item.widget(), Field) else spare // 2
            elif not isinstance(item.widget(), Field):
                spare -= max(0, inputs - size.height()) // 2  # beside an input, on its middle
            item.setGeometry(QRect(QPoint(x, top + spare), size))
            x += item.sizeHint().width() + self._gap


class Columns(QWidget):
    """A wide column and a narrower one beside it, which goes below when room is short or the text large."""

    def __init__(self, *, side_width: int = 340, gap: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_width = side_width
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._main, self._side = QWidget(self), QWidget(self)
        self.main, self.side = _column(self._main), _column(self._side)
        self._box.addWidget(self._main, 1)
        self._box.addWidget(self._side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor = factor_of(self)
        side = max(round(self._side_width * min(factor, 1.4)), self._side.minimumSizeHint().width())
        both = self._main.minimumSizeHint().width() + self._box.spacing() + side
        narrow = self.width() < max(_NARROW * factor, both)
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._side.setFixedWidth(self.width() if narrow else side)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def _column(widget: QWidget) -> QVBoxLayout:
    """A column that begins at the top of `widget`; an aligned layout would cut what wraps."""
    whole, column = QVBoxLayout(widget), QVBoxLayout()
    column.setSpacing(24)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addLayout(column)
    whole.addStretch(1)
    return column

"""The list of the panel: a title and its kind, and under it where that is."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.kit.marks import draw_ring, small_font
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of
from desktop.rooms.find.lines import Line

_SIDE: Final = 14
_ABOVE: Final = 8
_GAP: Final = 12
_Index = QModelIndex | QPersistentModelIndex


class LineModel(QAbstractListModel):
    """The lines shown; one that opens nothing cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace all lines. The same ones stay as they are: one more letter often finds the same."""
        shown = tuple(lines)
        if shown != self._lines:
            self.beginResetModel()
            self._lines = shown
            self.endResetModel()

    def line(self, index: _Index) -> Line | None:
        """The line at `index`, None outside."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        return line.said if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        line = self.line(index)
        if line is None or not line.opens:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineView(QListView):
    """The lines under one another; the first is chosen, the arrow keys choose another."""

    def __init__(self, model: LineModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(model, self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, model: LineModel, view: LineView) -> None:
        super().__init__(view)
        self._lines, self._view = model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = self._lines.line(index)
        rows = 2 if line is not None and line.under else 1
        return QSize(0, rows * self._view.fontMetrics().height() + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line, palette = self._lines.line(index), palette_of(self._view)
        if line is None:
            return
        font, small = QFont(self._view.font()), small_font(factor_of(self._view), self._view.font())
        at = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.colour("fjord_ground"))
            painter.drawRoundedRect(at, 8, 8)
            if self._view.hasFocus() or not palette.grounds:
                draw_ring(painter, at, palette.colour("fjord"), 8)
        inside = at.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        height = self._view.fontMetrics().height()
        painter.setFont(small)
        painter.setPen(palette.colour("soft"))
        wide = QFontMetrics(small).horizontalAdvance(line.kind)
        first = QRect(inside.left(), inside.top(), inside.width(), height)
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.kind)
        under = first.translated(0, height)
        painter.setFont(font)
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, _cut(line.under, font, under.width()))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(palette.colour("ink"))
        first.setRight(first.right() - wide - _GAP)
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, _cut(line.title, font, first.width()))
        painter.restore()


def _cut(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)

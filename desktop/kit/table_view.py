"""How a table of records looks and is used: calm rows without a grid, opened by a click or Enter."""

from typing import Any, ClassVar, Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.words import later
from desktop.kit.keys import Keys
from desktop.kit.marks import Mark, chip_size, draw_chip, small_font
from desktop.kit.palette import Palette, palette_of
from desktop.kit.table import MARK_ROLE, Index, RecordTable
from desktop.kit.type import factor_of

_SIDE: Final = 12
_ABOVE: Final = 24
_LEAST: Final = 120  # a column that takes what is left is never narrower, at 100 %
_SORT: Final = {Qt.Key.Key_Up: Qt.SortOrder.AscendingOrder, Qt.Key.Key_Down: Qt.SortOrder.DescendingOrder}


class RecordView(QTableView):
    """A table of records. Left and Right choose the column, Ctrl+Up and Ctrl+Down sort by it.

    Signals:
        opened: the record the user opens.
    """

    opened = Signal(object)
    KEYS: ClassVar[Keys] = (
        ("Return", later("Open the row one stands on")),
        ("Ctrl+Up", later("Sort by this column, or the other way round")),
    )

    def __init__(self, model: RecordTable[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records = model
        self.last_shown = len(model.columns) - 1
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_RowDelegate(model, self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heading.sectionClicked.connect(self._on_heading)
        self.clicked.connect(self._on_clicked)
        self._fit()

    def records(self) -> RecordTable[Any]:
        """The table that is shown."""
        return self._records

    def current(self) -> Any:
        """The record one stands on, None if on none."""
        return self._records.record(self.currentIndex())

    def stand_on(self, row: int) -> None:
        """Stand on `row`, counted from 0, or on the last there is; on none in an empty table."""
        last = self._records.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._records.index(min(max(0, row), last), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current())
        elif key in _SORT and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._records.sort(max(0, self.currentIndex().column()), _SORT[key])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _fit(self) -> None:
        """Rows as high, and columns as wide, as the text is large."""
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(0)
        rows.setDefaultSectionSize(QFontMetrics(self.font()).height() + _ABOVE)
        self._share_width()

    def _share_width(self) -> None:
        factor, room = factor_of(self), self.viewport().width()
        shown = dict(enumerate(self._records.columns))
        while sum(column.width or _LEAST for column in shown.values()) * factor > room:
            spare = [at for at, column in shown.items() if column.spare]
            if not spare:
                break
            del shown[spare[-1]]
        fixed = sum(round(column.width * factor) for column in shown.values())
        growing = sum(1 for column in shown.values() if not column.width)
        rest = max((room - fixed) // growing if growing else 0, round(_LEAST * factor))
        for at, column in enumerate(self._records.columns):
            self.setColumnHidden(at, at not in shown)
            self.setColumnWidth(at, round(column.width * factor) or rest)
        self.last_shown = max(shown)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._records.record(index))

    @Slot(int)
    def _on_heading(self, section: int) -> None:
        self._records.turn(section)


class _RowDelegate(QStyledItemDelegate):
    """Draws a cell: its text or its chip, the thin line below, and the ring around the row one stands on."""

    def __init__(self, model: RecordTable[Any], view: RecordView) -> None:
        super().__init__(view)
        self._records, self._view = model, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, at = palette_of(self._view), QRect(option.rect)
        here = index.row() == self._view.currentIndex().row()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(at, palette.colour("fjord_ground"))
        painter.setPen(QPen(palette.colour("line"), 1))
        painter.drawLine(at.bottomLeft(), at.bottomRight())
        self._draw_cell(painter, at.adjusted(_SIDE, 0, -_SIDE, -1), index, palette)
        if here and (self._view.hasFocus() or selected):
            self._draw_place(painter, at, index, palette)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_LEAST, QFontMetrics(self._view.font()).height() + _ABOVE)

    def _draw_cell(self, painter: QPainter, at: QRect, index: Index, palette: Palette) -> None:
        column, text = self._records.columns[index.column()], str(index.data() or "")
        font = self._view.font()
        mark = index.data(MARK_ROLE)
        if mark is not None and text:
            mark = Mark(mark)  # Qt hands a StrEnum on as plain text
            small = small_font(factor_of(self._view), font)
            width, height = chip_size(mark, text, small)
            left = at.right() - width if column.right else at.left()
            chip = QRect(left, at.center().y() - height // 2, min(width, at.width()), height)
            draw_chip(painter, chip, mark, text, small, palette)
            return
        font.setBold(column.strong)
        painter.setFont(font)
        painter.setPen(palette.colour("soft" if column.soft else "ink"))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_place(self, painter: QPainter, at: QRect, index: Index, palette: Palette) -> None:
        """The ring around the whole row while the table has the focus; a bar at its start otherwise."""
        tone = palette.colour("fjord")
        if self._view.hasFocus():
            painter.fillRect(at.left(), at.top(), at.width(), 2, tone)
            painter.fillRect(at.left(), at.bottom() - 1, at.width(), 2, tone)
            if index.column() == self._view.last_shown:
                painter.fillRect(at.right() - 1, at.top(), 2, at.height(), tone)
        if index.column() == 0:
            painter.fillRect(at.left(), at.top(), 3, at.height(), tone)

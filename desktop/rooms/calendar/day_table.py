"""What month and week have in common: a table of days whose entries are chosen, dragged and moved by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from db.rules.holidays import is_public_holiday
from db.store.calendar_view import Shown
from db.words import Words, later
from desktop.kit.keys import Keys
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.type import Voice, factor_of, font
from desktop.rooms.calendar.entries import draw_line, said_of, title_of

Index = QModelIndex | QPersistentModelIndex
_DRAGGED: Final = 6  # pixels before a press becomes a drag
_ARROWS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True, slots=True)
class Slotted:
    """A cell: its day, the time it begins at if it is no whole day, and what stands in it."""

    day: date
    at: time | None
    entries: tuple[Shown, ...]


class DayModel(QAbstractTableModel):
    """Cells of days. What a reader hears of a cell is its day and every entry in it."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._cells: list[list[Slotted]] = []
        self._across: list[str] = []
        self._down: list[str] = []
        self._overlaps: frozenset[str] = frozenset()

    def show_cells(
        self,
        cells: list[list[Slotted]],
        across: list[str],
        down: list[str],
        overlaps: frozenset[str] = frozenset(),
    ) -> None:
        """Show `cells`, row by row, under the heads `across` and beside the heads `down`."""
        self.beginResetModel()
        self._cells, self._across, self._down, self._overlaps = cells, across, down, overlaps
        self.endResetModel()

    def cell(self, index: Index) -> Slotted:
        """What the cell `index` holds."""
        return self._cells[index.row()][index.column()]

    def place_of(self, day: date) -> QModelIndex:
        """The first cell of `day`; an invalid index if it is not shown."""
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                if cell.day == day:
                    return self.index(row, column)
        return QModelIndex()

    def overlaps(self, entry: Shown) -> bool:
        """Whether `entry` runs at the same time as another appointment."""
        return entry.record in self._overlaps and entry.kind is not None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._cells else len(self._cells[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._said(self.cell(index))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = self._across if orientation is Qt.Orientation.Horizontal else self._down
        return heads[section] if section < len(heads) else None

    def _said(self, cell: Slotted) -> str:
        words = self._words
        parts = [f"{words.weekday(cell.day)} {words.day(cell.day)}"]
        if is_public_holiday(cell.day):
            parts.append(words.t("public holiday"))
        parts += [said_of(entry, words, overlaps=self.overlaps(entry)) for entry in cell.entries]
        return ". ".join(parts) if cell.entries else ", ".join([*parts, words.t("nothing")])


class DayTable(QTableView):
    """A table of days. Enter goes through the entries of a cell, Alt and an arrow move the chosen one.

    Signals:
        day_chosen: the day that the user stands on.
        moved: an entry, the day it is to stand on, and the time or None for "the same".
        opened: an entry that the user wants to see.
        pointed: an entry that was clicked; its day was told before.
        new_asked: the day, and the time or None, on which something new is wanted.
        turned: -1 or 1: the month or the week before or after.
    """

    day_chosen = Signal(object)
    moved = Signal(object, object, object)
    opened = Signal(object)
    pointed = Signal(object)
    new_asked = Signal(object, object)
    turned = Signal(int)
    KEYS: ClassVar[Keys] = (
        ("Ins", later("A new appointment on this day")),
        ("Return", later("The next appointment of the day one stands on")),
        ("Alt+Right", later("Move the appointment one stands on, in any direction")),
    )

    def __init__(self, words: Words, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.cells = DayModel(words, self)
        self.setModel(self.cells)
        self.chosen: Shown | None = None
        self.ghost: QPoint | None = None
        self._pressed: tuple[Shown, QPoint] | None = None
        self._held = False
        self.hits: dict[str, tuple[QRect, Shown]] = {}
        self.setAccessibleName(name)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionsClickable(False)
            head.setHighlightSections(False)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(round(30 * factor_of(self)))
        self.selectionModel().currentChanged.connect(self._on_current)

    def stand_on(self, day: date) -> None:
        """Put the cursor on `day`, if it is shown."""
        found = self.cells.place_of(day)
        if found.isValid():
            self.setCurrentIndex(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.paint_over(painter, event.rect())
        if self.ghost is not None and self._pressed is not None:
            self._paint_ghost(painter, self.ghost, self._pressed[0])
        painter.end()

    def paint_over(self, painter: QPainter, dirty: QRect) -> None:
        """Paint what reaches over cells, as far as it lies in `dirty`; nothing where all stands in them."""

    def _paint_ghost(self, painter: QPainter, at: QPoint, entry: Shown) -> None:
        """Show where what is dragged would land, and the entry itself under the pointer."""
        palette, small = palette_of(self), font(Voice.SMALL, factor_of(self))
        index = self.indexAt(at)
        if index.isValid():
            draw_ring(painter, self.visualRect(index).adjusted(1, 1, -2, -2), palette.colour("fjord"), 4)
        high = QFontMetrics(small).height() + 8
        where = QRect(at.x() + 10, at.y() - high // 2, self.columnWidth(0), high)
        painter.fillRect(where, palette.colour("sheet"))
        draw_line(painter, where, entry, title_of(entry, self.words), small, palette, overlaps=False)
        draw_ring(painter, where, palette.colour("fjord"), 4)

    def stand_in(self, record: str) -> None:
        """Put the cursor on the appointment `record` and choose it, if it is shown."""
        for row in range(self.cells.rowCount()):
            for column in range(self.cells.columnCount()):
                index = self.cells.index(row, column)
                found = (one for one in self.cells.cell(index).entries if _is_appointment(one, record))
                if (entry := next(found, None)) is not None:
                    self.setCurrentIndex(index)
                    self.choose(entry)
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        moving = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if moving and key in _ARROWS and self.chosen is not None and index.isValid():
            self._move_by(*_ARROWS[key])
        elif key == Qt.Key.Key_Escape and self.ghost is not None:
            self._let_go()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self._next_entry(self.cells.cell(index))
        elif key == Qt.Key.Key_Insert and index.isValid():
            cell = self.cells.cell(index)
            self.new_asked.emit(cell.day, cell.at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = True  # a day of another month would turn the table under what is dragged
        super().mousePressEvent(event)
        at = event.position().toPoint()
        self.choose(self.entry_at(at))
        if event.button() is Qt.MouseButton.LeftButton and self.chosen is not None:
            self._pressed = (self.chosen, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is not None and (at - self._pressed[1]).manhattanLength() > _DRAGGED:
            self.ghost = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, dragged = self._pressed, self.ghost
        self._let_go()
        index = self.indexAt(event.position().toPoint())
        if pressed is None or dragged is None:
            self._tell_day(self.currentIndex())
            if self.chosen is not None:
                self.pointed.emit(self.chosen)
            return
        if not index.isValid():
            return
        cell = self.cells.cell(index)
        self._tell_day(index)
        if cell.day != pressed[0].day or cell.at is not None:
            self.moved.emit(pressed[0], cell.day, cell.at)

    def _let_go(self) -> None:
        self._pressed, self.ghost, self._held = None, None, False
        self.viewport().unsetCursor()
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry = self.entry_at(event.position().toPoint())
        index = self.indexAt(event.position().toPoint())
        if entry is not None:
            self.opened.emit(entry)
        elif index.isValid():
            cell = self.cells.cell(index)
            self.new_asked.emit(cell.day, cell.at)

    def entry_at(self, at: QPoint) -> Shown | None:
        """The entry that is painted at `at`, None if there is none."""
        return next((entry for where, entry in self.hits.values() if where.contains(at)), None)

    def choose(self, entry: Shown | None) -> None:
        """Make `entry` the one that keys move; it is told to readers."""
        self.chosen = entry
        said = said_of(entry, self.words, overlaps=self.cells.overlaps(entry)) if entry else ""
        self.setAccessibleDescription(said)
        self.viewport().update()

    def _next_entry(self, cell: Slotted) -> None:
        entries = cell.entries
        if not entries:
            self.new_asked.emit(cell.day, cell.at)
            return
        keys = [entry.key for entry in entries]
        place = keys.index(self.chosen.key) + 1 if self.chosen and self.chosen.key in keys else 0
        self.choose(entries[place % len(entries)])
        self.opened.emit(self.chosen)

    def _move_by(self, down: int, across: int) -> None:
        index = self.currentIndex()
        target = index.sibling(index.row() + down, index.column() + across)
        if not target.isValid() or self.chosen is None:
            return
        cell = self.cells.cell(target)
        self.moved.emit(self.chosen, cell.day, cell.at)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            cell = self.cells.cell(current)
            if self.chosen is not None and self.chosen.key not in {one.key for one in cell.entries}:
                self.choose(None)
            if not self._held:
                self._tell_day(current)

    def _tell_day(self, index: QModelIndex) -> None:
        if index.isValid():
            self.day_chosen.emit(self.cells.cell(index).day)


def _is_appointment(entry: Shown, record: str) -> bool:
    return entry.kind is not None and entry.record == record


def by_day(entries: Sequence[Shown]) -> dict[date, list[Shown]]:
    """`entries` by the day they stand on."""
    found: dict[date, list[Shown]] = {}
    for entry in entries:
        found.setdefault(entry.day, []).append(entry)
    return found

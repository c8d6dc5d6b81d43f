"""The cases of a pile: a tick before each, its child's name, and under it where it belongs."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.actions.lists import Listed
from db.rules.summary import short_name
from db.store.piles import Printable
from db.words import Words, later
from desktop.kit.keys import Keys
from desktop.kit.marks import draw_ring, small_font
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_SIDE: Final = 12
_ABOVE: Final = 8
_BOX: Final = 18
_TICK: Final = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
_HEADS: Final = (
    later("Case number"),
    later("Child"),
    later("Caseworker"),
    later("Copy from"),
    later("Chosen"),
)
_Index = QModelIndex | QPersistentModelIndex


class PileModel(QAbstractListModel):
    """The cases to choose from, and which are chosen.

    Signals:
        ticked: another case is chosen, or one no more.
    """

    ticked = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: tuple[Printable, ...] = ()
        self._off: set[str] = set()

    def show_rows(self, rows: Sequence[Printable], *, anew: bool) -> None:
        """Replace all rows; `anew` chooses all of them, else what was not chosen stays so."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._several = len({row.caseworker for row in rows}) > 1
        if anew:
            self._off.clear()
        self.endResetModel()
        self.ticked.emit()

    def chosen(self) -> list[str]:
        """The cases that are chosen, in their order."""
        return [row.case_id for row in self._rows if row.case_id not in self._off]

    def tick_all(self, *, on: bool) -> None:
        """Choose all, or none."""
        self._off = set() if on else {row.case_id for row in self._rows}
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.ticked.emit()

    def turn(self, index: _Index) -> None:
        """Choose the case at `index`, or no more."""
        if (row := self.row(index)) is not None:
            self._off ^= {row.case_id}
            self.dataChanged.emit(index, index)
            self.ticked.emit()

    def row(self, index: _Index) -> Printable | None:
        """The case at `index`, None outside."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, case_id: str) -> QModelIndex:
        """Where a case stands; no place if it is not there."""
        ids = [row.case_id for row in self._rows]
        return self.index(ids.index(case_id)) if case_id in ids else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return short_name(row.child)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{short_name(row.child)}, {self.under(row)}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if row.case_id in self._off else Qt.CheckState.Checked
        return None

    def under(self, row: Printable) -> str:
        """`2025-0001`, with the caseworker where there are several, and that a family must not be told."""
        parts = [row.number, row.caseworker if self._several else ""]
        if row.sender:
            parts.append(self._words.t("copy from {sender}", sender=row.sender))
        if row.parents_not_told:
            parts.append(self._words.t("the file's own copy only"))
        return " · ".join(part for part in parts if part)

    def as_list(self) -> Listed:
        """Every case as a row: number, child, caseworker, whose copy it is, and whether it is chosen."""
        words = self._words
        rows = (
            (
                row.number,
                row.child,
                row.caseworker,
                row.sender,
                words.t("no") if row.case_id in self._off else words.t("yes"),
            )
            for row in self._rows
        )
        return Listed(tuple(words.t(head) for head in _HEADS), tuple(rows))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            if index.isValid()
            else Qt.ItemFlag.NoItemFlags
        )


class PileView(QListView):
    """The cases under one another. Space, or a click on the tick, chooses; the arrow keys show another.

    Signals:
        shown: the case the user stands on.
    """

    shown = Signal(object)
    KEYS: ClassVar[Keys] = (("Space", later("Choose the case one stands on, or leave it out")),)

    def __init__(self, model: PileModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases = model
        self.setModel(model)
        self.setItemDelegate(_PileDelegate(model, self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.shown.emit(self._cases.row(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._cases.turn(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        edge = _SIDE + (_BOX + _SIDE) * factor_of(self)
        if at.isValid() and event.position().x() <= edge and event.button() == Qt.MouseButton.LeftButton:
            self._cases.turn(at)


class _PileDelegate(QStyledItemDelegate):
    def __init__(self, model: PileModel, view: PileView) -> None:
        super().__init__(view)
        self._cases, self._view = model, view

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: _Index) -> bool:
        """The view alone turns a tick, by mouse and by key."""
        return False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        small = small_font(factor_of(self._view), self._view.font())
        tall = QFontMetrics(self._view.font()).height() + QFontMetrics(small).height()
        return QSize(0, tall + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, palette, factor = self._cases.row(index), palette_of(self._view), factor_of(self._view)
        if row is None:
            return
        at = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.colour("fjord_ground"))
            painter.drawRoundedRect(at, 8, 8)
            if self._view.hasFocus() or not palette.grounds:
                draw_ring(painter, at, palette.colour("fjord"), 8)
        size = _BOX * factor
        box = QRectF(at.left() + _SIDE, at.center().y() - size / 2, size, size)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        _draw_tick(painter, self._view, box, on=on)
        font, small = QFont(self._view.font()), small_font(factor, self._view.font())
        font.setBold(True)
        inside = at.adjusted(round(_SIDE * 2 + size), _ABOVE, -_SIDE, -_ABOVE)
        first = QRect(inside.left(), inside.top(), inside.width(), QFontMetrics(font).height())
        painter.setFont(font)
        painter.setPen(palette.colour("ink"))
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, _cut(short_name(row.child), font, first))
        under = first.translated(0, first.height())
        painter.setFont(small)
        painter.setPen(palette.colour("soft"))
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, _cut(self._cases.under(row), small, under))
        painter.restore()


def _draw_tick(painter: QPainter, view: QWidget, box: QRectF, *, on: bool) -> None:
    palette = palette_of(view)
    painter.setPen(QPen(palette.colour("fjord" if on else "edge"), 1.5))
    painter.setBrush(palette.colour("fjord") if on else palette.colour("sheet"))
    painter.drawRoundedRect(box, 4, 4)
    if on:
        painter.setPen(QPen(palette.colour("on_fjord"), box.width() / 8))
        spots = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK]
        painter.drawPolyline(QPolygonF(spots))


def _cut(text: str, font: QFont, room: QRect) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())

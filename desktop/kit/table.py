"""Tables of records: rows fetched as they come into sight, sorted where they are stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from db.errors import ForUser
from desktop.kit.labels import plain_tip
from desktop.kit.marks import Mark

T = TypeVar("T")
Index: TypeAlias = QModelIndex | QPersistentModelIndex
Fetch: TypeAlias = Callable[[int, int], Sequence[T]]

PAGE: Final = 200
"""How many rows are fetched at a time."""
RECORD_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The record of a row."""
MARK_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The Mark that a cell is shown as, None for plain text."""


@dataclass(frozen=True)  # not slots: 3.11 cannot build a generic, frozen, slotted dataclass
class Column(Generic[T]):
    """A heading and the text of a cell.

    `order` is what the store calls the column when it sorts, `""` if it cannot; `width` is in
    pixels at 100 %, 0 takes what is left; a `spare` column is left out where there is no room for all;
    `mark` shows a cell as a chip.
    """

    heading: str
    text: Callable[[T], str]
    order: str = ""
    width: int = 0
    right: bool = False
    strong: bool = False
    soft: bool = False
    spare: bool = False
    mark: Callable[[T], Mark | None] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What to sort by, and which way."""

    by: str
    descending: bool = False


class RecordTable(QAbstractTableModel, Generic[T]):
    """Rows of records under fixed columns; knows nothing of where they come from.

    Signals:
        ordered: the Order the user asks for; the room fetches anew with it.
        failed: the expected failure (ForUser) that ended a fetch.
    """

    ordered = Signal(object)
    failed = Signal(object)

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[T] = []
        self._fetch: Fetch[T] | None = None
        self._order: Order | None = None

    def show_rows(self, rows: Sequence[T]) -> None:
        """Replace all rows by `rows`, which are all there are."""
        self.beginResetModel()
        self._rows, self._fetch = list(rows), None
        self.endResetModel()

    def show_fetched(self, fetch: Fetch[T], *, order: Order | None = None, at_least: int = PAGE) -> None:
        """Replace all rows by what `fetch(offset, limit)` gives, a page at a time.

        The first rows, `at_least` so many, are fetched now; raises what `fetch` raises. `order` is
        what they are sorted by.
        """
        first = list(fetch(0, max(PAGE, at_least)))
        self.beginResetModel()
        self._rows, self._order = first, order
        self._fetch = fetch if len(first) >= max(PAGE, at_least) else None
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))

    def fetch_all(self) -> None:
        """Fetch the rows that did not come into sight yet. Raises what fetching raises."""
        while self._fetch is not None:
            self._fetch_more(self._fetch)

    def record(self, index: Index) -> T | None:
        """The record at `index`, None outside."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rows(self) -> tuple[T, ...]:
        """The records fetched so far, in order."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._fetch is not None

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or self._fetch is None:
            return
        try:
            self._fetch_more(self._fetch)
        except ForUser as error:
            self.failed.emit(error)

    def _fetch_more(self, fetch: Fetch[T]) -> None:
        self._fetch = None  # a fetch that fails is not tried again and again
        more = list(fetch(len(self._rows), PAGE))
        if more:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(more) - 1)
            self._rows.extend(more)
            self.endInsertRows()
        self._fetch = fetch if len(more) == PAGE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index)
        if record is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(record)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.text(record))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {column.text(record)}"
            case _ if role == MARK_ROLE:
                return column.mark(record) if column.mark else None
            case _ if role == RECORD_ROLE:
                return record
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.heading} {self._arrow(column)}".rstrip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, section: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the rows sorted by the column `section`, if the store can."""
        if 0 <= section < len(self.columns) and self.columns[section].order:
            down = order == Qt.SortOrder.DescendingOrder
            self.ordered.emit(Order(self.columns[section].order, down))

    def turn(self, section: int) -> None:
        """Ask for the rows sorted by the column `section`, the other way if they are already."""
        now = self._order
        turned = now is not None and now.by == self.columns[section].order and not now.descending
        self.sort(section, Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder)

    def _arrow(self, column: Column[T]) -> str:
        if self._order is None or not column.order or self._order.by != column.order:
            return ""
        return "\N{DOWNWARDS ARROW}" if self._order.descending else "\N{UPWARDS ARROW}"

"""What a screen lists, as texts that can be saved: its table, or the rows of its sheets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit, QWidget

from db.actions.desk import Desk
from db.actions.lists import Listed
from db.words import Words, later
from desktop.kit.chip import Chip
from desktop.kit.empty import EmptyState
from desktop.kit.labels import Label
from desktop.kit.measure import Measure
from desktop.kit.row_layout import RowLayout
from desktop.kit.sheet import Sheet
from desktop.kit.table import RecordTable
from desktop.kit.table_view import RecordView

HEADS: Final = (
    later("List"),
    later("What"),
    later("More"),
    later("Status"),
    later("Figure"),
    later("Beside it"),
)
"""Over the columns of what stands on sheets; a column without a word is left out."""
Listing: TypeAlias = Listed | Callable[[Desk], Listed]
"""A list, or what reads it from the store: called on the writer's thread, it touches no widget."""
_ASKS: Final = (QLineEdit, QTextEdit, QComboBox)
_JOINT: Final = " · "


@runtime_checkable
class Lists(Protocol):
    """A room, or a part of one, that tells its list itself, with more than its rows show."""

    def as_list(self) -> Listing:
        """The whole list, as it is filtered and sorted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet as it is read: its title, what stands under it, how it stands, its figures."""

    title: str = ""
    under: str = ""
    state: str = ""
    figures: tuple[str, ...] = ()


def listed_in(front: QWidget, words: Words) -> Listing | None:
    """The list in `front`, all of it; None if there is none.

    What tells its list itself comes first, then a table, then the rows of all sheets that can be seen.
    """
    seen = [front, *(one for one in front.findChildren(QWidget) if one.isVisibleTo(front))]
    for one in seen:
        if isinstance(one, Lists):
            return one.as_list()
    for one in seen:
        if isinstance(one, RecordView):
            return table_listed(one.records())
    rows = [
        (sheet.accessibleName(), row) for sheet in seen if isinstance(sheet, Sheet) for row in _rows(sheet)
    ]
    return rows_listed(rows, words) if rows else None


def table_listed(table: RecordTable[Any]) -> Listed:
    """The rows of `table`, fetched to the last. Raises what fetching raises."""
    table.fetch_all()
    heads = tuple(column.heading for column in table.columns)
    return Listed(heads, tuple(tuple(column.text(row) for column in table.columns) for row in table.rows()))


def rows_listed(rows: Sequence[tuple[str, Row]], words: Words) -> Listed:
    """`rows`, each behind the title of its sheet, as a list under `HEADS`."""
    wide = max((len(row.figures) for _, row in rows), default=0)
    cells = [
        (sheet, row.title, row.under, row.state, *row.figures, *[""] * (wide - len(row.figures)))
        for sheet, row in rows
    ]
    kept = [at for at in range(4 + wide) if any(row[at] for row in cells)]
    return Listed(
        tuple(words.t(HEADS[at]) for at in kept), tuple(tuple(row[at] for at in kept) for row in cells)
    )


def _rows(sheet: Sheet) -> Iterator[Row]:
    for shown in sheet.rows():
        if shown.isHidden() or isinstance(shown, EmptyState) or type(shown) is QWidget:
            continue  # what is laid on a sheet as it is, such as the fields of a form, is no row
        row = _read(shown)
        if row != Row():
            yield row


def _read(shown: QWidget) -> Row:
    """`shown` as the kit lays a row, else by its words in their order; nothing for what is typed into."""
    layout = shown.layout()
    if isinstance(layout, RowLayout):
        parts = layout.parts
        state = _JOINT.join(text for part in (parts.lead, parts.chip) if (text := _text(part)))
        return Row(_text(parts.title), _text(parts.why), state, _figures(parts.tail))
    if any(shown.findChildren(kind) for kind in _ASKS):
        return Row()
    inside = [one for one in shown.findChildren(Label) if one.isVisibleTo(shown) and one.text()]
    said = [one.text() for one in inside if not isinstance(one, Chip)]
    state = _JOINT.join(one.text() for one in inside if isinstance(one, Chip))
    return Row(said[0], _JOINT.join(said[1:]), state) if said else Row()


def _figures(tail: QWidget | None) -> tuple[str, ...]:
    if isinstance(tail, Measure):
        return tail.numbers
    text = "" if isinstance(tail, QAbstractButton) else _text(tail)
    return (text,) if text else ()


def _text(part: QWidget | None) -> str:
    if part is None or part.isHidden():
        return ""
    return part.text() if isinstance(part, Label) else part.accessibleName()

"""Lists of other programs: CSV and Excel, in whatever encoding; written so that no cell can act."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Final

from db.errors import NotAllowed
from db.words import later

Cell = str | date
MOST_ROWS: Final = 50_000
_ZIP: Final = b"PK\x03\x04"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MARKS: Final = ";\t,"
_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r")
_SHEET: Final = "Liste"


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read: its first row as heads, then its rows, each as wide as the heads.

    Rows count from 1 for the heads, as other programs count them; `numbers` are those of `rows`.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]


def read_table(data: bytes) -> Table:
    """What stands in a CSV or Excel file; rows without a word are left out.

    Raises NotAllowed for a file that is empty, no list, or has more than 50,000 rows.
    """
    rows = _of_excel(data) if data.startswith(_ZIP) else _of_text(data)
    filled = [(at, row) for at, row in enumerate(rows, 1) if any(_is_filled(cell) for cell in row)]
    if not filled:
        raise NotAllowed(
            later("The list is empty."), later("Choose a file whose first row names its columns.")
        )
    if len(filled) > MOST_ROWS:
        raise NotAllowed(later("The list has more than 50,000 rows."), later("Divide it into several files."))
    heads = tuple(str(cell).strip() for cell in filled[0][1])
    wide = len(heads)
    return Table(
        heads,
        tuple((*row[:wide], *[""] * (wide - len(row))) for _, row in filled[1:]),
        tuple(at for at, _ in filled[1:]),
    )


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A list as CSV, as a Danish Excel opens it: semicolons, UTF-8 with its mark; no cell can act."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in (heads, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def excel_file(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A list as an Excel file of texts only; no cell can act."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "A2"
    for number, row in enumerate((heads, *rows)):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=harmless(_printable(text)))
            cell.data_type = "s"
            if not number:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(text: str) -> str:
    """`text` as no program of tables takes it for a formula: with an apostrophe before = + - or @."""
    return f"'{text}" if text.lstrip(" \n\N{NO-BREAK SPACE}\ufeff").startswith(_BEGINS) else text


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _of_text(data: bytes) -> list[list[Cell]]:
    text = _decoded(data)
    if _CONTROL.search(text):
        raise _no_list()
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(_MARKS, key=first.count)
    try:
        read = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=False)
        return [list[Cell](row) for row in read]
    except csv.Error as error:
        raise _no_list() from error


def _decoded(data: bytes) -> str:
    """`data` as text: by its mark, else UTF-8, else as Windows writes Western European."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _or_refused(data, "utf-16")
    if b"\0" in data[:200]:
        return _or_refused(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").replace("\ufffd", "?")


def _or_refused(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_list() from error


def _no_list() -> NotAllowed:
    return NotAllowed(
        later("The file is no list that can be read."),
        later("Save it as CSV or Excel (xlsx), then try again."),
    )


def _of_excel(data: bytes) -> list[list[Cell]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [[_cell(value) for value in row] for row in _first(sheet.iter_rows(values_only=True))]
        book.close()
    except Exception as error:  # whatever a reader of others meets in a broken file: it is no list
        raise _no_list() from error
    return rows


def _first(rows: Iterable[tuple[object, ...]]) -> Iterable[tuple[object, ...]]:
    for at, row in enumerate(rows):
        if at > MOST_ROWS + 1:
            return
        yield row


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a number of cases or a CPR number that Excel took for a figure
    return "" if value is None else str(value)


def _printable(text: str) -> str:
    """`text` without the characters that an Excel file cannot hold."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in text)

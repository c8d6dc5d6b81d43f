"""The rows of a store's tables, read from its pages one by one: what stands on a whole page is found.

SQLite itself reads nothing beyond a page that it cannot read. The format is SQLite's own
(https://www.sqlite.org/fileformat2.html), each page sealed and encrypted as `pages` says.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

Value = int | float | str | bytes | None
_HEAD: Final = 100
_USABLE: Final = 4096 - 80
_TABLE_LEAF, _TABLE_INSIDE, _INDEX_LEAF, _INDEX_INSIDE = 0x0D, 0x05, 0x0A, 0x02
_TABLES: Final = (_TABLE_LEAF, _TABLE_INSIDE)
_INSIDE: Final = (_TABLE_INSIDE, _INDEX_INSIDE)
_LEAST: Final = ((_USABLE - 12) * 32 // 255) - 23
_MOST_OF_TABLE: Final = _USABLE - 35
_MOST_OF_INDEX: Final = ((_USABLE - 12) * 64 // 255) - 23
_WIDTHS: Final = (0, 1, 2, 3, 4, 6, 8)
_FLOAT: Final = 7
_FALSE_AND_TRUE: Final = (8, 9)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is stored: its number, 0 in a table without, and its values in the order of the file."""

    number: int
    values: tuple[Value, ...]


class Leaves:
    """Reads tables from `page`, which gives the decrypted page of a number, or None if it is not whole.

    `lost` counts the pages that were asked for and are not whole.
    """

    def __init__(self, page: Callable[[int], bytes | None]) -> None:
        self._page = page
        self.lost = 0

    def roots(self) -> dict[str, int]:
        """The first page of each table, by its name; empty if the file's first page is not whole."""
        return {
            str(row.values[1]): int(str(row.values[3])) for row in self.rows(1) if row.values[0] == "table"
        }

    def rows(self, root: int) -> Iterator[Row]:
        """The rows of the table that begins on the page `root`, but for those on pages that are not whole."""
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            page = self._page(number)
            if page is None:
                self.lost += 1
                continue
            children, cells = _cells(page, _HEAD if number == 1 else 0)
            waiting += reversed(children)
            for cell in cells:
                row = self._row(page, cell)
                if row is not None:
                    yield row

    def _row(self, page: bytes, cell: "_Cell") -> Row | None:
        """The row in `cell`; None if a page on which it goes on is not whole."""
        most = _MOST_OF_TABLE if cell.in_table else _MOST_OF_INDEX
        here = cell.size
        if cell.size > most:
            here = _LEAST + (cell.size - _LEAST) % (_USABLE - 4)
            here = here if here <= most else _LEAST
        data = page[cell.begin : cell.begin + here]
        beyond = int.from_bytes(page[cell.begin + here : cell.begin + here + 4]) if here < cell.size else 0
        while len(data) < cell.size:
            more = self._page(beyond) if beyond else None
            if more is None:
                self.lost += 1
                return None
            data += more[4 : 4 + min(_USABLE - 4, cell.size - len(data))]
            beyond = int.from_bytes(more[:4])
        return Row(cell.number, tuple(_values(data)))


@dataclass(frozen=True, slots=True)
class _Cell:
    begin: int
    size: int
    number: int
    in_table: bool


def _cells(page: bytes, at: int) -> tuple[list[int], list[_Cell]]:
    """The pages below a page, and the rows on it; the head of the page stands `at`."""
    kind, count = page[at], int.from_bytes(page[at + 3 : at + 5])
    inside, in_table = kind in _INSIDE, kind in _TABLES
    if kind not in (_TABLE_LEAF, _INDEX_LEAF, *_INSIDE):
        return [], []
    first = at + (12 if inside else 8)
    children, cells = [], []
    for place in range(first, first + 2 * count, 2):
        begin = int.from_bytes(page[place : place + 2])
        if inside:
            children.append(int.from_bytes(page[begin : begin + 4]))
            begin += 4
        if inside and in_table:
            continue  # only a number: the row stands below
        size, begin = _number(page, begin)
        number, begin = _number(page, begin) if in_table else (0, begin)
        cells.append(_Cell(begin, size, number, in_table))
    if inside:
        children.append(int.from_bytes(page[at + 8 : at + 12]))
    return children, cells


def _number(data: bytes, at: int) -> tuple[int, int]:
    """The number of one to nine bytes that stands `at`, and where it ends."""
    found = 0
    for place in range(at, at + 8):
        found = found << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return found, place + 1
    found = found << 8 | data[at + 8]
    return found - (1 << 64) if found >= 1 << 63 else found, at + 9


def _values(data: bytes) -> Iterator[Value]:
    """The values of the record `data`."""
    end, at = _number(data, 0)
    place = end
    while at < end:
        kind, at = _number(data, at)
        value, place = _value(data, place, kind)
        yield value


def _value(data: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _FALSE_AND_TRUE:
        return _FALSE_AND_TRUE.index(kind), at
    if kind < len(_WIDTHS):
        end = at + _WIDTHS[kind]
        return (int.from_bytes(data[at:end], signed=True) if kind else None), end
    if kind == _FLOAT:
        return struct.unpack(">d", data[at : at + 8])[0], at + 8
    end = at + (kind - 12) // 2
    return (data[at:end].decode("utf-8", "replace") if kind % 2 else data[at:end]), end

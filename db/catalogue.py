"""A compiled catalogue (gettext's `.mo`) of which only what is said is read: the first window says little."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

_MAGIC: Final = 0x950412DE
_PAIR: Final = 8
"""Bytes of an entry of either table: how long a text is, and where it begins."""


class Catalogue:
    """The sentences of a catalogue whose numbers have two forms, for one and for any other.

    Its keys stand in order, as the format asks, so that one is found by halving. Raises OSError if the file
    cannot be read, and ValueError if it is no catalogue.
    """

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        if self._number(0) != _MAGIC:
            raise ValueError(f"{path.name} is no catalogue")
        self._count, self._keys, self._told = (self._number(at) for at in (8, 12, 16))
        self.told = cache(self._find)

    def gettext(self, key: str) -> str:
        """What `key` is called; `key` itself if the catalogue lacks it."""
        return self.told(key) or key

    def ngettext(self, one: str, many: str, count: int) -> str:
        """What `one` or `many` is called, as `count` asks."""
        forms = self.told(f"{one}\0{many}")
        if forms is None:
            return one if count == 1 else many
        return forms.split("\0")[count != 1]

    def everything(self) -> Iterator[tuple[str, str]]:
        """Every key with what it is called, in the order of the keys; each form of a number by itself."""
        for at in range(1, self._count):  # the first is the file's own head
            keys, told = self._text(self._keys, at), self._text(self._told, at)
            yield from zip(keys.decode().split("\0"), told.decode().split("\0"), strict=True)

    def _find(self, key: str) -> str | None:
        wanted, low, high = key.encode(), 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._text(self._keys, middle)
            if found == wanted:
                return self._text(self._told, middle).decode()
            low, high = (middle + 1, high) if found < wanted else (low, middle)
        return None

    def _text(self, table: int, at: int) -> bytes:
        length, begin = (self._number(table + _PAIR * at + part) for part in (0, 4))
        return self._bytes[begin : begin + length]

    def _number(self, at: int) -> int:
        return int.from_bytes(self._bytes[at : at + 4], "little")

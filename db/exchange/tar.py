"""The tar files that the program writes and takes in: plain files, in one order, and nothing else.

Read by hand, for `tarfile` follows links, long names and sparse files that have no place here. What the
stock `tar` reads is written; of what it can write, only plain files and folders with short names are read.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from db.errors import NotAllowed
from db.words import later

_BLOCK: Final = 512
_PIECE: Final = 1024 * 1024
_MAGIC: Final = (b"ustar\x0000", b"ustar  \x00")
_FILE_TYPES: Final = (b"0", b"\x00")
_FOLDER_TYPE: Final = b"5"
_MOST_MEMBERS: Final = 100_000
_OCTAL: Final = frozenset(b"01234567")


class BadTar(NotAllowed):
    """This is no tar file of plain files."""

    def __init__(self) -> None:
        super().__init__(
            later("The file is cut short, damaged, or not built as the program builds it."),
            later("Nothing was changed. Ask for a new one."),
        )


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a tar file: its name, where its content begins and how many bytes it has."""

    name: str
    begin: int
    size: int
    is_folder: bool
    modified: int


def members(file: BinaryIO, size: int) -> Iterator[Member]:
    """The parts of the tar file of `size` bytes, in their order. Raises BadTar."""
    place, count = 0, 0
    while True:
        if place + _BLOCK > size:  # asked before reading: what is no plain file may never end
            raise BadTar
        file.seek(place)
        block = file.read(_BLOCK)
        if len(block) != _BLOCK:
            raise BadTar
        if not any(block):
            _refuse_more(file)
            return
        member = _member(block, place + _BLOCK)
        place = member.begin + _padded(member.size)
        count += 1
        if place > size or count > _MOST_MEMBERS:
            raise BadTar
        yield member


def content(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """What `member` holds, piece by piece. Raises BadTar if it is cut short."""
    file.seek(member.begin)
    left = member.size
    while left:
        piece = file.read(min(left, _PIECE))
        if not piece:
            raise BadTar
        left -= len(piece)
        yield piece


def heading(name: str, size: int, modified: datetime, *, folder: bool = False) -> bytes:
    """What stands before a part: readable for its user alone, and without anybody's name."""
    info = tarfile.TarInfo(name)
    info.type = tarfile.DIRTYPE if folder else tarfile.REGTYPE
    info.size, info.mode = size, 0o700 if folder else 0o600
    info.mtime = int(modified.timestamp())
    return info.tobuf(tarfile.USTAR_FORMAT)


def padding(size: int) -> bytes:
    """What fills the last block of a part of `size` bytes."""
    return bytes(_padded(size) - size)


END: Final = bytes(2 * _BLOCK)
"""What stands behind the last part."""


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _refuse_more(file: BinaryIO) -> None:
    while rest := file.read(_PIECE):
        if any(rest):
            raise BadTar


def _member(block: bytes, begin: int) -> Member:
    kind = block[156:157]
    plain = kind in _FILE_TYPES or kind == _FOLDER_TYPE
    if block[257:265] not in _MAGIC or not plain or any(block[157:257]) or any(block[345:500]):
        raise BadTar
    if _number(block[148:156]) != sum(block[:148]) + sum(block[156:]) + 8 * ord(" "):
        raise BadTar
    name = block[:100].rstrip(b"\x00")
    if not name or not name.isascii() or any(byte <= ord(" ") for byte in name):
        raise BadTar
    is_folder, size = kind == _FOLDER_TYPE, _number(block[124:136])
    if is_folder and size:
        raise BadTar
    return Member(name.decode("ascii"), begin, size, is_folder, _number(block[136:148]))


def _number(field: bytes) -> int:
    digits = field.strip(b" \x00")
    if not digits or not set(digits) <= _OCTAL:
        raise BadTar
    return int(digits, 8)

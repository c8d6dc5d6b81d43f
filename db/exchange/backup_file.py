"""A backup: one tar file of a store's header and the store, as encrypted as the store is.

The names inside are always the same, so that IT can unpack one by hand and open what comes out.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from db.digest import of_pieces
from db.errors import Damaged, NotAllowed
from db.exchange.tar import END, BadTar, Member, content, heading, members, padding
from db.stepping import each, step
from db.words import later

STORE: Final = "sager.taetpaa"
HEADER: Final = "sager.taetpaa.header"
_LARGEST_HEADER: Final = 256 * 1024
_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup as it lies there: its parts, and when it was made."""

    path: Path
    header: Member
    store: Member

    @property
    def made_at(self) -> datetime:
        """The moment of which it holds the store."""
        return datetime.fromtimestamp(self.store.modified, UTC)

    def header_text(self) -> bytes:
        """The header, as it stands in the file. Raises BadTar if it is cut short, OSError."""
        with self.path.open("rb") as file:
            return b"".join(content(file, self.header))


def write(out: BinaryIO, store: Path, header: Path, made_at: datetime) -> None:
    """Write `store` and `header` into `out` as one backup. Raises OSError."""
    for name, path in ((HEADER, header), (STORE, store)):
        size = path.stat().st_size
        out.write(heading(name, size, made_at))
        with path.open("rb") as file:
            while piece := file.read(1024 * 1024):
                step()
                out.write(piece)
        out.write(padding(size))
    out.write(END)


def read(path: Path) -> BackupFile:
    """The backup at `path`. Raises NotAllowed if no file can be read there, Damaged if it is none."""
    try:
        with path.open("rb") as file:
            found = list(members(file, os.fstat(file.fileno()).st_size))
    except BadTar as error:
        raise damaged() from error
    except OSError as error:
        raise NotAllowed(
            later("The backup cannot be read."), later("Check its name and your rights.")
        ) from error
    if [part.name for part in found] != [HEADER, STORE] or any(part.is_folder for part in found):
        raise damaged()
    if found[0].size > _LARGEST_HEADER or found[1].size < _SALT_BYTES:
        raise damaged()
    return BackupFile(path, *found)


def unpack(backup: BackupFile, store: Path, header: Path) -> None:
    """Put the backup's parts into the new files `store` and `header`. Raises Damaged or OSError."""
    with backup.path.open("rb") as file:
        for part, to in ((backup.header, header), (backup.store, store)):
            handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as out:
                for piece in _pieces(file, part):
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())


def holds(backup: BackupFile, store: Path, header: Path) -> bool:
    """True if the backup's parts are, byte for byte, these files."""
    with backup.path.open("rb") as file:
        return all(
            of_pieces(_pieces(file, part)) == of_pieces(_pieces_of(path))
            for part, path in ((backup.header, header), (backup.store, store))
        )


def damaged() -> Damaged:
    """What is said of a file that is no whole backup."""
    return Damaged(
        later("The backup is damaged, or it is no backup."),
        later("Nothing was changed. Try another one."),
    )


def _pieces(file: BinaryIO, part: Member) -> Iterator[bytes]:
    try:
        yield from each(content(file, part))
    except BadTar as error:
        raise damaged() from error


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            step()
            yield piece

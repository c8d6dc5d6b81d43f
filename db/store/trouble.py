"""Faults of the machine and of the file, told apart from our own bugs."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

from sqlcipher3 import dbapi2

from db.errors import Damaged, ForUser, InUse, NotAllowed, Trouble
from db.words import later

_DISK_FULL: Final = (
    Trouble,
    later("The disk is full."),
    later("Nothing was changed. Free some space, then try again."),
)
_READ_ONLY: Final = (
    Trouble,
    later("The folder or the file is read-only."),
    later("Nothing was changed. Ask IT for the right to write there."),
)
_DISK_FAULT: Final = (
    Trouble,
    later("The disk does not answer as it should, or it is full."),
    later("Nothing was changed. Check the drive, then try again."),
)
_NO_PLACE: Final = (
    NotAllowed,
    later("There cannot be a file of that name in that place."),
    later("Nothing was changed. Choose another folder or name."),
)
_DAMAGED: Final = (
    Damaged,
    later("The store is damaged, or it is no store."),
    later("It was not changed. Restore the newest backup."),
)
_IN_USE: Final = (
    InUse,
    later("The store is open in another program."),
    later("Close it there, then try again."),
)

# sqlcipher3 0.6 gives its errors no code: SQLite's own fixed texts (sqlite3_errstr) are all there is.
_BY_TEXT: Final[tuple[tuple[str, tuple[type[ForUser], str, str]], ...]] = (
    ("database or disk is full", _DISK_FULL),
    ("attempt to write a readonly database", _READ_ONLY),
    ("unable to open database file", _READ_ONLY),
    ("disk I/O error", _DISK_FAULT),
    ("database is locked", _IN_USE),
    ("database disk image is malformed", _DAMAGED),
    ("file is not a database", _DAMAGED),
    ("malformed database schema", _DAMAGED),
    ("file is encrypted", _DAMAGED),
)
_LEAST_ROOM: Final = 128 * 1024
_BY_ERRNO: Final[dict[int, tuple[type[ForUser], str, str]]] = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EFBIG: _DISK_FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _DISK_FAULT,
    errno.ENOTDIR: _NO_PLACE,
    errno.EISDIR: _NO_PLACE,
    errno.EEXIST: _NO_PLACE,
    errno.ENAMETOOLONG: _NO_PLACE,
    errno.ELOOP: _NO_PLACE,
}
_NO_PLACE_ON_WINDOWS: Final = frozenset({3, 123, 161, 206})
"""Its numbers for a path that is not there, cannot be, or is too long: to Python a file that is missing."""


@contextmanager
def known_trouble() -> Iterator[None]:
    """Turn faults of the machine and of the file into errors for users; let our own bugs through."""
    try:
        yield
    except dbapi2.Error as error:
        text = str(error)
        for known, told in _BY_TEXT:
            if known in text:
                _refuse(told, error)
        raise
    except OSError as error:
        if getattr(error, "winerror", None) in _NO_PLACE_ON_WINDOWS:
            _refuse(_NO_PLACE, error)
        if error.errno in _BY_ERRNO:
            _refuse(_BY_ERRNO[error.errno], error)
        raise


def refuse_unwritable(store: Path) -> None:
    """Raise Trouble if `store` is read-only, or has no room even for the small files that SQLite needs.

    SQLite itself would leave such files behind, as read-only as the store, and stumble over them later.
    """
    if not os.access(store, os.W_OK):
        _refuse(_READ_ONLY, None)
    if shutil.disk_usage(store.parent).free < _LEAST_ROOM:
        _refuse(_DISK_FULL, None)


def _refuse(told: tuple[type[ForUser], str, str], error: Exception | None) -> NoReturn:
    kind, message, remedy = told
    raise kind(message, remedy) from error

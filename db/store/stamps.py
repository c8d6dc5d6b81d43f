"""Which log belongs to which moment of the file: two numbers on the store's first page.

SQLite takes up any log (`-wal`) that is whole and stands beside the file, also one that was begun on
a later moment of it: what is read then never stood in the store. So every commit raises `count`, and
writes into the log the count that stood in the file when that log was begun, its `base`. Both lie on the
first page (SQLite's `user_version` and `application_id`), which is the first to be written when a
log is taken up into the file: a file that holds anything of a log says so.
"""

from dataclasses import dataclass
from secrets import randbelow
from typing import Final

from sqlite_utils import Database

_LEAP: Final = 4096
_COUNT_AT: Final = 60
_BASE_AT: Final = 68


@dataclass(frozen=True, slots=True)
class Stamp:
    """How far a store has come, and from where its log goes on; both 0 in a store of an older release."""

    count: int = 0
    base: int = 0


def read(db: Database) -> Stamp:
    """The stamp that `db` sees: that of the log where there is one."""
    count, base = (db.execute(f"pragma {name}").fetchone()[0] for name in ("user_version", "application_id"))
    return Stamp(int(count), int(base))


def of_page(page: bytes) -> Stamp:
    """The stamp on the file's own first page, as it is once decrypted."""
    count, base = (int.from_bytes(page[at : at + 4], signed=True) for at in (_COUNT_AT, _BASE_AT))
    return Stamp(count, base)


def fits(file: Stamp, seen: Stamp) -> bool:
    """True if a log through which `seen` is read goes on from a file with the stamp `file`.

    The file still stands where the log began, or it holds as much of this log as the log itself, or less.
    """
    return file.count == seen.base or (file.base == seen.base and file.count <= seen.count)


def advance(db: Database, settled: int | None) -> None:
    """Raise the count in the open transaction. `settled` is the file's own count; None if it has no log.

    The first step after the file was settled is a leap of chance: two ways on from one backup
    do not come to the same numbers.
    """
    seen = read(db)
    if settled is not None and seen.count != settled:
        new = Stamp(seen.count + 1, seen.base)
    else:
        count = seen.count + 1 + randbelow(_LEAP)
        new = Stamp(count, count if settled is None else seen.count)
    db.conn.execute(f"pragma user_version = {new.count}")
    if new.base != seen.base:
        db.conn.execute(f"pragma application_id = {new.base}")

"""A whole, checked copy of an open store, and what a store holds: counted and hashed."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock
from sqlite_utils import Database

from db.digest import of_pieces
from db.errors import Damaged
from db.stepping import each
from db.store import header
from db.store.check import check
from db.store.header import Header
from db.store.unlocked import Unlocked
from db.words import later

_TABLES: Final = (
    "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by name"
)
KINDS: Final = (
    "cases",
    "people",
    "notes",
    "appointments",
    "plans",
    "interventions",
    "filled_forms",
    "inquiries",
    "attachments",
)
"""The tables whose rows are counted when somebody is to see what a store holds."""
_PAGES: Final = 4096  # at a time
_ENDINGS: Final = ("", "-journal", "-wal", "-shm", ".header", ".lock")


@dataclass(frozen=True, slots=True)
class Glance:
    """What a store holds, at a glance; `last` is the moment of its journal's last line, "" without one."""

    cases: int
    people: int
    lines: int
    last: str


def glance(db: Database) -> Glance:
    """What the store behind `db` holds."""
    counts = [int(db.execute(f"select count(*) from {name}").fetchone()[0]) for name in ("cases", "people")]  # noqa: S608
    row = db.execute("select number, at from journal order by number desc limit 1").fetchone()
    return Glance(counts[0], counts[1], *((0, "") if row is None else (int(row[0]), str(row[1]))))


def counts(db: Database) -> dict[str, int]:
    """How many rows each of KINDS has; 0 for one that a store of an older release does not have."""
    there = {name for (name,) in db.conn.execute(_TABLES).fetchall()}
    return {
        name: int(db.execute(f"select count(*) from {name}").fetchone()[0]) if name in there else 0  # noqa: S608
        for name in KINDS
    }


def steps(db: Database) -> int:
    """About how often `whole_copy` and what compares it call their `step`."""
    tables = len(db.conn.execute(_TABLES).fetchall())
    return 2 * tables + int(db.execute("pragma page_count").fetchone()[0]) // _PAGES + 1


@contextmanager
def whole_copy(opened: Unlocked, db: Database, to: Path, step: Callable[[], None]) -> Iterator[Unlocked]:
    """A copy of the store at `to`, with the header that belongs to it; both are gone again afterwards.

    It was opened and checked, and every table has as many rows with the same contents as the store. Raises
    Damaged if the store itself is not whole, Trouble if the disk refuses. `step` is called now and then,
    and may raise to stop.
    """
    remove(to)
    try:
        os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        before = _copied(opened, db, to, step)
        with _as_store(opened, to) as copy:
            header.write(to, copy.header)
            _refuse_unlike(copy, before, step)
            yield copy
    finally:
        remove(to)


def remove(store: Path) -> None:
    """Take `store` away, and all that stands beside it."""
    for ending in _ENDINGS:
        with suppress(FileNotFoundError):
            store.with_name(store.name + ending).unlink()


def contents(db: Database, step: Callable[[], None]) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and the digest of them in their order."""
    found = {}
    for (name,) in db.conn.execute(_TABLES).fetchall():
        step()
        found[name] = _digest(db, name)
    return found


def _copied(opened: Unlocked, db: Database, to: Path, step: Callable[[], None]) -> dict[str, tuple[int, str]]:
    target = Unlocked(to, opened.header, opened.key, opened.lock).connect(log=False)
    try:
        db.conn.execute("begin")  # what is copied and what is hashed are the same moment's
        try:
            found = contents(db, step)
            db.conn.backup(target.conn, pages=_PAGES, progress=lambda *_: step())
        finally:
            db.conn.rollback()
    finally:
        target.close()
    header.sync_file(to)
    return found


@contextmanager
def _as_store(opened: Unlocked, to: Path) -> Iterator[Unlocked]:
    # The lock is another file's and is never taken: nobody knows of the copy.
    lock = FileLock(to.with_name(to.name + ".lock"), thread_local=False)
    with Unlocked(to, opened.header, bytearray(opened.key), lock) as copy:
        db = copy.connect(read_only=True)
        try:
            copy.header = _header(copy, db)
        finally:
            db.close()
        yield copy


def _header(copy: Unlocked, db: Database) -> Header:
    return copy.header.model_copy(update={"head": copy.head(db), "version": header.VERSION})


def _refuse_unlike(copy: Unlocked, before: dict[str, tuple[int, str]], step: Callable[[], None]) -> None:
    verdict = check(copy, alone=True)
    db = copy.connect(read_only=True)
    try:
        same = contents(db, step) == before
    finally:
        db.close()
    if not (verdict.sound and same):
        raise Damaged(
            later("The store has faults: no backup was made of it."),
            later("See check. Older backups were left as they are."),
        )


def _digest(db: Database, table: str) -> tuple[int, str]:
    count = 0

    def told() -> Iterator[bytes]:
        nonlocal count
        for row in each(db.conn.execute(f'select * from "{table}"')):  # noqa: S608
            count += 1
            told = [("bytes", len(value)) if isinstance(value, bytes) else value for value in row]
            yield repr(told).encode("utf-8", "surrogatepass")
            yield from (value for value in row if isinstance(value, bytes))  # `repr` of a megabyte takes long

    digest = of_pieces(told())
    return count, digest

"""What is whole of a damaged store, in a store of its own that can only be read.

The damaged file is read page by page and not changed. What stood on a page whose seal is broken is gone, and
so is what hangs on a row that is gone. What is left goes into a new file beside it, under the same key.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from typing import Final

from filelock import FileLock
from sqlcipher3 import dbapi2
from sqlite_utils import Database

from db.errors import Damaged
from db.store import copying, header, pages, search
from db.store.header import Head, Header
from db.store.leaves import Leaves
from db.store.migrations import NAMES, migrations
from db.store.open import has_own_log
from db.store.trouble import known_trouble
from db.store.unlocked import READ_ONLY, Unlocked, has_log
from db.words import later

_SALT_BYTES: Final = 16
_COPY: Final = ".looked"
_DONE: Final = "_sqlite_migrations"
_NOT_COPIED: Final = (_DONE, "sqlite_", "found_words", "case_list")
_OF_A_ROW: Final = 3  # of `pragma table_xinfo`: a value that SQLite works out and stores


@dataclass(frozen=True, slots=True)
class Whole:
    """The store with what is whole; how many pages and rows are lost, or hung on one that is."""

    path: Path
    lost: int


def rescued(damaged: Unlocked) -> Whole:
    """Write what is whole of `damaged` beside it.

    Raises Damaged if nothing can be read at all, Trouble if the disk refuses; leaves nothing behind then.
    """
    fresh = damaged.path.with_name(damaged.path.name + READ_ONLY)
    copy = damaged.path.with_name(damaged.path.name + _COPY)
    with known_trouble():
        try:
            _copy(damaged, copy)
            with pages.reading(copy, damaged.key) as page:
                leaves = Leaves(page)
                roots = leaves.roots()
                _refuse_unreadable(roots)
                rows = _write(damaged, fresh, leaves, roots)
        except BaseException:
            copying.remove(fresh)
            raise
        finally:
            copying.remove(copy)
    return Whole(fresh, leaves.lost + rows)


def _refuse_unreadable(roots: dict[str, int]) -> None:
    if "facts" not in roots:
        raise Damaged(later("Nothing of the store can be read."), later("Restore the newest backup."))


def _copy(damaged: Unlocked, copy: Path) -> None:
    """Copy the file, and take its log up into the copy as far as SQLite can; not one of another moment."""
    copying.remove(copy)
    shutil.copyfile(damaged.path, copy)
    copy.chmod(0o600)
    if not has_log(damaged.path) or not _is_own_log(damaged):
        return
    shutil.copyfile(f"{damaged.path}-wal", f"{copy}-wal")
    with suppress(dbapi2.Error):
        db = _as(damaged, copy, damaged.header).connect()
        try:
            db.conn.execute("pragma wal_checkpoint(truncate)")
        finally:
            db.close()


def _is_own_log(damaged: Unlocked) -> bool:
    try:
        db = damaged.connect(read_only=True)
    except dbapi2.Error:
        return False
    try:
        return has_own_log(db, damaged)
    except dbapi2.Error:
        return False
    finally:
        db.close()


def _as(damaged: Unlocked, path: Path, told: Header) -> Unlocked:
    # The lock is another file's and is never taken: nobody knows of it yet.
    lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
    return Unlocked(path, told, bytearray(damaged.key), lock)


def _write(damaged: Unlocked, fresh: Path, leaves: Leaves, roots: dict[str, int]) -> int:
    """The new store at `fresh`; returns how many rows are not in it."""
    copying.remove(fresh)
    fresh.touch(mode=0o600)
    head = Head.of(0, "", store_id=damaged.header.store, key=damaged.key)
    salt = urandom(_SALT_BYTES).hex()
    new = _as(damaged, fresh, damaged.header.model_copy(update={"salt": salt, "head": head}))
    db = new.connect(log=False)
    try:
        done = (
            {value for row in leaves.rows(roots[_DONE]) for value in row.values}
            if _DONE in roots
            else set(NAMES)
        )
        later_ones = [name for name in NAMES if name not in done]
        migrations.apply(db, stop_before=later_ones[0] if later_ones else None)
        db.execute("pragma foreign_keys = off")
        with db.atomic():
            lost = sum(_filled(db, table, leaves, roots) for table in _tables(db))
            lost += _without_orphans(db)
            search.find_words_anew(db)
        migrations.apply(db)
        told = new.header.model_copy(update={"head": new.head(db), "version": header.VERSION})
    finally:
        db.close()
    header.write(fresh, told)
    return lost


def _tables(db: Database) -> list[str]:
    names = db.execute("select name from sqlite_master where type = 'table' order by rowid").fetchall()
    return [name for (name,) in names if not name.startswith(_NOT_COPIED)]


def _filled(db: Database, table: str, leaves: Leaves, roots: dict[str, int]) -> int:
    """Put the rows of `table` that can be read into `db`; returns how many of them do not fit."""
    if table not in roots:
        return 0
    (made,) = db.execute("select sql from sqlite_master where name = ?", [table]).fetchone()
    numbered = "without rowid" not in made.lower()
    info = db.execute("select name, type, pk, hidden from pragma_table_xinfo(?)", [table]).fetchall()
    order = info if numbered else sorted(info, key=lambda row: (not row[2], row[2]))
    own = next((row[0] for row in info if numbered and row[2] and row[1].lower() == "integer"), None)
    unfit = 0
    # A column that was added later is not in an older row: it keeps what the new table gives it.
    for row in leaves.rows(roots[table]):
        kept = {
            name: value
            for (name, _, _, hidden), value in zip(order, row.values, strict=False)
            if hidden != _OF_A_ROW
        }
        if own is not None:
            kept[own] = row.number
        names = ", ".join(f'"{name}"' for name in kept)
        marks = ", ".join("?" * len(kept))
        try:
            db.conn.execute(f'insert or replace into "{table}" ({names}) values ({marks})', [*kept.values()])  # noqa: S608
        except dbapi2.Error:
            unfit += 1
    return unfit


def _without_orphans(db: Database) -> int:
    """Take away what hangs on a row that is gone, and what hangs on that; returns how many rows."""
    lost = 0
    while gone := sum(_orphans(db, table) for table in _tables(db)):
        lost += gone
    return lost


def _orphans(db: Database, table: str) -> int:
    keys = db.execute('select "table", "from", "to" from pragma_foreign_key_list(?)', [table]).fetchall()
    return sum(
        db.conn.execute(
            f'delete from "{table}" where "{column}" is not null and not exists'  # noqa: S608
            f' (select 1 from "{parent}" p where p."{key or "id"}" = "{table}"."{column}")'
        ).rowcount
        for parent, column, key in keys
    )

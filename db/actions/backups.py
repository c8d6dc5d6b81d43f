"""Backups: one verified file with its header. The way back is `db/actions/restore.py`."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from db import stepping
from db.errors import ForUser, NotAllowed
from db.exchange import backup_file
from db.store import copying, header, journal
from db.store.copying import Glance
from db.store.open import Unlocked
from db.store.trouble import known_trouble
from db.words import later


def back_up(
    opened: Unlocked, db: Database, out: Path, *, made_at: datetime, step: Callable[[], None] | None = None
) -> Glance:
    """Write the store behind `db` to the file `out`, in place of an older backup of the same store.

    The copy is opened, checked and compared with the store, and the file is read back, before anything
    at `out` is replaced. Raises NotAllowed if something else stands there, Damaged if the store is not
    whole, Trouble if the disk refuses; then nothing was changed. `step` is called now and then, and
    may raise to stop.
    """
    with known_trouble():
        _refuse_other(out, opened.header.store, journal.head(db)[0])
        part = out.with_name(out.name + ".part")
        copy_path = opened.path.with_name(opened.path.name + ".copy")
        with copying.whole_copy(opened, db, copy_path, step or stepping.step) as copy:
            try:
                _write(part, copy, made_at)
                part.replace(out)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
            header.sync_folder(out.parent)
            return glance_of(copy)


def _write(part: Path, copy: Unlocked, made_at: datetime) -> None:
    own = header.header_path(copy.path)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        backup_file.write(file, copy.path, own, made_at)
        file.flush()
        os.fsync(file.fileno())
    if not backup_file.holds(backup_file.read(part), copy.path, own):
        raise backup_file.damaged()


def _refuse_other(out: Path, store_id: str, lines: int) -> None:
    """Raise NotAllowed if anything but an older backup of this store stands at `out`."""
    if not out.parent.is_dir():
        raise NotAllowed(later("There is no such folder."), later("Make it first, or choose another."))
    if not out.exists() and not out.is_symlink():
        return
    try:
        told = json.loads(backup_file.read(out).header_text())
        same, there = told["store"] == store_id, int(told["head"]["lines"])
    except (ForUser, ValueError, KeyError, TypeError, OSError):
        same, there = False, 0
    if not same:
        raise NotAllowed(
            later("There is a file of that name already, and it is no backup of this store."),
            later("Choose another name."),
        )
    if there > lines:
        raise NotAllowed(
            later("The backup of that name is newer than the store."), later("Choose another name.")
        )


def glance_of(copy: Unlocked) -> Glance:
    """What a store that nobody writes in holds, counted."""
    db = copy.connect(read_only=True)
    try:
        return copying.glance(db)
    finally:
        db.close()

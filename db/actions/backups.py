"""Backups: one verified file with its header, and the way back from it."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from db.actions.desk import CASEWORKER, Desk
from db.errors import Damaged, ForUser, NotAllowed
from db.exchange import backup_file
from db.exchange.backup_file import BackupFile
from db.store import copying, erasing, facts, header, journal, keys, restoring
from db.store import open as door
from db.store.check import check
from db.store.copying import Glance
from db.store.header import Header
from db.store.open import Unlocked
from db.store.place import refuse_shared_folders
from db.store.trouble import known_trouble
from db.words import later

_Erased = dict[str, tuple[str, date]]
"""Ids that were erased: their kind and the day."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore does: the backup's moment and what it holds, and what stood there.

    `before` is None if nothing did, or if it could not be read; `kept` is where it is now. `erased_again`
    counts the cases that had been erased after the backup was made, and are gone from it too.
    """

    made_at: datetime
    after: Glance
    before: Glance | None
    kept: Path | None
    other_store: bool
    erased_again: int = 0


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
        with copying.whole_copy(opened, db, copy_path, step or _no_step) as copy:
            try:
                _write(part, copy, made_at)
                part.replace(out)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
            header.sync_folder(out.parent)
            return _glance_of(copy)


def restore(store: Path, backup: Path, passphrase: str, *, today: date) -> Restored:
    """Put the backup in the place of `store`, which is kept beside it, header and all.

    First the backup is unpacked beside the store, opened with `passphrase` and checked. Raises
    NotAllowed (no such file, a shared folder), WrongPassphrase, Damaged (the backup is not whole),
    InUse, Trouble; then nothing was changed.
    """
    with known_trouble():
        refuse_shared_folders(store)
        found = backup_file.read(backup)
        if not store.parent.exists():
            store.parent.mkdir(mode=0o700, parents=True)
        with door.locked(store):
            _finish(store)
            with _unpacked(found, store) as fresh:
                return _exchanged(store, fresh, found, passphrase, today)


def _exchanged(store: Path, fresh: Path, found: BackupFile, passphrase: str, today: date) -> Restored:
    with _opened(fresh, passphrase) as copy:
        before, erased, other_store = _present(store, copy, passphrase)
        again = _erased_again(copy, erased)
        after = _glance_of(copy)
    for ending in (".lock", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            fresh.with_name(fresh.name + ending).unlink()
    kept = _free_name(store, today)
    there = store.exists() or header.header_path(store).exists()
    restoring.put_in_place(store, fresh, kept)
    return Restored(found.made_at, after, before, kept if there else None, other_store, again)


def _no_step() -> None:
    """Nobody wants to stop it."""


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


@contextmanager
def _unpacked(found: BackupFile, store: Path) -> Iterator[Path]:
    fresh = store.with_name(store.name + ".fresh")
    copying.remove(fresh)
    try:
        backup_file.unpack(found, fresh, header.header_path(fresh))
        yield fresh
    except BaseException:
        if not restoring.note_path(store).exists():
            copying.remove(fresh)
        raise


@contextmanager
def _opened(fresh: Path, passphrase: str) -> Iterator[Unlocked]:
    """The unpacked backup, open and found whole. Raises WrongPassphrase or Damaged."""
    try:
        with door.unlock_by_passphrase(fresh, passphrase, to_check=True) as copy:
            if not check(copy).sound:
                raise backup_file.damaged()
            yield copy
    except Damaged as error:
        raise Damaged(
            error.message, later("That is said of the backup. Nothing was changed."), **error.facts
        ) from error


def _glance_of(copy: Unlocked) -> Glance:
    db = copy.connect(read_only=True)
    try:
        return copying.glance(db)
    finally:
        db.close()


def _present(store: Path, copy: Unlocked, passphrase: str) -> tuple[Glance | None, _Erased, bool]:
    """What stands at `store` now and what was erased there, and whether it is another store.

    The backup's key opens it, or the passphrase if it has another key since then; None if neither does.
    """
    if not store.exists():
        return None, {}, False
    try:
        found = header.read(store)
        if found.store != copy.header.store:
            return None, {}, True
        with known_trouble():
            for key in (bytearray(copy.key), _key_of(found, passphrase)):
                if key is not None and found.head.is_sealed_by(bytes(key), found.store):
                    return *_seen(Unlocked(store, found, key, copy.lock)), False
    except ForUser:
        pass
    return None, {}, False


def _key_of(found: Header, passphrase: str) -> bytearray | None:
    slots = (slot for slot in found.slots if slot.kind is keys.SlotKind.PASSPHRASE)
    opened = (keys.key_by_passphrase(slot, passphrase, found.store) for slot in slots)
    return next((key for key in opened if key is not None), None)


def _seen(present: Unlocked) -> tuple[Glance, _Erased]:
    db = present.connect(read_only=True)
    try:
        return copying.glance(db), erasing.erased(db)
    finally:
        db.close()


def _erased_again(copy: Unlocked, known: _Erased) -> int:
    """Erase in the unpacked backup what was erased after it was made; returns how many cases it were."""
    if not known:
        return 0
    from db.actions.erasing import erase_again  # only where something was erased

    db = copy.connect(log=False)
    try:
        if not set(known) - set(erasing.erased(db)):
            return 0
        desk = Desk(copy, db, facts.get(db, CASEWORKER) or "")
        again = erase_again(desk, known)
        erasing.scrub(copy, db)
        copy.note_head(db)
        return again
    finally:
        db.close()


def _finish(store: Path) -> None:
    try:
        restoring.finish(store)
    except Damaged:  # its note cannot be followed; this restore takes its place
        restoring.note_path(store).unlink()


def _free_name(store: Path, today: date) -> Path:
    """A name beside `store` that nothing has yet: the store's own, and the day."""
    number = 1
    while True:
        name = f"{store.name}.{today.isoformat()}" + (f"-{number}" if number > 1 else "")
        kept = store.with_name(name)
        if not any(kept.with_name(kept.name + ending).exists() for ending in ("", ".header", "-wal")):
            return kept
        number += 1

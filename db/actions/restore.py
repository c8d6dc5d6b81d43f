"""The way back from a backup: what stood in its place is kept, and what was erased is erased again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from db.actions.backups import glance_of
from db.actions.desk import CASEWORKER, Desk
from db.actions.erasing import erase_again
from db.errors import Damaged, ForUser
from db.exchange import backup_file
from db.exchange.backup_file import BackupFile
from db.store import copying, erasing, erasures, facts, header, keys, restoring
from db.store import open as door
from db.store.check import check
from db.store.copying import Glance
from db.store.erasing import ErasedId
from db.store.erasures import Erasure
from db.store.header import Header
from db.store.open import Unlocked
from db.store.place import refuse_shared_folders
from db.store.trouble import known_trouble
from db.words import later


@dataclass(frozen=True, slots=True)
class _Erased:
    """What was erased in a store: ids with what is kept of each, and why each case and person was."""

    ids: Mapping[str, ErasedId]
    why: Sequence[Erasure] = ()


_NOTHING: Final = _Erased({})


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


def put_back(store: Path, backup: Path, passphrase: str, *, today: date) -> Restored:
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
        after = glance_of(copy)
    for ending in (".lock", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            fresh.with_name(fresh.name + ending).unlink()
    kept = _free_name(store, today)
    there = store.exists() or header.header_path(store).exists()
    restoring.put_in_place(store, fresh, kept)
    return Restored(found.made_at, after, before, kept if there else None, other_store, again)


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
            if not check(copy, alone=True).sound:
                raise backup_file.damaged()
            yield copy
    except Damaged as error:
        raise Damaged(
            error.message, later("That is said of the backup. Nothing was changed."), **error.facts
        ) from error


def _present(store: Path, copy: Unlocked, passphrase: str) -> tuple[Glance | None, _Erased, bool]:
    """What stands at `store` now and what was erased there, and whether it is another store.

    The backup's key opens it, or the passphrase if it has another key since then; None if neither does.
    """
    if not store.exists():
        return None, _NOTHING, False
    try:
        found = header.read(store)
        if found.store != copy.header.store:
            return None, _NOTHING, True
        with known_trouble():
            for key in (bytearray(copy.key), _key_of(found, passphrase)):
                if key is not None and found.head.is_sealed_by(key, found.store):
                    return *_seen(Unlocked(store, found, key, copy.lock)), False
    except ForUser:
        pass
    return None, _NOTHING, False


def _key_of(found: Header, passphrase: str) -> bytearray | None:
    slots = (slot for slot in found.slots if slot.kind is keys.SlotKind.PASSPHRASE)
    opened = (keys.key_by_passphrase(slot, passphrase, found.store) for slot in slots)
    return next((key for key in opened if key is not None), None)


def _seen(present: Unlocked) -> tuple[Glance, _Erased]:
    db = present.connect(read_only=True)
    try:
        why = (
            erasures.everything(db) if "erasures" in erasing.tables(db) else ()
        )  # an older release's has none
        return copying.glance(db), _Erased(erasing.erased(db), why)
    finally:
        db.close()


def _erased_again(copy: Unlocked, known: _Erased) -> int:
    """Erase in the unpacked backup what was erased after it was made; returns how many cases it were."""
    if not known.ids:
        return 0
    db = copy.connect(log=False)
    try:
        if not set(known.ids) - set(erasing.erased(db)):
            return 0
        desk = Desk(copy, db, facts.get(db, CASEWORKER) or "")
        again = erase_again(desk, known.ids, known.why)
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

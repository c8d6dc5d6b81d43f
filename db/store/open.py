"""The one door to a store: make it, open it with a key slot, and close it again.

While a store is open, this process touches its file through SQLite alone: closing any
other handle on it would drop SQLite's POSIX locks.
"""

import codecs
import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from os import urandom
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2
from sqlite_utils import Database

from db.errors import Damaged, InUse, NotAllowed, Trouble, WrongPassphrase
from db.store import dumps, facts, header, journal, keys, pages, restoring, stamps
from db.store.header import Head, Header
from db.store.migrations import is_current, migrations, refuse_newer
from db.store.place import refuse_shared_folders
from db.store.trouble import known_trouble, refuse_unwritable
from db.store.unlocked import Unlocked as Unlocked
from db.store.unlocked import has_log
from db.words import later

_SALT_BYTES: Final = 16
_BEGIN: Final = 512
_LONGEST_ENDING: Final = ".header.part"
_RESTORE: Final = later("It was not changed. Restore the newest backup.")


def make(store: Path, passphrase: str, *, today: date, recovery: str | None = None, passes: int = 0) -> None:
    """An empty encrypted store with its header at `store`.

    `passes` of Argon2id are measured on this machine if 0. Raises NotAllowed if something
    is there already, if the folder is shared, or for a faulty passphrase or recipient;
    Trouble if the disk refuses. Leaves nothing behind then.
    """
    with known_trouble():
        refuse_shared_folders(store)
        finish_restoring(store)
        if any(path.exists() or path.is_symlink() for path in (store, header.header_path(store))):
            raise NotAllowed(later("There is a store here already."), later("It was not changed."))
        dumps.forbid()
        key, store_id = bytearray(urandom(keys.KEY_BYTES)), urandom(16).hex()
        slots = _first_slots(key, store_id, passphrase, recovery, today, passes)
        made = _make_folders(store.parent)
        try:
            _make_files(store, key, store_id, slots)
        except BaseException:
            for folder in reversed(made):
                with suppress(OSError):
                    folder.rmdir()
            raise


def _refuse_long_name(store: Path) -> None:
    """Raise OSError if `store` is called so that what lies beside it cannot be: SQLite would not say why."""
    with suppress(FileNotFoundError):
        store.with_name(store.name + _LONGEST_ENDING).lstat()


def _first_slots(
    key: bytearray, store_id: str, passphrase: str, recovery: str | None, today: date, passes: int
) -> list[keys.Slot]:
    recoveries = [keys.recovery_slot(recovery, key, today=today)] if recovery is not None else []
    keys.refuse_empty(passphrase)
    passes = passes or keys.fitting_passes()
    return [keys.passphrase_slot(passphrase, key, store_id, today=today, passes=passes), *recoveries]


def _make_files(store: Path, key: bytearray, store_id: str, slots: list[keys.Slot]) -> None:
    _refuse_long_name(store)  # its folder has to be there
    lock = locked(store)
    head = Head.of(0, "", store_id=store_id, key=key)
    salt = urandom(_SALT_BYTES).hex()
    with Unlocked(
        store, Header(store=store_id, salt=salt, slots=tuple(slots), head=head), key, lock
    ) as opened:
        try:
            _fill(opened)
            header.write(store, opened.header)
        except BaseException:
            _remove(store)
            raise


def _fill(opened: Unlocked) -> None:
    opened.path.touch(mode=0o600, exist_ok=False)
    db = opened.connect()
    try:
        migrations.apply(db)
        with db.atomic():
            facts.put(db, "store", opened.header.store)
        opened.header = opened.header.model_copy(update={"head": opened.head(db)})
    finally:
        db.close()
    header.sync_folder(opened.path.parent)


def unlock_by_passphrase(
    store: Path, passphrase: str, *, to_check: bool = False, every_page: bool = True
) -> Unlocked:
    """The store, open. Raises InUse, Damaged, WrongPassphrase, NotAllowed (none there) or Trouble.

    `to_check` opens also what is damaged, and what lies in a read-only folder: to look at it only.
    Without `every_page` a damaged page is found when it is first read, and not before: a large
    store opens at once in the window.
    """
    key = _key_by(keys.SlotKind.PASSPHRASE, passphrase)
    return _unlock(store, key, to_check=to_check, every_page=every_page)


def unlock_by_code(store: Path, code: str) -> Unlocked:
    """The store, opened with its recovery code, however that was typed. Raises as `unlock_by_passphrase`."""
    key = _key_by(keys.SlotKind.CODE, keys.code_read(code))
    return _unlock(store, key, refusal=later("That recovery code does not open this store."))


def _key_by(kind: keys.SlotKind, secret: str) -> Callable[[Header], bytearray | None]:
    def key(found: Header) -> bytearray | None:
        for slot in found.slots:
            if slot.kind is kind:
                opened = keys.key_by_passphrase(slot, secret, found.store)
                if opened is not None:
                    return opened
        return None

    return key


def unlock_by_identity(store: Path, identity: str) -> Unlocked:
    """The store, opened with IT's age identity. Raises as `unlock_by_passphrase`."""

    def key(found: Header) -> bytearray | None:
        for slot in found.slots:
            if slot.kind is keys.SlotKind.RECOVERY:
                opened = keys.key_by_identity(slot, identity)
                if opened is not None:
                    return opened
        return None

    return _unlock(store, key, refusal=later("That key file does not open this store."))


def _unlock(
    store: Path,
    key_of: Callable[[Header], bytearray | None],
    *,
    to_check: bool = False,
    every_page: bool = True,
    refusal: str = later("That passphrase does not open this store."),
) -> Unlocked:
    with known_trouble():
        refuse_shared_folders(store)
        finish_restoring(store)
        _refuse_missing(store)
        _refuse_no_store(store)
        lock = locked(store, to_check=to_check)
        try:
            opened = _opened(store, key_of, lock, refusal)
        except BaseException:
            lock.release()
            raise
        try:
            _refuse_unsealed(opened)
            if every_page and not to_check:
                _refuse_broken_pages(opened)
        except BaseException:
            opened.close()
            raise
        return opened


def _opened(
    store: Path, key_of: Callable[[Header], bytearray | None], lock: FileLock, refusal: str
) -> Unlocked:
    dumps.forbid()
    found = header.read(store)
    _refuse_foreign(store, found)
    key = key_of(found)
    if key is None:
        raise WrongPassphrase(refusal, later("Nothing was changed. Try again."))
    return Unlocked(store, found, key, lock, pages.stamp(store, key))


def _refuse_unsealed(opened: Unlocked) -> None:
    if not opened.header.head.is_sealed_by(opened.key, opened.header.store):
        raise Damaged(later("The store's header is damaged."), _RESTORE)


def _refuse_missing(store: Path) -> None:
    if store.is_file():
        return
    if store.exists():
        raise Damaged(later("This file is no store."), later("It was not changed. Name another one."))
    if header.header_path(store).exists():
        raise Damaged(
            later("The store is missing; only its header is there."), later("Restore the newest backup.")
        )
    raise NotAllowed(
        later("There is no store here."), later("Make one with init, or name another with --store.")
    )


def _refuse_no_store(store: Path) -> None:
    """Raise Damaged for a file that nothing says is a store: a text, or one without a header beside it."""
    if header.header_path(store).exists():
        return
    with store.open("rb") as file:
        begin = file.read(_BEGIN)
    with suppress(UnicodeDecodeError):  # a store looks like chance from its first byte on
        codecs.getincrementaldecoder("utf-8")().decode(begin)
        raise Damaged(later("This file is no store."), later("It was not changed. Name another one."))
    raise Damaged(
        later("This file is no store, or the header file beside it is missing."),
        later("It was not changed. Put the header back beside it, restore a backup, or name another file."),
    )


def _refuse_foreign(store: Path, found: Header) -> None:
    with store.open("rb") as file:  # before SQLite opens it: see the module's first lines
        begin = file.read(_SALT_BYTES).hex()
    if begin != found.salt:
        raise Damaged(
            later("The store is damaged, is no store, or its header belongs to another one."), _RESTORE
        )


def _refuse_broken_pages(opened: Unlocked) -> None:
    """Raise Damaged if a page's seal is broken: then nothing at all is done with the store."""
    if has_log(opened.path) or pages.are_sealed(opened.path, opened.key):
        return
    db = opened.connect(read_only=True)  # SQLCipher has the last word on its own format
    try:
        broken = db.execute("pragma cipher_integrity_check").fetchall()
    finally:
        db.close()
    if broken:
        raise Damaged(later("The store is damaged."), _RESTORE)


def begin(
    opened: Unlocked, *, before_migrating: Callable[[Database], None], keeps_reading: bool = False
) -> Database:
    """A connection to write with, on a store brought up to date and seen to be the header's own.

    `before_migrating` is done first if the store's shape has to change; what it raises leaves it as it was.
    If it `keeps_reading`, what the store was looked at with is kept to read with: a connection takes 10 ms.
    Raises Damaged if the store is another's, newer than the program, cut short, or behind its header,
    Trouble if the disk is full or the file read-only.
    """
    with known_trouble():
        _refuse_faulty(opened, keeps_reading=keeps_reading)
        refuse_unwritable(opened.path)
        db = opened.connect()
        try:
            if not is_current(db):
                before_migrating(db)
                _migrate(db)
        except BaseException:
            db.close()
            raise
        return db


def _refuse_faulty(opened: Unlocked, *, keeps_reading: bool) -> None:
    # Looked at before anything is written, so that a refused store stays byte for byte as it was.
    kept = _to_keep(opened) if keeps_reading else None
    db = kept if kept is not None else opened.connect(read_only=True)
    try:
        _look_at(db, opened)
        opened.reading = kept
    finally:
        if opened.reading is None:
            db.close()


def _look_at(db: Database, opened: Unlocked) -> None:
    refuse_newer(db)
    if facts.get(db, "store") != opened.header.store:
        raise Damaged(later("The header belongs to another store."), later("Put the right one back."))
    if not has_own_log(db, opened):
        raise Damaged(later("The store and its log (-wal) are of different moments."), _RESTORE)
    if not is_complete(db, opened):
        raise Damaged(later("The store was being brought up to date, and its log is gone."), _RESTORE)
    if is_behind(db, opened.header.head):
        raise Damaged(later("The store is older than its header."), _RESTORE)
    if is_cut_short(db, opened.path):
        raise Damaged(later("The store was cut short."), _RESTORE)


def _to_keep(opened: Unlocked) -> Database | None:
    """A connection that may be kept after looking: closing it changes nothing as long as there is no log."""
    if has_log(opened.path) or not os.access(opened.path.parent, os.W_OK):
        return None
    try:
        refuse_unwritable(opened.path)
        return opened.connect(to_hand_on=True)
    except (Trouble, dbapi2.Error):  # told as ever, by what comes next
        return None


def has_own_log(db: Database, opened: Unlocked) -> bool:
    """True if the log beside the store was begun on this moment of it, or if there is none."""
    if not has_log(opened.path):
        return True
    seen = stamps.read(db)
    if opened.file is None:  # a loss of power tore the first page while the log was being taken up
        return seen.count == opened.header.head.count
    return stamps.fits(opened.file, seen)


def is_complete(db: Database, opened: Unlocked) -> bool:
    """True unless the log went while it was being taken up into the file, and the file is not whole.

    Cut short just after the file had all of it, the store is whole without its log.
    """
    if not opened.header.head.needs_log or has_log(opened.path):
        return True
    sound = [row[0] for row in db.execute("pragma integrity_check(1)")] == ["ok"]
    broken = db.execute("pragma foreign_key_check").fetchone()
    return sound and broken is None and next(journal.faults(db), None) is None


def is_behind(db: Database, head: Head) -> bool:
    """True if the header saw a line of the journal, or a commit, that is not in the store."""
    return stamps.read(db).count < head.count or journal.is_behind(db, head.lines, head.digest)


def is_cut_short(db: Database, path: Path) -> bool:
    """True if the file is not as long as its pages ask; with a log beside it nobody can say."""
    count, size = (int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return not has_log(path) and path.stat().st_size != count * size


def _migrate(db: Database) -> None:
    db.execute("pragma foreign_keys = off")  # a migration may rebuild a table others point to
    migrations.apply(db)
    if broken := db.execute("pragma foreign_key_check").fetchall():
        raise RuntimeError(f"{len(broken)} broken references after migrating")
    db.execute("pragma foreign_keys = on")


def finish_restoring(store: Path) -> None:
    """Do what a restore that was cut short has left. Raises InUse, Damaged or OSError."""
    if restoring.note_path(store).exists():
        with locked(store):
            restoring.finish(store)


def locked(store: Path, *, to_check: bool = False) -> FileLock:
    """The lock of `store`, held: no other program opens it until it is released. Raises InUse or OSError."""
    lock = FileLock(store.with_name(store.name + ".lock"), timeout=0, thread_local=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise InUse(
            later("The store is open in another program."), later("Close it there, then try again.")
        ) from error
    except OSError as error:
        if not to_check or error.errno not in (errno.EROFS, errno.EACCES):
            raise
        # Nobody works on a store in a folder that cannot be written to; looking needs no lock.
    return lock


def _make_folders(folder: Path) -> list[Path]:
    """Make `folder` and those above it that are missing; returns what was made, outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()][::-1]
    for place in missing:
        place.mkdir(mode=0o700, exist_ok=True)
    return missing


def _remove(store: Path) -> None:
    for ending in ("", "-wal", "-shm", ".header", ".lock"):
        with suppress(OSError):
            store.with_name(store.name + ending).unlink(missing_ok=True)

"""The one door to a store: make it, open it with a key slot, and close it again.

While a store is open, this process touches its file through SQLite alone: closing any
other handle on it would drop SQLite's POSIX locks.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from os import urandom
from pathlib import Path
from typing import Final, Self

import sqlcipher3
from filelock import FileLock, Timeout
from sqlite_utils import Database

from db.errors import Damaged, InUse, NotAllowed, WrongPassphrase
from db.store import facts, header, journal, keys
from db.store.header import Head, Header
from db.store.migrations import is_current, migrations, refuse_newer
from db.store.place import refuse_shared_folders
from db.store.trouble import known_trouble
from db.words import later

_SALT_BYTES: Final = 16
_BUSY_MILLISECONDS: Final = 5000


@dataclass(slots=True)
class Unlocked:
    """An open store: its key in memory and its lock on the disk, until `close`.

    Each thread makes a connection of its own with `connect`.
    """

    path: Path
    header: Header
    key: bytearray
    lock: FileLock

    def connect(self, *, read_only: bool = False) -> Database:
        """A connection for the calling thread. Raises Damaged if the key does not open the file."""
        uri = f"{self.path.absolute().as_uri()}?mode={self._read_only_mode() if read_only else 'rw'}"
        conn = sqlcipher3.connect(uri, uri=True)
        try:
            conn.execute("pragma cipher_log_level = NONE")
            conn.execute(f"pragma key = \"x'{self.key.hex()}{self.header.salt}'\"")
            conn.execute("pragma cipher_memory_security = on")
            conn.execute(f"pragma busy_timeout = {_BUSY_MILLISECONDS}")
            conn.execute("select count(*) from sqlite_master").fetchone()
            if not read_only:
                conn.execute("pragma journal_mode = wal")
                conn.execute("pragma synchronous = full")
            conn.execute("pragma foreign_keys = on")
        except BaseException:
            conn.close()
            raise
        return Database(conn, execute_plugins=False, strict=True)

    def note_head(self, db: Database) -> None:
        """Write how far the journal has come into the header, after the commit it speaks of."""
        lines, digest = journal.head(db)
        if (lines, digest) != (self.header.head.lines, self.header.head.digest):
            head = Head.of(lines, digest, store_id=self.header.store, key=bytes(self.key))
            self.replace_header(self.header.model_copy(update={"head": head}))

    def replace_header(self, new: Header) -> None:
        """Put `new` beside the store in place of its header. Raises Trouble and keeps the old one."""
        with known_trouble():
            header.write(self.path, new)
        self.header = new

    def close(self) -> None:
        """Overwrite the key and let other programs in. Connections are closed before."""
        keys.wipe(self.key)
        self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_only_mode(self) -> str:
        log = self.path.with_name(self.path.name + "-wal")
        # Without a log nothing else may change the file while we hold the lock, and an
        # immutable open makes no file beside it. With one, its pages have to be read.
        empty = not log.exists() or log.stat().st_size == 0
        return "ro&immutable=1" if empty else "ro"


def make(store: Path, passphrase: str, *, today: date, recovery: str | None = None, passes: int = 0) -> None:
    """An empty encrypted store with its header at `store`.

    `passes` of Argon2id are measured on this machine if 0. Raises NotAllowed if something
    is there already, if the folder is shared, or for a faulty passphrase or recipient;
    Trouble if the disk refuses. Leaves nothing behind then.
    """
    refuse_shared_folders(store)
    if store.exists() or header.header_path(store).exists():
        raise NotAllowed(later("There is a store here already."), later("It was not changed."))
    key, salt, store_id = bytearray(urandom(keys.KEY_BYTES)), urandom(_SALT_BYTES).hex(), urandom(16).hex()
    slots = [keys.recovery_slot(recovery, bytes(key), today=today)] if recovery else []
    slots.insert(
        0,
        keys.passphrase_slot(
            passphrase, bytes(key), store_id, today=today, passes=passes or keys.fitting_passes()
        ),
    )
    with known_trouble():
        _make_folder(store.parent)
        lock = _locked(store)
        head = Head.of(0, "", store_id=store_id, key=bytes(key))
        opened = Unlocked(store, Header(store=store_id, salt=salt, slots=tuple(slots), head=head), key, lock)
        try:
            _fill(opened)
            header.write(store, opened.header)
        except BaseException:
            _remove(store)
            raise
        finally:
            opened.close()


def _fill(opened: Unlocked) -> None:
    opened.path.touch(mode=0o600, exist_ok=False)
    db = opened.connect()
    try:
        migrations.apply(db)
        facts.put(db, "store", opened.header.store)
        db.conn.commit()
    finally:
        db.close()
    header.sync_folder(opened.path.parent)


def unlock_by_passphrase(store: Path, passphrase: str) -> Unlocked:
    """The store, open. Raises InUse, Damaged, WrongPassphrase, NotAllowed (none there) or Trouble."""

    def key(found: Header) -> bytearray | None:
        for slot in found.slots:
            if slot.kind is keys.SlotKind.PASSPHRASE:
                opened = keys.key_by_passphrase(slot, passphrase, found.store)
                if opened is not None:
                    return opened
        return None

    return _unlock(store, key)


def unlock_by_identity(store: Path, identity: str) -> Unlocked:
    """The store, opened with IT's age identity. Raises as `unlock_by_passphrase`."""

    def key(found: Header) -> bytearray | None:
        for slot in found.slots:
            if slot.kind is keys.SlotKind.RECOVERY:
                opened = keys.key_by_identity(slot, identity)
                if opened is not None:
                    return opened
        return None

    return _unlock(store, key)


def _unlock(store: Path, key_of: Callable[[Header], bytearray | None]) -> Unlocked:
    refuse_shared_folders(store)
    if not store.is_file():
        if header.header_path(store).exists():
            raise Damaged(
                later("The store is missing; only its header is there."), later("Restore the newest backup.")
            )
        raise NotAllowed(
            later("There is no store here."), later("Make one with init, or name another with --store.")
        )
    with known_trouble():
        lock = _locked(store)
        try:
            found = header.read(store)
            _refuse_foreign(store, found)
            key = key_of(found)
            if key is None:
                raise WrongPassphrase(
                    later("That passphrase does not open this store."),
                    later("Nothing was changed. Try again."),
                )
            return Unlocked(store, found, key, lock)
        except BaseException:
            lock.release()
            raise


def _refuse_foreign(store: Path, found: Header) -> None:
    with store.open("rb") as file:  # before SQLite opens it: see the module's first lines
        begin = file.read(_SALT_BYTES).hex()
    if begin != found.salt:
        raise Damaged(
            later("The store is damaged, is no store, or its header belongs to another one."),
            later("It was not changed. Restore the newest backup."),
        )


def begin(opened: Unlocked) -> Database:
    """A connection to write with, on a store brought up to date and seen to be the header's own.

    Raises Damaged if the store is another's, newer than the program, cut short, or behind its header.
    """
    with known_trouble():
        _refuse_faulty(opened)
        db = opened.connect()
        try:
            if not is_current(db):
                _migrate(db)
        except BaseException:
            db.close()
            raise
        return db


def _refuse_faulty(opened: Unlocked) -> None:
    # Looked at read-only first, so that a refused store stays byte for byte as it was.
    db = opened.connect(read_only=True)
    try:
        refuse_newer(db)
        if facts.get(db, "store") != opened.header.store:
            raise Damaged(later("The header belongs to another store."), later("Put the right one back."))
        if journal.is_behind(db, opened.header.head.lines, opened.header.head.digest):
            raise Damaged(
                later("The store is older than its header."),
                later("It was not changed. Restore the newest backup."),
            )
        _refuse_cut_short(db, opened.path)
    finally:
        db.close()


def _refuse_cut_short(db: Database, path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return  # the log may hold the pages that the file does not have yet
    pages, size = (int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    if path.stat().st_size != pages * size:
        raise Damaged(
            later("The store was cut short."), later("It was not changed. Restore the newest backup.")
        )


def _migrate(db: Database) -> None:
    db.execute("pragma foreign_keys = off")  # a migration may rebuild a table others point to
    migrations.apply(db)
    if broken := db.execute("pragma foreign_key_check").fetchall():
        raise RuntimeError(f"{len(broken)} broken references after migrating")
    db.execute("pragma foreign_keys = on")


def _locked(store: Path) -> FileLock:
    lock = FileLock(store.with_name(store.name + ".lock"), timeout=0, thread_local=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise InUse(
            later("The store is open in another program."), later("Close it there, then try again.")
        ) from error
    return lock


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _remove(store: Path) -> None:
    for name in (store.name, f"{store.name}-wal", f"{store.name}-shm", f"{store.name}.header"):
        with suppress(OSError):
            store.with_name(name).unlink(missing_ok=True)

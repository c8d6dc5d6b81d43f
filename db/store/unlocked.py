"""A store that is open: its key in memory, its lock on the disk, and the way to its connections."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Final, Self

import sqlcipher3
from filelock import FileLock
from sqlite_utils import Database

from db.errors import NotAllowed, Trouble
from db.store import header, journal, keys, stamps
from db.store.header import Head, Header
from db.store.stamps import Stamp
from db.store.trouble import known_trouble
from db.words import later

_CACHE_KIB: Final = 512  # a window on I dag and a writer: pages are decrypted again rather than kept
SEARCH_CACHE_KIB: Final = 4096
"""For a connection that only searches: it asks for the same pages of the index again and again."""
_BUSY_MILLISECONDS: Final = 5000
# Prepared statements live in SQLite's small scratch memory. Many of them fill it, and then every row
# written asks the system for memory, which cipher_memory_security makes dear: an import took 3 times as long.
_STATEMENTS_KEPT: Final = 2
_LONG_LOG: Final = 4 * 1024 * 1024
_ENDINGS: Final = ("-wal", "-shm", ".header", ".lock", "")
READ_ONLY: Final = ".whole"
"""The ending of a store that holds what is whole of a damaged one (`salvage`); nothing is written there."""


@dataclass(slots=True)
class Unlocked:
    """An open store: its key in memory and its lock on the disk, until `close`.

    Each thread makes a connection of its own with `connect`. `file` is the stamp of the file itself, without
    its log, as it was found or was last brought up to date; None if its first page was not whole. `reading`
    is the connection that the store was looked at with, kept for whoever reads it next.
    """

    path: Path
    header: Header
    key: bytearray
    lock: FileLock
    file: Stamp | None = None
    reading: Database | None = None
    _settled: int | None = None
    _enough: int = _LONG_LOG
    _guard: Any = field(default_factory=RLock)
    _replacing: bool = False

    @property
    def reading_only(self) -> bool:
        """True if this is what is whole of a damaged store."""
        return self.path.name.endswith(READ_ONLY)

    def connect(
        self,
        *,
        read_only: bool = False,
        log: bool = True,
        cache_kib: int = _CACHE_KIB,
        to_hand_on: bool = False,
    ) -> Database:
        """A connection for the calling thread. Raises Damaged if the key does not open the file.

        A read-only one leaves no trace beside the store; while it is open, nothing else may write.
        Without `log` what is written goes straight into the file: for one that nobody knows of yet.
        Up to `cache_kib` KiB of decrypted pages are kept. One `to_hand_on` only reads, on one thread after
        another, and changes nothing of a store without a log.
        """
        uri = f"{self.path.absolute().as_uri()}?mode={self._read_only_mode() if read_only else 'rw'}"
        conn = sqlcipher3.connect(
            uri, uri=True, cached_statements=_STATEMENTS_KEPT, check_same_thread=not to_hand_on
        )
        try:
            conn.execute("pragma cipher_log_level = NONE")
            conn.execute("pragma cipher_memory_security = on")
            give_key(conn, self.key, self.header.salt)
            conn.execute(f"pragma busy_timeout = {_BUSY_MILLISECONDS}")
            conn.execute("select count(*) from sqlite_master").fetchone()
            if not log:
                conn.execute("pragma journal_mode = memory")
                conn.execute("pragma synchronous = off")
            elif not read_only and not to_hand_on:
                conn.execute("pragma journal_mode = wal")
                conn.execute("pragma synchronous = full")
                conn.execute("pragma wal_autocheckpoint = 0")  # `shorten_log` does it, and knows that it did
            conn.execute(f"pragma cache_size = -{cache_kib}")
            conn.execute("pragma foreign_keys = on")
            db = _Stamped(conn, self, has_log=log)
            if log and not read_only and not to_hand_on:
                self._settle(db)
        except BaseException:
            conn.close()
            raise
        return db

    def take_reading(self) -> Database:
        """The connection that the store was looked at with, if it was kept, or a new one; to read with."""
        kept, self.reading = self.reading, None
        return kept if kept is not None else self.connect()

    def note_head(self, db: Database) -> None:
        """Write how far the store has come into the header, after the commit it speaks of.

        If the disk refuses, the older head stays: it is still true of this store.
        """
        with self._guard:
            head = self.head(db, needs_log=self.header.head.needs_log)
            if head != self.header.head:
                with suppress(Trouble), self.replacing_header(head=head):
                    pass

    def head(self, db: Database, *, needs_log: bool = False) -> Head:
        """How far the store behind `db` has come, sealed with its key."""
        lines, digest = journal.head(db)
        count, store = stamps.read(db).count, self.header.store
        return Head.of(lines, digest, count, store_id=store, key=self.key, needs_log=needs_log)

    @contextmanager
    def replacing_header(self, **changes: object) -> Iterator[None]:
        """Put a header with these `changes` in place if what is done inside succeeds.

        Raises Trouble, before anything is done inside, if the disk has no room for it.
        """
        with self._guard:  # two threads never write it, each from what it had before the other
            new = self.header.model_copy(update={**changes, "version": header.VERSION})
            self._replacing = True
            try:
                with known_trouble(), header.replacing(self.path, new):
                    yield
            finally:
                self._replacing = False
            self.header = new

    def shorten_log(self, db: Database, *, waits: bool = False) -> bool:
        """Take the log up into the file and cut it; False if somebody was reading meanwhile.

        The header says before that the file needs the log, and no more once all of it is in the file. If
        it `waits`, readers have five seconds to end. Raises sqlite's errors, and Trouble.
        """
        with self._guard:
            self._enough = log_size(self.path) + _LONG_LOG
            head, seen = self.head(db, needs_log=True), stamps.read(db)
            with self.replacing_header(head=head):
                pass
            if not self._took_up(db, "full" if waits else "passive", waits=waits):
                return False
            self._settled, self.file = seen.count, seen
            with self.replacing_header(head=self.head(db)):
                pass
            if self._took_up(db, "truncate", waits=waits):
                self._enough = _LONG_LOG
                return True
            return False

    def _took_up(self, db: Database, how: str, *, waits: bool) -> bool:
        """True if the file has all of the log, and nobody was in the way of what was asked for."""
        db.conn.execute(f"pragma busy_timeout = {_BUSY_MILLISECONDS if waits else 0}")
        try:
            busy, there, taken = db.conn.execute(f"pragma wal_checkpoint({how})").fetchone()
        finally:
            db.conn.execute(f"pragma busy_timeout = {_BUSY_MILLISECONDS}")
        return not busy and there == taken

    def committed(self, db: Database) -> None:
        """Shorten a log that has become long; if that cannot be done now, what was committed stands."""
        if not self._replacing and log_size(self.path) > self._enough:
            self._try_to_shorten(db)

    def leave(self, db: Database) -> None:
        """Bring the file and the header up to date before `db` is closed, if that can be done now."""
        if has_log(self.path):
            self._try_to_shorten(db)
        self.note_head(db)

    def _try_to_shorten(self, db: Database) -> None:
        with suppress(sqlcipher3.dbapi2.Error, Trouble):
            self.shorten_log(db)

    def advance(self, db: Database, *, has_log: bool) -> None:
        """Stamp the transaction that is about to be committed."""
        stamps.advance(db, self._settled if has_log else None)

    def _settle(self, db: Database) -> None:
        """Learn the count of the file itself. The stamp is read before the log is looked for.

        The other way round another thread's commit could come between, and be taken for the file's.
        """
        with self._guard:
            seen = stamps.read(db)
            if not has_log(self.path):
                self._settled, self.file = seen.count, seen
            elif self._settled is None:
                self._settled = seen.base

    def close(self) -> None:
        """Overwrite the key and let other programs in. Connections are closed before.

        What is whole of a damaged store is taken away: it is gathered anew when somebody wants it.
        """
        if self.reading is not None:
            self.take_reading().close()
        head = self.header.head
        if head.needs_log and not has_log(self.path):  # SQLite took it up when the last connection went
            whole = Head.of(head.lines, head.digest, head.count, store_id=self.header.store, key=self.key)
            with suppress(Trouble), self.replacing_header(head=whole):
                pass
        keys.wipe(self.key)
        self.lock.release()
        if self.reading_only:
            for ending in _ENDINGS:
                with suppress(OSError):
                    self.path.with_name(self.path.name + ending).unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_only_mode(self) -> str:
        # Without a log nothing else may change the file while we hold the lock, and an
        # immutable open makes no file beside it. With one, its pages have to be read.
        return "ro" if has_log(self.path) else "ro&immutable=1"


def give_key(conn: Any, key: bytearray, salt: str = "", *, anew: bool = False) -> None:
    """Have `conn` read and write with `key`; `anew`, write all of what it has open with that from now on."""
    told = key.hex()
    given = f"pragma {'rekey' if anew else 'key'} = \"x'{told}{salt}'\""
    try:
        conn.execute(given)
    finally:
        keys.forget(told)
        keys.forget(given)


def has_log(store: Path) -> bool:
    """True if a log stands beside `store` whose pages the file itself does not have yet."""
    return log_size(store) > 0


def log_size(store: Path) -> int:
    """How many bytes the log beside `store` has; 0 without one."""
    try:
        return store.with_name(store.name + "-wal").stat().st_size
    except FileNotFoundError:
        return 0


class _Stamped(Database):
    """A connection whose every transaction bears the stamp of the store."""

    def __init__(self, conn: Any, store: Unlocked, *, has_log: bool) -> None:
        super().__init__(conn, execute_plugins=False, strict=True)
        self._store, self._has_log = store, has_log

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """As in sqlite-utils: one transaction, or a part of the one that is open. Raises NotAllowed."""
        if self._store.reading_only and self._has_log:
            raise NotAllowed(
                later("This is what could be read of a damaged store: nothing can be written here."),
                later("Go back to the newest whole backup, and write on in that."),
            )
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        with super().atomic():
            before = self.conn.total_changes
            yield self
            if self.conn.total_changes != before:
                self._store.advance(self, has_log=self._has_log)
        if self._has_log:
            self._store.committed(self)

"""A store that is open: its key in memory, its lock on the disk, and the way to its connections."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import sqlcipher3
from filelock import FileLock
from sqlite_utils import Database

from db.errors import Trouble
from db.store import header, journal, keys
from db.store.header import Head, Header
from db.store.trouble import known_trouble

_CACHE_KIB: Final = 512  # a window on I dag and a writer: pages are decrypted again rather than kept
_BUSY_MILLISECONDS: Final = 5000
# Prepared statements live in SQLite's small scratch memory. Many of them fill it, and then every row
# written asks the system for memory, which cipher_memory_security makes dear: an import took 3 times as long.
_STATEMENTS_KEPT: Final = 2


@dataclass(slots=True)
class Unlocked:
    """An open store: its key in memory and its lock on the disk, until `close`.

    Each thread makes a connection of its own with `connect`.
    """

    path: Path
    header: Header
    key: bytearray
    lock: FileLock

    def connect(self, *, read_only: bool = False, log: bool = True) -> Database:
        """A connection for the calling thread. Raises Damaged if the key does not open the file.

        A read-only one leaves no trace beside the store; while it is open, nothing else may write.
        Without `log` what is written goes straight into the file: for one that nobody knows of yet.
        """
        uri = f"{self.path.absolute().as_uri()}?mode={self._read_only_mode() if read_only else 'rw'}"
        conn = sqlcipher3.connect(uri, uri=True, cached_statements=_STATEMENTS_KEPT)
        try:
            conn.execute("pragma cipher_log_level = NONE")
            conn.execute(f"pragma key = \"x'{self.key.hex()}{self.header.salt}'\"")
            conn.execute("pragma cipher_memory_security = on")
            conn.execute(f"pragma busy_timeout = {_BUSY_MILLISECONDS}")
            conn.execute("select count(*) from sqlite_master").fetchone()
            if not log:
                conn.execute("pragma journal_mode = memory")
                conn.execute("pragma synchronous = off")
            elif not read_only:
                conn.execute("pragma journal_mode = wal")
                conn.execute("pragma synchronous = full")
            conn.execute(f"pragma cache_size = -{_CACHE_KIB}")
            conn.execute("pragma foreign_keys = on")
        except BaseException:
            conn.close()
            raise
        return Database(conn, execute_plugins=False, strict=True)

    def note_head(self, db: Database) -> None:
        """Write how far the journal has come into the header, after the commit it speaks of.

        If the disk refuses, the older head stays: it is still a line of this journal.
        """
        lines, digest = journal.head(db)
        if (lines, digest) != (self.header.head.lines, self.header.head.digest):
            head = Head.of(lines, digest, store_id=self.header.store, key=bytes(self.key))
            with suppress(Trouble), self.replacing_header(self.header.model_copy(update={"head": head})):
                pass

    @contextmanager
    def replacing_header(self, new: Header) -> Iterator[None]:
        """Put `new` in place of the header if what is done inside succeeds.

        Raises Trouble, before anything is done inside, if the disk has no room for it.
        """
        with known_trouble(), header.replacing(self.path, new):
            yield
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
        # Without a log nothing else may change the file while we hold the lock, and an
        # immutable open makes no file beside it. With one, its pages have to be read.
        return "ro" if has_log(self.path) else "ro&immutable=1"


def has_log(store: Path) -> bool:
    """True if a log stands beside `store` whose pages the file itself does not have yet."""
    log = store.with_name(store.name + "-wal")
    return log.exists() and log.stat().st_size > 0

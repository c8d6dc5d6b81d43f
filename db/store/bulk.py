"""Many rows at once: checked together before the commit, instead of row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlite_utils import Database

from db.store import search

_CACHE_KIB: Final = 96 * 1024


@contextmanager
def many_rows(db: Database) -> Iterator[None]:
    """One transaction in which memory is plenty, and references are checked in whole before it ends.

    Memory matters: with cipher_memory_security on, asking for it again and again costs more
    than all else.
    """
    usual = db.execute("pragma cache_size").fetchone()[0]
    db.execute("pragma foreign_keys = off")
    db.execute(f"pragma cache_size = -{_CACHE_KIB}")
    try:
        with db.atomic(), search.many_entries(db):
            yield
            if broken := db.execute("pragma foreign_key_check").fetchall():
                raise RuntimeError(f"{len(broken)} broken references")
    finally:
        db.execute(f"pragma cache_size = {usual}")
        db.execute("pragma foreign_keys = on")

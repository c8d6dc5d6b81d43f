"""Which calendar entries were given away, under which UID, and how they stood."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Given:
    """An entry as it stood in the last file that held it; `day` is the day it began on."""

    key: str
    uid: str
    sequence: int
    digest: str
    day: date
    cancelled: bool
    changed_at: str


def given(db: Database) -> dict[str, Given]:
    """All entries ever given away, by key."""
    rows = db.execute("select key, uid, sequence, digest, day, cancelled, changed_at from calendar_entries")
    return {
        row[0]: Given(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), bool(row[5]), row[6])
        for row in rows
    }


def keep(db: Database, entries: Iterable[Given]) -> None:
    """Remember how `entries` now stand, in the open transaction."""
    db.conn.executemany(
        "insert into calendar_entries (key, uid, sequence, digest, day, cancelled, changed_at)"
        " values (?, ?, ?, ?, ?, ?, ?) on conflict (key) do update set sequence = excluded.sequence,"
        " digest = excluded.digest, day = excluded.day, cancelled = excluded.cancelled,"
        " changed_at = excluded.changed_at",
        [
            (one.key, one.uid, one.sequence, one.digest, one.day.isoformat(), one.cancelled, one.changed_at)
            for one in entries
        ],
    )

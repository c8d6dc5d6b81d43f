"""Notes of a case."""

from sqlite_utils import Database

from db.errors import Stale
from db.records.note import Note
from db.store import aggregates
from db.words import later


def get(db: Database, note_id: str) -> Note:
    """The note `note_id`. Raises Stale if it is gone."""
    found = aggregates.by_ids(db, Note, [note_id])
    if note_id not in found:
        raise Stale(later("This note is no longer in the store."), later("Open the case again."))
    return found[note_id]


def case_of(db: Database, note_id: str) -> str | None:
    """The id of the case that holds the note; None if there is no such note."""
    row = db.execute("select parent from notes where id = ?", [note_id]).fetchone()
    return None if row is None else str(row[0])


def save(db: Database, note: Note, case_id: str, *, expected: Note | None) -> None:
    """Write `note` over the version it was read from, `expected`; None adds it as the case's last one.

    Raises Stale, and writes nothing, if somebody changed it in between.
    """
    if aggregates.by_ids(db, Note, [note.id]).get(note.id) != expected:
        raise Stale(
            later("This note was changed while you worked on it."), later("Open it again and repeat.")
        )
    row = db.execute("select position from notes where id = ?", [note.id]).fetchone()
    if row is None:
        next_place = "select coalesce(max(position) + 1, 0) from notes where parent = ?"
        row = db.execute(next_place, [case_id]).fetchone()
    aggregates.put(db, note, position=row[0], parent=case_id)

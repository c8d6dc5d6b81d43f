"""What can be done to a note."""

from typing import Final

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.note import Note
from db.rules import finding
from db.store import drafts, notes
from db.words import later

KIND: Final = "note"
"""The name of notes in the journal, the history and the drafts."""
_NOTES: Final = frozenset({Topic.NOTES, Topic.CALENDAR, Topic.DRAFTS})


def save_note(desk: Desk, case_id: str, before: Note | None, after: Note) -> Changed:
    """Write a note, new if `before` is None; what was being typed in it is taken up by this.

    Raises NotAllowed for a note without a word, Stale if it changed meanwhile, Trouble if the disk fails.
    """
    if not after.text.strip():
        raise NotAllowed(later("The note is empty."), later("Write a word, or throw it away."))
    name = "note.added" if before is None else "note.changed"
    with action(desk, name, KIND, after.id, case_id) as act:
        notes.save(desk.db, after, case_id, expected=before)
        act.changed(KIND, after.id, case_id, before, after)
        drafts.drop_record(desk.db, KIND, after.id)
        computed.refresh_case(desk, case_id)
        computed.index(desk, [finding.entry_of_note(after, case_id)])
    return Changed(_NOTES, case_id, after.id)

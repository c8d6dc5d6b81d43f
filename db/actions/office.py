"""What can be done to the office's own facts, and how all of its records are written and taken away."""

from dataclasses import dataclass

from db.actions.desk import CASEWORKER, Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.store import drafts, facts, office
from db.store.office import Kept
from db.words import later


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one kind of the office's records stands.

    `kind` is its name in history, `acts` what its actions begin with in the journal, `typed` the kind and
    `new` the record under which stands what is typed of one that is not made yet.
    """

    kind: str
    acts: str
    typed: str
    new: str
    topics: frozenset[Topic]


def put(desk: Desk, shelf: Shelf, before: Kept | None, after: Kept) -> Changed:
    """Write a record of the office (`before` None) or change it. Raises Stale if it changed meanwhile."""
    with action(desk, f"{shelf.acts}.saved", shelf.kind, after.id) as act:
        office.save(desk.db, after, expected=before)
        drafts.drop_record(desk.db, shelf.typed, after.id if before else shelf.new)
        act.changed(shelf.kind, after.id, None, before, after)
    return Changed(shelf.topics, None, after.id)


def take_away(desk: Desk, shelf: Shelf, one: Kept) -> Changed:
    """Take a record of the office away. Raises Stale if it changed meanwhile."""
    with action(desk, f"{shelf.acts}.removed", shelf.kind, one.id) as act:
        office.remove(desk.db, one)
        drafts.drop_record(desk.db, shelf.typed, one.id)
        act.changed(shelf.kind, one.id, None, one, None)
    return Changed(shelf.topics, None, None)


def name_caseworker(desk: Desk, name: str) -> Changed:
    """Say whose store this is. Raises NotAllowed for an empty name."""
    if not name.strip():
        raise NotAllowed(later("There is no name."), later("Write your name."))
    with action(desk, "caseworker.named", "fact", CASEWORKER):
        facts.put(desk.db, CASEWORKER, name.strip())
    return Changed(frozenset({Topic.SETTINGS}))

"""What can be done to the office's own facts."""

from db.actions.desk import CASEWORKER, Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.store import drafts, facts
from db.store.trouble import known_trouble
from db.words import later


def name_caseworker(desk: Desk, name: str) -> Changed:
    """Say whose store this is. Raises NotAllowed for an empty name."""
    if not name.strip():
        raise NotAllowed(later("There is no name."), later("Write your name."))
    with action(desk, "caseworker.named", "fact", CASEWORKER):
        facts.put(desk.db, CASEWORKER, name.strip())
    return Changed(frozenset({Topic.SETTINGS}))


def forget_typed(desk: Desk, kind: str, record: str) -> Changed:
    """Forget what was typed about a record of the office. No journal line."""
    with known_trouble(), desk.db.atomic():
        drafts.drop_record(desk.db, kind, record)
    return Changed(frozenset({Topic.DRAFTS}))

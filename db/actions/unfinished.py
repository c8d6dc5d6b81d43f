"""What was typed and not finished: put away on the user's word, and brought back again."""

from collections.abc import Sequence

from db.actions.desk import Changed, Desk, Topic
from db.store import drafts
from db.store.drafts import Draft
from db.store.trouble import known_trouble

_CHANGED = Changed(frozenset({Topic.DRAFTS}))


def put_away(desk: Desk, kind: str, record: str) -> tuple[Draft, ...]:
    """Forget what was being typed into one record; returns it, for `bring_back`. No journal line.

    What the record itself says stays as it is. Raises Trouble if the disk fails.
    """
    with known_trouble(), desk.db.atomic():
        typed = tuple(drafts.of_record(desk.db, kind, record).values())
        drafts.drop_record(desk.db, kind, record)
    return typed


def bring_back(desk: Desk, typed: Sequence[Draft]) -> Changed:
    """Keep again what was put away; a field that was typed in since keeps its newer text.

    Raises NotAllowed for a case that this store may only read, Trouble if the disk fails.
    """
    with known_trouble(), desk.db.atomic():
        for draft in typed:
            if draft.field not in drafts.of_record(desk.db, draft.kind, draft.record):
                drafts.keep(desk.db, draft)
    return _CHANGED

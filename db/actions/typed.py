"""What is being typed and is no part of a record yet: kept on the encrypted disk, or forgotten."""

from collections.abc import Iterable
from datetime import datetime

from db.actions.desk import Changed, Desk, Topic
from db.store import drafts
from db.store.trouble import known_trouble


def keep_typed(desk: Desk, waiting: Iterable[drafts.Draft]) -> datetime:
    """Bring what is being typed to the encrypted disk, all of it or nothing; returns the moment.

    No journal line. Raises Trouble if the disk fails, NotAllowed for a case that may only be read.
    """
    with known_trouble(), desk.db.atomic():
        for draft in waiting:
            drafts.keep(desk.db, draft)
    return desk.now()


def forget_typed(desk: Desk, kind: str, record: str) -> Changed:
    """Forget what was being typed for `record`. No journal line. Raises Trouble if the disk fails."""
    with known_trouble(), desk.db.atomic():
        drafts.drop_record(desk.db, kind, record)
    return Changed(frozenset({Topic.DRAFTS}))

"""What is being typed into a form that is no record yet."""

from datetime import datetime

from db.actions.desk import Desk
from db.store import drafts
from db.store.trouble import known_trouble


def forget_typed(desk: Desk, kind: str, record: str) -> datetime:
    """Forget what was being typed for `record`; returns the moment. No journal line."""
    with known_trouble(), desk.db.atomic():
        drafts.drop_record(desk.db, kind, record)
    return desk.now()

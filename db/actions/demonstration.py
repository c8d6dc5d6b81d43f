"""The demonstration store: fictional families, the same for the same seed."""

import json
from typing import Any, Final

from db.actions import documents
from db.actions.desk import CASEWORKER, Desk
from db.books import demo
from db.exchange.reading import parse
from db.rules import families
from db.store import facts
from db.store.trouble import known_trouble

_AT_ONCE: Final = 250
_LISTS: Final = ("people", "institutions", "resources", "bookings", "inquiries", "appointments", "cases")
_NAME: Final = "Hanne Lind"


def fill(desk: Desk, *, count: int = 30, seed: int = 1) -> int:
    """Put `count` fictional families into an empty store; returns how many there are.

    Raises NotAllowed if the store is not empty. Large numbers go in by the hundred.
    """
    documents.refuse_filled(desk)
    weeks = families.weeks_until(desk.today())
    chosen = families.repeated(demo.families(), count, seed)
    whole = [demo.office(), *chosen]
    for start in range(0, len(whole), _AT_ONCE):
        batch = _together(whole[start : start + _AT_ONCE])
        document = parse(json.dumps(families.moved(batch, weeks)).encode(), desk.today()).document
        documents.add_document(desk, document, "demonstration.filled")
    with known_trouble(), desk.db.atomic():
        if facts.get(desk.db, CASEWORKER) is None:
            facts.put(desk.db, CASEWORKER, _NAME)
    return count


def _together(parts: list[Any]) -> dict[str, Any]:
    document: dict[str, Any] = {"format": "taetpaa-exchange", "version": 1}
    for name in _LISTS:
        document[name] = [record for part in parts for record in part.get(name, [])]
    return document

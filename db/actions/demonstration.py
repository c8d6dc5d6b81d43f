"""The demonstration store: fictional families, the same for the same seed."""

import json
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final

from db.actions import documents
from db.actions.desk import CASEWORKER, Desk
from db.books import demo
from db.exchange.reading import parse
from db.records.document import Document
from db.rules import families
from db.store import facts
from db.store.trouble import known_trouble

_AT_ONCE: Final = 100
_LISTS: Final = ("people", "institutions", "resources", "bookings", "inquiries", "appointments", "cases")
_NAME: Final = "Hanne Lind"


def fill(desk: Desk, *, count: int = 30, seed: int = 1) -> int:
    """Put `count` fictional families into an empty store; returns how many there are.

    Raises NotAllowed if the store is not empty, Trouble if the disk refuses; nothing is in it then.
    """
    documents.refuse_filled(desk)
    with documents.no_cycles(), known_trouble(), desk.db.atomic():
        documents.add_documents(desk, _documents(desk, count, seed), "demonstration.filled")
        if facts.get(desk.db, CASEWORKER) is None:
            facts.put(desk.db, CASEWORKER, _NAME)
    return count


def _documents(desk: Desk, count: int, seed: int) -> Iterator[Document]:
    """The office and the families, some at a time: thousands would not fit into memory."""
    weeks = families.weeks_until(desk.today())
    whole = chain([demo.office()], families.repeated(demo.families(), count, seed, demo.names()))
    while batch := list(islice(whole, _AT_ONCE)):
        moved = families.moved(_together(batch), weeks)
        yield parse(json.dumps(moved).encode(), desk.today()).document


def _together(parts: list[Any]) -> dict[str, Any]:
    document: dict[str, Any] = {"format": "taetpaa-exchange", "version": 1}
    for name in _LISTS:
        document[name] = [record for part in parts for record in part.get(name, [])]
    return document

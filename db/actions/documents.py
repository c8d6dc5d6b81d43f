"""Exchange documents in and out, and the demonstration families."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.exchange.faults import Fault, FaultKind, FaultyDocument, in_order
from db.exchange.reading import Parsed, parse
from db.exchange.shapes import nodes_of
from db.records.base import new_id
from db.records.document import Document
from db.store import bulk, cases, documents
from db.store.trouble import known_trouble
from db.words import later

_ALL = frozenset({Topic.CASES, Topic.PLANS, Topic.PEOPLE, Topic.CALENDAR, Topic.NOTES})


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought, and what a person should look at."""

    cases: int
    people: int
    warnings: tuple[Fault, ...]
    changed: Changed


def import_document(desk: Desk, data: bytes, *, dry_run: bool = False) -> Imported:
    """Take an exchange document in: all of it, or nothing.

    Raises FaultyDocument with every fault, Trouble if the disk fails.
    """
    parsed = parse(data, desk.today())
    _refuse_known(desk, parsed)
    if not dry_run:
        add_document(desk, parsed.document, "document.imported")
    document = parsed.document
    return Imported(len(document.cases), len(document.people), parsed.warnings, Changed(_ALL))


def import_file(desk: Desk, file: Path) -> Imported:
    """Take in the exchange document in `file`. Raises as `import_document`, and Trouble if it cannot be read."""
    with known_trouble():
        data = file.read_bytes()
    return import_document(desk, data)


def add_document(desk: Desk, document: Document, name: str) -> None:
    """Write a sound document whose ids are new to the store, under one line of the journal."""
    record = new_id()
    with _bulk(desk), action(desk, name, "document", record) as act:
        documents.add(desk.db, document)
        computed.add_new(desk, document.cases, document.inquiries, document.appointments)
        for kind, group in (
            ("person", document.people),
            ("institution", document.institutions),
            ("resource", document.resources),
            ("booking", document.bookings),
            ("inquiry", document.inquiries),
            ("appointment", document.appointments),
        ):
            for item in group:
                act.changed(kind, item.id, None, None, item)
        for case in document.cases:
            act.changed("case", case.id, case.id, None, case)


def export_document(desk: Desk, asked: Sequence[str]) -> Document:
    """The cases that `asked` names by id or number, or the whole store; the export stands in the journal.

    Raises Stale for an unknown case.
    """
    with known_trouble():
        chosen = [cases.resolve(desk.db, name) for name in asked]
        found = (
            documents.of_cases(desk.db, list(dict.fromkeys(chosen))) if asked else documents.whole(desk.db)
        )
    with action(desk, "document.exported", "document", new_id()):
        pass
    return found


def refuse_filled(desk: Desk) -> None:
    """Raise NotAllowed if the store already holds a case or a person."""
    with known_trouble():
        if not documents.is_empty(desk.db):
            raise NotAllowed(
                later("The store is not empty; demonstration families go into an empty one only."),
                later("Make a new store with init."),
            )


@contextmanager
def _bulk(desk: Desk) -> Iterator[None]:
    with known_trouble(), bulk.many_rows(desk.db):
        yield


def _refuse_known(desk: Desk, parsed: Parsed) -> None:
    with known_trouble():
        ids = documents.known_ids(desk.db, documents.ids_in(parsed.document))
        numbers = documents.known_numbers(desk.db, (case.number for case in parsed.document.cases))
    faults = [
        Fault(f"{node.pointer}/id", FaultKind.ID_IN_STORE)
        for node in (nodes_of(Document, parsed.document.document()) if ids else ())
        if node.raw.get("id") in ids
    ]
    faults += [
        Fault(f"/cases/{place}/number", FaultKind.NUMBER_IN_STORE)
        for place, case in enumerate(parsed.document.cases)
        if case.number in numbers
    ]
    if faults:
        raise FaultyDocument(in_order(faults))

"""Exchange documents in and out, and the demonstration families."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.actions import computed, upkeep
from db.actions.desk import Act, Changed, Desk, Topic, action, note
from db.actions.outgoing import new_files
from db.actions.sealing import receiver_of, sealed
from db.errors import NotAllowed
from db.exchange.faults import Fault, FaultKind, FaultyDocument, in_order
from db.exchange.reading import Parsed, parse
from db.exchange.shapes import nodes_of
from db.exchange.writing import document_json
from db.records.base import new_id
from db.records.document import Document
from db.stepping import step
from db.store import bulk, cases, documents
from db.store.trouble import known_trouble
from db.words import later

_LARGEST: Final = 1024**3
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
    with no_cycles():
        parsed = parse(data, desk.today())
        _refuse_known(desk, parsed)
        if not dry_run:
            upkeep.before_change(desk)
            add_documents(desk, [parsed.document], "document.imported")
    document = parsed.document
    return Imported(len(document.cases), len(document.people), parsed.warnings, Changed(_ALL))


def read_file(file: Path) -> bytes:
    """What is in `file`. Raises NotAllowed if it cannot be read, or is far larger than any document."""
    try:
        with file.open("rb") as source:
            # What is no plain file tells no size, and may never end.
            large = os.fstat(source.fileno()).st_size > _LARGEST
            data = b"" if large else source.read(_LARGEST + 1)
    except OSError as error:
        raise NotAllowed(
            later("The file cannot be read."), later("Check its name and your rights.")
        ) from error
    if large or len(data) > _LARGEST:
        raise NotAllowed(later("The file is too large."), later("Check that it is the right one."))
    return data


def import_file(desk: Desk, file: Path) -> Imported:
    """Take in the exchange document in `file`. Raises as `import_document`, NotAllowed if it is not there."""
    return import_document(desk, read_file(file))


def add_documents(
    desk: Desk, new: Iterable[Document], name: str, then: Callable[[Act], None] = lambda _: None
) -> None:
    """Write sound documents whose ids are new to the store, under one journal line: all, or nothing.

    `then` may write more under the same line.
    """
    with _bulk(desk), action(desk, name, "document", new_id()) as act:
        for document in new:
            documents.add(desk.db, document)
            computed.add_new(desk, document)
            for kind, group in (
                ("person", document.people),
                ("institution", document.institutions),
                ("resource", document.resources),
                ("booking", document.bookings),
                ("inquiry", document.inquiries),
                ("appointment", document.appointments),
            ):
                for item in group:
                    step()
                    act.changed(kind, item.id, None, None, item)
            for case in document.cases:
                act.changed("case", case.id, case.id, None, case)
        then(act)


def export_document(desk: Desk, asked: Sequence[str], *, out: Path, recipient: str | None = None) -> None:
    """Write the cases that `asked` names by id or number, or the whole store, to the new file `out`.

    Encrypted for the age `recipient`, if there is one. The export stands in the journal. Raises Stale
    for an unknown case, NotAllowed for a faulty recipient or if there is a file already, Trouble if the
    disk refuses.
    """
    receiver = None if recipient is None else receiver_of(recipient)
    with known_trouble():
        chosen = list(dict.fromkeys(cases.resolve(desk.db, name) for name in asked))
        found = documents.of_cases(desk.db, chosen) if asked else documents.whole(desk.db)
    data = document_json(found).encode()
    lines: list[tuple[str, str, str | None]] = [("case", case_id, case_id) for case_id in chosen]
    with new_files({out: data if receiver is None else sealed(data, receiver)}):
        note(desk, "document.exported", lines or [("document", new_id(), None)])


def refuse_filled(desk: Desk) -> None:
    """Raise NotAllowed if the store already holds a case or a person."""
    with known_trouble():
        if not documents.is_empty(desk.db):
            raise NotAllowed(
                later("The store is not empty; demonstration families go into an empty one only."),
                later("Make a new store with init."),
            )


@contextmanager
def no_cycles() -> Iterator[None]:
    """No search for cyclic garbage: records have none, and looking at a million of them takes seconds."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


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

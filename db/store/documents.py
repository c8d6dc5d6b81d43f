"""A whole exchange document into the store, and out of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlite_utils import Database

from db.records.appointment import Appointment
from db.records.base import Record
from db.records.case import Case
from db.records.document import Document
from db.records.entrance import Inquiry
from db.records.office import Booking, Institution, Resource
from db.records.person import Person
from db.rules.people_named import people_named
from db.store import aggregates, cases, people
from db.store.shapes import SHAPES

_ROOTS: Final = (Person, Institution, Resource, Case, Booking, Inquiry, Appointment)


def add(db: Database, document: Document) -> None:
    """Write every record of `document`, in the open transaction."""
    first: dict[type[Record], int] = {kind: _next_position(db, kind) for kind in _ROOTS}
    _rows(document, first).write(db)


def whole(db: Database) -> Document:
    """Everything in the store that an exchange document can hold."""
    return Document(
        format="taetpaa-exchange",
        version=1,
        people=tuple(people.everyone(db)),
        institutions=tuple(aggregates.of_office(db, Institution)),
        resources=tuple(aggregates.of_office(db, Resource)),
        bookings=tuple(aggregates.of_office(db, Booking)),
        inquiries=tuple(aggregates.of_office(db, Inquiry)),
        appointments=tuple(aggregates.of_office(db, Appointment)),
        cases=tuple(aggregates.of_office(db, Case)),
    )


def of_cases(db: Database, case_ids: Sequence[str]) -> Document:
    """The cases of these ids with all that they name: people, bookings, resources, institutions."""
    chosen = cases.many(db, case_ids)
    bookings = [item for item in aggregates.of_office(db, Booking) if item.case in set(case_ids)]
    resources = aggregates.by_ids(db, Resource, dict.fromkeys(b.resource for b in bookings if b.resource))
    institutions = aggregates.by_ids(
        db,
        Institution,
        dict.fromkeys(a.institution for case in chosen for a in case.appointments if a.institution),
    )
    named = people.of(db, (person for case in chosen for person in people_named(case)))
    return Document(
        format="taetpaa-exchange",
        version=1,
        people=tuple(named.values()),
        institutions=tuple(institutions.values()),
        resources=tuple(resources.values()),
        bookings=tuple(bookings),
        cases=tuple(chosen),
    )


def of_office(db: Database) -> tuple[list[Inquiry], list[Appointment]]:
    """The inquiries and the appointments that belong to no case."""
    return list(aggregates.of_office(db, Inquiry)), list(aggregates.of_office(db, Appointment))


def ids_in(document: Document) -> list[str]:
    """Every id that `document` would bring into the store."""
    return [key for group in _groups(document) for record in group for key in aggregates.ids_of(record)]


def is_empty(db: Database) -> bool:
    """True if the store has never held a record."""
    return db.execute("select 1 from record_ids limit 1").fetchone() is None


def known_ids(db: Database, ids: Iterable[str]) -> set[str]:
    """Which of `ids` the store has or has had."""
    return _known(db, "select id from record_ids where id in (select value from json_each(?))", ids)


def known_cases(db: Database, ids: Iterable[str]) -> set[str]:
    """Which of `ids` are cases of the store."""
    return _known(db, "select id from cases where id in (select value from json_each(?))", ids)


def known_numbers(db: Database, numbers: Iterable[str]) -> set[str]:
    """Which of `numbers` a case of the store has."""
    return _known(db, "select number from cases where number in (select value from json_each(?))", numbers)


def cases_of_numbers(db: Database, numbers: Iterable[str]) -> list[str]:
    """The ids of the cases with one of `numbers`."""
    return sorted(
        _known(db, "select id from cases where number in (select value from json_each(?))", numbers)
    )


def _known(db: Database, select: str, values: Iterable[str]) -> set[str]:
    return {row[0] for row in db.execute(select, [json.dumps(list(values))])}


def _rows(document: Document, first: Mapping[type[Record], int]) -> aggregates.Rows:
    rows = aggregates.Rows()
    for group in _groups(document):
        for position, record in enumerate(group):
            rows.add(record, position=first[type(record)] + position)
    return rows


def _groups(document: Document) -> tuple[Sequence[Record], ...]:
    return (
        document.people,
        document.institutions,
        document.resources,
        document.cases,
        document.bookings,
        document.inquiries,
        document.appointments,
    )


def _next_position(db: Database, kind: type[Record]) -> int:
    table = SHAPES[kind].table
    return int(db.execute(f"select coalesce(max(position) + 1, 0) from {table}").fetchone()[0])  # noqa: S608

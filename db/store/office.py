"""What belongs to no single case: resources and their bookings, institutions, providers, limits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlite_utils import Database

from db.errors import Stale
from db.records.office import Booking, Institution, Resource
from db.records.provider import Provider
from db.records.refusion import RefusionYear
from db.store import aggregates
from db.store.shapes import SHAPES
from db.words import later

Kept = TypeVar("Kept", Booking, Institution, Provider, RefusionYear, Resource)
_OF: Final = "select id from bookings where {column} = ? order by position"
_NAMED: Final = {
    Resource: "select 1 from bookings where resource = ? limit 1",
    Institution: "select 1 from appointments where institution = ? limit 1",
}
_WHOSE: Final = (
    "select c.id, c.number, p.name from cases c join people p on p.id = c.child"
    " where c.id in (select value from json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Whose:
    """The case that something is for: its number, and its child's name."""

    number: str
    child: str


def everything(db: Database, kind: type[Kept]) -> list[Kept]:
    """All records of `kind`, in their order."""
    return aggregates.of_office(db, kind)


def get(db: Database, kind: type[Kept], record_id: str) -> Kept:
    """The record of this id. Raises Stale if it is gone."""
    found = aggregates.by_ids(db, kind, [record_id])
    if record_id not in found:
        raise Stale(later("This is no longer in the store."), later("Look at how it stands now."))
    return found[record_id]


def bookings_of(db: Database, resource: str) -> list[Booking]:
    """The bookings of `resource`, in the order in which they were asked for."""
    return _bookings(db, "resource", resource)


def bookings_of_case(db: Database, case_id: str) -> list[Booking]:
    """What is booked or awaited for the case, in the order in which it was asked for."""
    return _bookings(db, '"case"', case_id)


def whose(db: Database, case_ids: Iterable[str]) -> dict[str, Whose]:
    """The number and child of each of these cases, by id."""
    rows = db.execute(_WHOSE, [json.dumps(list(case_ids))])
    return {row[0]: Whose(row[1], row[2]) for row in rows}


def is_named(db: Database, record: Resource | Institution) -> bool:
    """True if a booking or an appointment names `record`."""
    return db.execute(_NAMED[type(record)], [record.id]).fetchone() is not None


def save(db: Database, record: Kept, *, expected: Kept | None) -> None:
    """Write `record` over the version it was read from, or behind the others if `expected` is None.

    In the open transaction. Raises Stale if it no longer is what `expected` says.
    """
    kind = type(record)
    if aggregates.by_ids(db, kind, [record.id]).get(record.id) != expected:
        raise Stale(
            later("This was changed meanwhile."), later("Look at how it stands now, and do it once more.")
        )
    shape = SHAPES[kind]
    if expected is None:
        aggregates.put(db, record, position=_next_place(db, shape.table))
        return
    # Not deleted and written anew: other records name it, and it keeps its place.
    names = ", ".join(f'"{column.name}" = ?' for column in shape.columns)
    values: list[object] = [column.taken_from(record) for column in shape.columns]
    db.conn.execute(f"update {shape.table} set {names} where id = ?", [*values, record.id])  # noqa: S608


def remove(db: Database, record: Kept) -> None:
    """Take `record` away, in the open transaction. Raises Stale if it changed meanwhile."""
    if get(db, type(record), record.id) != record:
        raise Stale(
            later("This was changed meanwhile."), later("Look at how it stands now, and do it once more.")
        )
    aggregates.remove(db, type(record), record.id)


def _bookings(db: Database, column: str, value: str) -> list[Booking]:
    rows = db.execute(_OF.format(column=column), [value]).fetchall()
    return list(aggregates.by_ids(db, Booking, [row[0] for row in rows]).values())


def _next_place(db: Database, table: str) -> int:
    return int(db.execute(f"select coalesce(max(position) + 1, 0) from {table}").fetchone()[0])  # noqa: S608

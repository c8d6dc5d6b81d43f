"""What hangs on the way of a case: inquiries, allocations, assessments, decisions, and its head."""

import json
from collections.abc import Iterable
from typing import Final, TypeVar

from sqlite_utils import Database

from db.errors import Stale
from db.records.case import Case
from db.records.entrance import Allocation, Assessment, Decision, Inquiry
from db.records.relation import Consent
from db.store import aggregates
from db.store.shapes import SHAPES
from db.words import later

Step = TypeVar("Step", Inquiry, Allocation, Assessment, Decision, Consent)
_PLACE: Final = "select position from {table} where id = ?"
_OPEN: Final = """
    select id, parent from inquiries
    where (kind = 'notification' and assessed_at is null)
        or (kind = 'notification' and anonymous = 0 and receipt_sent_on is null)
        or (kind in ('complaint', 'access_request') and answered_on is null)
        or (parent is null and outcome is null)
    order by (kind = 'notification' and assessed_at is null) desc, received_at, id limit ?
"""
_LATEST: Final = "select id, parent from inquiries order by received_at desc, id desc limit ?"
_END: Final = "select coalesce(max(position) + 1, 0) from {table} where parent is ?"


def save(db: Database, record: Step, case_id: str | None, *, expected: Step | None = None) -> None:
    """Write `record` in its place, or behind the others of its case, in the open transaction.

    Raises Stale if it no longer is what `expected` says.
    """
    kind = type(record)
    if expected is not None and aggregates.by_ids(db, kind, [expected.id]).get(expected.id) != expected:
        raise Stale(
            later("This was changed meanwhile."), later("Look at how it stands now, and do it once more.")
        )
    table = SHAPES[kind].table
    row = db.execute(_PLACE.format(table=table), [record.id]).fetchone()
    if row is None:
        row = db.execute(_END.format(table=table), [case_id]).fetchone()
    aggregates.put(db, record, position=row[0], parent=case_id)


def move_into(db: Database, inquiry: Inquiry, case_id: str) -> None:
    """Let `inquiry`, which belonged to no case, belong to `case_id` from now on."""
    table = SHAPES[Inquiry].table
    place = db.execute(_END.format(table=table), [case_id]).fetchone()[0]
    aggregates.put(db, inquiry, position=place, parent=case_id)


def inquiry(db: Database, inquiry_id: str) -> tuple[Inquiry, str | None]:
    """The inquiry of this id, and the case that it belongs to. Raises Stale if there is none."""
    found = aggregates.by_ids(db, Inquiry, [inquiry_id]).get(inquiry_id)
    if found is None:
        raise Stale(later("This inquiry is no longer in the store."), later("Open the list again."))
    row = db.execute("select parent from inquiries where id = ?", [inquiry_id]).fetchone()
    return found, row[0]


def waiting(db: Database, most: int) -> list[tuple[Inquiry, str | None]]:
    """At most `most` inquiries that still ask for something, each with its case.

    Notifications not yet assessed come first, then the oldest.
    """
    return _found(db, _OPEN, most)


def latest(db: Database, most: int) -> list[tuple[Inquiry, str | None]]:
    """The newest inquiries, at most `most`, each with its case."""
    return _found(db, _LATEST, most)


def not_told(db: Database, case_ids: Iterable[str]) -> frozenset[str]:
    """Those of `case_ids` whose family must not be told."""
    rows = db.execute(
        "select id from cases where parents_not_told_reason is not null"
        " and id in (select value from json_each(?))",
        [json.dumps(sorted(set(case_ids)))],
    )
    return frozenset(row[0] for row in rows)


def without_case(db: Database) -> list[Inquiry]:
    """The inquiries that belong to no case, in the order they were written."""
    return aggregates.of_office(db, Inquiry)


def save_head(db: Database, case: Case) -> None:
    """Write the case's own fields and its workers, in the open transaction; the rest stays as it is."""
    shape = SHAPES[Case]
    names = ", ".join(f'"{column.name}" = ?' for column in shape.columns)
    values = [column.taken_from(case) for column in shape.columns]
    db.conn.execute(f"update cases set {names} where id = ?", [*values, case.id])  # noqa: S608
    db.conn.execute("delete from workers where parent = ?", [case.id])
    rows = aggregates.Rows()
    for position, worker in enumerate(case.workers):
        rows.add(worker, position=position, parent=case.id)
    rows.write(db)


def _found(db: Database, select: str, most: int) -> list[tuple[Inquiry, str | None]]:
    rows = db.execute(select, [most]).fetchall()
    known = aggregates.by_ids(db, Inquiry, [row[0] for row in rows])
    return [(known[row[0]], row[1]) for row in rows]

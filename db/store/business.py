"""The office's business cases."""

from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from db.errors import Stale
from db.records.business import BusinessCase, BusinessYear
from db.words import later


def every(db: Database) -> list[BusinessCase]:
    """All of them, in the order in which they were made."""
    rows = db.execute(
        "select b.id, b.title, b.note, y.year, y.savings, y.costs, y.one_off from business_cases b"
        " left join business_years y on y.business = b.id order by b.position, b.id, y.year"
    ).fetchall()
    return [
        BusinessCase(id=key[0], title=key[1], note=key[2], years=tuple(_year(row) for row in group if row[3]))
        for key, group in groupby(rows, itemgetter(0, 1, 2))
    ]


def get(db: Database, business_id: str) -> BusinessCase:
    """The business case `business_id`. Raises Stale if it is gone."""
    for one in every(db):
        if one.id == business_id:
            return one
    raise Stale(later("This business case is no longer in the store."), later("Choose another one."))


def save(db: Database, case: BusinessCase, *, expected: BusinessCase | None) -> None:
    """Write `case` over the version it was read from; None adds it as the last one.

    Raises Stale, and writes nothing, if somebody changed it in between.
    """
    _refuse_changed(db, case.id, expected)
    db.conn.execute(
        "insert into business_cases (id, position, title, note)"
        " values (?, (select coalesce(max(position) + 1, 0) from business_cases), ?, ?)"
        " on conflict (id) do update set title = excluded.title, note = excluded.note",
        [case.id, case.title, case.note],
    )
    db.conn.execute("delete from business_years where business = ?", [case.id])
    db.conn.executemany(
        "insert into business_years (business, year, savings, costs, one_off) values (?, ?, ?, ?, ?)",
        [(case.id, one.year, one.savings, one.costs, one.one_off) for one in case.years],
    )


def remove(db: Database, case: BusinessCase) -> None:
    """Take `case` away. Raises Stale if it was changed since it was read."""
    _refuse_changed(db, case.id, case)
    db.conn.execute("delete from business_cases where id = ?", [case.id])


def _refuse_changed(db: Database, business_id: str, expected: BusinessCase | None) -> None:
    stands = {one.id: one for one in every(db)}.get(business_id)
    if stands != expected:
        raise Stale(
            later("This business case was changed while you worked on it."),
            later("Open it again and repeat."),
        )


def _year(row: tuple[object, ...]) -> BusinessYear:
    return BusinessYear.model_validate(
        {"year": row[3], "savings": row[4], "costs": row[5], "one_off": row[6]}
    )

"""Cases, whole; as the light rows of a list they are in db.store.case_list."""

from collections.abc import Iterable
from typing import Final

from sqlite_utils import Database

from db.errors import Stale
from db.records.case import Case
from db.store import aggregates, holds
from db.words import later

_OPEN_FIRST: Final = "(c.status = 'closed'), c.number"


def get(db: Database, case_id: str) -> Case:
    """The whole case `case_id`. Raises Stale if there is none."""
    found = aggregates.by_ids(db, Case, [case_id])
    if case_id not in found:
        raise Stale(later("This case is no longer in the store."), later("Open the list again."))
    return found[case_id]


def resolve(db: Database, asked: str) -> str:
    """The id of the case that `asked` names, by id or number.

    Raises Stale if there is none, NotAllowed for a copy that could be read until a day that has passed.
    """
    row = db.execute(
        "select id from cases where id = :asked or number = :asked order by id <> :asked", {"asked": asked}
    ).fetchone()
    if row is None:
        holds.refuse_resting(db, asked)
        raise Stale(
            later("There is no case with that id or number in the store."),
            later("See the command cases for what is there."),
        )
    return str(row[0])


def ids(db: Database) -> list[str]:
    """Every case's id, open cases first, by number."""
    return [row[0] for row in db.execute(f"select c.id from cases c order by {_OPEN_FIRST}")]  # noqa: S608


def many(db: Database, case_ids: Iterable[str]) -> list[Case]:
    """Whole cases in the order of `case_ids`."""
    wanted = list(case_ids)
    found = aggregates.by_ids(db, Case, wanted)
    return [found[case_id] for case_id in wanted if case_id in found]


def count(db: Database, *, open_only: bool = False) -> int:
    """How many cases there are."""
    where = "where status <> 'closed'" if open_only else ""
    return int(db.execute(f"select count(*) from cases {where}").fetchone()[0])  # noqa: S608


def add(db: Database, case: Case) -> None:
    """Put a new case after all others, in the open transaction; its people are there already."""
    place = db.execute("select coalesce(max(position) + 1, 0) from cases").fetchone()[0]
    aggregates.put(db, case, position=place)


def has_number(db: Database, number: str) -> bool:
    """True if a case of this number is in the store."""
    return db.execute("select 1 from cases where number = ?", [number]).fetchone() is not None


def next_number(db: Database, year: int) -> str:
    """The number after the highest of `year`, as `2026-0031`."""
    highest = db.execute(
        "select max(cast(substr(number, 6) as integer)) from cases where number glob ?", [f"{year:04}-[0-9]*"]
    ).fetchone()[0]
    return f"{year:04}-{(highest or 0) + 1:04}"

"""People of the store."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from db.errors import Stale
from db.records.person import Person
from db.store import aggregates
from db.words import later


def get(db: Database, person_id: str) -> Person:
    """The person `person_id`. Raises Stale if there is none."""
    found = aggregates.by_ids(db, Person, [person_id])
    if person_id not in found:
        raise Stale(later("This person is no longer in the store."), later("Open the list again."))
    return found[person_id]


def of(db: Database, ids: Iterable[str]) -> dict[str, Person]:
    """People by id; ids that are not there are left out."""
    return aggregates.by_ids(db, Person, dict.fromkeys(ids))


def everyone(db: Database) -> list[Person]:
    """Every person, in the order they came."""
    return aggregates.of_office(db, Person)


def of_case(db: Database, case_id: str) -> dict[str, Person]:
    """The child and everyone related to it, by id."""
    rows = db.execute(
        "select child from cases where id = ? union select person from relations where parent = ?",
        [case_id, case_id],
    )
    return of(db, [row[0] for row in rows])


def of_name(db: Database, key: str) -> Person | None:
    """Somebody whose name sorts as `key` (`db.rules.danish.sort_key`), the first to come; None if nobody."""
    row = db.execute("select id from people where sort_key = ? order by position limit 1", [key]).fetchone()
    return None if row is None else get(db, row[0])


def of_cpr(db: Database, cpr: str) -> list[Person]:
    """Everybody with the CPR number `cpr` (ten digits), in the order they came; empty if nobody."""
    rows = db.execute("select id from people where cpr = ? order by position", [cpr]).fetchall()
    return list(of(db, [row[0] for row in rows]).values())


def alike(db: Database, cprs: Iterable[str], keys: Iterable[str]) -> list[Person]:
    """Everybody with one of the CPR numbers `cprs` or whose name sorts as one of `keys`, in their order."""
    rows = db.execute(
        "select id from people where cpr in (select value from json_each(?))"
        " or sort_key in (select value from json_each(?)) order by position",
        [json.dumps(list(cprs)), json.dumps(list(keys))],
    ).fetchall()
    return list(of(db, [row[0] for row in rows]).values())


def add(db: Database, person: Person) -> None:
    """Put somebody new after everyone else, in the open transaction."""
    place = db.execute("select coalesce(max(position) + 1, 0) from people").fetchone()[0]
    aggregates.put(db, person, position=place)


def replace(db: Database, person: Person) -> None:
    """Write somebody who is there already anew, in the same place, in the open transaction."""
    place = db.execute("select position from people where id = ?", [person.id]).fetchone()[0]
    aggregates.put(db, person, position=place)

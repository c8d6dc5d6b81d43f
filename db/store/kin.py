"""Who is whose child in any case of the store: siblings' cases and the cases of a child's own children."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlite_utils import Database

from db.records.relation import Role
from db.rules.kin import Born

_BORN: Final = """
    select r.person, c.child, r.role from relations r join cases c on c.id = r.parent
    where (r.role = 'mother' or r.role = 'father' or r.role = 'parent')
        and (c.child in (select value from json_each(:people))
             or r.person in (select value from json_each(:people)))
        and (r.from_ is null or r.from_ <= :day) and (r."to" is null or r."to" >= :day)
    order by c.number, r.position
"""


def cases_of(db: Database, people: Iterable[str], but: str) -> list[tuple[str, str, str]]:
    """(id, number, the child's id) of the cases whose child is one of `people`, without the case `but`."""
    rows = db.execute(
        "select id, number, child from cases where child in (select value from json_each(?)) and id <> ?"
        " order by status = 'closed', number",
        [json.dumps(list(people)), but],
    )
    return [(row[0], row[1], row[2]) for row in rows]


def born(db: Database, people: Iterable[str], day: date) -> list[Born]:
    """Whose child or parent each of `people` is on `day`; by the cases' numbers, then in their order."""
    rows = db.execute(_BORN, {"people": json.dumps(list(people)), "day": day.isoformat()})
    return [Born(parent, child, Role(role)) for parent, child, role in rows]

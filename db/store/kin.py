"""Who is whose child in any case of the store: siblings' cases and the cases of a child's own children."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlite_utils import Database

from db.records.appointment import Appointment
from db.records.relation import Role
from db.rules.kin import FAMILY, Born
from db.store import aggregates

_BORN: Final = """
    select r.person, c.child, r.role from relations r join cases c on c.id = r.parent
    where (r.role = 'mother' or r.role = 'father' or r.role = 'parent')
        and (c.child in (select value from json_each(:people))
             or r.person in (select value from json_each(:people)))
        and (r.from_ is null or r.from_ <= :day) and (r."to" is null or r."to" >= :day)
    order by c.number, r.position
"""

_BESIDE: Final = """
    with here as (select id, child from cases where id = :case),
        kin as (
            select r.person from relations r join here on r.parent = here.id
            where r.role in (select value from json_each(:family))),
        beside as (
            select c.id, c.child from cases c, here
            where c.id <> here.id and (
                c.child in kin or exists (
                    select 1 from relations r where r.parent = c.id and r.person = here.child
                        and r.role in (select value from json_each(:family)))))
    select distinct m.id, m.parent, child.name, m.starts_at
    from beside
        join people child on child.id = beside.child
        join appointments m on m.parent = beside.id
        join agenda_parts part on part.parent = m.id
        join agenda_participants takes on takes.parent = part.id
    where takes.target = (select child from here)
        or (takes.target in kin and takes.target <> beside.child and exists (
            select 1 from relations r where r.parent = beside.id and r.person = takes.target
                and r.role in (select value from json_each(:family))))
    order by m.starts_at desc, m.id
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


def meetings_beside(db: Database, case_id: str) -> list[tuple[str, str, Appointment]]:
    """Meetings of siblings' cases that concern this one: (the case's id, its child's name, the meeting).

    Cases are siblings where one's child stands among the other's people as one of the family; who takes
    part is this child, or somebody of the family whom both cases know. The latest first.
    """
    rows = db.execute(_BESIDE, {"case": case_id, "family": json.dumps(sorted(FAMILY))}).fetchall()
    found = aggregates.by_ids(db, Appointment, [row[0] for row in rows])
    return [(row[1], row[2], found[row[0]]) for row in rows]

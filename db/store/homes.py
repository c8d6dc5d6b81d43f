"""Protected homes of the whole store: a sibling's case protects the address in this one too."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlite_utils import Database

from db.records.person import Person
from db.records.relation import Relation
from db.rules import protection
from db.store import aggregates, people

_MARKED: Final = "select address from people where protected_address = 1 and address <> ''"
_WITH_CHILDREN: Final = """
    select lives.address from people child
        join cases c on c.child = child.id
        join relations r on r.parent = c.id and r.lives_with_child = 1
        join people lives on lives.id = r.person
    where child.protected_address = 1 and lives.address <> ''
"""
PROTECTED: Final = f"{_MARKED} union {_WITH_CHILDREN}"
"""Selects every address that is marked as protected, or at which somebody lives with a protected child."""
_CASES: Final = """
    select c.id from cases c where c.child = :person
    union select r.parent from relations r where r.person = :person order by 1
"""


def protected(db: Database) -> list[str]:
    """Every address that is marked as protected, or at which somebody lives with a protected child."""
    return [str(row[0]) for row in db.execute(PROTECTED)]


def shielded(db: Database, case_id: str, known: Mapping[str, Person] | None = None) -> dict[str, Person]:
    """`known`, marked as protected where their address may not be told (`db.rules.protection`).

    Without `known` it is the child of the case and everyone related to it, who are looked at anyhow.
    """
    related = people.of_case(db, case_id)
    whole = related | dict(known or {})
    child = db.execute("select child from cases where id = ?", [case_id]).fetchone()
    ties = aggregates.of_case(db, Relation, case_id)
    found = protection.shielded(
        whole, "" if child is None else child[0], ties, protection.Homes(protected(db))
    )
    return {key: found[key] for key in (related if known is None else known)}


def cases_of(db: Database, person: str) -> list[str]:
    """The ids of the cases in which `person` is the child or related to it."""
    return [str(row[0]) for row in db.execute(_CASES, {"person": person})]


def living_at(db: Database, addresses: Iterable[str]) -> list[str]:
    """The ids of all people of the store who have one of `addresses`, however it is written."""
    wanted = protection.Homes(addresses)
    rows = db.execute("select id, address from people where address <> ''")
    return [str(key) for key, address in rows if address in wanted]

"""What a received case would change in one that is here already, record by record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from db.records.base import Record
from db.records.case import Case
from db.records.person import Person

_LISTS: Final[Mapping[str, str]] = {
    "consents": "consent",
    "inquiries": "inquiry",
    "allocations": "allocation",
    "decisions": "decision",
    "assessments": "assessment",
    "interventions": "intervention",
    "plans": "plan",
    "appointments": "appointment",
    "forms": "form",
    "notes": "note",
    "events": "event",
}
_DAYS: Final = (
    "at",
    "starts_at",
    "received_at",
    "starts_on",
    "made_on",
    "decided_on",
    "known_on",
    "on",
    "given_on",
)


class Fate(StrEnum):
    """What a package does with a record."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Arriving:
    """One record that a package changes: its kind, what it is called, the day it is of, and its fate.

    Of one that differs also what stands here and what arrives.
    """

    kind: str
    title: str
    on: Any
    fate: Fate
    before: Record | None = None
    after: Record | None = None


def differences(before: Case, after: Case) -> list[Arriving]:
    """What differs between two states of a case: the case itself first, then by kind, in their order."""
    found: list[Arriving] = []
    bare = dict.fromkeys(_LISTS, ())
    if (old := before.changed(**bare)) != (new := after.changed(**bare)):
        found.append(Arriving("case", after.number, None, Fate.CHANGED, old, new))
    for field, kind in _LISTS.items():
        found += _of_list(kind, getattr(before, field), getattr(after, field))
    return found


def people_differences(
    known: Mapping[str, Person], arriving: Iterable[Person], stay: Iterable[str]
) -> list[Arriving]:
    """The people who are known here with other details; `stay` are those whose details here hold."""
    staying = set(stay)
    return [
        Arriving(
            "person", one.name, None, Fate.STAYS if one.id in staying else Fate.CHANGED, known[one.id], one
        )
        for one in arriving
        if one.id in known and _but_id(known[one.id]) != _but_id(one)
    ]


def _but_id(person: Person) -> Person:
    """Somebody without the id of the record: the same child may have been written down twice."""
    return person.changed(id="-")


def _of_list(kind: str, before: Iterable[Any], after: Iterable[Any]) -> list[Arriving]:
    old = {one.id: one for one in before}
    new = {one.id: one for one in after}
    found = [_arriving(kind, old.get(key), one) for key, one in new.items() if old.get(key) != one]
    return found + [_arriving(kind, one, None) for key, one in old.items() if key not in new]


def _arriving(kind: str, before: Record | None, after: Record | None) -> Arriving:
    record = after or before
    day = next((found for name in _DAYS if (found := getattr(record, name, None)) is not None), None)
    title = str(getattr(record, "title", ""))
    if before is None or after is None:
        return Arriving(kind, title, day, Fate.NEW if before is None else Fate.GONE)
    return Arriving(kind, title, day, Fate.CHANGED, before, after)

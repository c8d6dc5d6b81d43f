"""How a received case differs from one that is here already, record by record.

That may be the same case, which it would change, or another one of the same child: nothing changes there.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from db.records.base import Record
from db.records.case import Case
from db.records.person import Person
from db.words import Words

_LISTS: Final[Mapping[str, str]] = {
    "relations": "relations",
    "workers": "workers",
    "rhythm": "rhythm",
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
    "well_being": "well_being",
    "events": "event",
    "handled": "handled",
}
"""The lists of a case in the order in which they are told, and the kind of record in each."""
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
    "panel_on",
    "since",
)


_OTHER_RECORDS: Final = frozenset({"about", "inquiry", "consents", "goals", "replaces", "trigger"})
_PEOPLE: Final = frozenset({"person", "given_by", "responsible", "rated_by", "about", "participants"})
_NAMING: Final = _OTHER_RECORDS | _PEOPLE
"""Fields that name another record of the case, or a person."""
Saying = Callable[[Any], Any]


class Fate(StrEnum):
    """What a package does with a record."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Arriving:
    """One record that differs: its kind, what it is called, the day it is of, its fate, and whom it is of.

    Of one that is on both sides also what stands here and what arrives.
    """

    kind: str
    title: str
    on: Any
    fate: Fate
    before: Record | None = None
    after: Record | None = None
    whose: str | None = None


def differences(before: Case, after: Case, same: Mapping[str, str] = MappingProxyType({})) -> list[Arriving]:
    """What differs between a case here and one that comes: the case itself first, then list by list.

    Of each list what is on both sides comes first, then what is only in the package (NEW), then what is only
    here (GONE). Records are the same by their id, and where that differs by what they say: without ids, and
    where one names another record of its case, by what that one says. `same` are the ids of people in the
    package whom the store knows under another id, each with that id. Two cases of one child may have ids,
    numbers and records for the child of their own; that is no difference.
    """
    are_two = before.id != after.id
    both = {one.id for one in _with_ids(before)} & {one.id for one in _with_ids(after)}
    saying_here = _saying(before, {}, both)
    saying = _saying(after, {**same, after.child: before.child} if are_two else same, both)
    bare: dict[str, Any] = dict.fromkeys(_LISTS, ())
    own = {"id": after.id, "number": after.number, "child": after.child} if are_two else {}
    old, new = before.changed(**bare, **own), after.changed(**bare)
    found = [] if old == new else [Arriving("case", after.number, None, Fate.CHANGED, old, new)]
    for field, kind in _LISTS.items():
        found += _of_lists(kind, getattr(before, field), getattr(after, field), saying_here, saying)
    return found


def _of_lists(
    kind: str, here: Sequence[Any], comes: Sequence[Any], saying_here: Saying, saying: Saying
) -> list[Arriving]:
    old, new = ({one.id: one for one in each if hasattr(one, "id")} for each in (here, comes))
    only_here = [one for one in here if getattr(one, "id", None) not in new]
    only_comes = [one for one in comes if getattr(one, "id", None) not in old]
    both = ((old[key], one) for key, one in new.items() if key in old)
    return [
        *(_arriving(kind, was, one) for was, one in both if saying_here(was) != saying(one)),
        *(_arriving(kind, None, one) for one in _apart(only_comes, saying, map(saying_here, only_here))),
        *(_arriving(kind, one, None) for one in _apart(only_here, saying_here, map(saying, only_comes))),
    ]


def _apart(records: Iterable[Any], saying: Saying, others: Iterable[Any]) -> list[Any]:
    """Which of `records` say what none of `others` says; each of those stands for one."""
    there, left = Counter(others), []
    for one in records:
        if there[said := saying(one)]:
            there[said] -= 1
        else:
            left.append(one)
    return left


def _saying(case: Case, people: Mapping[str, str], both: Collection[str]) -> Saying:
    """What tells for a record of `case` what it says, as something that can be compared.

    The ids in `both` stand on both sides: who names one of them names the same record.
    """
    own = {one.id: one for one in _with_ids(case) if one.id not in both}
    blank = {**people, **dict.fromkeys(own, ""), case.id: ""}
    names = {**blank, **{key: _said(one, blank) for key, one in own.items()}}
    return lambda record: _said(record, names)


def _with_ids(record: Record) -> Iterator[Any]:
    for field in _fields(type(record)):
        value = getattr(record, field)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                if hasattr(one, "id"):
                    yield one
                yield from _with_ids(one)


@cache
def _fields(kind: type[Record]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


def _said(value: Any, names: Mapping[str, Any], field: str = "") -> Any:
    """`value` without its ids; `names` has what is said in the place of one that it names."""
    if isinstance(value, Record):
        fields = _fields(type(value))
        return tuple(_said(getattr(value, name), names, name) for name in fields if name != "id")
    if isinstance(value, tuple):
        return tuple(_said(one, names, field) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    return names.get(value, value) if field in _NAMING else value


def erased_again(days: Iterable[date], words: Words) -> list[str]:
    """A sentence for each of `days`, in their order: how many cases were erased then, and are so again."""
    return [
        words.n(
            "{count} more case of the package was erased here on {day}, and is erased again.",
            "{count} more cases of the package were erased here on {day}, and are erased again.",
            count,
            day=words.day(day),
        )
        for day, count in Counter(days).items()
    ]


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


def _arriving(kind: str, before: Record | None, after: Record | None) -> Arriving:
    record = after or before
    day = next((found for name in _DAYS if (found := getattr(record, name, None)) is not None), None)
    title = str(getattr(record, "title", getattr(record, "name", "")))
    whose = getattr(record, "person", None)
    if before is None or after is None:
        return Arriving(kind, title, day, Fate.NEW if before is None else Fate.GONE, whose=whose)
    return Arriving(kind, title, day, Fate.CHANGED, before, after, whose)

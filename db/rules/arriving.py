"""What a received case would change in one that is here already, record by record.

Or how it differs from another case of the same child, which has an id of its own: nothing changes there.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from db.records.base import Record
from db.records.case import Case
from db.records.person import Person
from db.words import Words

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


_OTHER_RECORDS: Final = frozenset({"about", "inquiry", "consents", "goals", "replaces", "trigger"})
_PEOPLE: Final = frozenset({"person", "given_by", "responsible", "rated_by", "about", "participants"})
_NAMING: Final = _OTHER_RECORDS | _PEOPLE
"""Fields that name another record of the case, or a person."""
_WHOSE: Final = ("id", "number", "child")
"""What tells two cases of one child apart and is no difference between them."""

Saying = Callable[[Any], Any]


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


def beside(here: Case, comes: Case, same: Mapping[str, str]) -> list[Arriving]:
    """What differs between a case here and another one of the same child that comes, in `differences`' order.

    Records are the same by their id, and where the ids differ by what they say: without ids, and where one
    names another record of its case, by what that one says. `same` are the ids of people in the package whom
    the store knows under another id, each with that id. NEW is only in the package, GONE only here; the case
    itself holds what neither has from the other.
    """
    saying_here, saying = _saying(here, {}), _saying(comes, {**same, comes.child: here.child})
    bare: dict[str, Any] = dict.fromkeys(_LISTS, ())
    old, new = dict(bare), {**bare, **{name: getattr(here, name) for name in _WHOSE}}
    for field in type(comes).model_fields:
        mine, theirs = getattr(here, field), getattr(comes, field)
        if field not in bare and isinstance(mine, tuple):
            old[field] = _apart(mine, saying_here, map(saying, theirs))
            new[field] = _apart(theirs, saying, map(saying_here, mine))
    found: list[Arriving] = []
    if (before := here.changed(**old)) != (after := comes.changed(**new)):
        found.append(Arriving("case", comes.number, None, Fate.CHANGED, before, after))
    for field, kind in _LISTS.items():
        mine, theirs = getattr(here, field), getattr(comes, field)
        found += _of_two(kind, mine, theirs, saying_here, saying)
    return found


def _of_two(
    kind: str, here: Iterable[Any], comes: Iterable[Any], saying_here: Saying, saying: Saying
) -> list[Arriving]:
    old, new = {one.id: one for one in here}, {one.id: one for one in comes}
    only_here = [one for key, one in old.items() if key not in new]
    only_comes = [one for key, one in new.items() if key not in old]
    left = {one.id for one in _apart(only_comes, saying, map(saying_here, only_here))}
    left |= {key for key in new.keys() & old.keys() if saying(new[key]) != saying_here(old[key])}
    found = [_arriving(kind, old.get(key), one) for key, one in new.items() if key in left]
    gone = _apart(only_here, saying_here, map(saying, only_comes))
    return found + [_arriving(kind, one, None) for one in gone]


def _apart(records: Iterable[Any], saying: Saying, others: Iterable[Any]) -> tuple[Any, ...]:
    """Which of `records` say what none of `others` says; each of those stands for one."""
    there, left = Counter(others), []
    for one in records:
        if there[said := saying(one)]:
            there[said] -= 1
        else:
            left.append(one)
    return tuple(left)


def _saying(case: Case, people: Mapping[str, str]) -> Saying:
    """What tells for a record of `case` what it says, as something that can be compared."""
    own = {one.id: one for one in _with_ids(case)}
    blank = {**people, **dict.fromkeys(own, ""), case.id: ""}
    names = {**blank, **{key: _said(one, blank) for key, one in own.items()}}
    return lambda record: _said(record, names)


def _with_ids(record: Record) -> Iterator[Any]:
    for field in type(record).model_fields:
        value = getattr(record, field)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                if hasattr(one, "id"):
                    yield one
                yield from _with_ids(one)


def _said(value: Any, names: Mapping[str, Any], field: str = "") -> Any:
    """`value` without its ids; `names` has what is said in the place of one that it names."""
    if isinstance(value, Record):
        fields = (name for name in type(value).model_fields if name != "id")
        return tuple(_said(getattr(value, name), names, name) for name in fields)
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

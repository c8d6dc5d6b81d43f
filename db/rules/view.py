"""The right eyes: a case as one reader may read it. Papers and screens for others are made of this alone.

Contract, section 2 (`readers`). Nobody but the caseworker and the team lead reads prices, the
ladder, grey zones, inquiries, notes, forms and what the office marked by hand; nobody but the
caseworker learns who an anonymous notifier is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from db.errors import NotAllowed
from db.records.appointment import Appointment
from db.records.base import Record
from db.records.case import Case, Impairment, School
from db.records.person import Person
from db.records.plan import Readers
from db.records.relation import Quality, Relation
from db.rules.minutes_for import for_everyone, minutes_for, took_part, without_addresses
from db.rules.people_named import people_named
from db.rules.readers import Edition, Reader, Reading, in_force, plan_for, plan_for_party
from db.words import later

_EMPTIED: Final[Mapping[type[Record], Mapping[str, Any]]] = {
    Case: {
        **dict.fromkeys(
            (
                *("workers", "rhythm", "consents", "inquiries", "allocations", "decisions", "handled"),
                *("assessments", "interventions", "forms", "notes", "events"),
            ),
            (),
        ),
        "closed_reason": "",
        "team": "",
        "impairment": Impairment(),
        "school": School(),
    },
    Relation: {"closeness": 3, "quality": Quality.NEUTRAL, "note": ""},
    Person: {"note": ""},
}
"""What nobody outside the office is told, and what stands in its place, whatever was there."""
_SAYS_NOTHING: Final = ("", None, ())
_OF_OTHERS: Final = ("id", "name", "born", "expected", "deceased", "language")
"""All that a party is told of anybody else."""


class View(Record):
    """What `reader` may read of a case; `people` are those it speaks of, others by name alone."""

    reader: Reader
    case: Case
    people: tuple[Person, ...] = ()


def view_of(case: Case, people: Collection[Person], reader: Reader, day: date) -> View:
    """`case` as `reader` may read it on `day`.

    Raises NotAllowed for everyone and any party while the parents must not be told.
    """
    if reader.kind is Reading.CASEWORKER:
        return View(reader=reader, case=case, people=tuple(people))
    if reader.kind is Reading.TEAM_LEAD:
        return View(reader=reader, case=_without_notifiers(case), people=tuple(people))
    if case.parents_not_told is not None:
        raise NotAllowed(
            later("Nothing is made for this family or its network now: telling them may be a danger."),
            later("The case says why, and until when."),
        )
    shown = _outward(case, list(people), reader, day)
    named = set(people_named(shown))
    return View(
        reader=reader,
        case=shown,
        people=tuple(_known(person, reader) for person in people if person.id in named),
    )


def as_told(record: Record, reader: Reader) -> Record:
    """A `record` of a view without the fields that `reader` is told nothing of.

    What stands in their place would say what nobody wrote: that a child has no known impairment. Those that
    are merely empty stay; the others are missing from what comes back, which is for telling alone.
    """
    if reader.kind in (Reading.CASEWORKER, Reading.TEAM_LEAD):
        return record
    silent: Collection[str] = _EMPTIED.get(type(record), ())
    if isinstance(record, Person) and record.id != reader.party:
        silent = type(record).model_fields.keys() - set(_OF_OTHERS)
    told = {field: _told(getattr(record, field), reader) for field in type(record).model_fields}
    made = type(record).model_construct(**told)
    for field in silent:
        if told[field] not in _SAYS_NOTHING:
            del made.__dict__[field]
    return made


def _told(value: Any, reader: Reader) -> Any:
    if isinstance(value, tuple):
        return tuple(_told(one, reader) for one in value)
    return as_told(value, reader) if isinstance(value, Record) else value


def _without_notifiers(case: Case) -> Case:
    hidden = tuple(one.changed(from_="") if one.anonymous else one for one in case.inquiries)
    return case.changed(inquiries=hidden)


def _outward(case: Case, people: Sequence[Person], reader: Reader, day: date) -> Case:
    """The case without all that never leaves the office; of the rest, what `reader` may read."""
    plans = tuple(
        plan_for(plan, Edition.FAMILY) if reader.party is None else plan_for_party(plan, reader)
        for plan in case.plans
    )
    bare = case.changed(
        **_EMPTIED[Case],
        plans=plans,
        appointments=tuple(_appointments(case, people, reader)),
        well_being=tuple(
            one for one in case.well_being if _may_read(one.readers, own=one.rated_by == reader.party)
        ),
        relations=(),
    )
    speaks_of = {*people_named(bare), reader.party}
    related = (one for one in case.relations if one.custody or one.person in speaks_of)
    return bare.changed(relations=tuple(_bare(one) for one in related if in_force(one, day)))


def _appointments(case: Case, people: Sequence[Person], reader: Reader) -> Iterable[Appointment]:
    """The meetings without anybody else's address or number; no place where an address is protected."""
    others = [one for one in people if one.id != reader.party]
    hidden = any(one.protected_address for one in people)
    for one in case.appointments:
        if reader.party is None:
            shown = for_everyone(one)
        elif reader.party in took_part(one):
            shown = minutes_for(one, reader.party)
        else:
            continue
        yield without_addresses(shown.changed(place="") if hidden else shown, others)


def _may_read(readers: Readers, *, own: bool) -> bool:
    return readers is Readers.EVERYONE or (own and readers is Readers.PARTICIPANTS)


def _bare(relation: Relation) -> Relation:
    """How close and how good a tie is was told to the caseworker."""
    return relation.changed(**_EMPTIED[Relation])


def _known(person: Person, reader: Reader) -> Person:
    """Somebody's name and days of life, and nothing more of anybody but the party itself."""
    if person.id == reader.party:
        return person.changed(**_EMPTIED[Person])
    return Person(**{field: getattr(person, field) for field in _OF_OTHERS})

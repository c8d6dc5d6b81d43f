"""What a change did to a record, field by field, in words: for the eyes of the caseworker alone."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus, ChildHeard, PartNote
from db.records.attachment import AttachmentKind
from db.records.base import Record, day_of
from db.records.case import CaseStatus, Degree, ImpairmentArea
from db.records.entrance import AllocationResult, AssessmentKind, InquiryKind, Outcome
from db.records.intervention import Basis, EndReason, LawGroup, PlacementKind, Stage, Unit
from db.records.note import EventKind, FormStatus, NoteKind
from db.records.person import Person
from db.records.plan import Area, GoalStatus, PlanKind, PlanStatus, Readers
from db.records.put_away import TypedText
from db.records.relation import Network, Quality, Role
from db.rules import names
from db.rules.amounts import quantity_text
from db.rules.cpr import masked
from db.rules.field_names import FIELDS, OTHER
from db.rules.law_names import law_named
from db.words import Words

_VALUES: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    AppointmentKind: names.APPOINTMENTS,
    AppointmentStatus: names.APPOINTMENT_STATUSES,
    ChildHeard: names.HEARD,
    CaseStatus: names.CASE_STATUSES,
    Degree: names.DEGREES,
    ImpairmentArea: names.IMPAIRMENTS,
    AttachmentKind: names.ATTACHMENTS,
    AllocationResult: names.ALLOCATIONS,
    AssessmentKind: names.ASSESSMENTS,
    InquiryKind: names.INQUIRIES,
    Outcome: names.OUTCOMES,
    Basis: names.BASES,
    EndReason: names.END_REASONS,
    LawGroup: names.LAW_GROUPS,
    PlacementKind: names.PLACEMENTS,
    Stage: names.STAGES,
    Unit: names.UNITS,
    EventKind: names.EVENTS,
    FormStatus: names.FORM_STATUSES,
    NoteKind: names.NOTES,
    Area: names.AREAS,
    GoalStatus: names.GOAL_STATUSES,
    PlanKind: names.PLANS,
    PlanStatus: names.PLAN_STATUSES,
    Readers: names.READERS,
    Network: names.NETWORKS,
    Quality: names.QUALITIES,
    Role: names.ROLES,
}
_PEOPLE: Final = frozenset(
    {"person", "child", "responsible", "rated_by", "given_by", "about", "participants"}
)
_PASSED_OVER: Final = frozenset({"id", "typed_in", "part"})
"""Fields that say where something is, not what: a note is called by its part already."""
_HIDDEN: Final = frozenset(
    {"id", "goals", "consents", "replaces", "inquiry", "institution", "trigger", "answers"}
)
"""Fields whose values are ids or answers by id: that they changed is told, not to what."""
_CATALOGUE: Final = "catalogue"
"""The field that names a row of the catalogue by its id."""
_TOLD: Final[Mapping[str, Callable[[Any, Words], str]]] = {
    "cpr": lambda value, _: masked(value),
    "price": lambda value, words: words.money(value),
    "quantity": lambda value, _: quantity_text(value),
    "legal_ref": law_named,
    "language": names.language,
}
_SPOKEN_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "child_words_readers": ("child_words",),
    "columns_readers": ("worries", "works_well", "needs_to_happen"),
}
"""Fields that say who may read others: of what came or went as a whole they are told with one of these."""
_WHOSE: Final = ("person", "rated_by", "given_by")
_WHEN: Final = ("on", "since", "given_on", "received_at", "made_on", "panel_on", "known_on")
"""The fields by which a record of a list is called where it has no title."""
_NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: the names on the way to it, what it said, and what it says."""

    path: tuple[str, ...]
    before: str
    after: str

    @property
    def where(self) -> str:
        """Where it stands, in one line."""
        return " · ".join(self.path)


@dataclass(frozen=True, slots=True)
class _Known:
    """What ids stand for: people, other records by what they are called, and the words to say it in."""

    people: Mapping[str, Person]
    records: Mapping[str, str]
    words: Words


def differences(
    before: Record | None,
    after: Record | None,
    people: Mapping[str, Person],
    words: Words,
    records: Mapping[str, str] = MappingProxyType({}),
) -> list[Difference]:
    """What changed from `before` to `after`; of one that came or went as a whole, what it says.

    `records` says what other records and rows of the catalogue are called, by their ids
    (`case_names.names_in`, `actions.catalogue.names_of`).
    """
    return list(_records(before, after, (), _Known(people, records, words)))


def _records(
    before: Record | None,
    after: Record | None,
    where: tuple[str, ...],
    known: _Known,
) -> Iterator[Difference]:
    whole = after or before
    for field in type(whole).model_fields if whole is not None else ():
        if field in _PASSED_OVER:
            continue
        was, now = getattr(before, field, None), getattr(after, field, None)
        if was == now or ((before is None or after is None) and not _says(whole, field)):
            continue
        place = (*where, known.words.t(FIELDS.get(field, OTHER)))
        if _is_list_of_records(was) or _is_list_of_records(now):
            yield from _lists(was or (), now or (), place, whole, known)
        elif isinstance(was, Record) or isinstance(now, Record):
            yield from _records(was, now, place, known)
        else:
            hides = _is_secret(field, before, after)
            texts = [_value(field, value, known, hides=hides) for value in (was, now)]
            yield Difference(place, texts[0], texts[1])


def _says(whole: Record | None, field: str) -> bool:
    """True if `field` of a record that came or went says anything; who may read nothing is nothing."""
    return any(getattr(whole, told, None) for told in _SPOKEN_FOR.get(field, (field,)))


def _lists(
    was: tuple[Record, ...],
    now: tuple[Record, ...],
    where: tuple[str, ...],
    whole: Record | None,
    known: _Known,
) -> Iterator[Difference]:
    old, new = _keyed(was), _keyed(now)
    for number, key in enumerate(dict.fromkeys([*old, *new]), 1):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if isinstance(one := after or before, TypedText):
            path = (*where, known.words.t(FIELDS[one.id])) if one.id in FIELDS else where
            yield Difference(path, _typed(before), _typed(after))
        else:
            yield from _records(before, after, (*where, _called(one, number, whole, known)), known)


def _typed(one: Record | None) -> str:
    """The words that were typed; of an answer to a form that is not in words, only that it was there."""
    if not isinstance(one, TypedText):
        return _NOTHING
    if one.form_version is None:
        return one.text
    answer = json.loads(one.text)
    return answer if isinstance(answer, str) else "…"


def _called(one: Record | None, number: int, whole: Record | None, known: _Known) -> str:
    """What a record of a list is called: by its part, title, person or day; else `no. 2`, counted from 1."""
    words = known.words
    if isinstance(one, PartNote):
        agenda = whole.agenda if isinstance(whole, Appointment) else ()
        if one.part is None:
            return words.t("the whole meeting")
        if one.part < len(agenda):
            return words.t("at “{part}”", part=agenda[one.part].title)
    for field in ("title", "name"):
        if said := getattr(one, field, ""):
            return words.t("“{text}”", text=said)
    people = (known.people.get(getattr(one, field, None) or "") for field in _WHOSE)
    person = next((found for found in people if found is not None), None)
    on = next((found for field in _WHEN if isinstance(found := getattr(one, field, None), date)), None)
    day = day_of(on) if isinstance(on, datetime) else on
    parts = [person.name if person else "", words.day(day) if day else ""]
    return ", ".join(part for part in parts if part) or words.t("no. {number}", number=number)


def _keyed(records: tuple[Record, ...]) -> dict[str, Record]:
    """By id, or by place for records without one."""
    return {str(getattr(one, "id", at)): one for at, one in enumerate(records)}


def _is_list_of_records(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Record)


def _is_secret(field: str, before: Record | None, after: Record | None) -> bool:
    return field == "address" and any(
        isinstance(one, Person) and one.protected_address for one in (before, after)
    )


def _value(field: str, value: Any, known: _Known, *, hides: bool) -> str:
    words = known.words
    if value in (None, "", (), {}):
        return _NOTHING
    if hides:
        return words.t("protected")
    if isinstance(value, bool):
        return words.t("yes") if value else words.t("no")
    if isinstance(value, StrEnum):
        return words.t(_VALUES[type(value)][value]) if type(value) in _VALUES else str(value)
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, tuple):
        return ", ".join(_value(field, one, known, hides=False) for one in value)
    return _text(field, value, known)


def _text(field: str, value: Any, known: _Known) -> str:
    words = known.words
    if field in _TOLD:
        return _TOLD[field](value, words)
    if isinstance(value, dict):
        return _answers(value, words)
    if field in _PEOPLE and value in known.people:
        return known.people[value].name
    if field in _HIDDEN or field in _PEOPLE:
        return known.records.get(value, words.t("something else") if field in _HIDDEN else str(value))
    return known.records.get(value, str(value)) if field == _CATALOGUE else str(value)


def _answers(value: Mapping[str, Any], words: Words) -> str:
    count = sum(one not in (None, "", [], {}) for one in value.values())
    return words.n("{count} answer", "{count} answers", count)

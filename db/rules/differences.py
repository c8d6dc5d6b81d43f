"""What a change did to a record, field by field, in words: for the eyes of the caseworker alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from db.records.appointment import AppointmentKind, AppointmentStatus, ChildHeard
from db.records.attachment import AttachmentKind
from db.records.base import Record
from db.records.case import CaseStatus, Degree, ImpairmentArea
from db.records.entrance import AllocationResult, AssessmentKind, InquiryKind, Outcome
from db.records.intervention import Basis, EndReason, LawGroup, PlacementKind, Stage, Unit
from db.records.note import EventKind, FormStatus, NoteKind
from db.records.person import Person
from db.records.plan import Area, GoalStatus, PlanKind, PlanStatus, Readers
from db.records.relation import Network, Quality, Role
from db.rules import names
from db.rules.cpr import masked
from db.rules.field_names import FIELDS, OTHER
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
_PASSED_OVER: Final = frozenset({"id", "typed_in"})
"""Fields that say where something is, not what."""
_HIDDEN: Final = frozenset(
    {"id", "goals", "consents", "replaces", "inquiry", "institution", "trigger", "answers"}
)
"""Fields whose values are ids or answers by id: that they changed is told, not to what."""
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


def differences(
    before: Record | None, after: Record | None, people: Mapping[str, Person], words: Words
) -> list[Difference]:
    """What changed from `before` to `after`; of one that came or went as a whole, what it says."""
    return list(_records(before, after, (), people, words))


def _records(
    before: Record | None,
    after: Record | None,
    where: tuple[str, ...],
    people: Mapping[str, Person],
    words: Words,
) -> Iterator[Difference]:
    whole = after or before
    for field in type(whole).model_fields if whole is not None else ():
        if field in _PASSED_OVER:
            continue
        was, now = getattr(before, field, None), getattr(after, field, None)
        if was == now or ((before is None or after is None) and not (was or now)):
            continue
        place = (*where, words.t(FIELDS.get(field, OTHER)))
        if _is_list_of_records(was) or _is_list_of_records(now):
            yield from _lists(was or (), now or (), place, people, words)
        elif isinstance(was, Record) or isinstance(now, Record):
            yield from _records(was, now, place, people, words)
        else:
            hides = _is_secret(field, before, after)
            texts = [_value(field, value, people, words, hides=hides) for value in (was, now)]
            yield Difference(place, texts[0], texts[1])


def _lists(
    was: tuple[Record, ...],
    now: tuple[Record, ...],
    where: tuple[str, ...],
    people: Mapping[str, Person],
    words: Words,
) -> Iterator[Difference]:
    old, new = _keyed(was), _keyed(now)
    for number, key in enumerate(dict.fromkeys([*old, *new]), 1):
        before, after = old.get(key), new.get(key)
        if before != after:
            yield from _records(before, after, (*where, str(number)), people, words)


def _keyed(records: tuple[Record, ...]) -> dict[str, Record]:
    """By id, or by place for records without one."""
    return {str(getattr(one, "id", at)): one for at, one in enumerate(records)}


def _is_list_of_records(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Record)


def _is_secret(field: str, before: Record | None, after: Record | None) -> bool:
    return field == "address" and any(
        isinstance(one, Person) and one.protected_address for one in (before, after)
    )


def _value(field: str, value: Any, people: Mapping[str, Person], words: Words, *, hides: bool) -> str:
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
        return ", ".join(_value(field, one, people, words, hides=False) for one in value)
    return _text(field, value, people, words)


def _text(field: str, value: Any, people: Mapping[str, Person], words: Words) -> str:
    if field == "cpr":
        return masked(str(value))
    if field == "price":
        return words.money(value)
    if field == "quantity":
        return f"{value / 1000:g}"
    if field in _HIDDEN:
        return words.t("something else") if not isinstance(value, dict) else _answers(value, words)
    if field in _PEOPLE and value in people:
        return people[value].name
    return str(value)


def _answers(value: Mapping[str, Any], words: Words) -> str:
    count = sum(one not in (None, "", [], {}) for one in value.values())
    return words.n("{count} answer", "{count} answers", count)

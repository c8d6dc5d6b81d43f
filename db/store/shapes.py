"""How records lie in tables: one table a kind of record, one row a record.

Lists of records become rows of a child table that name their parent and their
position; a single record inside another becomes columns with its name in front; lists
of ids become link tables; other lists and free objects are kept as JSON.
"""

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, Any, Final, Union, get_args, get_origin

from db.records.appointment import AgendaPart, Agreement, Appointment, PartNote, SafetyRating
from db.records.base import Record
from db.records.case import Case, Handled, Rhythm, Worker
from db.records.entrance import Allocation, Assessment, Decision, Inquiry
from db.records.intervention import Intervention
from db.records.note import Event, FilledForm, Note, WellBeing
from db.records.office import Booking, Institution, Resource
from db.records.person import Person
from db.records.plan import Goal, Plan, Progress, SubGoal
from db.records.provider import Provider
from db.records.refusion import RefusionYear
from db.records.relation import Consent, Relation
from db.store.moments import stored

_TABLES: Final[Mapping[type[Record], str]] = {
    Person: "people",
    Institution: "institutions",
    Resource: "resources",
    Booking: "bookings",
    Provider: "providers",
    RefusionYear: "refusion_years",
    Case: "cases",
    Worker: "workers",
    Rhythm: "rhythms",
    Relation: "relations",
    Consent: "consents",
    Inquiry: "inquiries",
    Allocation: "allocations",
    Assessment: "assessments",
    Decision: "decisions",
    Handled: "handled",
    Intervention: "interventions",
    Plan: "plans",
    Goal: "goals",
    SubGoal: "sub_goals",
    Progress: "progress",
    Appointment: "appointments",
    AgendaPart: "agenda_parts",
    PartNote: "part_notes",
    SafetyRating: "safety_ratings",
    Agreement: "agreements",
    FilledForm: "filled_forms",
    Note: "notes",
    WellBeing: "well_being",
    Event: "events",
}
_LINKS: Final = {
    ("agenda_parts", "participants"): "agenda_participants",
    ("interventions", "goals"): "intervention_goals",
    ("decisions", "consents"): "decision_consents",
}
_ROOTS: Final = frozenset(
    {"people", "institutions", "resources", "bookings", "providers", "refusion_years", "cases"}
)


@dataclass(frozen=True)
class Column:
    """One column: the path of its field, how it is taken from a record, and how a stored value is read."""

    name: str
    path: tuple[str, ...]
    taken_from: Callable[[Any], Any]
    from_sql: Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """A record's table, its columns, its child tables and its link tables by field.

    A root stands under no case; what has an id of its own is named by it.
    """

    record: type[Record]
    table: str
    columns: tuple[Column, ...]
    optional_objects: tuple[str, ...]
    children: Mapping[str, "Shape"]
    links: Mapping[str, str]
    is_root: bool
    has_id: bool

    @property
    def has_key(self) -> bool:
        """True if rows are named by an id: their own, or one made for what hangs on them."""
        return self.has_id or bool(self.children or self.links)


def _same(value: Any) -> Any:
    return value


def _flag(value: Any) -> Any:
    return None if value is None else bool(value)


def _json(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _moment_text(value: datetime | None) -> str | None:
    return None if value is None else stored(value)


def _day_text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type inside `annotation`, and whether None is allowed beside it."""
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = annotation.__origin__
        elif origin in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
            optional = True
        else:
            return annotation, optional


def _column(name: str, path: tuple[str, ...], kind: Any) -> Column:
    if get_origin(kind) in (tuple, dict):
        return Column(name, path, _taken(path, _json), json.loads)
    if kind is bool:
        return Column(name, path, _taken(path, None), _flag)
    if kind is datetime:
        return Column(name, path, _taken(path, _moment_text), _same)
    if kind is date:
        return Column(name, path, _taken(path, _day_text), _same)
    return Column(name, path, _taken(path, None), _same)


def _taken(path: tuple[str, ...], written: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    """What takes the field at `path` out of a record, as it is stored; None inside an object that is None."""
    first = attrgetter(path[0])
    if len(path) == 1:
        return first if written is None else lambda record: written(first(record))
    inner = _taken(path[1:], written)
    return lambda record: None if (part := first(record)) is None else inner(part)


def shape_of(record: type[Record]) -> Shape:
    """How `record` lies in its table, worked out from its fields."""
    table = _TABLES[record]
    columns: list[Column] = []
    children: dict[str, Shape] = {}
    links: dict[str, str] = {}
    optional: list[str] = []
    for field, annotation in typing.get_type_hints(record, include_extras=True).items():
        if field not in record.model_fields or field == "id":
            continue
        kind, nullable = _bare(annotation)
        inner = _bare(get_args(kind)[0])[0] if get_origin(kind) is tuple else None
        if isinstance(inner, type) and issubclass(inner, Record):
            children[field] = shape_of(inner)
        elif (table, field) in _LINKS:
            links[field] = _LINKS[table, field]
        elif isinstance(kind, type) and issubclass(kind, Record):
            optional += [field] if nullable else []
            for part, part_annotation in typing.get_type_hints(kind, include_extras=True).items():
                if part in kind.model_fields:
                    columns.append(_column(f"{field}_{part}", (field, part), _bare(part_annotation)[0]))
        else:
            columns.append(_column(field, (field,), kind))
    return Shape(
        record,
        table,
        tuple(columns),
        tuple(optional),
        children,
        links,
        is_root=table in _ROOTS,
        has_id="id" in record.model_fields,
    )


SHAPES: Final[Mapping[type[Record], Shape]] = {record: shape_of(record) for record in _TABLES}
"""Every record that has a table of its own."""

"""What holds between the records of a document: ids that stand once, and pointers that lead somewhere.

All of it is read off the raw objects, tolerant of wrong types, which are reported elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.exchange.faults import Fault, FaultKind
from db.exchange.shapes import Node, raw_items
from db.records.appointment import AgendaPart, Agreement, Appointment, SafetyRating
from db.records.base import Record
from db.records.case import Case
from db.records.entrance import Decision, Inquiry
from db.records.intervention import Intervention
from db.records.note import WellBeing
from db.records.office import Booking, Institution, Resource
from db.records.person import Person
from db.records.plan import Goal, Plan, Progress, SubGoal
from db.records.relation import Consent, Relation
from db.stepping import each


@dataclass(frozen=True, slots=True)
class _Points:
    """The field `key` names records of the kind `to` (None: of any kind), in the same case if `within`."""

    key: str
    to: type[Record] | None
    within: bool = False


_POINTERS: Final[dict[type[Record], tuple[_Points, ...]]] = {
    Booking: (_Points("resource", Resource), _Points("case", Case)),
    Case: (_Points("child", Person),),
    Relation: (_Points("person", Person),),
    Consent: (_Points("given_by", Person),),
    SubGoal: (_Points("responsible", Person),),
    Progress: (_Points("rated_by", Person),),
    WellBeing: (_Points("rated_by", Person), _Points("about", Person)),
    Appointment: (_Points("institution", Institution),),
    AgendaPart: (_Points("participants", Person),),
    SafetyRating: (_Points("rated_by", Person),),
    Agreement: (_Points("responsible", Person),),
    Decision: (
        _Points("about", None, within=True),
        _Points("inquiry", Inquiry, within=True),
        _Points("consents", Consent, within=True),
    ),
    Intervention: (_Points("goals", Goal, within=True),),
    Plan: (_Points("replaces", Plan, within=True),),
}
"""Which fields name other records (contract, section 2, References); `handled.trigger` may name anything."""


class _Names:
    """Every id of the document, by kind and by case."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._known: defaultdict[tuple[int | None, type[Record] | None], set[str]] = defaultdict(set)
        for node in each(nodes):
            name = node.raw.get("id")
            if "id" in node.record.model_fields and isinstance(name, str):
                for case in {None, node.case}:
                    self._known[case, node.record].add(name)
                self._known[node.case, None].add(name)

    def leads_somewhere(self, name: str, points: _Points, case: int | None) -> bool:
        return name in self._known[case if points.within else None, points.to]


def reference_faults(nodes: Sequence[Node]) -> list[Fault]:
    """The faults between records: ids, numbers and marks given twice, and references that lead nowhere."""
    names = _Names(nodes)
    faults = [*_repeated_ids(nodes), *_repeated_numbers(nodes)]
    for node in each(nodes):
        for points in _POINTERS.get(node.record, ()):
            faults += _broken(node, points, names)
        if node.record is Appointment:
            faults += _broken_parts(node)
        elif node.record is Case:
            faults += _repeated_marks(node)
    return faults


def _broken(node: Node, points: _Points, names: _Names) -> Iterator[Fault]:
    value = node.raw.get(points.key)
    pointer = f"{node.pointer}/{points.key}"
    named = [(pointer, value)]
    if isinstance(value, list):
        named = [(f"{pointer}/{at}", name) for at, name in enumerate(value)]
    for place, name in named:
        if isinstance(name, str) and not names.leads_somewhere(name, points, node.case):
            yield Fault(place, FaultKind.BROKEN_REFERENCE)


def _broken_parts(node: Node) -> Iterator[Fault]:
    agenda = node.raw.get("agenda", [])
    for at, note in raw_items(node.raw, "notes"):
        part = note.get("part")
        if isinstance(part, int) and isinstance(agenda, list) and part >= len(agenda):
            yield Fault(f"{node.pointer}/notes/{at}/part", FaultKind.BROKEN_REFERENCE)


def _repeated_ids(nodes: Iterable[Node]) -> Iterator[Fault]:
    named = ((node, node.raw.get("id")) for node in nodes if "id" in node.record.model_fields)
    for pointer in _repetitions((f"{node.pointer}/id", (name,)) for node, name in named):
        yield Fault(pointer, FaultKind.DUPLICATE_ID)


def _repeated_numbers(nodes: Iterable[Node]) -> Iterator[Fault]:
    numbered = ((node, node.raw.get("number")) for node in nodes if node.record is Case)
    for pointer in _repetitions((f"{node.pointer}/number", (number,)) for node, number in numbered):
        yield Fault(pointer, FaultKind.DUPLICATE_NUMBER)


def _repeated_marks(node: Node) -> Iterator[Fault]:
    marks = (
        (f"{node.pointer}/handled/{at}", tuple(mark.get(key) for key in ("rule", "trigger", "due")))
        for at, mark in raw_items(node.raw, "handled")
    )
    for pointer in _repetitions(marks):
        yield Fault(pointer, FaultKind.DUPLICATE_MARK)


def _repetitions(named: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[str]:
    """The pointers of what was seen before; names that are no texts are passed over."""
    seen: set[tuple[Any, ...]] = set()
    for pointer, name in each(named):
        if all(isinstance(part, str) for part in name):
            if name in seen:
                yield pointer
            seen.add(name)

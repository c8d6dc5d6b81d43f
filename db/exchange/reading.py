"""An exchange document is read: all of it, or all its faults together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.exchange.defaults import fill_readers
from db.exchange.faults import Fault, FaultKind, FaultyDocument, in_order
from db.exchange.nodes import record_of
from db.exchange.references import reference_faults
from db.exchange.shapes import Node, nodes_of
from db.exchange.source import raw_document
from db.records.document import Document
from db.records.person import Person
from db.rules import cpr

_WARNINGS: Final = frozenset({FaultKind.CPR_CHECK_FAILS, FaultKind.CPR_DISAGREES})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sound document, and what to look at again although it stops nothing, by pointer."""

    document: Document
    warnings: tuple[Fault, ...]


def parse(data: bytes, today: date) -> Parsed:
    """The exchange document in `data` (contract, section 2), its defaults filled in; `today` bounds births.

    Raises FaultyDocument with every fault there is, and nothing else, whatever `data` holds.
    """
    raw, faults = raw_document(data)
    nodes = nodes_of(Document, raw)
    fill_readers(nodes)
    # A stand-in for what could not be read is not to be reported a second time.
    known = {fault.pointer for fault in faults if fault.kind is not FaultKind.DUPLICATE_KEY}
    found: list[Fault] = []
    document = record_of(Document, raw, "", found)
    numbers = list(_cpr_faults(nodes, today))
    found += reference_faults(nodes)
    found += [fault for fault in numbers if fault.kind not in _WARNINGS]
    faults += [fault for fault in found if fault.pointer not in known]
    if faults or document is None:
        raise FaultyDocument(faults)
    return Parsed(document, in_order(fault for fault in numbers if fault.kind in _WARNINGS))


def _cpr_faults(nodes: Iterable[Node], today: date) -> Iterator[Fault]:
    for node in nodes:
        text = node.raw.get("cpr") if node.record is Person else None
        number = cpr.digits_of(text) if isinstance(text, str) else None
        if number is not None:
            for kind in _cpr_kinds(number, node.raw.get("born"), today):
                yield Fault(f"{node.pointer}/cpr", kind)


def _cpr_kinds(number: str, born: object, today: date) -> Iterator[FaultKind]:
    birth = cpr.birth_day(number)
    if birth is None:
        yield FaultKind.BAD_CPR
        return
    if birth > today:
        yield FaultKind.BORN_IN_FUTURE
    if not cpr.check_holds(number):
        yield FaultKind.CPR_CHECK_FAILS
    if born is not None and born != birth.isoformat():
        yield FaultKind.CPR_DISAGREES

"""What must agree within one record, found on its raw fields so that no fault of one field hides another.

The records themselves refuse the same things, but stop at the first.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from db.exchange.faults import Fault, FaultKind
from db.exchange.shapes import key_of
from db.records.appointment import Appointment
from db.records.base import Record
from db.records.case import Case, CaseStatus
from db.records.intervention import Intervention, LawGroup
from db.records.plan import Plan, PlanStatus

_Found = Iterator[tuple[str, FaultKind]]


def disagreements(
    record: type[Record], fields: Mapping[str, Any], faulty: Collection[str], pointer: str
) -> list[Fault]:
    """The faults between the fields of one raw record; those named in `faulty` are left out of account."""
    sound = {key: value for key, value in fields.items() if key not in faulty}
    found = list(_early_ends(record, sound))
    wanted, rule = _RULES.get(record, (frozenset(), _nothing))
    if wanted.isdisjoint(faulty):
        found += rule(sound)
    return [Fault(f"{pointer}/{key}", kind) for key, kind in found]


def _nothing(_sound: Mapping[str, Any]) -> _Found:
    yield from ()


def _early_ends(record: type[Record], sound: Mapping[str, Any]) -> _Found:
    for start, end in record.spans:
        first, last = sound.get(key_of(record, start)), sound.get(key := key_of(record, end))
        if first is not None and last is not None and last < first:
            yield key, FaultKind.END_BEFORE_START


def _meeting(sound: Mapping[str, Any]) -> _Found:
    start, end = sound["starts_at"], sound.get("ends_at")
    if end is not None and datetime.fromisoformat(end) <= datetime.fromisoformat(start):
        yield "ends_at", FaultKind.END_BEFORE_START


def _case(sound: Mapping[str, Any]) -> _Found:
    if (sound["status"] == CaseStatus.CLOSED) != (sound.get("closed") is not None):
        yield "closed", FaultKind.CLOSED_WITHOUT_DAY


def _plan(sound: Mapping[str, Any]) -> _Found:
    if sound.get("status") == PlanStatus.ADOPTED and sound.get("adopted_on") is None:
        yield "adopted_on", FaultKind.ADOPTED_WITHOUT_DAY


def _intervention(sound: Mapping[str, Any]) -> _Found:
    placed = sound.get("placement") is not None
    group = sound.get("law_group", LawGroup.PLACEMENT if placed else LawGroup.SUPPORTIVE)
    if placed != (group == LawGroup.PLACEMENT):
        yield "placement", FaultKind.PLACEMENT_WITHOUT_GROUP


_RULES: Final[dict[type[Record], tuple[frozenset[str], Callable[[Mapping[str, Any]], _Found]]]] = {
    Appointment: (frozenset({"starts_at", "ends_at"}), _meeting),
    Case: (frozenset({"status", "closed"}), _case),
    Plan: (frozenset({"status", "adopted_on"}), _plan),
    Intervention: (frozenset({"placement", "law_group"}), _intervention),
}
"""By record: the fields that must be sound for the rule to be asked, and the rule."""

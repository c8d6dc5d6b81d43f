"""The defaults that hang on more than one record: who may read what, where the document does not say.

Contract, section 2: what the child rated, and all of a child's talk, is for the
caseworker until the child was asked what may be shared. The other defaults stand in
the records.
"""

from collections.abc import Collection
from typing import Any, Final

from db.exchange.shapes import Node, raw_items
from db.records.appointment import Appointment, AppointmentKind, SafetyRating
from db.records.case import Case
from db.records.plan import Progress, Readers

_RATINGS: Final = (Progress, SafetyRating)


def fill_readers(nodes: Collection[Node]) -> None:
    """Write the missing readers into the raw objects of `nodes`.

    Outside of cases "the child" is the child of any case of the document.
    """
    named = ((node.case, node.raw.get("child")) for node in nodes if node.record is Case)
    children = {case: child for case, child in named if isinstance(child, str)}
    anybodys = frozenset(children.values())
    for node in nodes:
        if node.record in _RATINGS:
            _fill_rating(node.raw, anybodys if node.case is None else {children.get(node.case)})
        elif node.record is Appointment and node.raw.get("kind") == AppointmentKind.CHILD_TALK:
            _fill_talk(node.raw)


def _fill_rating(raw: dict[str, Any], children: Collection[str | None]) -> None:
    rated_by = raw.get("rated_by")
    if isinstance(rated_by, str) and rated_by in children:
        raw.setdefault("readers", Readers.CASEWORKER.value)


def _fill_talk(raw: dict[str, Any]) -> None:
    raw.setdefault("columns_readers", Readers.CASEWORKER.value)
    for key in ("notes", "safety_scale"):
        for _, item in raw_items(raw, key):
            item.setdefault("readers", Readers.CASEWORKER.value)

"""What the journal says about one row, read when the row is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.actions import catalogue
from db.actions.undo import KINDS
from db.records.base import Record
from db.records.person import Person
from db.rules import openings
from db.rules.case_names import names_in
from db.rules.deeds import told as told_of
from db.rules.differences import Difference, differences
from db.rules.timeline import Happening
from db.store import cases, timeline
from db.store.history import Step
from db.words import Words
from desktop.rooms.story.details import Told
from desktop.tools import Tools

_MOST_LINES = 12
_MOST_DIFFERENCES = 60


@dataclass(frozen=True, slots=True)
class _Known:
    """What ids in the journal stand for, and the words to say it in."""

    people: Mapping[str, Person]
    records: Mapping[str, str]
    words: Words


def told(tools: Tools, case_id: str, row: Happening, people: Mapping[str, Person]) -> list[Told]:
    """The journal's lines about `row`, newest first: of its own line, or of its record."""
    db, words = tools.desk.db, tools.words
    called = {**catalogue.names_of(tools.desk, words), **names_in(cases.get(db, case_id), words)}
    known = _Known(people, called, words)
    if row.line:
        steps = timeline.steps_of(db, case_id, row.line)
        return [_told(row.at, row.who, row.title, steps, known)] if steps else []
    if row.kind == "case":
        return []  # every line of the case would be one of it
    found = []
    for line in timeline.lines_of_record(db, row.record, _MOST_LINES):
        at, who, action = timeline.deed(db, line)
        steps = [one for one in timeline.steps_of(db, case_id, line) if one.record == row.record]
        found.append(_told(at, who, words.t(told_of(action)), steps, known))
    return found


def takes_back(tools: Tools, case_id: str, row: Happening) -> bool:
    """True if what `row` took away can be brought back from what the journal holds."""
    if not row.took_away:
        return False
    steps = timeline.steps_of(tools.desk.db, case_id, row.line)
    return any(one.before is not None and one.after is None and one.kind in KINDS for one in steps)


def _told(at: datetime, who: str, title: str, steps: list[Step], known: _Known) -> Told:
    found: list[Difference] = []
    came = True
    for step in steps:
        if step.kind == openings.OPENING:
            why = openings.told(step.after, known.words)
            return Told(at, who, title, [Difference((known.words.t("Why"),), "", why)] if why else [])
        kind = KINDS.get(step.kind)
        if kind is None or step.erased:
            continue
        before, after = _record(step.before, kind), _record(step.after, kind)
        came = came and before is None
        if before is None and step.kind == "case":
            continue  # the whole case came: it is told by what stands in it
        found += differences(before, after, known.people, known.words, known.records)
    return Told(at, who, title, found[:_MOST_DIFFERENCES], came)


def _record(text: str | None, kind: type[Record]) -> Record | None:
    return None if text is None else kind.model_validate_json(text)

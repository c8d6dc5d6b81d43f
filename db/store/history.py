"""What was done last, read back from the journal and its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from db.records.base import Record
from db.store.shapes import SHAPES

_LEFT: Final = frozenset({"printed", "sent", "exported", "shared", "handed_over"})
_LINES: Final = """
    select j.number, j.at, j.action, j.kind, j.record, j.case_id,
        exists (select 1 from history h where h.line = j.number and h.kind <> 'opening')
    from journal j order by j.number desc
"""
_STEPS: Final = """
    select kind, record, case_id, before, after, before_salt is null or after_salt is null
    from history where line = ? order by id
"""

_LAST_OF: Final = """
    select h.kind, h.record, h.case_id, h.before, h.after, h.before_salt is null or h.after_salt is null
    from history h join journal j on j.number = h.line
    where j.action = ? and h.record = ? order by h.id desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What an action did to one record; None is "was not there". `erased` if the contents are gone."""

    kind: str
    record: str
    case_id: str | None
    before: str | None
    after: str | None
    erased: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One action. `left` if what it changed was printed or handed on afterwards."""

    number: int
    at: datetime
    action: str
    kind: str
    record: str
    case_id: str | None
    left: bool
    steps: tuple[Step, ...]


def last(db: Database, undone: str) -> Past | None:
    """The last action that changed a record and was not taken back; None if there is none.

    Each line named `undone` took back the last one before it that still held.
    """
    taken_back = 0
    away: set[str] = set()
    for number, at, action, kind, record, case_id, changes in db.execute(_LINES):
        if action == undone:
            taken_back += 1
        elif not changes:
            if action.rpartition(".")[2] in _LEFT:
                away |= {record, case_id or ""} if kind == "case" else {record}
        elif taken_back:
            taken_back -= 1
        else:
            steps = tuple(
                Step(row[0], row[1], row[2], row[3], row[4], bool(row[5]))
                for row in db.execute(_STEPS, [number])
            )
            # What has no id of its own is called by the ids of what it ties together, with a space between.
            named = {part for one in steps for part in one.record.split()}
            gone = action.rpartition(".")[2] == "sent" or bool(away & named or away & {case_id or "-"})
            return Past(int(number), datetime.fromisoformat(at), action, kind, record, case_id, gone, steps)
    return None


def last_of(db: Database, action: str, record: str) -> Step | None:
    """What the last line of this name did to the record that it is about; None if there is none."""
    row = db.execute(_LAST_OF, [action, record]).fetchone()
    return None if row is None else Step(row[0], row[1], row[2], row[3], row[4], bool(row[5]))


def place(db: Database, kind: type[Record], record: str, case_id: str | None) -> int:
    """Where a record of a case stands in its order; for one that is gone the first place that is free."""
    shape = SHAPES[kind]
    table = shape.table
    row = db.execute(f"select position from {table} where id = ?", [record]).fetchone()  # noqa: S608
    if row is not None:
        return int(row[0])
    where, values = ("1", []) if shape.is_root else ("parent is ?", [case_id])
    taken = {
        one[0]
        for one in db.execute(f"select position from {table} where {where}", values)  # noqa: S608
    }
    return next(number for number in range(len(taken) + 1) if number not in taken)

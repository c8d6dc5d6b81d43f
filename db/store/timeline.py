"""The journal's lines of one case for its Forløb: of this store, and of the stores it stood in before."""

import json
from datetime import datetime
from typing import Any, Final

from sqlite_utils import Database

from db.rules.deeds import LEFT, Deed
from db.store.history import Step

_OWN: Final = """
    select j.number, j.at, j.who, j.action, j.kind, j.record, h.line is not null, coalesce(h.gone, 0)
    from journal j left join (
        select line, max(after is null and before is not null) as gone
        from history where case_id = :case group by line) h on h.line = j.number
    where j.case_id = :case or h.line is not null
"""
_LOUD: Final = """
    select j.number, j.at, j.who, j.action, j.kind, j.record, h.line is not null, h.line is not null
    from journal j left join (
        select distinct line from history
        where case_id = :case and after is null and before is not null) h on h.line = j.number
    where (j.case_id = :case or h.line is not null)
        and (h.line is not null
            or substr(j.action, instr(j.action, '.') + 1) in (select value from json_each(:left)))
"""
_EARLIER: Final = """
    select position, line ->> '$.at', line ->> '$.who', line ->> '$.action', line ->> '$.kind',
        line ->> '$.record', coalesce(json_array_length(line, '$.history'), 0) > 0
    from earlier_lines where case_id = ? order by position
"""
_STEPS: Final = """
    select kind, record, case_id, before, after, before_salt is null or after_salt is null
    from history where line = ? and (case_id = ? or case_id is null) order by id
"""
_OF_RECORD: Final = """
    select distinct j.number from history h join journal j on j.number = h.line
    where h.record = ? order by j.number desc limit ?
"""
_EARLIER_MARK: Final = "e"


def deeds_of(db: Database, case_id: str) -> list[Deed]:
    """Every line that touched the case, in no order; what earlier stores took away is not told as such."""
    found = [_deed(row) for row in db.execute(_OWN, {"case": case_id})]
    for row in db.execute(_EARLIER, [case_id]):
        found.append(_deed((f"{_EARLIER_MARK}{row[0]}", *row[1:], False)))
    return found


def loud_deeds_of(db: Database, case_id: str) -> list[Deed]:
    """The lines of the case by which something left the house or was taken away, in no order."""
    given = {"case": case_id, "left": json.dumps(sorted(LEFT))}
    return [_deed(row) for row in db.execute(_LOUD, given)]


def steps_of(db: Database, case_id: str, line: str) -> list[Step]:
    """What the line did to the records of the case; empty for a line that changed nothing or is gone."""
    if line.startswith(_EARLIER_MARK):
        place = line.removeprefix(_EARLIER_MARK)
        row = db.execute(
            "select line ->> '$.history' from earlier_lines where case_id = ? and position = ?",
            [case_id, int(place)],
        ).fetchone()
        return [_earlier(one, case_id) for one in json.loads(row[0] or "[]")] if row is not None else []
    rows = db.execute(_STEPS, [int(line), case_id]).fetchall()
    return [Step(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]


def lines_of_record(db: Database, record: str, limit: int) -> list[str]:
    """The newest lines of this store that changed the record, newest first."""
    return [str(row[0]) for row in db.execute(_OF_RECORD, [record, limit])]


def deed(db: Database, line: str) -> tuple[datetime, str, str]:
    """When a line of this store was written, by whom, and what it did."""
    row = db.execute("select at, who, action from journal where number = ?", [int(line)]).fetchone()
    return datetime.fromisoformat(row[0]), str(row[1]), str(row[2])


def _earlier(one: dict[str, str | None], case_id: str) -> Step:
    kind, record = str(one.get("kind")), str(one.get("record"))
    return Step(kind, record, case_id, one.get("before"), one.get("after"), erased=False)


def _deed(row: tuple[Any, ...]) -> Deed:
    at = datetime.fromisoformat(row[1])
    return Deed(str(row[0]), at, row[2], row[3], row[4], row[5], bool(row[6]), bool(row[7]))

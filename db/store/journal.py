"""The journal: one line for every action, chained by digest, and the history that it seals.

A line holds digests only. The contents stand in `history`, salted row by row, so that
erasing takes away contents and salts while the chain still verifies.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from os import urandom
from typing import Final

from sqlite_utils import Database

from db.stepping import each
from db.store import facts
from db.store.moments import first_moment, parsed, stored

_FIELDS: Final = "number, at, who, action, kind, record, case_id, before, after, previous, digest"
_ANCHOR: Final = "journal_anchor"
_EMPTIED: Final = """
    select h.id, h.line, h.record, coalesce(h.case_id, r.case_id, '') from history h
    left join record_ids r on r.id = h.record
    where h.before_salt is null or h.after_salt is null order by h.id
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What an action did to one record: its JSON before and after; None is "was not there"."""

    kind: str
    record: str
    case_id: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal as it stands."""

    number: int
    at: str
    who: str
    action: str
    kind: str
    record: str
    case_id: str | None
    before: str
    after: str
    previous: str
    digest: str


def add(
    db: Database,
    *,
    at: datetime,
    who: str,
    action: str,
    kind: str,
    record: str,
    case_id: str | None,
    changes: Sequence[Change] = (),
) -> int:
    """Write one line and its history in the open transaction; returns the line's number."""
    lines, previous = head(db)
    rows = [_sealed(change) for change in changes]
    line = Line(
        number=lines + 1,
        at=stored(at),
        who=who,
        action=action,
        kind=kind,
        record=record,
        case_id=case_id,
        before=_together(row[7] for row in rows),
        after=_together(row[8] for row in rows),
        previous=previous,
        digest="",
    )
    values = [*_values(line)[:-1], _digest(line)]
    db.conn.execute(f"insert into journal ({_FIELDS}) values ({', '.join('?' * len(values))})", values)  # noqa: S608
    db.conn.executemany(
        "insert into history (line, kind, record, case_id, before, after, before_salt, after_salt,"
        " before_digest, after_digest) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (line.number, row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8])
            for row in rows
        ],
    )
    return line.number


def head(db: Database) -> tuple[int, str]:
    """The number and the digest of the last line; (0, "") of an empty journal."""
    row = db.execute("select number, digest from journal order by number desc limit 1").fetchone()
    return (0, "") if row is None else (int(row[0]), str(row[1]))


def last_at(db: Database, *, before: date = date.max) -> datetime | None:
    """When the last line was written on a day before `before`, by the clock of then; None without one."""
    row = db.execute(
        "select at from journal where at < ? order by number desc limit 1", [first_moment(before)]
    ).fetchone()
    return None if row is None else parsed(row[0])


def last_erasing(db: Database) -> datetime | None:
    """When something was erased last, by the clock of then; None if nothing was."""
    row = db.execute(
        "select at from journal where action like '%.erased' order by number desc limit 1"
    ).fetchone()
    return None if row is None else parsed(row[0])


def moments_after(db: Database, number: int) -> list[datetime]:
    """When the lines after line `number` were written, in their order."""
    rows = db.execute("select at from journal where number > ? order by number", [number])
    return [parsed(row[0]) for row in rows]


def is_behind(db: Database, lines: int, digest: str) -> bool:
    """True if the journal does not hold the line that the header saw last."""
    if lines == 0:
        return False
    number, last = anchor(db)
    if lines <= number:
        return lines == number and last != digest
    row = db.execute("select digest from journal where number = ?", [lines]).fetchone()
    return row is None or str(row[0]) != digest


def anchor(db: Database) -> tuple[int, str]:
    """The number and the digest of the last line that was cut off; (0, "") if none ever was."""
    told = facts.get(db, _ANCHOR)
    if not told:
        return 0, ""
    number, digest = told.split(" ")
    return int(number), digest


def trim(db: Database, before: datetime) -> int:
    """Cut the lines off that were written before that moment, with their history, in the open transaction.

    Only from the front, and never the last line. Returns how many went; an anchor keeps the chain whole.
    """
    row = db.execute("select min(number) from journal where at >= ?", [stored(before)]).fetchone()
    last = (head(db)[0] if row[0] is None else int(row[0])) - 1
    cut = db.execute("select digest from journal where number = ?", [last]).fetchone()
    if cut is None:
        return 0
    gone = int(db.execute("select count(*) from journal where number <= ?", [last]).fetchone()[0])
    db.conn.execute("delete from history where line <= ?", [last])
    db.conn.execute("delete from journal where number <= ?", [last])
    facts.put(db, _ANCHOR, f"{last} {cut[0]}")
    return gone


def faults(db: Database) -> Iterator[str]:
    """What is wrong with the chain or the history, as `line N` or `history N`; nothing if it is sound."""
    number, previous = anchor(db)
    for row in each(db.execute(f"select {_FIELDS} from journal order by number")):  # noqa: S608
        line = Line(*row)
        number += 1
        if line.number != number or line.previous != previous or line.digest != _digest(line):
            yield f"line {line.number}"
            number = line.number
        previous = line.digest
    yield from _history_faults(db)


def _history_faults(db: Database) -> Iterator[str]:
    sealed: dict[int, tuple[list[str], list[str]]] = {}
    for row in db.execute(
        "select id, line, before, after, before_salt, after_salt, before_digest, after_digest"
        " from history order by id"
    ):
        before, after = sealed.setdefault(row[1], ([], []))
        before.append(row[6])
        after.append(row[7])
        # A row without its salt was erased: its digest still stands in the chain, and a line says so.
        if (row[4] is not None and _salted(row[2], row[4]) != row[6]) or (
            row[5] is not None and _salted(row[3], row[5]) != row[7]
        ):
            yield f"history {row[0]}"
    yield from _emptied_without_a_line(db)
    for number, before_digests, after_digests in db.execute("select number, before, after from journal"):
        before, after = sealed.get(number, ([], []))
        if _together(before) != before_digests or _together(after) != after_digests:
            yield f"history of line {number}"


def _emptied_without_a_line(db: Database) -> Iterator[str]:
    told = "select record, max(number) from journal where action like '%.erased' group by record"
    erased = dict(db.execute(told).fetchall())
    for row, line, record, case_id in db.execute(_EMPTIED):
        if max(erased.get(record, 0), erased.get(case_id, 0)) < line:
            yield f"history {row}"


def lines_of_case(db: Database, case_id: str, limit: int) -> list[Line]:
    """The newest `limit` lines that touched the case, newest first."""
    rows = db.execute(
        f"select {_FIELDS} from journal where case_id = ? order by number desc limit ?",  # noqa: S608
        [case_id, limit],
    )
    return [Line(*row) for row in rows]


def _sealed(change: Change) -> tuple[str, str, str | None, str | None, str | None, bytes, bytes, str, str]:
    before_salt, after_salt = urandom(16), urandom(16)
    return (
        change.kind,
        change.record,
        change.case_id,
        change.before,
        change.after,
        before_salt,
        after_salt,
        _salted(change.before, before_salt),
        _salted(change.after, after_salt),
    )


def _salted(content: str | None, salt: bytes) -> str:
    told = b"-" if content is None else b"+" + content.encode()
    return hashlib.sha256(salt + told).hexdigest()


def _together(digests: Iterator[str] | Sequence[str]) -> str:
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()


def _values(line: Line) -> list[object]:
    return [getattr(line, name) for name in _FIELDS.split(", ")]


def _digest(line: Line) -> str:
    told = json.dumps(_values(line)[:-1], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()

"""How often a family is followed, and which families need more contact for a while."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlite_utils import Database

from db.records.case import Rhythm
from db.records.closer import Closer

_COLUMNS: Final = "k.position, k.ask_on, k.months_before, k.weeks_before"
# It holds while its entry is the last of the case's rhythm: taking back or changing it ends it.
_HOLDS: Final = """
    from closer_contact k join rhythms r on r.parent = k.case_id and r.position = k.position
    where not exists (select 1 from rhythms l where l.parent = r.parent and l.position > r.position)
"""
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """A case that is to be asked about: its child's name, since when, and the day of the question."""

    case_id: str
    child: str
    since: date
    ask_on: date


def save(db: Database, case_id: str, rhythm: Iterable[Rhythm]) -> None:
    """Put `rhythm` in place of the case's list, in the open transaction."""
    db.conn.execute("delete from rhythms where parent = ?", [case_id])
    db.conn.executemany(
        "insert into rhythms (parent, position, since, follow_up_months, contact_weeks, reason)"
        " values (?, ?, ?, ?, ?, ?)",
        [
            (case_id, place, one.since.isoformat(), one.follow_up_months, one.contact_weeks, one.reason)
            for place, one in enumerate(rhythm)
        ],
    )


def keep_closer(db: Database, case_id: str, closer: Closer) -> None:
    """Remember that the entry needs a question later, in the open transaction."""
    db.conn.execute(
        "insert or replace into closer_contact (case_id, position, ask_on, months_before, weeks_before)"
        " values (?, ?, ?, ?, ?)",
        [case_id, closer.position, closer.ask_on.isoformat(), closer.months_before, closer.weeks_before],
    )


def forget_closer(db: Database, case_id: str, position: int) -> None:
    """Forget what was said of the entries from `position` on, which were taken back, in the transaction."""
    db.conn.execute("delete from closer_contact where case_id = ? and position >= ?", [case_id, position])


def closer_of(db: Database, case_id: str) -> Closer | None:
    """The closer contact that runs in the case, None if it is followed as usual."""
    row = db.execute(f"select {_COLUMNS} {_HOLDS} and k.case_id = ?", [case_id]).fetchone()
    if row is None:
        return None
    names = ("position", "ask_on", "months_before", "weeks_before")
    return Closer.model_validate(dict(zip(names, row, strict=True)))


def to_ask(db: Database, today: date) -> list[Asking]:
    """The open cases whose closer contact is asked about by `today`, longest waiting first; at most 200."""
    rows = db.execute(
        f"select c.id, p.name, held.since, held.ask_on from (select k.case_id, r.since, k.ask_on {_HOLDS}"  # noqa: S608
        " and k.ask_on <= :today) held join cases c on c.id = held.case_id and c.status <> 'closed'"
        " join people p on p.id = c.child order by held.ask_on, c.number limit :most",
        {"today": today.isoformat(), "most": _MOST},
    )
    return [Asking(row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3])) for row in rows]

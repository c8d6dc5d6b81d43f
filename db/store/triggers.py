"""What deadlines hang on, in the few words that a list has room for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from db.rules.deadline import Deadline
from db.store import homes

_BATCH: Final = 400
_TITLES: Final = {
    "agreement": "select id, title from agreements where id in ({marks})",
    "sub_goal": "select id, title from sub_goals where id in ({marks})",
    "intervention": "select id, title from interventions where id in ({marks})",
    "consent": "select id, about from consents where id in ({marks})",
    "inquiry": "select id, case anonymous when 1 then '' else from_ end from inquiries where id in ({marks})",
}
_APPOINTMENTS: Final = f"""
    select a.id, a.title, a.ends_at,
        case when a.place <> '' and exists (
            select 1 from cases c left join relations r on r.parent = c.id
                join people p on (p.id = c.child or p.id = r.person)
            where c.id = a.parent and (p.protected_address = 1 or p.address in ({homes.PROTECTED}))
        ) then '' else a.place end,
        (select count(distinct w.target) from agenda_parts p join agenda_participants w on w.parent = p.id
         where p.parent = a.id)
    from appointments a where a.id in ({{marks}})
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Trigger:
    """What started a deadline: its title or who it came from, and of an appointment what else is known.

    There is no `place` where anybody in the case has a protected address: it may be that one.
    """

    title: str = ""
    ends_at: datetime | None = None
    place: str = ""
    people: int = 0


def of(db: Database, deadlines: Iterable[Deadline]) -> dict[str, Trigger]:
    """What `deadlines` hang on, by the id of the record; kinds of which nothing is shown are left out."""
    wanted: dict[str, list[str]] = {}
    for deadline in deadlines:
        wanted.setdefault(deadline.trigger_kind, []).append(deadline.trigger_id)
    found: dict[str, Trigger] = {}
    for kind, select in _TITLES.items():
        for row in _rows(db, select, wanted.get(kind, [])):
            found[row[0]] = Trigger(row[1])
    for row in _rows(db, _APPOINTMENTS, wanted.get("appointment", [])):
        ends = datetime.fromisoformat(row[2]) if row[2] else None
        found[row[0]] = Trigger(row[1], ends, row[3], row[4])
    return found


def _rows(db: Database, select: str, ids: list[str]) -> list[tuple[str, str, str, str, int]]:
    rows: list[tuple[str, str, str, str, int]] = []
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        rows += db.execute(select.format(marks=", ".join("?" * len(batch))), batch).fetchall()
    return rows

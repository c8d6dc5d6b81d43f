"""Which cases have something to print, and by what they can be chosen for a pile of papers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlite_utils import Database

from db.records.appointment import AppointmentKind
from db.store.moments import first_moment

_PRINTABLE: Final = """exists (select 1 from plans l where l.parent = c.id
    and (l.status = 'adopted' or l.status = 'draft'))"""
_ROWS: Final = """
    select c.id, c.number, p.name, c.caseworker, c.team, c.parents_not_told_reason is not null,
        coalesce(h.other, '')
    from case_list k join cases c on c.id = k.case_id join people p on p.id = c.child
        left join case_holds h on h.case_id = c.id and h.state = 'shared'
    where k.closed = 0 and {printable}
        and (:caseworker is null or c.caseworker = :caseworker)
        and (:team is null or c.team = :team)
        and (:case_id is null or c.id = :case_id)
        and (:due is null or exists (select 1 from deadlines d
            where d.case_id = c.id and d.open = 1 and d.due_day <= :due
                and (d.not_before is null or d.not_before <= :today)
                and (d.falls_away_from is null or d.falls_away_from > :today)))
    order by k.sort_key, k.number
"""
_MEETINGS: Final = """
    select a.id, a.kind, a.starts_at, c.id, p.name
    from appointments a join cases c on c.id = a.parent join people p on p.id = c.child
    where a.status = 'planned' and a.starts_at >= :from and a.starts_at < :to and {printable}
    order by a.starts_at, a.id
"""


@dataclass(frozen=True, slots=True)
class Printable:
    """A case with something to print: no CPR, no address. `sender` is whose it is, of a copy."""

    case_id: str
    number: str
    child: str
    caseworker: str
    team: str
    parents_not_told: bool
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A planned meeting of a case with something to print."""

    id: str
    kind: AppointmentKind
    starts_at: datetime
    case_id: str
    child: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """By what cases are chosen; what is None chooses nothing. `due`: something is open by that day."""

    caseworker: str | None = None
    team: str | None = None
    case_id: str | None = None
    due: date | None = None


def printable(db: Database, chosen: Chosen, *, today: date, plans: bool = True) -> list[Printable]:
    """The open cases by the child's name as Danes sort it; with `plans` only those that have one to print.

    That is one which is adopted, or a draft.
    """
    rows = db.execute(
        _ROWS.format(printable=_PRINTABLE if plans else "1"),
        {
            "caseworker": chosen.caseworker,
            "team": chosen.team,
            "case_id": chosen.case_id,
            "due": chosen.due.isoformat() if chosen.due else None,
            "today": today.isoformat(),
        },
    )
    return [Printable(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6]) for row in rows]


def caseworkers(db: Database) -> list[str]:
    """The caseworkers of open cases, each once, by name."""
    return _each(db, "caseworker")


def teams(db: Database) -> list[str]:
    """The teams of open cases, each once, by name."""
    return _each(db, "team")


def meetings(db: Database, first: date, last: date, *, plans: bool = True) -> list[Meeting]:
    """The meetings planned from the day `first` to before `last`, the earliest first, of cases as above."""
    found = db.execute(
        _MEETINGS.format(printable=_PRINTABLE if plans else "1"),
        {"from": first_moment(first), "to": first_moment(last)},
    )
    return [
        Meeting(row[0], AppointmentKind(row[1]), datetime.fromisoformat(row[2]), row[3], row[4])
        for row in found
    ]


def _each(db: Database, column: str) -> list[str]:
    asked = {"caseworker": "caseworker", "team": "team"}[column]
    rows = db.execute(
        f"select distinct {asked} from cases where closed is null and {asked} <> '' order by {asked}"  # noqa: S608
    )
    return [row[0] for row in rows]

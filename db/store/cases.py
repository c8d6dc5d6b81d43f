"""Cases: whole, and as the light rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlite_utils import Database

from db.errors import Stale
from db.records.base import COPENHAGEN, day_of
from db.records.case import Case, CaseStatus
from db.records.intervention import Intervention
from db.rules.danish import fold
from db.rules.spans import months_after
from db.store import aggregates
from db.words import later

_OPEN_FIRST: Final = "(c.status = 'closed'), c.number"
_ROW: Final = """
    select c.id, c.number, c.child, p.name, p.born, p.expected, c.status, c.coordinator,
        (select d.due_day from deadlines d
         where d.case_id = c.id and d.open = 1 and d.due_day <= :horizon
             and (d.not_before is null or d.not_before <= :today)
             and (d.falls_away_from is null or d.falls_away_from > :today)
             and not (d.passing = 1 and d.due_day < :today)
         order by d.due_day limit 1),
        max(coalesce((select max(a.starts_at) from appointments a
             where a.parent = c.id and a.status = 'held' and a.starts_at < :tomorrow
                 and (a.kind = 'phone' or a.kind = 'home_visit' or a.kind = 'network_meeting'
                     or a.kind = 'follow_up' or a.kind = 'child_talk')), ''),
            coalesce((select max(n.at) from notes n
             where n.parent = c.id and n.at < :tomorrow
                 and (n.kind = 'phone' or n.kind = 'home_visit' or n.kind = 'child_talk')), '')),
        p.protected_address, c.parents_not_told_reason is not null
    from page cross join cases c on c.id = page.id join people p on p.id = c.child
"""


class Only(StrEnum):
    """The saved filters of the caseload: what is open, has a day coming up or gone, is silent, or is closed."""

    OPEN = "open"
    DUE = "due"
    SILENT = "silent"
    CLOSED = "closed"


_ONLY: Final[Mapping[Only, str]] = {
    Only.OPEN: "c.status <> 'closed'",
    Only.CLOSED: "c.status = 'closed'",
    Only.DUE: """c.status <> 'closed' and exists (
        select 1 from deadlines d where d.case_id = c.id and d.open = 1 and d.due_day <= :soon
            and (d.not_before is null or d.not_before <= :today)
            and (d.falls_away_from is null or d.falls_away_from > :today)
            and not (d.passing = 1 and d.due_day < :today))""",
    Only.SILENT: """c.status <> 'closed' and c.opened < :silent_day
        and not exists (
            select 1 from appointments a
            where a.parent = c.id and a.status = 'held' and a.starts_at >= :silent and a.starts_at < :tomorrow
                and (a.kind = 'phone' or a.kind = 'home_visit' or a.kind = 'network_meeting'
                    or a.kind = 'follow_up' or a.kind = 'child_talk'))
        and not exists (
            select 1 from notes n where n.parent = c.id and n.at >= :silent and n.at < :tomorrow
                and (n.kind = 'phone' or n.kind = 'home_visit' or n.kind = 'child_talk'))""",
}


class Sorted(StrEnum):
    """What the caseload can be sorted by; closed cases come last whatever it is."""

    NUMBER = "number"
    CHILD = "child"
    BORN = "born"


_SORTED: Final[Mapping[Sorted, tuple[str, str]]] = {
    Sorted.NUMBER: ("c.number {way}", "c.id"),
    Sorted.CHILD: ("p.sort_key {way}", "c.number"),
    Sorted.BORN: ("coalesce(p.born, '9999') {way}", "c.number"),
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as a list shows it: not validated, no CPR, no address."""

    case_id: str
    number: str
    child_id: str
    child: str
    born: date | None
    expected: date | None
    status: CaseStatus
    coordinator: str
    next_due: date | None
    last_contact: date | None
    protected_address: bool
    parents_not_told: bool


def get(db: Database, case_id: str) -> Case:
    """The whole case `case_id`. Raises Stale if there is none."""
    found = aggregates.by_ids(db, Case, [case_id])
    if case_id not in found:
        raise Stale(later("This case is no longer in the store."), later("Open the list again."))
    return found[case_id]


def resolve(db: Database, asked: str) -> str:
    """The id of the case that `asked` names, by id or number. Raises Stale if there is none."""
    row = db.execute(
        "select id from cases where id = :asked or number = :asked order by id <> :asked", {"asked": asked}
    ).fetchone()
    if row is None:
        raise Stale(
            later("There is no case with that id or number in the store."),
            later("See the command cases for what is there."),
        )
    return str(row[0])


def ids(db: Database) -> list[str]:
    """Every case's id, open cases first, by number."""
    return [row[0] for row in db.execute(f"select c.id from cases c order by {_OPEN_FIRST}")]  # noqa: S608


def many(db: Database, case_ids: Iterable[str]) -> list[Case]:
    """Whole cases in the order of `case_ids`."""
    wanted = list(case_ids)
    found = aggregates.by_ids(db, Case, wanted)
    return [found[case_id] for case_id in wanted if case_id in found]


def count(db: Database, *, open_only: bool = False) -> int:
    """How many cases there are."""
    where = "where status <> 'closed'" if open_only else ""
    return int(db.execute(f"select count(*) from cases {where}").fetchone()[0])  # noqa: S608


def add(db: Database, case: Case) -> None:
    """Put a new case after all others, in the open transaction; its people are there already."""
    place = db.execute("select coalesce(max(position) + 1, 0) from cases").fetchone()[0]
    aggregates.put(db, case, position=place)


def has_number(db: Database, number: str) -> bool:
    """True if a case of this number is in the store."""
    return db.execute("select 1 from cases where number = ?", [number]).fetchone() is not None


def next_number(db: Database, year: int) -> str:
    """The number after the highest of `year`, as `2026-0031`."""
    highest = db.execute(
        "select max(cast(substr(number, 6) as integer)) from cases where number glob ?", [f"{year:04}-[0-9]*"]
    ).fetchone()[0]
    return f"{year:04}-{(highest or 0) + 1:04}"


def rows(
    db: Database,
    *,
    today: date,
    offset: int = 0,
    limit: int = 200,
    by_name: bool = False,
    text: str = "",
    status: CaseStatus | None = None,
    open_only: bool = False,
) -> list[CaseRow]:
    """A page of the caseload, open cases first, by number or by the child's name as Danish sorts.

    `text` keeps the cases whose child's name or whose number holds it. The next due day is that
    of the first entry which `due` gives; the last contact is not after `today`.
    """
    where = ["1"]
    values: dict[str, object] = {
        "today": today.isoformat(),
        "horizon": months_after(today, 12).isoformat(),
        "tomorrow": _midnight_after(today),
        "limit": limit,
        "offset": offset,
    }
    if text:
        where.append(
            "c.id in (select f.case_id from found f where f.kind in ('person', 'case')"
            " and (f.record = c.id or f.record = c.child) and instr(f.folded_title, :text))"
        )
        values["text"] = fold(text)
    if status is not None:
        where.append("c.status = :status")
        values["status"] = status.value
    if open_only:
        where.append("c.status <> 'closed'")
    order = "(c.status = 'closed'), p.sort_key, c.number" if by_name else _OPEN_FIRST
    select = f"{_ROW} where {' and '.join(where)} order by {order} limit :limit offset :offset"
    return [_row(row) for row in db.execute(select, values)]


def interventions_of(db: Database, case_ids: Iterable[str]) -> dict[str, list[Intervention]]:
    """The interventions of many cases, by case, in their order."""
    found: dict[str, list[Intervention]] = {case_id: [] for case_id in case_ids}
    for case_id, part in aggregates.parts_of(db, Intervention, list(found)):
        found[case_id].append(part)
    return found


def _row(row: tuple[str, ...]) -> CaseRow:
    return CaseRow(
        case_id=row[0],
        number=row[1],
        child_id=row[2],
        child=row[3],
        born=_day(row[4]),
        expected=_day(row[5]),
        status=CaseStatus(row[6]),
        coordinator=row[7],
        next_due=_day(row[8]),
        last_contact=day_of(datetime.fromisoformat(row[9])) if row[9] else None,
        protected_address=bool(row[10]),
        parents_not_told=bool(row[11]),
    )


def _midnight_after(day: date) -> str:
    try:
        midnight = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
        return midnight.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
    except OverflowError:
        return "9999-12-31T23:59:59Z"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""What a calendar shows: deadlines and appointments of some days as light rows, and what is overdue."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlite_utils import Database

from db.records.appointment import AppointmentKind, AppointmentStatus
from db.records.base import day_of
from db.records.case import HandledState
from db.rules.rulebook import RuleBasis
from db.store.deadlines import MOST_COUNTED

_OVERDUE: Final = (
    "d.open = 1 and d.due_day < :today and d.passing = 0 and (a.id is null or a.status = 'planned')"
)
_MOST_TIMES: Final = 200
_ROWS: Final = """
    select d.rule, d.title, d.basis, d.legal_ref, d.trigger_id, d.due, d.case_id, p.name,
        a.id, a.kind, coalesce(a.title, g.title, u.title), a.status, a.ends_at,
        d.met is not null or d.mark is not null or (d.passing = 1 and d.due_day < :today), d.mark, d.passing,
        h.case_id is not null, case h.state when 'shared' then h.other end
    from deadlines d
    left join cases c on c.id = d.case_id
    left join people p on p.id = c.child
    left join case_holds h on h.case_id = d.case_id and h.state <> 'received'
    left join appointments a on d.rule = 'appointment' and a.id = d.trigger_id
    left join agreements g on d.rule = 'agreement' and g.id = d.trigger_id
    left join sub_goals u on d.rule = 'sub_goal' and u.id = d.trigger_id
    where {where} and (d.not_before is null or d.not_before <= :today)
        and (d.falls_away_from is null or :today < d.falls_away_from)
    order by d.due_day, d.rule <> 'appointment', d.due
    limit :limit
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry: a deadline, or an appointment if `kind` is set; `starts` is a day or a moment in UTC.

    `own_title` is what people called it: an appointment, an agreement or a sub-goal; "" for the rest.
    A `passing` one is over once its day is. What is answered `elsewhere` can only be read here; `sender` is
    whose it is, of a copy.
    """

    rule: str
    title: str
    basis: RuleBasis
    legal_ref: str
    record: str
    starts: date | datetime
    case_id: str | None
    child: str | None
    kind: AppointmentKind | None
    own_title: str
    status: AppointmentStatus | None
    ends: datetime | None
    is_over: bool
    mark: HandledState | None = None
    passing: bool = False
    elsewhere: bool = False
    sender: str = ""

    @property
    def day(self) -> date:
        """The day it stands on, in Copenhagen."""
        return day_of(self.starts) if isinstance(self.starts, datetime) else self.starts

    @property
    def key(self) -> str:
        """What tells it from every other entry."""
        return f"{self.rule} {self.record} {self.starts}"


def between(db: Database, first: date, last: date, today: date) -> list[Shown]:
    """What stands on the days from `first` to `last`, met or not, in the order of time."""
    values = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}
    select = _ROWS.format(where="d.due_day between :first and :last")
    return [_shown(row) for row in db.execute(select, {**values, "limit": -1})]


def overdue(db: Database, today: date, *, limit: int = MOST_COUNTED) -> list[Shown]:
    """What is open and whose day is over, the oldest first."""
    select = _ROWS.format(where=_OVERDUE)
    return [_shown(row) for row in db.execute(select, {"today": today.isoformat(), "limit": limit})]


def overdue_count(db: Database, today: date) -> int:
    """How many `overdue` would give; MOST_COUNTED stands for that many or more."""
    counted = f"select count(*) from ({_ROWS.format(where=_OVERDUE)})"  # noqa: S608
    row = db.execute(counted, {"today": today.isoformat(), "limit": MOST_COUNTED}).fetchone()
    return int(row[0])


def planned_times(db: Database, first: datetime, last: datetime) -> list[datetime]:
    """When this store's own planned appointments from `first` to `last` begin: in order, each once, in UTC.

    200 at most.
    """
    rows = db.execute(
        "select due from deadlines d indexed by deadlines_open where open = 1 and rule = 'appointment'"
        " and due_day between :first and :last and not exists (select 1 from case_holds h"
        " where h.case_id = d.case_id and h.state <> 'received') order by due_day, due limit :limit",
        {"first": day_of(first).isoformat(), "last": day_of(last).isoformat(), "limit": _MOST_TIMES},
    )
    times = {datetime.fromisoformat(row[0]).astimezone(UTC) for row in rows}
    return sorted(moment for moment in times if first <= moment <= last)


def _shown(row: tuple[Any, ...]) -> Shown:
    return Shown(
        rule=row[0],
        title=row[1],
        basis=RuleBasis(row[2]),
        legal_ref=row[3],
        record=row[4],
        starts=_when(row[5]),
        case_id=row[6],
        child=row[7],
        kind=AppointmentKind(row[9]) if row[8] else None,
        own_title=row[10] or "",
        status=AppointmentStatus(row[11]) if row[8] else None,
        ends=_when(row[12]) if row[12] else None,  # type: ignore[arg-type]
        is_over=bool(row[13]),
        mark=HandledState(row[14]) if row[14] else None,
        passing=bool(row[15]),
        elsewhere=bool(row[16]),
        sender=row[17] or "",
    )


def _when(text: str) -> date | datetime:
    if "T" in text:
        return datetime.fromisoformat(text).astimezone(UTC)
    return date.fromisoformat(text)

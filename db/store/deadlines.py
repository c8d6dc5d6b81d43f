"""Deadlines as rows: what a case's records gave, refreshed by the action that changes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlite_utils import Database

from db.records.base import day_of, moment_text
from db.records.case import HandledState
from db.rules.deadline import Deadline
from db.rules.rulebook import RuleBasis
from db.rules.spans import days_after
from db.rules.today import APPOINTMENT, CONTACT, DAYS_AHEAD, PROMISES, Away, Section, silent_before
from db.stepping import each
from db.store import holds
from db.store.moments import parsed

_FIELDS: Final = (
    "rule, title, basis, legal_ref, trigger_kind, trigger_id, trigger_on, due, met, late, mark, passing,"
    " missed, not_before, falls_away_from"
)
_GIVEN: Final = """
    (d.not_before is null or d.not_before <= :today)
    and (d.falls_away_from is null or d.falls_away_from > :today)
    and not (d.passing = 1 and d.due_day < :today)
"""
_SILENT: Final = (
    f"(d.rule = '{CONTACT}' and d.due_day < :today and d.trigger_on is not null"
    " and substr(d.trigger_on, 1, 10) < :silent)"
)
_NEARLY: Final = "(length(d.due) > 10 and julianday(d.due) <= julianday(:day_later))"
_OVER: Final = (
    f"(d.rule = '{APPOINTMENT}' and d.due_day = :today and exists (select 1 from appointments a where"  # noqa: S608
    " a.id = d.trigger_id and julianday(coalesce(a.ends_at, datetime(a.starts_at, '+1 hour')))"
    " <= julianday(:now)))"
)
_MEANWHILE: Final = (
    "(d.due_day >= :since_day and d.due_day <= :until_day"
    " and ((length(d.due) = 10 and d.due_day < :until_day) or (length(d.due) > 10"
    " and julianday(d.due) > julianday(:since) and julianday(d.due) <= julianday(:until))))"
)
_ANSWERED: Final = (
    f"(d.due_day < :today or {_OVER} or (d.rule <> '{APPOINTMENT}' and (d.due_day = :today or {_NEARLY})))"
    f" and not {_SILENT}"
)
_NOW: Final = f"d.due_day <= :tomorrow and {_ANSWERED}"
_ELSEWHERE: Final = (
    " exists (select 1 from case_holds h where h.case_id = d.case_id and h.state <> 'received')"
)
"""Of a case that somebody else has: who answers it there is not this store's user."""
_SHARED: Final = " exists (select 1 from case_holds h where h.case_id = d.case_id and h.state = 'shared')"
# Days first, so that each section is a stretch of the index. What is bound only where it is compared with
# columns: a rule or a limit that is bound SQLite looks at, and prepares the statement a second time for it.
_SECTIONS: Final[Mapping[Section, str]] = {
    Section.AWAY: f"d.due_day between :since_day and :until_day and {_ANSWERED} and {_MEANWHILE}",
    Section.NOW: f"{_NOW} and not {_MEANWHILE}",
    Section.NEXT: (
        "d.due_day between :today and :tomorrow"
        f" and ((d.rule = '{APPOINTMENT}' and not {_OVER}) or (d.rule <> '{APPOINTMENT}'"
        f" and d.due_day = :tomorrow and not {_NEARLY}))"
    ),
    Section.WEEK: "d.due_day > :tomorrow and d.due_day <= :last",
    Section.SILENT: f"d.due_day < :today and {_SILENT}",
    Section.OTHERS: f"{_NOW} and {_SHARED}",
}
_PROMISED: Final = "(" + " or ".join(f"d.rule = '{rule}'" for rule in PROMISES) + ")"
_IN_ORDER: Final = "order by d.due_day, d.due, d.rule, d.id"
_BY_DAY: Final = "deadlines_open"
_CONTACTS: Final = "deadlines_open_contact"
_WEIGHTS: Final = (
    ("d.basis = 'law'", "deadlines_open_law"),
    (f"d.basis = 'local' and {_PROMISED}", "deadlines_open_promised"),
    (f"d.basis = 'local' and not {_PROMISED}", _BY_DAY),
)
_PICKS: Final = (
    *((Section.AWAY, *weight) for weight in _WEIGHTS),
    *((Section.NOW, *weight) for weight in _WEIGHTS),
    (Section.NEXT, "1", _BY_DAY),
    (Section.WEEK, "1", _BY_DAY),
    (Section.SILENT, "1", _CONTACTS),
    *((Section.OTHERS, *weight) for weight in _WEIGHTS),
)
"""Whatever is shown of a section is among the first of these."""
MOST_COUNTED: Final = 1000
"""Nobody's page counts further: what a day holds beyond it is only called more."""


@dataclass(frozen=True, slots=True)
class DayPage:
    """The first deadlines of each section of a day's page, and how many there are in all."""

    entries: tuple["Entry", ...]
    counts: Mapping[Section, int]


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many appointments and how many other deadlines one day has."""

    appointments: int = 0
    deadlines: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A deadline with the case it belongs to, None for one of the office; an appointment with its end.

    `whose` is who has the case where it is not this store's own.
    """

    case_id: str | None
    number: str | None
    child: str | None
    deadline: Deadline
    ends: datetime | None = None
    whose: str = ""


def replace(db: Database, owner: str, case_id: str | None, deadlines: Iterable[Deadline]) -> None:
    """Put what `owner` (a case, or a record of the office) gives in place of what it gave before."""
    db.conn.execute("delete from deadlines where owner = ?", [owner])
    add(db, [(owner, case_id, deadline) for deadline in deadlines])


def add(db: Database, rows: Iterable[tuple[str, str | None, Deadline]]) -> None:
    """Add deadlines with their owner and case, in the open transaction."""
    db.conn.executemany(
        f"insert into deadlines (owner, case_id, due_day, {_FIELDS})"  # noqa: S608
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                owner,
                case_id,
                _day(item.due).isoformat(),
                item.rule,
                item.title,
                item.basis,
                item.legal_ref,
                item.trigger_kind,
                item.trigger_id,
                _text(item.trigger_on),
                _text(item.due),
                _text(item.met),
                item.late,
                item.mark,
                item.passing,
                item.missed,
                _text(item.not_before),
                _text(item.falls_away_from),
            )
            for owner, case_id, item in each(rows)
        ],
    )


def open_until(db: Database, today: date, last: date, *, limit: int = 10_000) -> list[Entry]:
    """What is open and due up to `last`, earliest first; what only passes is left out once it has."""
    where = f"d.open = 1 and d.due_day <= :last and {_GIVEN} {_IN_ORDER} limit :limit"
    return _entries(db, where, {"today": today.isoformat(), "last": last.isoformat(), "limit": limit})


def open_of_case(db: Database, case_id: str, today: date, *, limit: int = 200) -> list[Entry]:
    """What is open in one case, earliest first."""
    where = f"d.case_id = :case and d.open = 1 and {_GIVEN} {_IN_ORDER} limit :limit"
    return _entries(db, where, {"today": today.isoformat(), "case": case_id, "limit": limit})


def on_day(db: Database, trigger: str, day: date) -> list[Deadline]:
    """The deadlines of one day that the record `trigger` gives, met or not."""
    where = "d.trigger_id = :trigger and d.due_day = :day"
    found = _entries(db, where, {"trigger": trigger, "day": day.isoformat()})
    return [entry.deadline for entry in found]


def next_of(db: Database, trigger: str) -> Deadline | None:
    """The first open deadline that the record `trigger` gives; None if it gives none."""
    found = _entries(db, f"d.trigger_id = :trigger and d.open = 1 {_IN_ORDER} limit 1", {"trigger": trigger})
    return found[0].deadline if found else None


def page_of_day(
    db: Database, now: datetime, most: Mapping[Section, int], away: Away | None = None
) -> DayPage:
    """The open deadlines that the page of the moment `now` begins with, at most so many of each section.

    `away` is the time since last time. Of what is too much to show, the longest overdue come first. The
    counts end at MOST_COUNTED. What somebody else has to answer stands in a section of its own.
    """
    today = day_of(now)
    values = {
        "today": today.isoformat(),
        "tomorrow": days_after(today, 1).isoformat(),
        "last": days_after(today, DAYS_AHEAD).isoformat(),
        "silent": silent_before(today).isoformat(),
        "now": moment_text(now),
        "day_later": moment_text(now + timedelta(hours=24)),
    }
    sections = _sections(db, away)
    if away is not None:
        values |= {
            "since": moment_text(away.since),
            "since_day": day_of(away.since).isoformat(),
            "until": moment_text(away.until),
            "until_day": day_of(away.until).isoformat(),
        }
    counts = dict.fromkeys(Section, 0)
    for section, where in sections.items():
        index = _CONTACTS if section is Section.SILENT else _BY_DAY
        source = f"deadlines d indexed by {index} where d.open = 1 and {_GIVEN} and {where}"
        counted = f"select count(*) from (select 1 from {source} limit {MOST_COUNTED})"  # noqa: S608
        counts[section] = int(db.execute(counted, values).fetchone()[0])
    # The index alone says which they are, in its own order; only those are read.
    picked = " union all ".join(
        f"select id from (select d.id from deadlines d indexed by {index} where d.open = 1"  # noqa: S608
        f" and {_GIVEN} and {sections[section]} and {kind} {_IN_ORDER} limit {int(most[section])})"
        for section, kind, index in _PICKS
        if section in sections
    )
    entries = _entries(db, "1", values, f"({picked}) picked cross join deadlines d on d.id = picked.id")
    return DayPage(tuple(entries), counts)


def counts_by_day(db: Database, today: date, first: date, last: date) -> dict[date, DayCount]:
    """How much this store's user has open on each day from `first` to `last`; empty days are left out."""
    rows = db.execute(
        "select d.due_day, sum(d.rule = :appointment), sum(d.rule <> :appointment) from deadlines d"  # noqa: S608
        f" where d.open = 1 and d.due_day between :first and :last and {_GIVEN}{_own(db)}"
        " group by d.due_day",
        {
            "today": today.isoformat(),
            "first": first.isoformat(),
            "last": last.isoformat(),
            "appointment": APPOINTMENT,
        },
    )
    return {date.fromisoformat(row[0]): DayCount(row[1], row[2]) for row in rows}


def all_entries(db: Database) -> list[Entry]:
    """Every deadline of the store, met and open."""
    return _entries(db, "1", {})


def _sections(db: Database, away: Away | None) -> dict[Section, str]:
    """What holds for each section of the page; one that this store cannot have is left out."""
    sections = dict(_SECTIONS)
    if away is None:
        del sections[Section.AWAY]
        sections[Section.NOW] = _NOW
    own, others = _own(db), sections.pop(Section.OTHERS)
    if not own:
        return sections
    return {section: where + own for section, where in sections.items()} | {Section.OTHERS: others}


def _own(db: Database) -> str:
    """What leaves out what others answer; nothing in a store without a case of others: it costs a look."""
    return f" and not {_ELSEWHERE}" if holds.any_read_only(db) else ""


def _entries(db: Database, where: str, values: dict[str, Any], source: str = "deadlines d") -> list[Entry]:
    columns = ", ".join(f"d.{name}" for name in _FIELDS.split(", "))
    select = (
        f"select d.case_id, c.number, p.name, a.ends_at, coalesce(h.other, ''), {columns} from {source}"  # noqa: S608
        " left join cases c on c.id = d.case_id left join people p on p.id = c.child"
        " left join case_holds h on h.case_id = d.case_id and h.state <> 'received'"
        f" left join appointments a on d.rule = '{APPOINTMENT}' and a.id = d.trigger_id where {where}"
    )
    return [
        Entry(row[0], row[1], row[2], _deadline(row[5:]), parsed(row[3]) if row[3] else None, row[4])
        for row in db.execute(select, values)
    ]


def _deadline(row: tuple[Any, ...]) -> Deadline:
    return Deadline(
        rule=row[0],
        title=row[1],
        basis=RuleBasis(row[2]),
        legal_ref=row[3],
        trigger_kind=row[4],
        trigger_id=row[5],
        trigger_on=_when(row[6]),
        due=_when(row[7]) or date.max,
        met=_when(row[8]),
        late=bool(row[9]),
        mark=HandledState(row[10]) if row[10] else None,
        passing=bool(row[11]),
        missed=bool(row[12]),
        not_before=_date(row[13]),
        falls_away_from=_date(row[14]),
    )


def _day(when: date | datetime) -> date:
    return day_of(when) if isinstance(when, datetime) else when


def _text(when: date | datetime | None) -> str | None:
    if isinstance(when, datetime):
        return moment_text(when)
    return None if when is None else when.isoformat()


def _when(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

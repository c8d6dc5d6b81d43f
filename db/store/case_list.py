"""The caseload as the light rows of a list: sorted, filtered and read a page at a time."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlite_utils import Database

from db.records.base import day_of
from db.records.case import CaseStatus
from db.rules.danish import sort_key
from db.rules.help_row import HelpRow
from db.rules.spans import days_after, months_after
from db.rules.today import DAYS_AHEAD, silent_before
from db.store import help_rows
from db.store.moments import first_moment

_GIVEN: Final = """(d.not_before is null or d.not_before <= :today)
             and (d.falls_away_from is null or d.falls_away_from > :today)
             and not (d.passing = 1 and d.due_day < :today)"""
_TALKED: Final = """a.status = 'held' and (a.kind = 'phone' or a.kind = 'home_visit'
                     or a.kind = 'network_meeting' or a.kind = 'follow_up' or a.kind = 'child_talk')"""
_NOTED: Final = "(n.kind = 'phone' or n.kind = 'home_visit' or n.kind = 'child_talk')"
_PAGE: Final = """
    with page as (
        select l.case_id from case_list l where {where} order by {order} limit :limit offset :offset)
    select c.id, c.number, c.child, p.name, p.born, p.expected, c.status, c.coordinator,
        (select d.due_day from deadlines d
         where d.case_id = c.id and d.open = 1 and d.due_day <= :horizon and {given}
         order by d.due_day limit 1),
        max(coalesce((select max(a.starts_at) from appointments a
             where a.parent = c.id and a.starts_at < :tomorrow and {talked}), ''),
            coalesce((select max(n.at) from notes n
             where n.parent = c.id and n.at < :tomorrow and {noted}), '')),
        p.protected_address, c.parents_not_told_reason is not null
    from page join case_list l on l.case_id = page.case_id
        join cases c on c.id = l.case_id join people p on p.id = c.child
    order by {order}
"""


class Only(StrEnum):
    """The saved filters: what is open, what has a day coming up or gone, what is silent, what is closed."""

    OPEN = "open"
    DUE = "due"
    SILENT = "silent"
    CLOSED = "closed"


class Sorted(StrEnum):
    """What the caseload is sorted by; closed cases come last whatever it is."""

    NUMBER = "number"
    CHILD = "child"
    BORN = "born"


_ONLY: Final[Mapping[Only, str]] = {
    Only.OPEN: "l.closed = 0",
    Only.CLOSED: "l.closed = 1",
    Only.DUE: """l.closed = 0 and exists (select 1 from deadlines d
        where d.case_id = l.case_id and d.open = 1 and d.due_day <= :soon and {given})""",
    Only.SILENT: """l.closed = 0
        and (select c.opened from cases c where c.id = l.case_id) < :silent_day
        and not exists (select 1 from appointments a
            where a.parent = l.case_id and a.starts_at >= :silent and a.starts_at < :tomorrow and {talked})
        and not exists (select 1 from notes n
            where n.parent = l.case_id and n.at >= :silent and n.at < :tomorrow and {noted})""",
}
_SORTED: Final[Mapping[Sorted, str]] = {
    Sorted.NUMBER: "l.closed, l.number {way}",
    Sorted.CHILD: "l.closed, l.sort_key {way}, l.number {way}",
    Sorted.BORN: "l.closed, l.born is null, l.born {way}, l.number {way}",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases, in which order; `text` keeps those of which child's name or number holds each word."""

    only: Only | None = None
    text: str = ""
    by: Sorted = Sorted.NUMBER
    descending: bool = False


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


@dataclass(frozen=True, slots=True)
class Family:
    """A case by the name of its child."""

    case_id: str
    number: str
    child: str


@dataclass(frozen=True, slots=True)
class CostlyCase:
    """A case as its account asks for it: its number, and its interventions in their order."""

    id: str
    number: str
    interventions: tuple[HelpRow, ...]


def rows(
    db: Database, wanted: Wanted = Wanted(), *, today: date, offset: int = 0, limit: int = 200
) -> list[CaseRow]:
    """A page of the caseload, open cases first.

    The next due day is that of the first entry which `due` gives; the last contact is not after `today`.
    """
    silent_day = silent_before(today)
    values: dict[str, object] = {
        "today": today.isoformat(),
        "horizon": months_after(today, 12).isoformat(),
        "soon": days_after(today, DAYS_AHEAD).isoformat(),
        "silent_day": silent_day.isoformat(),
        "silent": first_moment(silent_day),
        "tomorrow": first_moment(today, after=True),
        "limit": limit,
        "offset": offset,
    }
    where = [_ONLY[wanted.only] if wanted.only else "1"]
    for place, word in enumerate(plain(wanted.text).split()):
        where.append(f"instr(l.words, :word{place})")
        values[f"word{place}"] = word
    order = _SORTED[wanted.by].format(way="desc" if wanted.descending else "asc")
    parts = {"given": _GIVEN, "talked": _TALKED, "noted": _NOTED}
    select = _PAGE.format(where=" and ".join(where).format(**parts), order=order, **parts)
    return [_row(row) for row in db.execute(select, values)]


def named(db: Database, text: str, limit: int = 5) -> list[Family]:
    """The first cases whose child's name or number holds each word of `text`, open ones first, by name."""
    words = plain(text).split()
    if not words:
        return []
    where = " and ".join("instr(l.words, ?)" for _ in words)
    return [
        Family(*row)
        for row in db.execute(
            "select l.case_id, l.number, p.name from case_list l join people p on p.id = l.child"  # noqa: S608
            f" where {where} order by l.closed, l.sort_key, l.number limit ?",
            [*words, limit],
        )
    ]


def costly(db: Database, case_ids: Iterable[str]) -> list[CostlyCase]:
    """Cases with what they cost, in the order of `case_ids`."""
    helped = help_rows.of_cases(db, case_ids)
    select = "select id, number from cases where id in (select value from json_each(?))"
    numbers = dict(db.execute(select, [json.dumps(list(helped))]).fetchall())
    return [
        CostlyCase(case_id, numbers[case_id], tuple(helped[case_id]))
        for case_id in helped
        if case_id in numbers
    ]


def children_of(db: Database, case_ids: Iterable[str]) -> dict[str, str]:
    """The names of the children of many cases, by case."""
    wanted = list(dict.fromkeys(case_ids))
    marks = ", ".join("?" * len(wanted))
    return dict(
        db.execute(
            f"select c.id, p.name from cases c join people p on p.id = c.child where c.id in ({marks})",  # noqa: S608
            wanted,
        ).fetchall()
    )


def plain(text: str) -> str:
    """`text` as the list's words are kept: lower case, ø as o, å as aa, æ as ae; as 0004_lists.sql has it."""
    key = sort_key(text)
    for letters, written in (("{", "ae"), ("|", "o"), ("}", "aa"), ("oe", "o")):
        key = key.replace(letters, written)
    return key


def _row(row: tuple[Any, ...]) -> CaseRow:
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


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

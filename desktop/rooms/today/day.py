"""All that the day's page shows, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.actions import upkeep
from db.actions.desk import Desk
from db.records.base import day_of
from db.rules import today as rules
from db.rules.clock import is_far_behind
from db.rules.holidays import is_public_holiday
from db.rules.today import Agenda, Away, Section
from db.store import case_list, cases, deadlines, drafts, journal, rhythms, triggers
from db.store.deadlines import DayCount, Entry
from db.store.drafts import Draft
from db.store.rhythms import Asking
from db.store.triggers import Trigger
from db.store.trouble import known_trouble


@dataclass(frozen=True, slots=True)
class Weekday:
    """One working day of the strip."""

    day: date
    count: DayCount
    holiday: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The page of one moment. `counts` says how many there are where `agenda` holds only the first.

    `backups_wait` is the day since which the backups' folder is out of reach, None if it is not;
    `clock_behind` is the day of the last thing written down, if the clock is far before it.
    """

    now: datetime
    agenda: Agenda[Entry]
    counts: Mapping[Section, int]
    triggers: Mapping[str, Trigger]
    week: tuple[Weekday, ...]
    drafts: tuple[Draft, ...]
    draft_children: Mapping[str, str]
    open_cases: int
    any_case: bool
    asks: tuple[Asking, ...]
    backups_wait: date | None
    clock_behind: date | None

    @property
    def begun(self) -> bool:
        """Whether there is anything to show: a case, or what waits without one, such as a notification."""
        return self.any_case or bool(self.drafts) or any(self.counts.values())

    @property
    def today(self) -> date:
        """The day on the office's calendar."""
        return day_of(self.now)


def read_day(desk: Desk, now: datetime, away: Away | None, most: Mapping[Section, int]) -> Day:
    """The day's page at `now` with at most so many rows of each section. Raises Trouble if the disk fails."""
    with known_trouble():
        return _read(desk, now, away, most)


def _read(desk: Desk, now: datetime, away: Away | None, most: Mapping[Section, int]) -> Day:
    db, today = desk.db, day_of(now)
    page = deadlines.page_of_day(db, now, most, away)
    agenda = _cut(rules.agenda(page.entries, now, away), most)
    shown = [*agenda.away, *agenda.now, *agenda.next, *agenda.week, *agenda.others]
    typed = tuple(drafts.everything(db))
    open_cases = cases.count(db, open_only=True)
    return Day(
        now=now,
        agenda=agenda,
        counts=page.counts,
        triggers=triggers.of(db, [entry.deadline for entry in shown]),
        week=_week(desk, today),
        drafts=typed,
        draft_children=case_list.children_of(db, [draft.case_id for draft in typed if draft.case_id]),
        open_cases=open_cases,
        any_case=open_cases > 0 or cases.count(db) > 0,
        asks=tuple(rhythms.to_ask(db, today)),
        clock_behind=_clock_behind(desk, now),
        backups_wait=upkeep.waiting_since(desk),
    )


def _cut(agenda: Agenda[Entry], most: Mapping[Section, int]) -> Agenda[Entry]:
    return Agenda(
        away=agenda.away[: most[Section.AWAY]],
        now=agenda.now[: most[Section.NOW]],
        next=agenda.next[: most[Section.NEXT]],
        week=agenda.week[: most[Section.WEEK]],
        silent=agenda.silent[: most[Section.SILENT]],
        others=agenda.others[: most[Section.OTHERS]],
        names=agenda.names,
    )


def _clock_behind(desk: Desk, now: datetime) -> date | None:
    last = journal.last_at(desk.db)
    return day_of(last) if last is not None and is_far_behind(now, last) else None


def _week(desk: Desk, today: date) -> tuple[Weekday, ...]:
    days = rules.working_week(today)
    counts = deadlines.counts_by_day(desk.db, today, days[0], days[-1])
    return tuple(Weekday(day, counts.get(day, DayCount()), is_public_holiday(day)) for day in days)

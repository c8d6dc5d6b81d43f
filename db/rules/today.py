"""What of the open deadlines needs an answer now, what comes today and tomorrow, and what the week holds.

Source: none in law. The order is the caseworker's: what the law asks for comes first, then what was
promised to somebody, then the rhythm that the office keeps by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Generic, Protocol, TypeVar

from db.records.base import day_of
from db.rules.deadline import Deadline, calendar_day
from db.rules.rulebook import RuleBasis
from db.rules.spans import days_after
from db.rules.summary import short_name

DAYS_AHEAD: Final = 7
"""How many days after today are shown."""
LONG_WEEKS: Final = 6
"""A family that nobody has spoken with for more weeks than this has waited long."""
APPOINTMENT: Final = "appointment"
CONTACT: Final = "contact"
PROMISES: Final = (
    "agreement",
    "sub_goal",
    "consent_expires",
    "intervention_ends",
    "grey_zone_review",
    APPOINTMENT,
)
"""The local rules whose day somebody wrote down; all other local ones are a rhythm."""
_SATURDAY: Final = 5
_WORKING_DAYS: Final = 5
_DAYS_A_WEEK: Final = 7
_HOURS_OF_A_DAY: Final = timedelta(hours=24)
_USUAL: Final = timedelta(hours=1)


class Section(StrEnum):
    """Where a deadline stands on the day's page."""

    AWAY = "away"
    NOW = "now"
    NEXT = "next"
    WEEK = "week"
    SILENT = "silent"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Away:
    """From the last thing that was done in the program on an earlier day to the moment of opening it."""

    since: datetime
    until: datetime

    def holds(self, deadline: Deadline) -> bool:
        """True if `deadline` fell due meanwhile: its day was over, or its moment passed."""
        due = deadline.due
        if isinstance(due, datetime):
            return self.since < due <= self.until
        return day_of(self.since) <= due < day_of(self.until)


class Due(Protocol):
    """A deadline with its case; `case_id` and `child` (the name) are None for one of the office."""

    @property
    def case_id(self) -> str | None:
        """The case it belongs to."""

    @property
    def child(self) -> str | None:
        """The child's name."""

    @property
    def deadline(self) -> Deadline:
        """What is due."""

    @property
    def ends(self) -> datetime | None:
        """When an appointment ends; None if nobody said, and for all that is none."""

    @property
    def whose(self) -> str:
        """Who answers it where that is not this store's user: whose copy the case is; else ""."""


D = TypeVar("D", bound=Due)


@dataclass(frozen=True)  # not slots: 3.11 cannot build a generic, frozen, slotted dataclass
class Agenda(Generic[D]):
    """A day's page: each section in the order in which it is read."""

    away: tuple[D, ...] = ()
    now: tuple[D, ...] = ()
    next: tuple[D, ...] = ()
    week: tuple[D, ...] = ()
    silent: tuple[D, ...] = ()
    others: tuple[D, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def agenda(entries: Iterable[D], now: datetime, away: Away | None = None) -> Agenda[D]:
    """The page of the moment `now`, made of open deadlines; `names` are the children's, by case.

    A deadline stands in one section only: what needs an answer and fell due since last time (`away`)
    in the first. What lies more than a week ahead is left out, and of what others have to answer all
    that does not need it now.
    """
    found: dict[Section, list[D]] = {section: [] for section in Section}
    for entry in entries:
        section = section_of(entry.deadline, now, entry.ends)
        if section is Section.NOW and away is not None and away.holds(entry.deadline):
            section = Section.AWAY
        if entry.whose:
            section = Section.OTHERS if section in (Section.NOW, Section.AWAY) else None
        if section is not None:
            found[section].append(entry)
    return Agenda(
        away=tuple(sorted(found[Section.AWAY], key=_by_weight)),
        now=tuple(sorted(found[Section.NOW], key=_by_weight)),
        next=tuple(sorted(found[Section.NEXT], key=_by_clock)),
        week=tuple(sorted(found[Section.WEEK], key=_by_clock)),
        silent=tuple(sorted(found[Section.SILENT], key=_by_silence)),
        others=tuple(sorted(found[Section.OTHERS], key=_by_weight)),
        names=called(entry for group in found.values() for entry in group),
    )


def section_of(deadline: Deadline, now: datetime, ends: datetime | None = None) -> Section | None:
    """Where the open `deadline` stands at the moment `now`; None if it is too far ahead.

    A limit of hours counts as now from 24 hours before it ends; an appointment once it is over, by
    `ends` or after an hour.
    """
    today, day = day_of(now), deadline.due_day
    if is_silence(deadline, today):
        return Section.SILENT
    if deadline.rule == APPOINTMENT:
        answered = day < today or is_over(deadline, now, ends)
    else:
        answered = day <= today or _ends_within_a_day(deadline, now)
    if answered:
        return Section.NOW
    if day <= days_after(today, 1):
        return Section.NEXT
    return Section.WEEK if day <= days_after(today, DAYS_AHEAD) else None


def is_over(appointment: Deadline, now: datetime, ends: datetime | None) -> bool:
    """True once an appointment has ended; without an end it is taken to last an hour."""
    due = appointment.due
    return isinstance(due, datetime) and (ends or due + _USUAL) <= now


def is_silence(deadline: Deadline, today: date) -> bool:
    """True for a contact that is overdue and more than six weeks after the last one."""
    return (
        deadline.rule == CONTACT
        and deadline.due_day < today
        and deadline.trigger_on is not None
        and calendar_day(deadline.trigger_on) < silent_before(today)
    )


def silent_before(today: date) -> date:
    """A last contact before this day is long ago."""
    return days_after(today, -LONG_WEEKS * _DAYS_A_WEEK)


def weeks_since(deadline: Deadline, today: date) -> int:
    """Whole weeks since what started `deadline`; 0 if it carries its own date."""
    if deadline.trigger_on is None:
        return 0
    return max(0, (today - calendar_day(deadline.trigger_on)).days // _DAYS_A_WEEK)


def weight(deadline: Deadline) -> int:
    """0 for law, 1 for what was promised to somebody, 2 for the office's own rhythm."""
    if deadline.basis is RuleBasis.LAW:
        return 0
    return 1 if deadline.rule in PROMISES else 2


def working_week(today: date) -> tuple[date, ...]:
    """Monday to Friday of the week of `today`; at a weekend those of the week that comes."""
    ahead = _DAYS_A_WEEK if today.weekday() >= _SATURDAY else 0
    monday = days_after(today, ahead - today.weekday())
    return tuple(days_after(monday, number) for number in range(_WORKING_DAYS))


def called(entries: Iterable[Due]) -> dict[str, str]:
    """What each child is called in the list, by case: `Emil S.`, or in full where two would be the same."""
    full = {entry.case_id: entry.child for entry in entries if entry.case_id and entry.child}
    taken: dict[str, int] = {}
    for name in full.values():
        taken[short_name(name)] = taken.get(short_name(name), 0) + 1
    return {
        case_id: short_name(name) if taken[short_name(name)] == 1 else name for case_id, name in full.items()
    }


def _ends_within_a_day(deadline: Deadline, now: datetime) -> bool:
    return isinstance(deadline.due, datetime) and deadline.due - now <= _HOURS_OF_A_DAY


def _by_weight(entry: Due) -> tuple[Any, ...]:
    return weight(entry.deadline), *_time(entry.deadline), entry.child or ""


def _by_clock(entry: Due) -> tuple[Any, ...]:
    """By day; of one day what only has the day first, then by the clock, the law's before the rest."""
    return *_time(entry.deadline), weight(entry.deadline), entry.child or ""


def _by_silence(entry: Due) -> tuple[Any, ...]:
    on = entry.deadline.trigger_on
    return calendar_day(on) if on is not None else date.min, entry.child or ""


def _time(deadline: Deadline) -> tuple[date, float]:
    due = deadline.due
    return deadline.due_day, due.timestamp() if isinstance(due, datetime) else 0.0

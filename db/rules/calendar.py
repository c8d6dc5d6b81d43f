"""The calendar: weeks of a month, an appointment on another day, what overlaps, and where a rule bends."""

import re
from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from db.records.appointment import AppointmentKind
from db.records.base import COPENHAGEN
from db.rules.deadline import Deadline

_TIME: Final = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?")
_MONDAY_FIRST: Final = Calendar(firstweekday=0)
_MEETS: Final = {
    AppointmentKind.FOLLOW_UP: frozenset(
        {"first_follow_up", "follow_up", "compensation_review", "placement_review", "contact"}
    ),
    AppointmentKind.SUPERVISION_VISIT: frozenset({"supervision_visit", "supervision_year"}),
    AppointmentKind.PHONE: frozenset({"contact"}),
    AppointmentKind.HOME_VISIT: frozenset({"contact"}),
    AppointmentKind.NETWORK_MEETING: frozenset({"contact"}),
    AppointmentKind.CHILD_TALK: frozenset({"contact"}),
}
"""Which deadlines an appointment of a kind meets once it is held (contract, section 3)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch of the caseworker's own time."""

    key: str
    starts: datetime
    ends: datetime


def typed_time(text: str) -> time | None:
    """The time of day that `text` means: `14.30`, `14:30`, `1430` or `14`; None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def weeks_of_month(year: int, month: int) -> list[list[date]]:
    """The weeks that `month` touches, Monday first, each with its seven days."""
    return _MONDAY_FIRST.monthdatescalendar(year, month)


def week_of(day: date) -> list[date]:
    """The seven days of the week of `day`, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=count) for count in range(7)]


def moved_to(moment: datetime, day: date, at: time | None = None) -> datetime:
    """`moment` on `day` at the same time of day in Copenhagen, or `at`: as UTC.

    A time that the change to summer time leaves out lies an hour later; of one that the clocks
    show twice the first is meant, unless `moment` stays on the day on which it was the second.
    """
    local = moment.astimezone(COPENHAGEN)
    if day != local.date():
        local = local.replace(fold=0)
    return datetime.combine(day, local.time() if at is None else at, COPENHAGEN).astimezone(UTC)


def overlaps(taken: Iterable[Taken]) -> set[str]:
    """The keys of all that runs at the same time as something else."""
    found: set[str] = set()
    running: list[Taken] = []
    for item in sorted(taken, key=lambda one: (one.starts, one.ends, one.key)):
        running = [other for other in running if other.ends > item.starts]
        found.update(key for other in running for key in (other.key, item.key))
        running.append(item)
    return found


def side_by_side(taken: Sequence[Taken]) -> dict[str, tuple[int, int]]:
    """For each key its lane, from 0, and how many lanes those that run together need."""
    lanes: dict[str, tuple[int, int]] = {}
    group: list[tuple[str, int]] = []
    ends: list[datetime] = []
    for item in sorted(taken, key=lambda one: (one.starts, one.ends, one.key)):
        if ends and item.starts >= max(ends):
            lanes.update({key: (lane, len(ends)) for key, lane in group})
            group, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= item.starts), len(ends))
        ends[lane : lane + 1] = [item.ends]
        group.append((item.key, lane))
    lanes.update({key: (lane, len(ends)) for key, lane in group})
    return lanes


def bent_by(
    kind: AppointmentKind, before: date, after: date, deadlines: Iterable[Deadline]
) -> list[Deadline]:
    """The open deadlines that an appointment of `kind` would meet on `before` and no longer on `after`."""
    meets = _MEETS.get(kind, frozenset())
    bent = [one for one in deadlines if one.rule in meets and before <= one.due_day < after]
    return sorted(bent, key=lambda one: one.due_day)

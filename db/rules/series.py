"""Series of appointments: on which days they fall, as RFC 5545 counts recurrences.

Counted by `dateutil.rrule` on the days and times of Copenhagen's clock, so that an appointment at 13
stays at 13 when summer time begins or ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Final

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from db.errors import NotAllowed
from db.records.appointment import Appointment
from db.records.base import COPENHAGEN, new_id
from db.rules.spans import days_after
from db.words import Words, later

MOST: Final = 200
"""As many appointments as one series may have."""
_LAST_OF_SHORTEST: Final = 28
_LONGEST_STEP: Final = 10_000  # far beyond a working life, and no overflow in the counting


class Every(StrEnum):
    """What is counted between two appointments of a series."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_FREQUENCIES: Final = {Every.DAYS: DAILY, Every.WEEKS: WEEKLY, Every.MONTHS: MONTHLY}
_NAMES: Final = {Every.DAYS: "DAILY", Every.WEEKS: "WEEKLY", Every.MONTHS: "MONTHLY"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Every so many days, weeks or months, so many times or up to and with a day."""

    every: Every
    step: int
    count: int | None = None
    until: date | None = None


def days_of(first: date, pattern: Pattern) -> list[date]:
    """The days of a series that begins on `first`, in order; a month without that day has its last one.

    Raises NotAllowed for a step or a number below 1, without an end, for an end before `first`, and
    for more than 200 appointments.
    """
    _refuse(first, pattern)
    beyond = MOST + 1
    options: dict[str, object] = {"count": min(pattern.count or beyond, beyond)}
    if pattern.every is Every.MONTHS and first.day > _LAST_OF_SHORTEST:
        options |= {"bymonthday": list(range(_LAST_OF_SHORTEST, first.day + 1)), "bysetpos": -1}
    start = datetime.combine(first, time())
    found: list[date] = []
    step = min(pattern.step, _LONGEST_STEP)
    for moment in rrule(_FREQUENCIES[pattern.every], dtstart=start, interval=step, **options):
        if pattern.until is not None and moment.date() > pattern.until:
            break
        found.append(moment.date())
    if len(found) > MOST:
        raise NotAllowed(
            later("A series may have at most {most} appointments."),
            later("Let it end earlier."),
            most=MOST,
        )
    return found


def rule_text(first: date, pattern: Pattern) -> str:
    """`pattern` as the RRULE of RFC 5545 that it was counted by."""
    parts = [f"FREQ={_NAMES[pattern.every]}", f"INTERVAL={pattern.step}"]
    if pattern.count is not None:
        parts.append(f"COUNT={pattern.count}")
    elif pattern.until is not None:
        parts.append(f"UNTIL={pattern.until:%Y%m%d}")
    if pattern.every is Every.MONTHS and first.day > _LAST_OF_SHORTEST:
        days = ",".join(str(day) for day in range(_LAST_OF_SHORTEST, first.day + 1))
        parts += [f"BYMONTHDAY={days}", "BYSETPOS=-1"]
    return ";".join(parts)


def told(rule: str, words: Words) -> str:
    """How often a series comes, from its RRULE: `hver 3. uge`."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    step = int(parts["INTERVAL"])
    if parts["FREQ"] == _NAMES[Every.DAYS]:
        return words.n("every day", "every {count} days", step)
    if parts["FREQ"] == _NAMES[Every.WEEKS]:
        return words.n("every week", "every {count} weeks", step)
    return words.n("every month", "every {count} months", step)


def series_of(first: Appointment, pattern: Pattern) -> list[Appointment]:
    """`first` and those like it on the other days, each at the same time of day, with ids of their own.

    What was said or agreed in `first` is not repeated. Raises NotAllowed as `days_of` does.
    """
    day = first.starts_at.astimezone(COPENHAGEN).date()
    blank = {"notes": (), "safety_scale": (), "agreements": ()}
    return [
        first if place == 0 else on_day(first, one).changed(id=new_id(), **blank)
        for place, one in enumerate(days_of(day, pattern))
    ]


def on_day(appointment: Appointment, day: date) -> Appointment:
    """`appointment` on another day, by the clock from and to the same time."""
    starts = appointment.starts_at.astimezone(COPENHAGEN)
    before = starts.date()
    ends = None if appointment.ends_at is None else appointment.ends_at.astimezone(COPENHAGEN)
    begins = _at(day, starts.time())
    if ends is None:
        return appointment.changed(starts_at=begins)
    finishes = _at(days_after(day, (ends.date() - before).days), ends.time())
    if finishes <= begins:  # it ended within the hour that this night leaves out or has twice
        finishes = begins + (ends - starts.astimezone(UTC))
    return appointment.changed(starts_at=begins, ends_at=finishes)


def followed(before: Appointment, after: Appointment, following: Sequence[Appointment]) -> list[Appointment]:
    """`following` changed as `before` became `after`: moved as many days, to its times, its words."""
    was, now = before.starts_at.astimezone(COPENHAGEN), after.starts_at.astimezone(COPENHAGEN)
    moved = (now.date() - was.date()).days
    found = []
    for one in following:
        day = days_after(one.starts_at.astimezone(COPENHAGEN).date(), moved)
        placed = on_day(after, day)
        fields = {name: getattr(placed, name) for name in ("starts_at", "ends_at")}
        fields |= {
            name: getattr(after, name)
            for name in ("kind", "title", "place", "institution")
            if getattr(after, name) != getattr(before, name)
        }
        found.append(one.changed(**fields))
    return found


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock.replace(fold=0), COPENHAGEN).astimezone(UTC)


def _refuse(first: date, pattern: Pattern) -> None:
    if pattern.step < 1 or (pattern.count is not None and pattern.count < 1):
        raise NotAllowed(later("A series counts from 1."), later("Write a whole number from 1."))
    if pattern.count is None and pattern.until is None:
        raise NotAllowed(
            later("The series has no end."), later("Say how many times it comes, or until which day.")
        )
    if pattern.until is not None and pattern.until < first:
        raise NotAllowed(
            later("The series ends before it begins."), later("Choose a day on or after the first one.")
        )

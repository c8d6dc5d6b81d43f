"""What a row of the day's page says: how near it is, why it is there, and what the next step is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from db.records.base import day_of
from db.rules.deadline import Deadline, calendar_day
from db.rules.due_reason import start_of
from db.rules.law_names import law_named
from db.rules.rulebook import RuleBasis
from db.rules.today import APPOINTMENT, DAYS_AHEAD, is_over
from db.words import Words, later

_PLAN_RULES: Final = frozenset({"plan_ready", "youth_plan_ready", "sub_goal", "transition_start"})
_RHYTHMS: Final = frozenset({"contact", "follow_up", "compensation_review"})
_MET_BY_MEETING: Final = frozenset(
    {
        "contact",
        "follow_up",
        "first_follow_up",
        "compensation_review",
        "supervision_visit",
        "supervision_year",
        "placement_review",
    }
)
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_MOST_DAYS: Final = 20
_DAYS_A_WEEK: Final = 7
_NUMBERS: Final = (
    later("one"),
    later("two"),
    later("three"),
    later("four"),
    later("five"),
    later("six"),
    later("seven"),
    later("eight"),
    later("nine"),
    later("ten"),
)


class Tone(StrEnum):
    """How near something is: too late or nearly, soon, or at its time of the day."""

    LATE = "late"
    SOON = "soon"
    TIMED = "timed"


class Kind(StrEnum):
    """On what a row rests, where that is worth a word of its own."""

    LAW = "law"
    RHYTHM = "rhythm"
    OTHER = "other"


class Step(StrEnum):
    """What a row's one button does: it answers the row, or opens the place where it can be answered."""

    PLAN = "plan"
    OVERVIEW = "overview"
    MEETING = "meeting"
    HELD = "held"
    ARRANGE = "arrange"
    DONE = "done"
    INQUIRY = "inquiry"


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands first in a row."""

    tone: Tone
    text: str


def lead(deadline: Deadline, now: datetime, words: Words, ends: datetime | None = None) -> Lead:
    """How near `deadline` is at the moment `now`: `3 dage over`, `torsdag`, or an appointment's time.

    `ends` is when an appointment ends, if that is known.
    """
    today, day, due = day_of(now), deadline.due_day, deadline.due
    if deadline.rule == APPOINTMENT and isinstance(due, datetime):
        return _of_appointment(due, ends, today, words)
    if isinstance(due, datetime) and abs(due - now) <= _DAY:
        return Lead(Tone.LATE, _hours(due - now, words))
    if day < today:
        return Lead(Tone.LATE, _over((today - day).days, words))
    return Lead(Tone.SOON, day_name(day, today, words))


def kind(deadline: Deadline) -> Kind:
    """Whether law or an agreed rhythm asks for `deadline`."""
    if deadline.basis is RuleBasis.LAW:
        return Kind.LAW
    return Kind.RHYTHM if deadline.rule in _RHYTHMS else Kind.OTHER


def step(deadline: Deadline, now: datetime, ends: datetime | None = None) -> Step:
    """Where `deadline` is answered: an appointment of today in the meeting itself, or whether it was held.

    `ends` is when an appointment ends, if that is known. What a meeting or a visit meets is answered by
    planning one; an agreement by its being kept.
    """
    if deadline.rule == APPOINTMENT and deadline.due_day <= day_of(now):
        waits = deadline.due_day < day_of(now) or is_over(deadline, now, ends)
        return Step.HELD if waits else Step.MEETING
    if deadline.rule in _MET_BY_MEETING:
        return Step.ARRANGE
    if deadline.rule == "agreement":
        return Step.DONE
    if deadline.trigger_kind == "inquiry":
        return Step.INQUIRY
    return Step.PLAN if deadline.rule in _PLAN_RULES else Step.OVERVIEW


def because(deadline: Deadline, today: date, words: Words) -> str:
    """Why the row is there, half a sentence: its day, what that is counted from, and the paragraph."""
    due = _when(deadline.due, today, words)
    facts = {"due": due, "law": law_named(deadline.legal_ref, words)}
    start = start_of(deadline, words)
    if deadline.trigger_on is None or not start:
        return words.t("due {due} ({law})", **facts) if facts["law"] else words.t("due {due}", due=due)
    on = deadline.trigger_on if isinstance(deadline.due, datetime) else calendar_day(deadline.trigger_on)
    facts |= {"start": start, "on": _when(on, today, words)}
    if facts["law"]:
        return words.t("due {due}, counted from {start} {on} ({law})", **facts)
    return words.t("due {due}, counted from {start} {on}", **facts)


def day_name(day: date, today: date, words: Words) -> str:
    """`i dag`, `i morgen`, the weekday within the week, or `30. nov.`."""
    ahead = (day - today).days
    if ahead == 0:
        return words.t("today")
    if ahead == 1:
        return words.t("tomorrow")
    return words.weekday(day) if 0 < ahead < DAYS_AHEAD else words.brief_day(day)


def in_words(count: int, words: Words) -> str:
    """`to` for 2; figures from eleven on, and for none."""
    return words.t(_NUMBERS[count - 1]) if 0 < count <= len(_NUMBERS) else str(count)


def short_weekday(day: date, words: Words) -> str:
    """`ma.`: the two first letters of the weekday."""
    return f"{words.weekday(day)[:2]}."


def _of_appointment(starts: datetime, ends: datetime | None, today: date, words: Words) -> Lead:
    day, clock = day_of(starts), words.time(starts)
    if day < today:
        days = (today - day).days
        return Lead(Tone.LATE, words.n("{count} day ago", "{count} days ago", days))
    if day == today:
        same = ends is not None and day_of(ends) == day
        return Lead(Tone.TIMED, f"{clock}\N{EN DASH}{words.time(ends)}" if ends and same else clock)
    if (day - today).days == 1:
        return Lead(Tone.TIMED, words.t("tomorrow {time}", time=clock))
    name = short_weekday(day, words) if (day - today).days < DAYS_AHEAD else words.brief_day(day)
    return Lead(Tone.TIMED, f"{name} {clock}")


def _hours(left: timedelta, words: Words) -> str:
    hours, minutes = abs(left) // _HOUR, abs(left) // timedelta(minutes=1)
    if left >= timedelta():
        if hours:
            return words.n("{count} hour left", "{count} hours left", hours)
        return words.n("{count} minute left", "{count} minutes left", minutes)
    if hours:
        return words.n("{count} hour over", "{count} hours over", hours)
    return words.n("{count} minute over", "{count} minutes over", minutes)


def _over(days: int, words: Words) -> str:
    if days <= _MOST_DAYS:
        return words.n("{count} day over", "{count} days over", days)
    return words.n("{count} week over", "{count} weeks over", days // _DAYS_A_WEEK)


def _when(when: date | datetime, today: date, words: Words) -> str:
    """`3. marts`, with its year if that is not this one; and the time of a moment."""
    day = calendar_day(when)
    written = words.short_day(day) if day.year == today.year else words.day(day)
    if isinstance(when, datetime):
        return words.t("{day} at {time}", day=written, time=words.time(when))
    return written

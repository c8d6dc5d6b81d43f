"""One deadline of one case, and how it stands on a day.

What is kept here depends on what was recorded and never on the day it is read, so
deadlines can be stored and refreshed only when their case changes; state, openness and
whether an entry is given at all are computed from the clock that is passed in.

Source: contract, section 3, due.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from db.records.base import day_of
from db.records.case import HandledState
from db.rules.rulebook import RuleBasis

_SOON_DAYS: Final = 7


class State(StrEnum):
    """How a deadline stands."""

    MET = "met"
    MISSED = "missed"
    WAIVED = "waived"
    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


_CLOSED_STATES: Final = frozenset({State.MET, State.MISSED, State.WAIVED})


class Deadline(NamedTuple):
    """What has to happen by when, by which rule, and what started it.

    `title` is a key of the catalogue. `due`, `met` and `trigger_on` are days or moments,
    as their records have them; `trigger_on` is None where the record carries the due
    date itself, `met` is None until something meets it or a hand marks it met. A sub-goal is met
    on nobody's day: its own due day stands there. `mark` is the mark by hand. A
    `passing` one is met by time alone. `missed` is a missed appointment. The entry
    exists from `not_before` on and until the day before `falls_away_from`.
    """

    rule: str
    title: str
    basis: RuleBasis
    legal_ref: str
    trigger_kind: str
    trigger_id: str
    trigger_on: date | datetime | None
    due: date | datetime
    met: date | datetime | None = None
    late: bool = False
    mark: HandledState | None = None
    passing: bool = False
    not_before: date | None = None
    falls_away_from: date | None = None
    missed: bool = False

    @property
    def due_day(self) -> date:
        """The day it is due; of a moment its day in Copenhagen."""
        return calendar_day(self.due)


def calendar_day(when: date | datetime) -> date:
    """The day itself, or the day of a moment in Copenhagen."""
    return day_of(when) if isinstance(when, datetime) else when


def state(deadline: Deadline, now: datetime) -> State:
    """How `deadline` stands at the moment `now`; a mark by hand comes before everything."""
    if deadline.mark is not None:
        return State(deadline.mark)
    if deadline.missed:
        return State.MISSED
    if deadline.met is not None:
        return State.MET
    return _state_of_time(deadline, now)


def is_given(deadline: Deadline, today: date) -> bool:
    """True if the entry exists on the day `today`."""
    if deadline.not_before is not None and today < deadline.not_before:
        return False
    return deadline.falls_away_from is None or today < deadline.falls_away_from


def is_open(deadline: Deadline, now: datetime) -> bool:
    """True if the entry exists and is neither met nor missed nor waived."""
    return is_given(deadline, day_of(now)) and state(deadline, now) not in _CLOSED_STATES


def _state_of_time(deadline: Deadline, now: datetime) -> State:
    today = day_of(now)
    day = deadline.due_day
    over = deadline.due < now if isinstance(deadline.due, datetime) else day < today
    if over:
        return State.MET if deadline.passing else State.OVERDUE
    if day == today:
        return State.TODAY
    return State.SOON if (day - today).days <= _SOON_DAYS else State.LATER

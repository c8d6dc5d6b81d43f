"""What a supportive intervention has done for the goals that it is tied to: facts, never a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus
from db.records.base import day_of
from db.records.case import Case
from db.records.intervention import Intervention, LawGroup, Stage
from db.records.plan import Goal, Progress

_FOLLOW_UPS: Final = 2
"""At how many follow-ups in a row nothing has to be seen before it is said."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How near a goal was at a follow-up: `score` is the last rating up to that day."""

    on: date
    score: int


@dataclass(frozen=True, slots=True)
class GoalEffect:
    """A goal, how near it was `before` the intervention (None if nobody said), and at each follow-up."""

    goal: Goal
    before: int | None
    seen: tuple[Seen, ...]


def effects(case: Case, item: Intervention) -> tuple[GoalEffect, ...]:
    """What was rated on each goal that `item` is tied to; nothing for help that is not measured.

    Compensation is a right and is never measured by its effect; of goals that a later version
    of the plan carries on, the latest counts.
    """
    if item.law_group is not LawGroup.SUPPORTIVE:
        return ()
    days = follow_ups(case.appointments, item)
    return tuple(_effect(goal, case.child, item.starts_on, days) for goal in tied_goals(case, item))


def tied_goals(case: Case, item: Intervention) -> tuple[Goal, ...]:
    """The goals of `item` in the latest version of the plan that holds any; ties to none are left out."""
    wanted = set(item.goals)
    for plan in reversed(case.plans):
        if found := tuple(goal for goal in plan.goals if goal.id in wanted):
            return found
    return ()


def follow_ups(appointments: Sequence[Appointment], item: Intervention) -> tuple[date, ...]:
    """The days of the follow-ups that were held while `item` ran, in order."""
    days = {
        day_of(one.starts_at)
        for one in appointments
        if one.kind is AppointmentKind.FOLLOW_UP and one.status is AppointmentStatus.HELD
    }
    last = item.ended_on or date.max
    return tuple(sorted(day for day in days if item.starts_on < day <= last))


def no_effect_since(case: Case, item: Intervention) -> date | None:
    """The day of the second follow-up in a row at which no tied goal was nearer than before; else None.

    Told only of a supportive intervention that runs, is tied to goals, and was rated both before
    and at both follow-ups.
    """
    if item.stage is not Stage.RUNNING or item.ended_on is not None:
        return None
    known = [one for one in effects(case, item) if one.before is not None]
    days = follow_ups(case.appointments, item)[-_FOLLOW_UPS:]
    if not known or len(days) < _FOLLOW_UPS:
        return None
    for day in days:
        scores = [(one.before, seen.score) for one in known for seen in one.seen if seen.on == day]
        if not scores or any(before is None or score > before for before, score in scores):
            return None
    return days[-1]


def _effect(goal: Goal, child: str, start: date, days: Sequence[date]) -> GoalEffect:
    ratings = _of_one_rater(goal.progress, child)
    earlier = [rating for rating in ratings if rating.on <= start]
    seen = []
    since = start
    for day in days:
        if within := [rating for rating in ratings if since < rating.on <= day]:
            seen.append(Seen(day, within[-1].score))
        since = day
    return GoalEffect(goal, earlier[-1].score if earlier else None, tuple(seen))


def _of_one_rater(progress: Sequence[Progress], child: str) -> list[Progress]:
    """The ratings of one person, by day: the child if it rated, else whoever rated most."""
    raters = [rating.rated_by for rating in progress]
    if not raters:
        return []
    chosen = child if child in raters else max(dict.fromkeys(raters), key=raters.count)
    return sorted((one for one in progress if one.rated_by == chosen), key=lambda one: one.on)

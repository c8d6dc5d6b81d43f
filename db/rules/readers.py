"""Who may read what: a record as one edition of a paper may hold it, decided before anything is drawn."""

from enum import StrEnum

from db.records.plan import Goal, Plan, Readers


class Edition(StrEnum):
    """Whom a paper is for: the file itself, or the family and everyone it shows it to."""

    FULL = "full"
    FAMILY = "family"


def plan_for(plan: Plan, edition: Edition) -> Plan:
    """`plan` with only what `edition` may hold.

    The family's edition keeps of the child's words, and of ratings, what everyone may
    read; approving is the office's own affair.
    """
    if edition is Edition.FULL:
        return plan
    return plan.changed(
        child_words=_released(plan.child_words, plan.child_words_readers),
        approved_by="",
        approved_on=None,
        goals=tuple(_goal_for_everyone(goal) for goal in plan.goals),
    )


def _goal_for_everyone(goal: Goal) -> Goal:
    return goal.changed(
        child_words=_released(goal.child_words, goal.child_words_readers),
        progress=tuple(rating for rating in goal.progress if rating.readers is Readers.EVERYONE),
    )


def _released(text: str, readers: Readers) -> str:
    return text if readers is Readers.EVERYONE else ""

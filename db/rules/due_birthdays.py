"""What hangs on the child's birthdays; nothing of it without a day of birth, or after the child's death.

Source: contract, section 3, due; BL §§ 108-109 (youth plan), §§ 122-123 (transition), §§ 114-116 and 120
(youth support ends at 23).
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from db.records.case import Degree
from db.records.intervention import LawGroup
from db.records.plan import PlanKind
from db.rules.due_entries import Facts, runs_on
from db.rules.rulebook import RuleKind, RuleRow
from db.rules.spans import birthday

_OF_AGE: Final = 18


def add_birthdays(facts: Facts) -> None:
    """The youth plan at 16, the transition to adult life, coming of age, and the end of youth support."""
    born = facts.child.born
    if born is None:
        return
    of_age = birthday(born, _OF_AGE)
    _add_youth_plan(facts, born, of_age)
    if facts.case.impairment.degree is Degree.CONSIDERABLE_AND_LASTING:
        _add_transition(facts, born, of_age)
    for kind in (RuleKind.ADULT, RuleKind.YOUTH_SUPPORT_END):
        for rule, day in _birthdays(facts, kind, born):
            if day > facts.case.opened:
                facts.entries.add(rule, ("person", facts.child.id, day), day)


def _birthdays(facts: Facts, kind: RuleKind, born: date) -> Iterator[tuple[RuleRow, date]]:
    """The rows of `kind` in force on the birthday that each speaks of, if the child lived to see it."""
    deceased = facts.child.deceased
    for rule in facts.book.rows(kind):
        if rule.age is None:
            continue
        day = birthday(born, rule.age)
        if rule.holds_on(day) and (deceased is None or day <= deceased):
            yield rule, day


def _add_youth_plan(facts: Facts, born: date, of_age: date) -> None:
    adopted = [
        plan.adopted_on
        for plan in facts.case.plans
        if plan.kind is PlanKind.YOUTH_PLAN and plan.adopted_on is not None
    ]
    for rule, day in _birthdays(facts, RuleKind.YOUTH_PLAN_READY, born):
        if _needs_youth_plan(facts, day):
            trigger = ("person", facts.child.id, day)
            facts.entries.add(
                rule, trigger, rule.after(day), min(adopted, default=None), falls_away_from=of_age
            )


def _needs_youth_plan(facts: Facts, day: date) -> bool:
    """True if a child's plan was adopted by `day`, or a supportive intervention or placement ran on it."""
    has_plan = any(
        plan.kind is PlanKind.CHILD_PLAN and plan.adopted_on is not None and plan.adopted_on <= day
        for plan in facts.case.plans
    )
    return has_plan or any(
        (item.law_group is LawGroup.SUPPORTIVE or item.placement is not None) and runs_on(item, day)
        for item in facts.interventions()
    )


def _add_transition(facts: Facts, born: date, of_age: date) -> None:
    begun = [
        day
        for plan in facts.case.plans
        if plan.kind is PlanKind.YOUTH_PLAN
        for day in (plan.decided_on, plan.adopted_on)
        if day is not None
    ]
    for rule, day in _birthdays(facts, RuleKind.TRANSITION_START, born):
        due = max(day, facts.case.opened)
        trigger = ("person", facts.child.id, day)
        facts.entries.add(rule, trigger, due, min(begun, default=None), falls_away_from=of_age)

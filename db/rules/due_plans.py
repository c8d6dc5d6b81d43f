"""When a plan has to be ready, and what its sub-goals promise.

Source: contract, section 3, due; BL §§ 91 and 108-109.
"""

from typing import Final

from db.records.plan import GoalStatus, Plan, PlanKind, PlanStatus
from db.rules.due_entries import Entries
from db.rules.rulebook import Rulebook, RuleKind

_READY: Final = {
    PlanKind.CHILD_PLAN: RuleKind.PLAN_READY,
    PlanKind.YOUTH_PLAN: RuleKind.YOUTH_PLAN_READY,
}
_OVER: Final = frozenset({PlanStatus.REPLACED, PlanStatus.ENDED})
_DONE: Final = frozenset({GoalStatus.REACHED, GoalStatus.GIVEN_UP})


def add_plan(entries: Entries, plan: Plan, book: Rulebook) -> None:
    """When `plan` has to be adopted, and its sub-goals while it is a draft or adopted."""
    kind = _READY.get(plan.kind)
    if kind is not None and plan.decided_on is not None:
        for rule in book.of(kind, plan.decided_on):
            entries.add(
                rule,
                ("plan", plan.id, plan.decided_on),
                rule.after(plan.decided_on),
                plan.adopted_on,
                gone=plan.status in _OVER,
            )
    if plan.status not in _OVER:
        _add_sub_goals(entries, plan, book)


def _add_sub_goals(entries: Entries, plan: Plan, book: Rulebook) -> None:
    for goal in plan.goals:
        for sub_goal in goal.sub_goals:
            if sub_goal.due_on is None:
                continue
            met = sub_goal.due_on if sub_goal.status in _DONE else None
            for rule in book.of(RuleKind.SUB_GOAL, sub_goal.due_on):
                entries.add(rule, ("sub_goal", sub_goal.id, None), sub_goal.due_on, met)

"""How a plan moves on: adopting locks a version, and the next change begins a new one."""

from datetime import date

from db.errors import NotAllowed
from db.records.base import new_id
from db.records.person import Person
from db.records.plan import Goal, Plan, PlanKind, PlanStatus
from db.words import later

_YOUTH_FROM = 16


def fitting_kind(child: Person, today: date) -> PlanKind:
    """A youth plan from the 16th birthday (BL § 108), else a child's plan (BL § 91)."""
    if child.born is None:
        return PlanKind.CHILD_PLAN
    had_birthday = (today.month, today.day) >= (child.born.month, child.born.day)
    age = today.year - child.born.year - (not had_birthday)
    return PlanKind.YOUTH_PLAN if age >= _YOUTH_FROM else PlanKind.CHILD_PLAN


def new_plan(child: Person, today: date) -> Plan:
    """An empty draft of the kind that fits the child's age."""
    return Plan(id=new_id(), kind=fitting_kind(child, today))


def adopted(plan: Plan, *, on: date) -> Plan:
    """`plan` as it is once adopted on the day `on`.

    Raises NotAllowed if it is no draft, has no goal with a title, or was decided after `on`.
    """
    if plan.status is not PlanStatus.DRAFT:
        raise NotAllowed(later("Only a draft can be adopted."), later("Begin a new version first."))
    if not any(goal.title.strip() for goal in plan.goals):
        raise NotAllowed(
            later("The plan has no goal yet."),
            later("Write at least one goal with the family, then adopt it."),
        )
    if plan.decided_on is not None and on < plan.decided_on:
        raise NotAllowed(
            later("The plan would be adopted before it was decided."), later("Choose a later day.")
        )
    return plan.changed(status=PlanStatus.ADOPTED, adopted_on=on)


def next_version(plan: Plan) -> Plan:
    """A draft that carries `plan` on: the same goals and words under new ids, with what it replaces.

    Raises NotAllowed if `plan` is a draft itself.
    """
    if plan.status is PlanStatus.DRAFT:
        raise NotAllowed(later("This is a draft already."), later("Write on in it."))
    goals = tuple(_carried_on(goal) for goal in plan.goals)
    return plan.changed(
        id=new_id(),
        status=PlanStatus.DRAFT,
        replaces=plan.id,
        decided_on=None,
        adopted_on=None,
        approved_by="",
        approved_on=None,
        goals=goals,
    )


def differences(old: Plan, new: Plan) -> tuple[tuple[str, str, str], ...]:
    """What changed between two versions: (field or goal's title, before, after), in the plan's order.

    Goals are matched by their place; a goal that is new or gone has "" on the other side.
    """
    found: list[tuple[str, str, str]] = []
    for name in ("purpose", "child_words", "parents_words", "family_support"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append((name, before, after))
    for place in range(max(len(old.goals), len(new.goals))):
        before_goal = old.goals[place] if place < len(old.goals) else None
        after_goal = new.goals[place] if place < len(new.goals) else None
        found += _goal_differences(before_goal, after_goal)
    return tuple(found)


def _goal_differences(old: Goal | None, new: Goal | None) -> list[tuple[str, str, str]]:
    if old is None or new is None:
        return [("goal", old.title if old else "", new.title if new else "")]
    found = []
    for name in ("title", "child_words", "baseline", "sign", "status"):
        before, after = str(getattr(old, name)), str(getattr(new, name))
        if before != after:
            found.append((name, before, after))
    steps = ["\n".join(sub.title for sub in goal.sub_goals) for goal in (old, new)]
    if steps[0] != steps[1]:
        found.append(("sub_goals", steps[0], steps[1]))
    return found


def _carried_on(goal: Goal) -> Goal:
    return goal.changed(id=new_id(), sub_goals=tuple(sub.changed(id=new_id()) for sub in goal.sub_goals))

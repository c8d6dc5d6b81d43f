"""How a plan moves on: adopting locks a version, and the next change begins a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from db.errors import NotAllowed
from db.records.base import new_id
from db.records.person import Person
from db.records.plan import Goal, Plan, PlanKind, PlanStatus
from db.rules.rulebook import Rulebook, RuleKind
from db.rules.summary import age_on
from db.words import later


def fitting_kind(child: Person, today: date, book: Rulebook) -> PlanKind:
    """A youth plan from the birthday that the law names in force today, else a child's plan."""
    age = age_on(child.born, today)
    ages = [row.age for row in book.of(RuleKind.YOUTH_PLAN_READY, today) if row.age is not None]
    return PlanKind.YOUTH_PLAN if age is not None and ages and age >= min(ages) else PlanKind.CHILD_PLAN


def new_plan(child: Person, today: date, book: Rulebook) -> Plan:
    """An empty draft of the kind that fits the child's age."""
    return Plan(id=new_id(), kind=fitting_kind(child, today, book))


def paragraph(plan: Plan, today: date, book: Rulebook) -> str:
    """The paragraph that `plan` stands on, of the law in force when it was decided (else today), or ""."""
    kind = RuleKind.YOUTH_PLAN_READY if plan.kind is PlanKind.YOUTH_PLAN else RuleKind.PLAN_READY
    return next((row.ref for row in book.of(kind, plan.decided_on or today)), "")


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


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one field: of the plan itself (`goal` 0) or of a goal, counted from 1.

    A goal that is `new`, or `gone`, has that as its field, and its title.
    """

    goal: int
    field: str
    before: str
    after: str


def differences(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """What changed between two versions, in the plan's order; what is gone comes last.

    Goals are known again by their title, else by other words they have in common, else by their place.
    """
    found = _changed(0, old, new, ("purpose", "child_words", "parents_words", "family_support"))
    known = _known_again(old.goals, new.goals)
    for place, after in enumerate(new.goals):
        if place not in known:
            found.append(Difference(place + 1, "new", "", after.title))
            continue
        before = old.goals[known[place]]
        found += _changed(place + 1, before, after, ("title", "child_words", "baseline", "sign", "status"))
        steps = [_steps(goal) for goal in (before, after)]
        if steps[0] != steps[1]:
            found.append(Difference(place + 1, "sub_goals", steps[0], steps[1]))
    gone = (place for place in range(len(old.goals)) if place not in known.values())
    found += [Difference(place + 1, "gone", old.goals[place].title, "") for place in gone]
    return tuple(found)


def _known_again(old: Sequence[Goal], new: Sequence[Goal]) -> dict[int, int]:
    """Which goal of `old` each of `new` carries on, by their places; those that carry on none are missing."""
    found: dict[int, int] = {}
    for is_same in (_has_title_of, _has_words_of, _stands_as):
        for place, goal in enumerate(new):
            free = (one for one in range(len(old)) if one not in found.values())
            if place not in found:
                match = next((one for one in free if is_same((one, old[one]), (place, goal))), None)
                found |= {} if match is None else {place: match}
    return found


def _has_title_of(old: tuple[int, Goal], new: tuple[int, Goal]) -> bool:
    return bool(new[1].title.strip()) and old[1].title == new[1].title


def _has_words_of(old: tuple[int, Goal], new: tuple[int, Goal]) -> bool:
    words = [
        (goal.child_words, goal.baseline, goal.sign, _steps(goal), goal.progress) for _, goal in (old, new)
    ]
    return any(before and before == after for before, after in zip(*words, strict=True))


def _stands_as(old: tuple[int, Goal], new: tuple[int, Goal]) -> bool:
    return old[0] == new[0]


def _steps(goal: Goal) -> str:
    return "\n".join(sub.title for sub in goal.sub_goals)


def _changed(goal: int, old: Plan | Goal, new: Plan | Goal, names: Iterable[str]) -> list[Difference]:
    pairs = ((name, str(getattr(old, name)), str(getattr(new, name))) for name in names)
    return [Difference(goal, name, before, after) for name, before, after in pairs if before != after]


def _carried_on(goal: Goal) -> Goal:
    return goal.changed(id=new_id(), sub_goals=tuple(sub.changed(id=new_id()) for sub in goal.sub_goals))

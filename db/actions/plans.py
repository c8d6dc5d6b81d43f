"""What can be done to a plan."""

from datetime import date

from db.actions import computed
from db.actions.desk import Act, Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.intervention import Intervention
from db.records.plan import Plan, PlanStatus
from db.rules import finding, planning
from db.rules.approving import still_approved
from db.store import cases, drafts, interventions, people, plans
from db.store.trouble import known_trouble
from db.words import later

_PLANS = frozenset({Topic.PLANS, Topic.CALENDAR, Topic.DRAFTS})
KIND = "plan"
"""The name of plans in the journal, the history and the drafts."""


def begin_plan(desk: Desk, case_id: str) -> Changed:
    """Begin an empty draft of the kind that fits the child's age. Raises Stale or Trouble."""
    with known_trouble():
        case = cases.get(desk.db, case_id)
        plan = planning.new_plan(people.get(desk.db, case.child), desk.today(), computed.book(desk))
    with action(desk, "plan.begun", KIND, plan.id, case_id) as act:
        _save(desk, act, case_id, None, plan)
    return Changed(_PLANS, case_id, plan.id)


def save_plan(desk: Desk, case_id: str, before: Plan, after: Plan) -> Changed:
    """Write a draft as it is now; what was being typed in it is taken up by this.

    A draft that says something else than what was approved is not approved any more.

    Raises NotAllowed if the plan is locked, Stale if it changed meanwhile, Trouble if the disk fails.
    """
    if before.status is not PlanStatus.DRAFT:
        raise NotAllowed(later("An adopted plan is locked."), later("Begin a new version to change it."))
    after = still_approved(before, after)
    with action(desk, "plan.changed", KIND, after.id, case_id) as act:
        _save(desk, act, case_id, before, after)
        drafts.drop_record(desk.db, KIND, after.id)
    return Changed(_PLANS, case_id, after.id)


def adopt_plan(desk: Desk, case_id: str, plan: Plan, *, on: date) -> Changed:
    """Adopt a draft on the day `on`; the version that it replaces becomes "replaced".

    Raises NotAllowed if a rule forbids it, Stale if the plan changed meanwhile.
    """
    done = planning.adopted(plan, on=on)
    with action(desk, "plan.adopted", KIND, plan.id, case_id) as act:
        _save(desk, act, case_id, plan, done)
        if plan.replaces is not None:
            old = plans.get(desk.db, plan.replaces)
            if old.status is PlanStatus.ADOPTED:
                _save(desk, act, case_id, old, old.changed(status=PlanStatus.REPLACED))
        drafts.drop_record(desk.db, KIND, plan.id)
    return Changed(_PLANS, case_id, plan.id)


def begin_version(desk: Desk, case_id: str, plan: Plan) -> Changed:
    """Begin the draft that shall replace `plan`. Raises NotAllowed if `plan` is a draft itself."""
    new = planning.next_version(plan)
    with action(desk, "plan.version_begun", KIND, new.id, case_id) as act:
        _save(desk, act, case_id, None, new)
        _carry_ties_on(desk, act, case_id, plan, new)
    return Changed(_PLANS, case_id, new.id)


def _carry_ties_on(desk: Desk, act: Act, case_id: str, old: Plan, new: Plan) -> None:
    """Interventions tied to a goal are tied to what carries it on as well."""
    carried = {goal.id: after.id for goal, after in zip(old.goals, new.goals, strict=True)}
    for item in interventions.tied_to(desk.db, carried):
        more = tuple(carried[goal] for goal in item.goals if goal in carried)
        _tie(desk, act, case_id, item, (*item.goals, *more))


def _untie_gone(desk: Desk, act: Act, case_id: str, before: Plan, after: Plan) -> None:
    """No intervention stays tied to a goal that was taken away."""
    gone = {goal.id for goal in before.goals} - {goal.id for goal in after.goals}
    for item in interventions.tied_to(desk.db, gone):
        _tie(desk, act, case_id, item, tuple(goal for goal in item.goals if goal not in gone))


def _tie(desk: Desk, act: Act, case_id: str, item: Intervention, goals: tuple[str, ...]) -> None:
    tied = item.changed(goals=goals)
    interventions.save(desk.db, tied, case_id)
    act.changed("intervention", item.id, case_id, item, tied)


def _save(desk: Desk, act: Act, case_id: str, before: Plan | None, after: Plan) -> None:
    if before is not None:
        _untie_gone(desk, act, case_id, before, after)
    plans.save(desk.db, after, case_id, expected=before)
    act.changed(KIND, after.id, case_id, before, after)
    computed.refresh_case(desk, case_id)
    computed.index(desk, [finding.entry_of_plan(after, case_id)])

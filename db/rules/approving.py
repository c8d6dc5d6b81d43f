"""What an approval of a plan is about, and when it still holds."""

import hashlib

from db.records.plan import GoalStatus, Plan, PlanStatus


def content_of(plan: Plan) -> str:
    """The digest of what is approved: all that the plan says, without how far it has come.

    Adopting it, rating a goal or reaching a sub-goal changes nothing of what was approved.
    """
    goals = tuple(
        goal.changed(
            status=GoalStatus.NOT_BEGUN,
            progress=(),
            sub_goals=tuple(one.changed(status=GoalStatus.NOT_BEGUN) for one in goal.sub_goals),
        )
        for goal in plan.goals
    )
    bare = plan.changed(
        status=PlanStatus.DRAFT, adopted_on=None, approved_by="", approved_on=None, replaces=None, goals=goals
    )
    return hashlib.sha256(bare.model_dump_json().encode()).hexdigest()


def still_approved(before: Plan, after: Plan) -> Plan:
    """`after` with the approval of `before` only if it says the same."""
    if not before.approved_by or content_of(before) == content_of(after):
        return after
    return after.changed(approved_by="", approved_on=None)

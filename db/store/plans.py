"""Plans of a case."""

from sqlite_utils import Database

from db.errors import Stale
from db.records.plan import Plan
from db.store import aggregates
from db.words import later


def get(db: Database, plan_id: str) -> Plan:
    """The plan `plan_id`. Raises Stale if it is gone."""
    found = aggregates.by_ids(db, Plan, [plan_id])
    if plan_id not in found:
        raise Stale(later("This plan is no longer in the store."), later("Open the case again."))
    return found[plan_id]


def of_case(db: Database, case_id: str) -> list[Plan]:
    """A case's plans, in their order."""
    return aggregates.of_case(db, Plan, case_id)


def save(db: Database, plan: Plan, case_id: str, *, expected: Plan | None) -> None:
    """Write `plan` over the version it was read from, `expected`; None adds it as the last one.

    Raises Stale, and writes nothing, if somebody changed it in between.
    """
    row = db.execute("select position from plans where id = ?", [plan.id]).fetchone()
    now = aggregates.by_ids(db, Plan, [plan.id]).get(plan.id)
    if now != expected:
        raise Stale(
            later("This plan was changed while you worked on it."), later("Open it again and repeat.")
        )
    if row is None:
        row = db.execute(
            "select coalesce(max(position) + 1, 0) from plans where parent = ?", [case_id]
        ).fetchone()
    aggregates.put(db, plan, position=row[0], parent=case_id)

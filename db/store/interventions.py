"""Interventions of a case, and the goals they are tied to."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from db.records.intervention import Intervention
from db.store import aggregates


def tied_to(db: Database, goals: Iterable[str]) -> list[Intervention]:
    """The interventions that are tied to at least one of `goals`, in no order; none if there are no goals."""
    rows = db.execute(
        "select distinct parent from intervention_goals where target in (select value from json_each(?))",
        [json.dumps(list(goals))],
    )
    return list(aggregates.by_ids(db, Intervention, [row[0] for row in rows]).values())


def save(db: Database, intervention: Intervention, case_id: str) -> None:
    """Write `intervention` in its place in the case, in the open transaction. It has to be there already."""
    row = db.execute("select position from interventions where id = ?", [intervention.id]).fetchone()
    aggregates.put(db, intervention, position=row[0], parent=case_id)

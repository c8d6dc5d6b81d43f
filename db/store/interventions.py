"""Interventions of a case, and the goals they are tied to."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from db.errors import Stale
from db.records.intervention import Intervention
from db.records.note import Event
from db.store import aggregates
from db.words import later

_CHANGED = later("This help was changed while you worked on it.")
_REPEAT = later("Open it again and repeat.")


def tied_to(db: Database, goals: Iterable[str]) -> list[Intervention]:
    """The interventions that are tied to at least one of `goals`, in no order; none if there are no goals."""
    rows = db.execute(
        "select distinct parent from intervention_goals where target in (select value from json_each(?))",
        [json.dumps(list(goals))],
    )
    return list(aggregates.by_ids(db, Intervention, [row[0] for row in rows]).values())


def get(db: Database, intervention_id: str) -> Intervention:
    """The intervention `intervention_id`. Raises Stale if it is gone."""
    found = aggregates.by_ids(db, Intervention, [intervention_id])
    if intervention_id not in found:
        raise Stale(later("This help is no longer in the store."), later("Open the case again."))
    return found[intervention_id]


def of_case(db: Database, case_id: str) -> list[Intervention]:
    """A case's interventions, in their order."""
    return aggregates.of_case(db, Intervention, case_id)


def write(db: Database, item: Intervention, case_id: str, *, expected: Intervention | None) -> None:
    """Write `item` over the version it was read from, `expected`; None adds it as the case's last one.

    Raises Stale, and writes nothing, if somebody changed it in between.
    """
    if aggregates.by_ids(db, Intervention, [item.id]).get(item.id) != expected:
        raise Stale(_CHANGED, _REPEAT)
    if expected is None:
        next_place = "select coalesce(max(position) + 1, 0) from interventions where parent = ?"
        place = db.execute(next_place, [case_id]).fetchone()[0]
        aggregates.put(db, item, position=place, parent=case_id)
    else:
        save(db, item, case_id)


def remove(db: Database, item: Intervention) -> None:
    """Take `item` away, in the open transaction. Raises Stale if it changed meanwhile."""
    if get(db, item.id) != item:
        raise Stale(_CHANGED, _REPEAT)
    aggregates.remove(db, Intervention, item.id)


def add_event(db: Database, event: Event, case_id: str) -> None:
    """Write `event` as the case's last one, in the open transaction."""
    next_place = "select coalesce(max(position) + 1, 0) from events where parent = ?"
    place = db.execute(next_place, [case_id]).fetchone()[0]
    aggregates.put(db, event, position=place, parent=case_id)


def save(db: Database, intervention: Intervention, case_id: str) -> None:
    """Write `intervention` in its place in the case, in the open transaction. It has to be there already."""
    row = db.execute("select position from interventions where id = ?", [intervention.id]).fetchone()
    aggregates.put(db, intervention, position=row[0], parent=case_id)

"""Interventions of many cases at once, as light rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

from db.records.intervention import LawGroup, PlacementKind, Stage, Unit
from db.rules.help_row import HelpRow

COLUMNS: Final = """parent, id, stage, law_group, step, placement, starts_on, expected_end, ended_on,
    price, unit, quantity"""
_BATCH: Final = 400


def of_cases(db: Database, case_ids: Iterable[str]) -> dict[str, list[HelpRow]]:
    """The interventions of many cases, by case, in their order."""
    found: dict[str, list[HelpRow]] = {case_id: [] for case_id in case_ids}
    wanted = list(found)
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        marks = ", ".join("?" * len(batch))
        for row in db.execute(
            f"select {COLUMNS} from interventions where parent in ({marks}) order by parent, position",  # noqa: S608
            batch,
        ):
            found[row[0]].append(HelpRow(**fields(row)))
    return found


def fields(row: tuple[Any, ...]) -> dict[str, Any]:
    """What stands in a row of COLUMNS, by the names of a HelpRow."""
    return {
        "id": row[1],
        "stage": Stage(row[2]),
        "law_group": LawGroup(row[3]),
        "step": row[4],
        "placement": PlacementKind(row[5]) if row[5] else None,
        "starts_on": date.fromisoformat(row[6]),
        "expected_end": date.fromisoformat(row[7]) if row[7] else None,
        "ended_on": date.fromisoformat(row[8]) if row[8] else None,
        "price": row[9],
        "unit": Unit(row[10]),
        "quantity": row[11],
    }

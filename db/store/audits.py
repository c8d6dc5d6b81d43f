"""Which cases an audit may draw from, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlite_utils import Database

from db.records.note import FilledForm, FormStatus
from db.rules.audit import FORM
from db.store import aggregates


class Pool(StrEnum):
    """What the cases to draw from have in common."""

    OPEN = "open"
    GREY_ZONE = "grey_zone"
    PLACED = "placed"
    BREAKDOWN = "breakdown"
    COMPLAINT = "complaint"


_POOLS: Final[Mapping[Pool, str]] = {
    Pool.OPEN: "1",
    Pool.GREY_ZONE: "exists (select 1 from allocations a where a.parent = c.id and a.grey_zone = 1)",
    Pool.PLACED: """exists (select 1 from interventions i
        where i.parent = c.id and i.placement is not null and i.stage <> 'expected')""",
    Pool.BREAKDOWN: """(exists (select 1 from events e where e.parent = c.id and e.kind = 'breakdown')
        or exists (select 1 from interventions i where i.parent = c.id and i.end_reason = 'breakdown'))""",
    Pool.COMPLAINT: """(exists (select 1 from events e where e.parent = c.id and e.kind = 'complaint')
        or exists (select 1 from inquiries q where q.parent = c.id and q.kind = 'complaint'))""",
}


@dataclass(frozen=True, slots=True)
class Audits:
    """The audits of this store: the finished answers, and how many are not finished."""

    finished: tuple[Mapping[str, Any], ...]
    begun: int


def pool(db: Database, wanted: Pool) -> list[str]:
    """The open cases that have `wanted` in common, by id."""
    rows = db.execute(
        f"select c.id from cases c where c.closed is null and {_POOLS[wanted]} order by c.id"  # noqa: S608
    )
    return [row[0] for row in rows]


def forms_of(db: Database) -> dict[str, str]:
    """The newest audit form of each case that has one, by case."""
    rows = db.execute("select parent, id from filled_forms where form = ? order by position", [FORM])
    return dict(rows.fetchall())


def answers(db: Database) -> Audits:
    """What was answered in all cases together."""
    ids = [row[0] for row in db.execute("select id from filled_forms where form = ?", [FORM])]
    found = aggregates.by_ids(db, FilledForm, ids).values()
    finished = tuple(one.answers for one in found if one.status is FormStatus.FINISHED)
    return Audits(finished, len(found) - len(finished))

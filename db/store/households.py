"""Which children live in one household, as the cases say it."""

from sqlite_utils import Database

_SIBLINGS = (
    "select distinct other.id from cases mine"
    " join relations r on r.parent = mine.id and r.role = 'sibling' and r.lives_with_child = 1"
    ' and r."to" is null'
    " join cases other on other.child = r.person and other.id <> mine.id"
    " where mine.id = ? order by other.number"
)


def siblings(db: Database, case_id: str) -> list[str]:
    """The ids of the cases of siblings who live with the child of `case_id`, by number."""
    return [str(row[0]) for row in db.execute(_SIBLINGS, [case_id])]

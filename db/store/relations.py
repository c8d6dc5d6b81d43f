"""Who stands around the child of a case, and what the case says about telling them."""

from collections.abc import Iterable

from sqlite_utils import Database

from db.records.case import NotTold
from db.records.relation import Relation

_FIELDS = 'person, role, network, custody, lives_with_child, closeness, quality, from_, "to", note'


def save(db: Database, case_id: str, relations: Iterable[Relation]) -> None:
    """Put `relations` in place of the case's, in the open transaction."""
    db.conn.execute("delete from relations where parent = ?", [case_id])
    db.conn.executemany(
        f"insert into relations (parent, position, {_FIELDS})"  # noqa: S608
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                case_id,
                place,
                one.person,
                one.role,
                one.network,
                one.custody,
                one.lives_with_child,
                one.closeness,
                one.quality,
                one.from_.isoformat() if one.from_ else None,
                one.to.isoformat() if one.to else None,
                one.note,
            )
            for place, one in enumerate(relations)
        ],
    )


def save_not_told(db: Database, case_id: str, not_told: NotTold | None) -> None:
    """Write down why the family must not be told, or that it may be, in the open transaction."""
    until = not_told.until.isoformat() if not_told is not None and not_told.until else None
    db.conn.execute(
        "update cases set parents_not_told_reason = ?, parents_not_told_until = ? where id = ?",
        [None if not_told is None else not_told.reason, until, case_id],
    )

"""The deadlines of a case that were marked by hand."""

from collections.abc import Iterable

from sqlite_utils import Database

from db.records.case import Handled


def save(db: Database, case_id: str, handled: Iterable[Handled]) -> None:
    """Put `handled` in place of the case's marks, in the open transaction."""
    db.conn.execute("delete from handled where parent = ?", [case_id])
    db.conn.executemany(
        'insert into handled (parent, position, rule, "trigger", due, state, "on", reason)'
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                case_id,
                place,
                one.rule,
                one.trigger,
                one.due.isoformat(),
                one.state,
                one.on.isoformat(),
                one.reason,
            )
            for place, one in enumerate(handled)
        ],
    )

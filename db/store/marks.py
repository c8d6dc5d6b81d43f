"""The deadlines of a case that were marked by hand."""

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from db.records.case import Handled


def of_entry(db: Database, case_id: str, rule: str, trigger: str, due: date) -> Handled | None:
    """The mark by hand of one deadline; None if it has none."""
    row = db.execute(
        'select rule, "trigger", due, state, "on", reason from handled where parent = ? and rule = ?'
        ' and "trigger" = ? and due = ? order by position',
        [case_id, rule, trigger, due.isoformat()],
    ).fetchone()
    names = ("rule", "trigger", "due", "state", "on", "reason")
    return None if row is None else Handled.model_validate(dict(zip(names, row, strict=True)))


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

"""Who interprets for whom at a case's meetings."""

from collections.abc import Mapping
from typing import Final

from sqlite_utils import Database

from db.records.interpreting import Interpreting
from db.records.person import Person
from db.store import people

_FIELDS: Final = ("appointment", "person", "interpreter", "name")


def save(db: Database, one: Interpreting, case_id: str) -> None:
    """Write `one` over what was arranged for the same person at that meeting, in the open transaction."""
    db.conn.execute(
        "delete from interpreters where appointment = ? and person = ?", [one.appointment, one.person]
    )
    if one.interpreter is not None or one.name:
        db.conn.execute(
            "insert into interpreters (appointment, person, case_id, interpreter, name)"
            " values (?, ?, ?, ?, ?)",
            [one.appointment, one.person, case_id, one.interpreter, one.name],
        )


def of_case(db: Database, case_id: str) -> dict[tuple[str, str], Interpreting]:
    """What is arranged in a case, by meeting and who needs it."""
    rows = db.execute(
        "select appointment, person, interpreter, name from interpreters where case_id = ?", [case_id]
    )
    found = [Interpreting.model_validate(dict(zip(_FIELDS, row, strict=True))) for row in rows]
    return {(one.appointment, one.person): one for one in found}


def who_interpret(db: Database, arranged: Mapping[tuple[str, str], Interpreting]) -> dict[str, Person]:
    """The people who are arranged to interpret, by id; also those who have left the network since."""
    return people.of(db, [one.interpreter for one in arranged.values() if one.interpreter])

"""What follow-ups said of placements after half a year."""

from typing import Final

from sqlite_utils import Database

from db.records.placement_answer import PlacementAnswer

_COLUMNS: Final = ("appointment", "intervention", "answer", "reason")


def save(db: Database, answer: PlacementAnswer, case_id: str) -> None:
    """Write `answer` over what the meeting said of the placement before, in the open transaction."""
    db.conn.execute(
        "insert or replace into placement_answers (appointment, intervention, answer, reason, case_id)"
        " values (?, ?, ?, ?, ?)",
        [answer.appointment, answer.intervention, answer.answer, answer.reason, case_id],
    )


def of_case(db: Database, case_id: str) -> list[PlacementAnswer]:
    """The answers of a case that still have their meeting, the newest meeting first."""
    rows = db.execute(
        "select k.appointment, k.intervention, k.answer, k.reason from placement_answers k"
        " join appointments a on a.id = k.appointment where k.case_id = ?"
        " order by a.starts_at desc, k.intervention",
        [case_id],
    )
    return [PlacementAnswer.model_validate(dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def of_meeting(db: Database, appointment: str) -> dict[str, PlacementAnswer]:
    """What one meeting said, by placement."""
    rows = db.execute(
        "select appointment, intervention, answer, reason from placement_answers where appointment = ?",
        [appointment],
    )
    found = [PlacementAnswer.model_validate(dict(zip(_COLUMNS, row, strict=True))) for row in rows]
    return {one.intervention: one for one in found}


def remove(db: Database, appointment: str, intervention: str) -> None:
    """Take away what the meeting said of the placement, in the open transaction."""
    db.conn.execute(
        "delete from placement_answers where appointment = ? and intervention = ?",
        [appointment, intervention],
    )

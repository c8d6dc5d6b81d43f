"""Answers of team leads to plans: those taken up here, and those given to copies."""

from sqlite_utils import Database

from db.records.plan_answer import PlanAnswer
from db.store.moments import parsed, stored

_FIELDS = "id, case_id, plan, content, verdict, reason, by_whom, on_day, made_at"


def keep(db: Database, answer: PlanAnswer) -> None:
    """Keep `answer`, in the open transaction."""
    db.conn.execute(
        f"insert into plan_answers ({_FIELDS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            answer.id,
            answer.case,
            answer.plan,
            answer.content,
            answer.verdict.value,
            answer.reason,
            answer.by,
            answer.on.isoformat(),
            stored(answer.made_at),
        ],
    )


def of_plan(db: Database, plan_id: str) -> list[PlanAnswer]:
    """The answers to a plan, the latest last."""
    rows = db.execute(
        f"select {_FIELDS} from plan_answers where plan = ? order by made_at, id",  # noqa: S608
        [plan_id],
    )
    return [_answer(row) for row in rows]


def every(db: Database) -> list[PlanAnswer]:
    """All answers, the latest first."""
    rows = db.execute(f"select {_FIELDS} from plan_answers order by made_at desc, id desc")  # noqa: S608
    return [_answer(row) for row in rows]


def _answer(row: tuple[str, ...]) -> PlanAnswer:
    return PlanAnswer.model_validate(
        {
            "id": row[0],
            "case": row[1],
            "plan": row[2],
            "content": row[3],
            "verdict": row[4],
            "reason": row[5],
            "by": row[6],
            "on": row[7],
            "made_at": parsed(row[8]),
        }
    )

"""What a team lead and a caseworker have between them: copies with their plans, cases to share, answers."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from db.records.plan import PlanStatus
from db.records.plan_answer import PlanAnswer
from db.store import plan_answers
from db.store.case_list import Family, plain

_COPIES = """
    select c.id, c.number, p.name, h.other, h.until, l.id, l.status
    from case_holds h join cases c on c.id = h.case_id join people p on p.id = c.child
        left join plans l on l.id = (select o.id from plans o
            where o.parent = c.id and (o.status = 'draft' or o.status = 'adopted')
            order by o.status = 'draft' desc, o.position desc limit 1)
    where h.state = 'shared' order by p.sort_key, c.number
"""
_OWN = """
    from case_list l{people} left join case_holds h on h.case_id = l.case_id and h.state <> 'received'
    where l.closed = 0 and h.case_id is null{words} order by l.sort_key, l.number
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that may be read until a day: whose it is, its plan in hand, and how that was answered."""

    case_id: str
    number: str
    child: str
    sender: str
    until: date | None
    plan: str | None
    status: PlanStatus | None
    answer: PlanAnswer | None


@dataclass(frozen=True, slots=True)
class Told:
    """An answer to a plan of one's own, and the child whose plan it is."""

    child: str
    answer: PlanAnswer


def copies(db: Database) -> list[Copy]:
    """The copies of others' cases, by the child's name."""
    latest = {one.plan: one for one in reversed(plan_answers.every(db))}
    return [
        Copy(
            row[0],
            row[1],
            row[2],
            row[3],
            date.fromisoformat(row[4]) if row[4] else None,
            row[5],
            PlanStatus(row[6]) if row[6] else None,
            latest.get(row[5]),
        )
        for row in db.execute(_COPIES).fetchall()
    ]


def open_copies(db: Database) -> int:
    """How many of the open cases are copies of others' cases."""
    row = db.execute(
        "select count(*) from case_holds h join cases c on c.id = h.case_id"
        " where h.state = 'shared' and c.status <> 'closed'"
    ).fetchone()
    return int(row[0])


def answers(db: Database, limit: int = 50) -> list[Told]:
    """The answers to plans of one's own, the latest first."""
    names = dict(
        db.execute(
            "select c.id, p.name from cases c join people p on p.id = c.child"
            " where not exists (select 1 from case_holds h where h.case_id = c.id and h.state = 'shared')"
        ).fetchall()
    )
    own = [one for one in plan_answers.every(db) if one.case in names]
    return [Told(names[one.case], one) for one in own[:limit]]


def own_cases(db: Database, text: str = "", most: int = -1) -> list[Family]:
    """The open cases that this store writes and whose child's name or number holds each word of `text`.

    In the order of a list of cases; the first `most` of them, or all.
    """
    asked, words = _own(text, " join people p on p.id = l.child")
    rows = db.execute(f"select l.case_id, l.number, p.name {asked} limit ?", [*words, most])
    return [Family(*row) for row in rows.fetchall()]


def own_ids(db: Database, text: str = "") -> list[str]:
    """The ids of `own_cases`: of an office's thousands no name is read."""
    asked, words = _own(text)
    return [case_id for (case_id,) in db.execute(f"select l.case_id {asked}", words).fetchall()]


def _own(text: str, people: str = "") -> tuple[str, list[str]]:
    words = plain(text).split()
    return _OWN.format(people=people, words="".join(" and instr(l.words, ?)" for _ in words)), words

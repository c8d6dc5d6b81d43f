"""Why something was erased, and what may be: handed over with a receipt, or carried over whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlite_utils import Database

from db.store.moments import stored

_FIELDS: Final = "record, kind, erased_on, who, ground, reason, lead"
_READY: Final = """
    select c.id, c.number, p.name, h.state, h.receipt_at, c.closed,
        exists (select 1 from drafts d where d.case_id = c.id) as typing,
        (select max(n.carried_over_on) from notes n where n.parent = c.id) as carried,
        exists (select 1 from notes n where n.parent = c.id and n.carried_over_on is null) as left_here,
        s.receipt_at is not null and h.receipt_at is null as left_out
    from cases c join people p on p.id = c.child
    left join case_holds h on h.case_id = c.id
    left join sent_packages s on s.package = h.package
    where h.state = 'handed_over' or h.state = 'shared' or (c.closed is not null
        and coalesce(h.state, 'received') = 'received')
    order by c.number
"""


class Ground(StrEnum):
    """On what ground something is erased."""

    CARRIED_OVER = "carried_over"
    HANDED_OVER = "handed_over"
    COPY = "copy"
    NAMED_NOWHERE = "named_nowhere"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: what by its id, when, by whom, on what ground; for `lead` the reason and who decided."""

    record: str
    kind: str
    erased_on: date
    who: str
    ground: Ground
    reason: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands that may perhaps be erased.

    `receipt_at` is when its receiver took it up; `left_out` is true if its package's receipt is here and does
    not speak of it; `closed` its last day; `carried` the last day on which a note was carried over, and
    `whole` is true if every note was and nothing is being typed.
    """

    case_id: str
    number: str
    child: str
    held: str | None
    receipt_at: datetime | None
    left_out: bool
    closed: date | None
    carried: date | None
    whole: bool


def put(db: Database, erasure: Erasure) -> None:
    """Write why something was erased, in the open transaction."""
    values = [
        *(erasure.record, erasure.kind, erasure.erased_on.isoformat(), erasure.who),
        *(erasure.ground.value, erasure.reason, erasure.lead),
    ]
    db.conn.execute(f"insert or replace into erasures ({_FIELDS}) values (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608


def everything(db: Database) -> list[Erasure]:
    """What was erased here, the newest first."""
    rows = db.execute(f"select {_FIELDS} from erasures order by erased_on desc, record")  # noqa: S608
    return [
        Erasure(row[0], row[1], date.fromisoformat(row[2]), row[3], Ground(row[4]), row[5], row[6])
        for row in rows
    ]


def of_record(db: Database, record: str) -> Erasure | None:
    """Why this record was erased last; None if it never was."""
    return next((one for one in everything(db) if one.record == record), None)


def standings(db: Database) -> list[Standing]:
    """How the cases stand that are handed over, are copies, or are closed; by number."""
    return [
        Standing(
            case_id=row[0],
            number=row[1],
            child=row[2],
            held=row[3],
            receipt_at=_moment(row[4]),
            left_out=bool(row[9]),
            closed=_day(row[5]),
            carried=_day(row[7]),
            whole=not row[6] and not row[8] and row[7] is not None,
        )
        for row in db.execute(_READY)
    ]


def keep_sent(db: Database, package: str, proof: str) -> None:
    """Remember a package that is handed over, in the open transaction."""
    db.conn.execute("insert or replace into sent_packages (package, proof) values (?, ?)", [package, proof])


def proof_of(db: Database, package: str) -> str | None:
    """What the receipt of this package has to say; None if this store did not send it."""
    row = db.execute("select proof from sent_packages where package = ?", [package]).fetchone()
    return None if row is None else str(row[0])


def keep_receipt(db: Database, package: str, at: datetime, case_ids: Iterable[str]) -> None:
    """Note when the receiver took these cases of the package up, in the open transaction."""
    db.conn.execute("update sent_packages set receipt_at = ? where package = ?", [stored(at), package])
    db.conn.executemany(
        "update case_holds set receipt_at = ? where case_id = ? and package = ?",
        [(stored(at), case_id, package) for case_id in case_ids],
    )


def cases_of(db: Database, package: str) -> list[str]:
    """The cases that this package handed over."""
    rows = db.execute("select case_id from case_holds where package = ? order by case_id", [package])
    return [row[0] for row in rows]


def left_people(db: Database) -> list[tuple[str, str]]:
    """Ids and names of those who are related to no case any more, and are no child; by name."""
    rows = db.execute(
        "select p.id, p.name from people p where not exists (select 1 from cases c where c.child = p.id)"
        " and not exists (select 1 from relations r where r.person = p.id) order by p.sort_key, p.id"
    )
    return [(row[0], row[1]) for row in rows]


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

"""Which cases are not, or not only, this store's own: handed over, shared with it, or received by it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlite_utils import Database

from db.errors import NotAllowed
from db.store.moments import stored
from db.words import later

_FIELDS: Final = "case_id, number, state, other, package, made_at, until"
_WRITABLE: Final = "received"


class Hold(StrEnum):
    """What holds a case: it was handed on, it is somebody else's copy, or it came by a handover."""

    HANDED_OVER = "handed_over"
    SHARED = "shared"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Held:
    """How a case stands between two stores.

    `other` is the sender's name, of one handed over the receiver's age recipient; `until` is the last
    day of a shared copy.
    """

    case_id: str
    number: str
    state: Hold
    other: str
    package: str
    made_at: datetime
    until: date | None = None

    @property
    def is_read_only(self) -> bool:
        """True if this store may not write the case."""
        return self.state is not Hold.RECEIVED


def of_case(db: Database, case_id: str) -> Held | None:
    """How the case stands; None if it was always this store's own."""
    row = db.execute(f"select {_FIELDS} from case_holds where case_id = ?", [case_id]).fetchone()  # noqa: S608
    return None if row is None else _held(row)


def all_read_only(db: Database) -> dict[str, Held]:
    """Every case that this store may not write, by id; those that rest too."""
    rows = db.execute(f"select {_FIELDS} from case_holds where state <> ?", [_WRITABLE])  # noqa: S608
    return {row[0]: _held(row) for row in rows}


def any_read_only(db: Database) -> bool:
    """True if there is a case that this store may not write."""
    row = db.execute("select exists (select 1 from case_holds where state <> ?)", [_WRITABLE]).fetchone()
    return bool(row[0])


def put(db: Database, held: Held) -> None:
    """Write how a case stands from now on, in the open transaction; nothing of it rests."""
    db.conn.execute(
        f"insert or replace into case_holds ({_FIELDS}) values (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            held.case_id,
            held.number,
            held.state.value,
            held.other,
            held.package,
            stored(held.made_at),
            held.until.isoformat() if held.until else None,
        ],
    )


def refuse_read_only(db: Database, case_id: str | None) -> None:
    """Raise NotAllowed if this store may not write the case."""
    if case_id is None:
        return
    row = db.execute("select state from case_holds where case_id = ?", [case_id]).fetchone()
    if row is None or row[0] == _WRITABLE:
        return
    if row[0] == Hold.HANDED_OVER:
        raise NotAllowed(
            later("This case was handed over: here it can only be read."),
            later("Whoever received it writes it from now on. Nothing was changed."),
        )
    raise NotAllowed(
        later("This is a copy of somebody else's case: it can only be read."),
        later("Ask its caseworker to change it. Nothing was changed."),
    )


def refuse_resting(db: Database, asked: str) -> None:
    """Raise NotAllowed if `asked` names, by id or number, a copy whose end date has passed."""
    row = db.execute(
        "select until from case_holds where resting is not null and (case_id = ? or number = ?)",
        [asked, asked],
    ).fetchone()
    if row is not None:
        raise NotAllowed(
            later("The copy of this case could be read until {day}."),
            later("Ask its caseworker for a new one."),
            day=date.fromisoformat(row[0]),
        )


def are_out_of_date(db: Database, today: date) -> bool:
    """True if a copy has to go to rest, or to come back, on the day `today`."""
    return bool(ended(db, today)) or bool(awake_again(db, today))


def ended(db: Database, today: date) -> list[str]:
    """The shared copies among the cases whose end date has passed."""
    rows = db.execute(
        "select case_id from case_holds where until < ? and resting is null order by case_id",
        [today.isoformat()],
    )
    return [row[0] for row in rows]


def awake_again(db: Database, today: date) -> list[tuple[str, bytes]]:
    """The copies that rest although `today` is within their time, and what was kept of them."""
    rows = db.execute(
        "select case_id, resting from case_holds where until >= ? and resting is not null order by case_id",
        [today.isoformat()],
    )
    return [(row[0], bytes(row[1])) for row in rows]


def lay_to_rest(db: Database, case_id: str, kept: bytes | None) -> None:
    """Keep `kept` in place of the case, or nothing any more, in the open transaction."""
    db.conn.execute("update case_holds set resting = ? where case_id = ?", [kept, case_id])


def number_is_held(db: Database, number: str, case_id: str) -> bool:
    """True if another case than `case_id` has `number`, one that rests too."""
    return (
        db.execute(
            "select 1 from cases where number = :number and id <> :case"
            " union all select 1 from case_holds where number = :number and case_id <> :case",
            {"number": number, "case": case_id},
        ).fetchone()
        is not None
    )


def _held(row: tuple[str, str, str, str, str, str, str | None]) -> Held:
    until = date.fromisoformat(row[6]) if row[6] else None
    return Held(row[0], row[1], Hold(row[2]), row[3], row[4], datetime.fromisoformat(row[5]), until)

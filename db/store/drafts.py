"""What is being typed: one row a field, bound to its record, until leaving the field makes it an action."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from db.store import holds
from db.store.moments import stored

_FIELDS = "kind, record, field, case_id, form_version, text, at"

_UNFINISHED = (
    f"select {_FIELDS} from drafts where case_id is null or case_id not in"  # noqa: S608
    " (select case_id from case_holds where state <> 'received') order by at desc, kind, record, field"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one field of one record, as last typed."""

    kind: str
    record: str
    field: str
    case_id: str | None
    form_version: int | None
    text: str
    at: datetime


def keep(db: Database, draft: Draft) -> None:
    """Write `draft` over what the same field held. One transaction of its own, no journal line.

    Raises NotAllowed for a case that this store may only read.
    """
    with db.atomic():
        holds.refuse_read_only(db, draft.case_id)
        db.conn.execute(
            f"insert into drafts ({_FIELDS}) values (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
            " on conflict (kind, record, field) do update set case_id = excluded.case_id,"
            " form_version = excluded.form_version, text = excluded.text, at = excluded.at",
            [
                draft.kind,
                draft.record,
                draft.field,
                draft.case_id,
                draft.form_version,
                draft.text,
                stored(draft.at),
            ],
        )


def drop_record(db: Database, kind: str, record: str) -> None:
    """Forget every draft of one record, in the open transaction."""
    db.conn.execute("delete from drafts where kind = ? and record = ?", [kind, record])


def of_record(db: Database, kind: str, record: str) -> dict[str, Draft]:
    """The drafts of one record, by field."""
    rows = db.execute(f"select {_FIELDS} from drafts where kind = ? and record = ?", [kind, record])  # noqa: S608
    return {row[2]: _draft(row) for row in rows}


def everything(db: Database) -> list[Draft]:
    """Every draft that can still be finished here, the newest first."""
    rows = db.execute(_UNFINISHED)
    return [_draft(row) for row in rows]


def _draft(row: tuple[str, str, str, str | None, int | None, str, str]) -> Draft:
    return Draft(row[0], row[1], row[2], row[3], row[4], row[5], datetime.fromisoformat(row[6]))

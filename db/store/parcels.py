"""All that a store holds of one case beside its records: to send along, to take up, to take away."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from db.errors import NotAllowed
from db.records.base import Record
from db.records.case import Case
from db.store import aggregates
from db.store.drafts import Draft
from db.store.moments import stored
from db.store.shapes import SHAPES, Shape
from db.words import later

_SENT_APART: Final = frozenset({"journal", "history", "drafts", "earlier_lines"})
_MADE_ANEW: Final = frozenset({"found", "record_ids", "deadlines", "case_list", "case_holds"})
_OWN: Final = _SENT_APART | _MADE_ANEW
"""Tables with a case's id that are sent in another way, or computed anew."""
_LINE: Final = "number, at, who, action, kind, record, case_id, before, after, previous, digest"
_HISTORY: Final = (
    "kind, record, before, after, hex(before_salt), hex(after_salt), before_digest, after_digest"
)
_DRAFT: Final = "kind, record, field, case_id, form_version, text, at"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that an exchange document has no place for; bytes stand apart, by column."""

    table: str
    values: Mapping[str, Any]
    files: Mapping[str, bytes]


def lines_of(db: Database, case_id: str, *, history: bool) -> list[dict[str, Any]]:
    """The journal's lines that touched the case, oldest first, those of earlier stores before them.

    With `history` each has the contents that it sealed, as far as they are this case's.
    """
    earlier = db.execute("select line from earlier_lines where case_id = ? order by position", [case_id])
    found = [{"line": json.loads(row[0])} for row in earlier.fetchall()]
    if not history:
        for one in found:
            one["line"].pop("history", None)
    own = db.execute(
        f"select {_LINE} from journal where case_id = :case"  # noqa: S608
        " or number in (select line from history where case_id = :case) order by number",
        {"case": case_id},
    ).fetchall()
    for row in own:
        line = dict(zip(_LINE.split(", "), row, strict=True))
        if history:
            line["history"] = _history(db, line["number"], case_id)
        found.append({"line": line})
    return found


def keep_lines(db: Database, case_id: str, lines: Iterable[Mapping[str, Any]]) -> None:
    """Keep the lines of earlier stores in place of those kept before, in the open transaction."""
    db.conn.execute("delete from earlier_lines where case_id = ?", [case_id])
    told = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines]
    db.conn.executemany(
        "insert into earlier_lines (case_id, position, line) values (?, ?, ?)",
        [(case_id, place, line) for place, line in enumerate(told)],
    )


def drafts_of(db: Database, case_id: str) -> list[dict[str, Any]]:
    """What is being typed in the case, a field each."""
    select = f"select {_DRAFT} from drafts where case_id = ? order by kind, record, field"  # noqa: S608
    rows = db.execute(select, [case_id])
    return [dict(zip(_DRAFT.split(", "), row, strict=True)) for row in rows.fetchall()]


def keep_drafts(db: Database, drafts: Iterable[Draft]) -> None:
    """Write drafts that came along, in the open transaction."""
    for one in drafts:
        values = [one.kind, one.record, one.field, one.case_id, one.form_version, one.text]
        db.conn.execute(
            f"insert or replace into drafts ({_DRAFT}) values (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [*values, stored(one.at)],
        )


def rows_of(db: Database, case_id: str) -> list[Row]:
    """The case's rows in every table that no record of the exchange document lies in."""
    found: list[Row] = []
    for table, columns in _tables(db).items():
        names = ", ".join(f'"{name}"' for name in columns)
        for row in db.execute(f'select {names} from "{table}" where case_id = ? order by 1', [case_id]):  # noqa: S608
            values = dict(zip(columns, row, strict=True))
            files = {name: value for name, value in values.items() if isinstance(value, bytes)}
            found.append(Row(table, {name: values[name] for name in values if name not in files}, files))
    return found


def is_a_file(table: str, files: Mapping[str, Any]) -> bool:
    """True if a row stands for a whole file of the case, not for a piece of one."""
    return table == "attachments" or (table != "attachments_bytes" and bool(files))


def fits(db: Database, row: Row, case_id: str) -> bool:
    """True if `row` is the case's and can lie in a table of this store."""
    columns = _tables(db).get(row.table)
    named = set(row.values) | set(row.files)
    return columns is not None and named == set(columns) and row.values.get("case_id") == case_id


@contextmanager
def refusing_unfit() -> Iterator[None]:
    """What is written inside and breaks a rule of the tables is refused with NotAllowed."""
    try:
        yield
    except dbapi2.IntegrityError as error:
        raise NotAllowed(
            later("The package does not fit together."),
            later("Nothing was changed. Ask the sender for a new one."),
        ) from error


def keep_rows(db: Database, rows: Iterable[Row]) -> None:
    """Write rows that fit, in the open transaction."""
    for row in rows:
        values = {**row.values, **row.files}
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        db.conn.execute(f'insert into "{row.table}" ({names}) values ({marks})', list(values.values()))  # noqa: S608


def remove_case(db: Database, case_id: str) -> None:
    """Take the case away and all that is kept of it but the journal, in the open transaction."""
    places = db.execute("select place from found where case_id = ?", [case_id]).fetchall()
    db.conn.executemany("delete from found_words where rowid = ?", places)
    db.conn.executemany("delete from found where place = ?", places)
    for table in (*_tables(db), "drafts", "earlier_lines"):
        db.conn.execute(f'delete from "{table}" where case_id = ?', [case_id])  # noqa: S608
    db.conn.execute('delete from bookings where "case" = ?', [case_id])
    aggregates.remove(db, Case, case_id)


def unnamed(db: Database, people: Iterable[str]) -> list[str]:
    """Which of `people` no record of the store names any more."""
    left = json.dumps(list(people))
    named: set[str] = set()
    for table, column in _references(db, "people"):
        rows = db.execute(
            f'select distinct "{column}" from "{table}"'  # noqa: S608
            f' where "{column}" in (select value from json_each(?))',
            [left],
        )
        named |= {row[0] for row in rows}
    return [person for person in json.loads(left) if person not in named]


def people_of_writable(db: Database, people: Iterable[str]) -> set[str]:
    """Which of `people` are the child or a relation in a case that this store may write."""
    return _people_of(db, people, "h.case_id is null")


def people_of_copies(db: Database, people: Iterable[str]) -> set[str]:
    """Which of `people` are the child or a relation in a case that this store may only read."""
    return _people_of(db, people, "h.case_id is not null")


def _people_of(db: Database, people: Iterable[str], held: str) -> set[str]:
    rows = db.execute(
        "select p.person from (select id as case_id, child as person from cases"  # noqa: S608
        " union select parent, person from relations) p"
        " left join case_holds h on h.case_id = p.case_id and h.state <> 'received'"
        f" where {held} and p.person in (select value from json_each(?))",
        [json.dumps(list(people))],
    )
    return {row[0] for row in rows}


def people_written_here(db: Database, people: Iterable[str]) -> set[str]:
    """Which of `people` this store's own user wrote down or imported, whoever else names them since."""
    rows = db.execute(
        "select distinct record from history where kind = 'person'"
        " and record in (select value from json_each(?))",
        [json.dumps(list(people))],
    )
    return {row[0] for row in rows}


def foreign_ids(db: Database, ids: Iterable[str], case_ids: Iterable[str]) -> bool:
    """True if the store knows one of `ids` as a part of another case than those of `case_ids`."""
    row = db.execute(
        "select 1 from record_ids where id in (select value from json_each(?))"
        " and (case_id is null or case_id not in (select value from json_each(?))) limit 1",
        [json.dumps(list(ids)), json.dumps(list(case_ids))],
    ).fetchone()
    return row is not None


def bookings_of_others(db: Database, ids: Iterable[str], case_ids: Iterable[str]) -> bool:
    """True if one of these bookings stands here for another case than those of `case_ids`."""
    row = db.execute(
        "select 1 from bookings where id in (select value from json_each(?))"
        ' and ("case" is null or "case" not in (select value from json_each(?))) limit 1',
        [json.dumps(list(ids)), json.dumps(list(case_ids))],
    ).fetchone()
    return row is not None


def of_another_kind(db: Database, ids: Iterable[str], kind: type[Record]) -> bool:
    """True if the store knows one of `ids` as something else than a `kind`."""
    row = db.execute(
        "select 1 from record_ids where id in (select value from json_each(?)) and kind <> ? limit 1",
        [json.dumps(list(ids)), SHAPES[kind].table],
    ).fetchone()
    return row is not None


def children_known_as(db: Database, cpr: str, person: str) -> list[str]:
    """The cases of other people's records that are of a child with this CPR number."""
    rows = db.execute(
        "select c.id from cases c join people p on p.id = c.child where p.cpr = ? and p.id <> ?",
        [cpr, person],
    )
    return [row[0] for row in rows]


def cases_of_child(db: Database, person: str) -> list[str]:
    """The cases of this child."""
    return [row[0] for row in db.execute("select id from cases where child = ?", [person])]


def erased_on(db: Database, case_id: str) -> date | None:
    """The day on which this case was erased here; None if it was not."""
    row = db.execute("select erased_on from record_ids where id = ?", [case_id]).fetchone()
    return None if row is None or row[0] is None else date.fromisoformat(row[0])


def _history(db: Database, line: int, case_id: str) -> list[dict[str, Any]]:
    rows = db.execute(
        f"select {_HISTORY} from history where line = ? and case_id = ? order by id",  # noqa: S608
        [line, case_id],
    )
    names = [name.removeprefix("hex(").removesuffix(")") for name in _HISTORY.split(", ")]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def _tables(db: Database) -> dict[str, list[str]]:
    """The tables with a case's id that hold neither records nor what is computed; their columns."""
    found: dict[str, list[str]] = {}
    names = "select name from sqlite_master where type = 'table' and sql not like 'create virtual%'"
    for (name,) in db.execute(f"{names} order by name").fetchall():
        info = db.execute("select name, type, pk from pragma_table_info(?)", [name]).fetchall()
        # A number that SQLite gives a row itself is another one in another store.
        columns = [row[0] for row in info if not (row[2] and row[1].lower() == "integer")]
        if "case_id" in columns and name not in _OWN and name not in _record_tables():
            found[name] = columns
    return found


@cache
def _record_tables() -> frozenset[str]:
    return frozenset(table for shape in SHAPES.values() for table in _of_shape(shape))


def _of_shape(shape: Shape) -> list[str]:
    return [shape.table, *shape.links.values()]


def _references(db: Database, table: str) -> list[tuple[str, str]]:
    """The columns that name rows of `table`."""
    names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'").fetchall()]
    return [
        (name, row[0])
        for name in names
        for row in db.execute(
            'select "from" from pragma_foreign_key_list(?) where "table" = ?', [name, table]
        )
    ]

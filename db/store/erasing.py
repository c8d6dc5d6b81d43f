"""Erasing that really removes: every table by its columns, the contents of the history, the pages themselves.

What stays: the ids, so that nothing of it comes back by an import, a package or a backup, and the
journal's digests, so that the chain still verifies.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlite_utils import Database

from db.records.person import Person
from db.store import aggregates, facts, parcels
from db.store.unlocked import Unlocked

KEPT: Final = frozenset({"journal", "history", "record_ids", "facts", "erasures"})
"""Tables whose lines stay: they hold ids and digests, and of the history the contents are taken out."""
_BY_ID: Final = ("record", "person", "owner", "intervention")
"""Columns that name a record or a person without a reference; `case_id` beside them."""
_UNSCRUBBED: Final = "unscrubbed"
_IN: Final = "in (select value from json_each(?))"
_EMPTY: Final = "set before = null, after = null, before_salt = null, after_salt = null"
_FULL: Final = "(before_salt is not null or after_salt is not null)"
_NAMES: Final = (
    "exists (select 1 from json_each(?) one"
    " where instr(coalesce(before, '') || coalesce(after, ''), one.value))"
)

_STAYS_ERASED: Final = """
    select 1 from record_ids
    where erased_on is not null and kind <> 'people' and id in (select value from json_each(:ids))
        and coalesce(case_id, '') not in (select value from json_each(:back))
    limit 1
"""


@dataclass(frozen=True, slots=True)
class Emptied:
    """A record of another case whose history spoke of somebody erased, and was emptied too."""

    kind: str
    record: str
    case_id: str | None


@dataclass(frozen=True, slots=True)
class ErasedId:
    """What is kept of something erased beside its id: its kind, the day, and the case it was a part of."""

    kind: str
    on: date
    case_id: str | None


def erase_case(db: Database, case_id: str, on: date) -> None:
    """Take the case and every row of it out of every table, in the open transaction. Its ids stay known."""
    ids = [case_id, *(row[0] for row in db.execute("select id from record_ids where case_id = ?", [case_id]))]
    db.conn.execute("pragma secure_delete = on")
    parcels.remove_case(db, case_id)
    _forget(db, ids, case_id)
    db.conn.execute(
        f"update history {_EMPTY} where case_id = ? or record {_IN}",
        [case_id, json.dumps(ids)],
    )
    _mark(db, ids, on)


def erase_people(db: Database, people: Iterable[str], on: date) -> list[Emptied]:
    """Take people whom no record names out of every table, in the open transaction.

    Returns the other records whose history spoke of them and was emptied for it.
    """
    ids = list(people)
    if not ids:
        return []
    db.conn.execute("pragma secure_delete = on")
    for person in ids:
        aggregates.remove(db, Person, person)
    _forget(db, ids, None)
    told, named = json.dumps(ids), json.dumps([f'"{person}"' for person in ids])
    others = db.execute(
        f"select distinct kind, record, case_id from history where {_FULL} and record not {_IN} and {_NAMES}",  # noqa: S608
        [told, named],
    ).fetchall()
    db.conn.execute(
        f"update history {_EMPTY} where record {_IN} or ({_FULL} and {_NAMES})",
        [told, named],
    )
    _mark(db, ids, on)
    return [Emptied(*row) for row in others]


def erased(db: Database) -> dict[str, ErasedId]:
    """The ids that were erased here, each with what is kept of it."""
    rows = db.execute("select id, kind, erased_on, case_id from record_ids where erased_on is not null")
    return {row[0]: ErasedId(row[1], date.fromisoformat(row[2]), row[3]) for row in rows}


def any_erased(db: Database, ids: Iterable[str], back: Iterable[str]) -> bool:
    """True if one of `ids` was erased here with a case that is none of `back`.

    People are not meant: whom a case names comes with it.
    """
    values = {"ids": json.dumps(list(ids)), "back": json.dumps(list(back))}
    return db.execute(_STAYS_ERASED, values).fetchone() is not None


def know_again(db: Database, ids: Iterable[str]) -> None:
    """Know ids as erased no longer, in the open transaction: they came back from whoever has the case now."""
    db.conn.execute(f"update record_ids set erased_on = null where id {_IN}", [json.dumps(list(ids))])  # noqa: S608


def keep_erased(db: Database, ids: Mapping[str, ErasedId]) -> None:
    """Know ids as erased that were erased in a later moment of this store, in the open transaction."""
    db.conn.executemany(
        "insert into record_ids (id, kind, erased_on, case_id) values (?, ?, ?, ?)"
        " on conflict (id) do update set erased_on = excluded.erased_on",
        [(key, one.kind, one.on.isoformat(), one.case_id) for key, one in ids.items()],
    )


def note_unscrubbed(db: Database) -> None:
    """Remember, in the open transaction, that pages may still hold what was erased."""
    facts.put(db, _UNSCRUBBED, "yes")


def is_unscrubbed(db: Database) -> bool:
    """True if pages may still hold what was erased: `scrub` was cut short, or not done yet."""
    return facts.get(db, _UNSCRUBBED) == "yes"


def scrub(store: Unlocked, db: Database) -> bool:
    """Write every page anew, so that none holds what was erased; False if somebody was reading meanwhile.

    Outside a transaction. Raises sqlite's errors if the disk is full.
    """
    with db.atomic():
        db.conn.execute("insert into found_words (found_words) values ('optimize')")
    db.conn.execute("vacuum")
    with db.atomic():
        note_unscrubbed(db)  # a commit with a stamp of its own after the one that has none
    if not store.shorten_log(db, waits=True):
        return False
    with db.atomic():
        facts.put(db, _UNSCRUBBED, "")
    return True


def _forget(db: Database, ids: list[str], case_id: str | None) -> None:
    """Take the rows out that name the case, or one of `ids`."""
    told = json.dumps(ids)
    places = db.execute(f"select place from found where record {_IN}", [told]).fetchall()  # noqa: S608
    db.conn.executemany("delete from found_words where rowid = ?", places)
    for table, columns in tables(db).items():
        if table in KEPT:
            continue
        if "case_id" in columns and case_id is not None:
            db.conn.execute(f'delete from "{table}" where case_id = ?', [case_id])  # noqa: S608
        for column in _BY_ID:
            if column in columns:
                db.conn.execute(f'delete from "{table}" where "{column}" {_IN}', [told])  # noqa: S608


def tables(db: Database) -> dict[str, set[str]]:
    """The plain tables of the store and their columns."""
    names = "select name from sqlite_master where type = 'table' and sql not like 'create virtual%'"
    return {
        name: {row[0] for row in db.execute("select name from pragma_table_info(?)", [name])}
        for (name,) in db.execute(names).fetchall()
        if not name.startswith(("sqlite_", "_sqlite_", "found_words"))
    }


def _mark(db: Database, ids: list[str], on: date) -> None:
    db.conn.execute(
        f"update record_ids set erased_on = ? where id {_IN} and erased_on is null",  # noqa: S608
        [on.isoformat(), json.dumps(ids)],
    )

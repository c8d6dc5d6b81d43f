"""The office's own rows of the catalogue of help."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from db.records.catalogue import CatalogueRow


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row as the office has it; one that is not offered cannot be ordered."""

    row: CatalogueRow
    offered: bool = True


def everything(db: Database) -> dict[str, OwnRow]:
    """The office's own rows, by id."""
    rows = db.execute("select content, offered from own_catalogue order by id").fetchall()
    found = [OwnRow(CatalogueRow.model_validate_json(content), bool(offered)) for content, offered in rows]
    return {one.row.id: one for one in found}


def in_force(
    db: Database, given: Mapping[str, CatalogueRow], shipped: Mapping[str, CatalogueRow]
) -> dict[str, CatalogueRow]:
    """The rows that can be ordered: the shipped ones, the office's own over them, the profile's on top.

    `given` are the shipped rows with the profile's; where the two differ, the profile has spoken.
    """
    own = {key: one for key, one in everything(db).items() if given.get(key) == shipped.get(key)}
    whole = {**given, **{key: one.row for key, one in own.items()}}
    return {key: row for key, row in whole.items() if key not in own or own[key].offered}


def put(db: Database, one: OwnRow) -> None:
    """Write a row over the office's own one of its id, in the open transaction."""
    db.conn.execute(
        "insert or replace into own_catalogue (id, content, offered) values (?, ?, ?)",
        [one.row.id, one.row.model_dump_json(), one.offered],
    )


def remove(db: Database, row: str) -> None:
    """Take the office's own row away, in the open transaction: what ships, or nothing, stands there again."""
    db.conn.execute("delete from own_catalogue where id = ?", [row])

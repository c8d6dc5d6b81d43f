"""Small facts about the store itself and its user's choices: one text under one name."""

from sqlite_utils import Database


def get(db: Database, name: str) -> str | None:
    """The text kept under `name`, or None."""
    row = db.execute("select value from facts where name = ?", [name]).fetchone()
    return None if row is None else str(row[0])


def put(db: Database, name: str, value: str) -> None:
    """Keep `value` under `name`, in the transaction that is open."""
    db.conn.execute(
        "insert into facts (name, value) values (?, ?)"
        " on conflict (name) do update set value = excluded.value",
        [name, value],
    )

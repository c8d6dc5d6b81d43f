"""Letters that were sent, as they were sent."""

from sqlite_utils import Database

from db.records.letter import SentLetter


def add(db: Database, letter: SentLetter, case_id: str | None) -> None:
    """Keep `letter`, in the open transaction."""
    db.conn.execute(
        "insert into letters_sent (id, case_id, about, sent_on, content) values (?, ?, ?, ?, ?)",
        [letter.id, case_id, letter.about, letter.sent_on.isoformat(), letter.model_dump_json()],
    )


def move_into(db: Database, about: str, case_id: str | None) -> None:
    """Let what was sent about `about` belong to `case_id`, None for no case; in the open transaction."""
    db.conn.execute("update letters_sent set case_id = ? where about = ?", [case_id, about])


def of_case(db: Database, case_id: str) -> list[SentLetter]:
    """What was sent in the case, the newest first."""
    return _found(db, "case_id", case_id)


def about(db: Database, record: str) -> list[SentLetter]:
    """What was sent about the record, the newest first."""
    return _found(db, "about", record)


def _found(db: Database, column: str, key: str) -> list[SentLetter]:
    rows = db.execute(
        f"select content from letters_sent where {column} = ? order by sent_on desc, id desc",  # noqa: S608
        [key],
    )
    return [SentLetter.model_validate_json(row[0]) for row in rows]

"""Documents and photos inside the store: rows of at most a megabyte, all of one written or none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from db.digest import of_pieces
from db.errors import Stale
from db.records.attachment import Attachment
from db.rules.file_kinds import HEAD
from db.store.moments import stored
from db.words import later

PIECE: Final = 1024 * 1024
"""Bytes in a row, at most."""
_FIELDS: Final = 'id, title, name, kind, "on", readers, size, sha256, added_at, removed_on'
_NAMES: Final = tuple(name.strip(' "') for name in _FIELDS.split(","))


@dataclass(frozen=True, slots=True)
class Written:
    """How many bytes were written, and their SHA-256."""

    size: int
    sha256: str


def of_case(db: Database, case_id: str, *, removed: bool = False) -> list[Attachment]:
    """The attachments of the case, the newest day first; or those that were removed."""
    which = "not null" if removed else "null"
    rows = db.execute(
        f"select {_FIELDS} from attachments where case_id = ? and removed_on is {which}"  # noqa: S608
        ' order by "on" desc, added_at desc, id',
        [case_id],
    )
    return [_read(row) for row in rows]


def get(db: Database, attachment_id: str) -> Attachment:
    """One attachment. Raises Stale if it is gone."""
    row = db.execute(f"select {_FIELDS} from attachments where id = ?", [attachment_id]).fetchone()  # noqa: S608
    if row is None:
        raise Stale(later("This attachment is no longer in the store."), later("Open the case again."))
    return _read(row)


def case_of(db: Database, attachment_id: str) -> str | None:
    """The id of the case it belongs to; None if it is gone."""
    row = db.execute("select case_id from attachments where id = ?", [attachment_id]).fetchone()
    return None if row is None else str(row[0])


def thumbnail(db: Database, attachment_id: str) -> bytes | None:
    """The small picture of it (PNG); None if it has none."""
    row = db.execute("select thumbnail from attachments where id = ?", [attachment_id]).fetchone()
    return None if row is None or row[0] is None else bytes(row[0])


def heads(db: Database, case_id: str) -> dict[str, bytes]:
    """The first bytes of the case's attachments, by id: they tell what a file really is."""
    rows = db.execute(
        "select attachment, substr(content, 1, ?) from attachments_bytes where case_id = ? and number = 0",
        [HEAD, case_id],
    )
    return {str(row[0]): bytes(row[1]) for row in rows}


def pieces(db: Database, attachment_id: str) -> Iterator[bytes]:
    """Its bytes, piece by piece."""
    count = db.execute(
        "select count(*) from attachments_bytes where attachment = ?", [attachment_id]
    ).fetchone()[0]
    for number in range(count):
        row = db.execute(
            "select content from attachments_bytes where attachment = ? and number = ?",
            [attachment_id, number],
        ).fetchone()
        yield bytes(row[0])


def write_bytes(db: Database, attachment_id: str, case_id: str, content: Iterable[bytes]) -> Written:
    """Write the bytes of a new attachment, in the open transaction; its own row follows with `save`."""
    size = 0

    def written() -> Iterator[bytes]:
        nonlocal size
        for number, piece in enumerate(content):
            db.conn.execute(
                "insert into attachments_bytes (attachment, case_id, number, content) values (?, ?, ?, ?)",
                [attachment_id, case_id, number, piece],
            )
            size += len(piece)
            yield piece

    digest = of_pieces(written())
    return Written(size, digest)


def add(db: Database, attachment: Attachment, case_id: str, small: bytes | None) -> None:
    """Write what is known of a new attachment, in the open transaction."""
    marks = ", ".join("?" * (len(_NAMES) + 2))
    db.conn.execute(
        f"insert into attachments ({_FIELDS}, case_id, thumbnail) values ({marks})",  # noqa: S608
        [*_values(attachment), case_id, small],
    )


def save(db: Database, attachment: Attachment, *, expected: Attachment) -> None:
    """Write what is known of an attachment over `expected`. Raises Stale if it is not that any more."""
    if get(db, attachment.id) != expected:
        raise Stale(later("This attachment was changed meanwhile."), later("Open it again and repeat."))
    names = ", ".join(f'"{name}" = ?' for name in _NAMES[1:])
    db.conn.execute(
        f"update attachments set {names} where id = ?",  # noqa: S608
        [*_values(attachment)[1:], attachment.id],
    )


def erase(db: Database, attachment_id: str) -> None:
    """Take an attachment away with its bytes, in the open transaction; the pages are overwritten."""
    db.conn.execute("pragma secure_delete = on")
    db.conn.execute("delete from attachments where id = ?", [attachment_id])


def unfit(db: Database) -> Iterator[str]:
    """The ids of attachments whose bytes are not all there. For `check`; an older store has none."""
    if not db.execute("select 1 from sqlite_master where name = 'attachments_bytes'").fetchone():
        return
    rows = db.execute(
        "select a.id from attachments a left join attachments_bytes b on b.attachment = a.id"
        " group by a.id having coalesce(sum(length(b.content)), 0) <> a.size"
        " or coalesce(max(b.number) + 1, 0) <> count(b.number)"
    )
    yield from (str(row[0]) for row in rows)


def _values(attachment: Attachment) -> list[Any]:
    fields = attachment.document()
    return [stored(attachment.added_at) if name == "added_at" else fields[name] for name in _NAMES]


def _read(row: tuple[Any, ...]) -> Attachment:
    return Attachment.model_validate(dict(zip(_NAMES, row, strict=True)))

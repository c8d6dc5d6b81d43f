"""Finding: a trigram index inside the encrypted store, over words folded as Danish is searched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlite_utils import Database

from db.rules.danish import fold
from db.rules.finding import Entry

_NO_DAY: Final = 1
_SHIFT: Final = 2**30
_SHORTEST: Final = 3
_SNIPPET: Final = 120
_CPR: Final = re.compile(r"\b(\d{6})[- ](\d{4})\b")
_FIELDS: Final = 'f.kind, f.record, f.case_id, c.number, f.title, f.body, f."on"'


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `case_id` and `number` are None for what belongs to no case."""

    kind: str
    record: str
    case_id: str | None
    number: str | None
    title: str
    snippet: str
    on: date | None


def add(db: Database, entries: Iterable[Entry]) -> None:
    """Make `entries` findable, in the open transaction."""
    rows = list(_placed(db, entries))
    db.conn.executemany(
        'insert into found (place, kind, record, case_id, title, folded_title, body, "on")'
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (place, e.kind, e.record, e.case_id, e.title, fold(e.title), e.body, _text(e.on))
            for place, e in rows
        ],
    )
    db.conn.executemany(
        "insert into found_words (rowid, words) values (?, ?)",
        [(place, fold(f"{e.title}\n{e.body}")) for place, e in rows],
    )


def forget(db: Database, record: str) -> None:
    """Take a record out of the index, in the open transaction."""
    places = db.execute("select place from found where record = ?", [record]).fetchall()
    db.conn.executemany("delete from found_words where rowid = ?", places)
    db.conn.executemany("delete from found where place = ?", places)


def replace(db: Database, entries: Iterable[Entry]) -> None:
    """Index `entries` anew, in the open transaction."""
    fresh = list(entries)
    for record in {entry.record for entry in fresh}:
        forget(db, record)
    add(db, fresh)


def find(db: Database, text: str, limit: int = 50) -> list[Hit]:
    """What `text` finds: exact titles first, then the newest; an empty list if nothing does."""
    asked = fold(" ".join(_CPR.sub(r"\1\2", text).split()))
    if not asked or limit < 1:
        return []
    exact = _hits(db, "f.folded_title = ?", [asked], limit)
    seen = {(hit.kind, hit.record, hit.case_id) for hit in exact}
    rest = (hit for hit in _matching(db, asked.split(), limit + len(exact)) if _identity(hit) not in seen)
    return [*exact, *rest][:limit]


def _matching(db: Database, words: list[str], limit: int) -> list[Hit]:
    long = [word for word in words if len(word) >= _SHORTEST]
    short = [word for word in words if len(word) < _SHORTEST]
    if not long:
        # Too short for the index: names and numbers that begin so.
        begins = " and ".join("(f.folded_title like ? or f.folded_title like ?)" for _ in short)
        values = [pattern for word in short for pattern in (f"{_plain(word)}%", f"% {_plain(word)}%")]
        return _hits(db, f"f.kind in ('person', 'case') and {begins}", values, limit)
    quoted = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
    if short:
        found = _hits(db, _WORDS, [quoted], limit * 20, short)
        return found[:limit]
    return _hits(db, _WORDS, [quoted], limit)


_WORDS: Final = "f.place in (select rowid from found_words where found_words match ? order by rowid desc)"


def _hits(db: Database, where: str, values: list[str], limit: int, short: Iterable[str] = ()) -> list[Hit]:
    if where is _WORDS:
        source = (
            "(select rowid as place from found_words where found_words match ? order by rowid desc limit ?) w"
            " join found f on f.place = w.place"
        )
        select = f"select {_FIELDS} from {source} left join cases c on c.id = f.case_id order by f.place desc"  # noqa: S608
        rows = db.execute(select, [*values, limit])
    else:
        select = (
            f"select {_FIELDS} from found f left join cases c on c.id = f.case_id"  # noqa: S608
            f" where {where} order by f.place desc limit ?"
        )
        rows = db.execute(select, [*values, limit])
    asked = values[0].strip('"%').split('" AND "')[0]
    needles = list(short)
    return [
        _hit(row, asked)
        for row in rows
        if not needles or all(word in fold(f"{row[4]}\n{row[5]}") for word in needles)
    ]


def _hit(row: tuple[str, str, str | None, str | None, str, str, str | None], asked: str) -> Hit:
    kind, record, case_id, number, title, body, on = row
    # A person's body holds numbers and addresses, which never stand in a list.
    snippet = "" if kind == "person" else _snippet(body, asked)
    return Hit(kind, record, case_id, number, title, snippet, date.fromisoformat(on) if on else None)


def _snippet(body: str, asked: str) -> str:
    """About a line of `body` around the first place where `asked` stands."""
    flat = " ".join(body.split())
    at = fold(flat).find(asked)
    # Folding may lengthen a text (å, æ): the place is near enough for a line of context.
    begin = max(0, at - _SNIPPET // 3)
    if begin:
        begin = flat.find(" ", begin) + 1
    cut = flat[begin : begin + _SNIPPET]
    return ("… " if begin else "") + cut + (" …" if begin + _SNIPPET < len(flat) else "")


def _placed(db: Database, entries: Iterable[Entry]) -> Iterator[tuple[int, Entry]]:
    """A place for each entry: later days have higher places, so that the newest come first unsorted."""
    last: dict[int, int] = {}
    for entry in entries:
        day = entry.on.toordinal() if entry.on else _NO_DAY
        if day not in last:
            row = db.execute(
                "select max(place) from found where place between ? and ?",
                [day * _SHIFT, (day + 1) * _SHIFT - 1],
            ).fetchone()
            last[day] = row[0] if row[0] is not None else day * _SHIFT
        last[day] += 1
        yield last[day], entry


def _identity(hit: Hit) -> tuple[str, str, str | None]:
    return hit.kind, hit.record, hit.case_id


def _plain(word: str) -> str:
    return word.replace("%", "").replace("_", "")


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

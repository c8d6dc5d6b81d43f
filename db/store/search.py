"""Finding: a trigram index inside the encrypted store, over words folded as Danish is searched."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from sqlite_utils import Database

from db.rules.danish import fold
from db.rules.finding import UNSEEN, Entry
from db.stepping import each

_NO_DAY: Final = 1
_SHIFT: Final = 2**30
_SHORTEST: Final = 3
_END: Final = "\n" * (_SHORTEST - 1)  # so that the last letters of a text begin a word of the index too
_LAST: Final = "\U0010ffff"
_NO_LETTERS: Final = (("", "0"), (":", "a"), ("{", _LAST))
"""What stands between, before and behind the digits and the letters of a folded text: from, and up to."""
_ABOVE_ALL: Final = 2**63 - 1
_MISSED: Final = 60
"""After so many rows in a row without a short word it is rare enough to be asked for in the index."""
_END_OF_OTHERS: Final = 200
"""After so many rows in a row where a short word only ends longer ones (og in pædagog) it is given up."""
_SNIPPET: Final = 120
_USUAL: Final = 1024 * 1024
_MUCH: Final = 32 * _USUAL
_FEWEST: Final = 2  # pieces of a size, before they are made one
_JOINED_FOR: Final = 10
"""So many rows written pay for one page of the index that is written again."""
_CPR: Final = re.compile(r"\b(\d{6})[- ](\d{4})\b")
_PHONE: Final = re.compile(
    r"(?<![\d-])(?:(?:\+|00)45[ -]?)?(\d{2})[ -]?(\d{2})[ -]?(\d{2})[ -]?(\d{2})(?![\d-])"
)
_FIELDS: Final = 'f.kind, f.record, f.case_id, c.number, f.title, f.body, f."on"'
_PLAIN: Final = f"select {_FIELDS}, f.place from found f left join cases c on c.id = f.case_id"  # noqa: S608
_INDEXED: Final = (
    f"select {_FIELDS}, f.place from found_words w join found f on f.place = w.rowid"  # noqa: S608
    " left join cases c on c.id = f.case_id where w.found_words match ? and w.rowid < ? order by w.rowid desc"
)
_TERMS: Final = """
    select t.term from json_each(?) span cross join found_words_terms t
    where t.term >= span.value ->> 0 and t.term < span.value ->> 1
"""
_LAST_PLACES: Final = """
    select d.value, coalesce(
        (select max(f.place) from found f
         where f.place >= d.value * :shift and f.place < (d.value + 1) * :shift),
        d.value * :shift)
    from json_each(:days) d
"""
_Row = tuple[str, str, str | None, str | None, str, str, str | None, int]


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
    # In rising order of place: the index empties its memory each time a lower one comes
    # (an import took seven times as long).
    rows = sorted(_placed(db, entries), key=lambda row: row[0])
    db.conn.executemany(
        'insert into found (place, kind, record, case_id, title, folded_title, body, "on")'
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (place, e.kind, e.record, e.case_id, e.title, fold(e.title), e.body, _text(e.on))
            for place, e in each(rows)
        ],
    )
    db.conn.executemany(
        "insert into found_words (rowid, words) values (?, ?)",
        [(place, fold(_whole(e)) + _END) for place, e in each(rows)],
    )


@contextmanager
def many_entries(db: Database) -> Iterator[None]:
    """The index gathers more before it writes, for what is added inside the open transaction.

    Its pieces are joined afterwards: each of them is asked for each three letters of a word, and half of what
    a search took was asking small ones. What that writes stays in proportion to what was added.
    """
    before = db.conn.total_changes
    _tell_index(db, "hashsize", _MUCH)
    yield
    _tell_index(db, "hashsize", _USUAL)
    _tell_index(db, "usermerge", _FEWEST)
    _tell_index(db, "merge", (db.conn.total_changes - before) // _JOINED_FOR)


def find_words_anew(db: Database) -> None:
    """Put the words of every entry into the index, which is empty, in the open transaction."""
    entries = db.execute("select place, title, body from found order by place").fetchall()
    db.conn.executemany(
        "insert into found_words (rowid, words) values (?, ?)",
        [(place, fold(_whole(Entry("", "", None, title, body, None)))) for place, title, body in entries],
    )


def forget(db: Database, record: str) -> None:
    """Take a record out of the index, in the open transaction."""
    places = db.execute("select place from found where record = ?", [record]).fetchall()
    db.conn.executemany("delete from found_words where rowid = ?", places)
    db.conn.executemany("delete from found where place = ?", places)


def forget_kind(db: Database, kind: str, case_id: str) -> None:
    """Take all records of one kind of one case out of the index, in the open transaction."""
    rows = db.execute("select distinct record from found where case_id = ? and kind = ?", [case_id, kind])
    for (record,) in rows.fetchall():
        forget(db, record)


def replace(db: Database, entries: Iterable[Entry]) -> None:
    """Index `entries` anew, in the open transaction."""
    fresh = list(entries)
    for record in {entry.record for entry in fresh}:
        forget(db, record)
    add(db, fresh)


def find(db: Database, text: str, limit: int = 50) -> list[Hit]:
    """What `text` finds: exact titles first, then the newest; an empty list if nothing does."""
    asked = fold(" ".join(_joined(text.replace("\0", " ")).split()))
    if not asked or limit < 1:
        return []
    words = _whole_numbers(asked.split())
    exact = _rows(db, f"{_PLAIN} where f.folded_title = ? order by f.place desc", [asked])
    found: dict[tuple[str, str, str | None], Hit] = {}
    for row in chain(exact, _matching(db, words)):
        found.setdefault((row[0], row[1], row[2]), _hit(row, words[0]))
        if len(found) == limit:
            break
    return list(found.values())


def _whole_numbers(words: list[str]) -> list[str]:
    """`words`, but a number typed in short groups (22 33 44) as the one piece that it is stored in."""
    in_groups = all(word.isascii() and word.isdigit() and len(word) < _SHORTEST for word in words)
    return ["".join(words)] if in_groups and len(words) > 1 else words


def _joined(text: str) -> str:
    """`text` with its CPR and phone numbers in one piece each, without the country's own prefix."""
    return _PHONE.sub(r"\1\2\3\4", _CPR.sub(r"\1\2", text))


def _whole(entry: Entry) -> str:
    """What the index holds of an entry: its title, its text, and its numbers as they are also typed."""
    text = entry.body if entry.title in entry.body else f"{entry.title}\n{entry.body}"
    joined = _joined(text)
    return text if joined == text else f"{text}\n{joined}"


def _tell_index(db: Database, what: str, figure: int) -> None:
    db.conn.execute("insert into found_words (found_words, rank) values (?, ?)", [what, figure])


def _matching(db: Database, words: list[str]) -> Iterator[_Row]:
    long = [word for word in words if len(word) >= _SHORTEST]
    short = [word for word in words if len(word) < _SHORTEST]
    asked = " AND ".join(_quoted(word) for word in long)
    if not long:
        named = _beginning(db, short)
        first = next(named, None)  # the rest is read as far as it is asked for: a letter begins thousands
        yield from chain([first], named) if first is not None else _standing_alone(db, short)
    elif not short:
        yield from _rows(db, _INDEXED, [asked, _ABOVE_ALL])
    else:
        yield from _with_short(db, asked, short)


def _beginning(db: Database, short: list[str]) -> Iterator[_Row]:
    """Names and numbers of which a word begins so: as a part of a word it stands in too many texts."""
    begins = " and ".join("(f.folded_title glob ? or f.folded_title glob ?)" for _ in short)
    values: list[str | int] = []
    for word in short:
        values += [f"{_plain(word)}*", f"*[- ]{_plain(word)}*"]
    where = f"where f.kind in ('person', 'case') and {begins} order by f.place desc"
    yield from _rows(db, f"{_PLAIN} {where}", values)


def _standing_alone(db: Database, short: list[str]) -> Iterator[_Row]:
    """What holds each of the `short` words as a word of its own (IQ): asked where no name begins so."""
    asked = []
    for word in short:
        # A lone letter begins many terms, of which the index counts all places (a took 50 ms).
        behind = _NO_LETTERS if len(word) == 1 and word.isalnum() else (("", _LAST),)
        terms = _terms(db, [(word + least, word + end) for least, end in behind])
        ends = [_quoted(term) for term in terms if not (word[-1].isalnum() and term[len(word)].isalnum())]
        if not ends:
            return
        asked.append(f"({' OR '.join(ends)})")
    wanted, missed = [re.compile(_alone(word)) for word in short], 0
    for row in _rows(db, _INDEXED, [" AND ".join(asked), _ABOVE_ALL]):
        text = fold(f"{row[4]}\n{row[5]}")
        missed += 1
        if all(word.search(text) for word in wanted):
            missed = 0
            yield row
        elif missed == _END_OF_OTHERS:
            return


def _terms(db: Database, spans: list[tuple[str, str]]) -> list[str]:
    """The terms of the index within `spans`, each from its first up to what is no longer of it."""
    return [term for (term,) in db.execute(_TERMS, [json.dumps(spans)])]


def _alone(word: str) -> str:
    """A pattern for `word` with no letter or digit at its sides, where it has one there itself."""
    begin, end = ("(?<!\\w)" if word[0].isalnum() else "", "(?!\\w)" if word[-1].isalnum() else "")
    return begin + re.escape(word) + end


def _with_short(db: Database, asked: str, short: list[str]) -> Iterator[_Row]:
    """What the index has for `asked`, of which the texts hold each of the `short` words.

    Each text is looked at as long as they are found; where they are rare, the index is asked for them too.
    """
    missed, place = 0, _ABOVE_ALL
    for row in _rows(db, _INDEXED, [asked, _ABOVE_ALL]):
        missed, place = missed + 1, row[-1]
        if _holds(row, short):
            missed = 0
            yield row
        elif missed == _MISSED:
            break
    else:
        return
    for word in short:
        begin_so = " OR ".join(_quoted(term) for term in _terms(db, [(word, word + _LAST)]))
        if not begin_so:
            return
        asked += f" AND ({begin_so})"
    yield from (row for row in _rows(db, _INDEXED, [asked, place]) if _holds(row, short))


def _holds(row: _Row, short: list[str]) -> bool:
    text = fold(f"{row[4]}\n{row[5]}")
    return all(word in text for word in short)


def _quoted(word: str) -> str:
    """`word` as the index is asked for it, whatever characters it has."""
    return '"' + word.replace('"', '""') + '"'


def _rows(db: Database, select: str, values: list[str | int]) -> Iterator[_Row]:
    yield from db.execute(select, values)


def _hit(row: _Row, asked: str) -> Hit:
    kind, record, case_id, number, title, body, on, _ = row
    # A person's body holds numbers and addresses, which never stand in a list.
    snippet = "" if kind == "person" else _snippet(body.partition(UNSEEN)[0], asked)
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
    dated = [(entry.on.toordinal() if entry.on else _NO_DAY, entry) for entry in entries]
    days = json.dumps(list(dict.fromkeys(day for day, _ in dated)))
    last = dict(db.execute(_LAST_PLACES, {"days": days, "shift": _SHIFT}).fetchall())
    for day, entry in dated:
        last[day] += 1
        yield last[day], entry


def _plain(word: str) -> str:
    """`word` as a pattern that stands for itself."""
    return re.sub(r"([*?\[])", r"[\1]", word)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

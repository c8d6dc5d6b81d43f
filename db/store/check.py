"""Whether a store is whole: looked at read-only, so that not one byte changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from db.stepping import step
from db.store import attachments, facts, journal, pages, stamps
from db.store.migrations import NAMES, migrations, refuse_newer
from db.store.open import Unlocked, has_own_log, is_complete, is_cut_short
from db.store.stopping import heeding
from db.store.trouble import known_trouble
from db.store.unlocked import has_log

_MOST: Final = 100
_OTHERS: Final = ("found_words", "sqlite_", "_sqlite_migrations")


@dataclass(frozen=True, slots=True)
class StoreFault:
    """Something that is wrong: what kind of thing, and where; never a content."""

    what: str
    where: str


_Look = Callable[[Database, Unlocked], Iterator[StoreFault]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. `schema` names the last migration; `slots` are (kind, day added)."""

    faults: tuple[StoreFault, ...]
    schema: str
    counts: dict[str, int]
    lines: int
    journal_sound: bool
    slots: tuple[tuple[str, date], ...]

    @property
    def sound(self) -> bool:
        """True if nothing is wrong."""
        return not self.faults


def check(opened: Unlocked, *, alone: bool = False) -> Verdict:
    """Page authentication, integrity, references, the journal's chain and its head in the header.

    A copy that nobody else has open is looked at `alone`: its pages' seals are read at once, which is quicker
    and can be told to stop. Raises Damaged if the store is from a newer release or cannot be read at all.
    """
    with known_trouble():
        db = opened.connect(read_only=True)
    try:
        with known_trouble(), heeding(db):
            refuse_newer(db)
            sealed = alone and not has_log(opened.path) and pages.are_sealed(opened.path, opened.key)
            looks = {name: look for name, look in _LOOKS.items() if name != "pages" or not sealed}
            found = [fault for name, look in looks.items() for fault in _safely(name, look, db, opened)]
            sound = not any(fault.what == "journal" for fault in found)
            return Verdict(
                faults=tuple(found[:_MOST]),
                schema=_schema(db),
                counts=_counts(db),
                lines=_lines(db),
                journal_sound=sound,
                slots=tuple((slot.kind.value, slot.added_on) for slot in opened.header.slots),
            )
    finally:
        db.close()


def _safely(name: str, look: _Look, db: Database, opened: Unlocked) -> list[StoreFault]:
    """What `look` finds, and a fault of its own if it meets a page that cannot be read."""
    found: list[StoreFault] = []
    try:
        for fault in look(db, opened):
            found.append(fault)  # one by one: what was found before a bad page counts
    except dbapi2.DatabaseError:
        step()  # told to stop, it found nothing
        found.append(StoreFault("page", name))
    return found


def _pages(db: Database, opened: Unlocked) -> Iterator[StoreFault]:
    # With a log beside the file its newer pages stand there; reading them all is left to `_integrity`.
    if not has_log(opened.path):
        for (row,) in db.execute("pragma cipher_integrity_check"):
            yield StoreFault("page", str(row)[:80])


def _length(db: Database, opened: Unlocked) -> Iterator[StoreFault]:
    if is_cut_short(db, opened.path):
        yield StoreFault("length", "store")


def _integrity(db: Database, _: Unlocked) -> Iterator[StoreFault]:
    for (row,) in db.execute(f"pragma integrity_check({_MOST})"):
        if row != "ok":
            yield StoreFault("integrity", str(row)[:80])


def _references(db: Database, _: Unlocked) -> Iterator[StoreFault]:
    for row in db.execute("pragma foreign_key_check"):
        yield StoreFault("reference", f"{row[0]} {row[1]}")


def _journal(db: Database, opened: Unlocked) -> Iterator[StoreFault]:
    for where in journal.faults(db):
        yield StoreFault("journal", where)
    head = opened.header.head
    if not head.is_sealed_by(opened.key, opened.header.store):
        yield StoreFault("journal", "header")
    elif journal.is_behind(db, head.lines, head.digest):
        yield StoreFault("journal", f"header line {head.lines}")


def _moment(db: Database, opened: Unlocked) -> Iterator[StoreFault]:
    if not has_own_log(db, opened) or not is_complete(db, opened):
        yield StoreFault("log", "store")
    if stamps.read(db).count < opened.header.head.count:
        yield StoreFault("header", "commit")


def _identity(db: Database, opened: Unlocked) -> Iterator[StoreFault]:
    if facts.get(db, "store") != opened.header.store:
        yield StoreFault("header", "store")


def _attachments(db: Database, _: Unlocked) -> Iterator[StoreFault]:
    for attachment_id in attachments.unfit(db):
        yield StoreFault("attachment", attachment_id)


_LOOKS: Final[Mapping[str, _Look]] = {
    "pages": _pages,
    "length": _length,
    "moment": _moment,
    "integrity": _integrity,
    "references": _references,
    "journal": _journal,
    "identity": _identity,
    "attachments": _attachments,
}


def _schema(db: Database) -> str:
    try:
        return max((done.name for done in migrations.applied(db)), default=NAMES[0])
    except dbapi2.DatabaseError:
        return ""


def _lines(db: Database) -> int:
    try:
        return journal.head(db)[0]
    except dbapi2.DatabaseError:
        return 0


def _counts(db: Database) -> dict[str, int]:
    try:
        names = [
            row[0] for row in db.execute("select name from sqlite_master where type = 'table' order by name")
        ]
        return {
            name: int(db.execute(f"select count(*) from {name}").fetchone()[0])  # noqa: S608
            for name in names
            if not name.startswith(_OTHERS)
        }
    except dbapi2.DatabaseError:
        return {}

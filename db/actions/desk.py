"""One caseworker at work on an open store, and the frame that every action has."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlite_utils import Database

from db.books import catalogue as catalogue_book
from db.books import forms as form_book
from db.books import ladder as ladder_book
from db.books import refusion as refusion_book
from db.books.catalogue import Catalogue
from db.books.forms import FormBook
from db.books.ladder import Ladder
from db.books.rules_in_force import SHIPPED, RulesInForce
from db.records.base import Record, day_of
from db.rules.refusion import Limits
from db.store import holds, journal
from db.store.journal import Change
from db.store.open import Unlocked
from db.store.trouble import known_trouble

CASEWORKER = "caseworker"
"""The fact that names whose store it is."""


class Topic(StrEnum):
    """What a screen may show, and so what may have changed under it."""

    CASES = "cases"
    PLANS = "plans"
    PEOPLE = "people"
    CALENDAR = "calendar"
    NOTES = "notes"
    FORMS = "forms"
    HELP = "help"
    DRAFTS = "drafts"
    OFFICE = "office"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Changed:
    """What an action changed, so that each screen can tell whether it is out of date."""

    topics: frozenset[Topic]
    case_id: str | None = None
    record: str | None = None


def utc_now() -> datetime:
    """This moment, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Desk:
    """An open store, a name for the journal, a clock (UTC), the rules in force, the forms and the help.

    Bound to the thread that made it.
    """

    store: Unlocked
    db: Database
    who: str
    now: Callable[[], datetime] = field(default=utc_now)
    rules: RulesInForce = SHIPPED
    forms: FormBook = form_book.SHIPPED
    catalogue: Catalogue = field(default_factory=catalogue_book.shipped)
    refusion: Mapping[int, Limits] = field(default_factory=refusion_book.shipped)
    ladder: Ladder = field(default_factory=ladder_book.shipped)

    def today(self) -> date:
        """The day on the office's calendar."""
        return day_of(self.now())

    def close(self, *, note_head: bool = True) -> None:
        """Close the connection; how far the journal has come is written into the header first."""
        try:
            if note_head:
                self.store.leave(self.db)
        finally:
            self.db.close()


@contextmanager
def own_desk(desk: Desk) -> Iterator[Desk]:
    """`desk` with a connection of its own, for another thread; closed in the end."""
    db = desk.store.connect()
    try:
        yield replace(desk, db=db)
    finally:
        db.close()


class Act:
    """What one action does: it collects the changes that its journal line seals."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def changed(
        self, kind: str, record_id: str, case_id: str | None, before: Record | None, after: Record | None
    ) -> None:
        """Note what a record was and is; None is "was not there" and "is gone"."""
        texts = [None if record is None else record.model_dump_json() for record in (before, after)]
        self.changes.append(Change(kind, record_id, case_id, texts[0], texts[1]))


@contextmanager
def action(
    desk: Desk, name: str, kind: str, record: str, case_id: str | None = None, *, of_copies: bool = False
) -> Iterator[Act]:
    """One transaction and one journal line around what an action does: all of it, or nothing.

    Raises NotAllowed for a case that this store may only read, unless the action is about such
    cases (`of_copies`).
    """
    act = Act()
    with known_trouble(), desk.db.atomic():
        if not of_copies:
            holds.refuse_read_only(desk.db, case_id)
        yield act
        if not of_copies:
            for touched in {change.case_id for change in act.changes} - {case_id}:
                holds.refuse_read_only(desk.db, touched)
        journal.add(
            desk.db,
            at=desk.now(),
            who=desk.who,
            action=name,
            kind=kind,
            record=record,
            case_id=case_id,
            changes=act.changes,
        )


def note(desk: Desk, name: str, lines: Iterable[tuple[str, str, str | None]]) -> None:
    """Write a line of the journal for each (kind, record, case) that something was done with, unchanged."""
    with known_trouble(), desk.db.atomic():
        for kind, record, case_id in lines:
            journal.add(
                desk.db,
                at=desk.now(),
                who=desk.who,
                action=name,
                kind=kind,
                record=record,
                case_id=case_id,
            )

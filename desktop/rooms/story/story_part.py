"""Forløb: everything that happened in a case, newest first; a row opens to its text and its changes."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from db.actions.desk import Changed
from db.actions.lists import Listed
from db.actions.undo import bring_back
from db.errors import ForUser
from db.records.case import Case
from db.records.person import Person
from db.rules import timeline as rules
from db.rules.timeline import Happening, Sieve
from db.store import attachments, letters, timeline
from db.store.trouble import known_trouble
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.empty import EmptyState
from desktop.kit.keys import FIND, Key
from desktop.kit.marks import Mark
from desktop.kit.scroll import ScrollPage
from desktop.kit.table import Column, RecordTable
from desktop.kit.table_view import RecordView
from desktop.kit.type import factor_of
from desktop.place import Place
from desktop.rooms.story.details import Details
from desktop.rooms.story.filters import StoryFilters
from desktop.rooms.story.telling import takes_back, told
from desktop.tools import Tools

_NARROW: Final = 900  # pixels at 100 %: below it the opened row stands under the list
_SIDE: Final = 340
_LEAST: Final = 300
_MARGIN: Final = 28
_LINE: Final = 400  # characters: more than a row shows
_OF_THE_CASE: Final = frozenset({"appointment", "form", "intervention", "plan"})
_TABS: Final = {
    "appointment": "meetings",
    "attachment": "attachments",
    "form": "forms",
    "intervention": "help",
    "letter": "way",
    "person": "family",
    "plan": "plan",
    **dict.fromkeys(("inquiry", "allocation", "assessment", "decision"), "way"),
}


class StoryPart(ScrollPage):
    """The part *Forløb* of a case. Nothing is read before it is shown.

    Signals:
        place_asked: where what the row tells of stands.
        saved: the moment at which what was brought back stood on the disk.
    """

    place_asked = Signal(object)
    saved = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._people: Mapping[str, Person] = {}
        self._sieve = Sieve(())
        self._quiet: Sieve | None = None  # changes and openings, read when they are asked for
        words = tools.words
        self.filters = StoryFilters(tools)
        self.filters.changed.connect(self._show_rows)
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.model: RecordTable[Happening] = RecordTable(_columns(words), self)
        self.view = RecordView(self.model, words.t("Timeline"))
        self.view.opened.connect(self._on_opened)
        self.view.selectionModel().currentRowChanged.connect(self._on_stood)
        self.empty = EmptyState(
            words.t("Nothing fits."), words.t("Choose another kind, or other words and days.")
        )
        self.details = Details(words)
        self.details.open_asked.connect(self._on_open_asked)
        self.details.back_asked.connect(self._on_back_asked)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(28)
        self._beside.addWidget(self._pages, 5)
        self._beside.addWidget(self.details, 3)
        self.body.setSpacing(16)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.trouble)
        self.body.addLayout(self._beside)
        Key("Ctrl+F", self, FIND, self._on_find)

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show what happened in `case`; of another case than before everything is wanted."""
        other = self._case is None or self._case.id != case.id
        self._case, self._people = case, people
        if other:
            self.filters.clear()
            self.trouble.hide()
        stood = None if other else self.view.current()
        with known_trouble():
            db = self._tools.desk.db
            deeds = [one for one in timeline.loud_deeds_of(db, case.id) if one.kind != "letter"]
            kept, sent = attachments.of_case(db, case.id), letters.of_case(db, case.id)
        words = self._words
        found = [*rules.of_case(case, people, words, self._forms()), *rules.of_journal(deeds, words)]
        found += rules.beside(kept, sent, words)
        self._sieve, self._quiet = Sieve(found), None
        self._show_rows()
        if stood is not None:
            self._return_to(stood)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor = factor_of(self)
        ways = QBoxLayout.Direction
        narrow = self.width() < _NARROW * factor
        self._beside.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.details.setMinimumWidth(0 if narrow else round(_SIDE * min(factor, 1.4)))
        above = self.filters.heightForWidth(self.width() - 2 * _MARGIN)
        least = round(_LEAST * factor)
        height = least if narrow else max(least, self.height() - above - 3 * _MARGIN)
        self._pages.setFixedHeight(height)
        self.details.setFixedHeight(height)

    @Slot()
    def _show_rows(self) -> None:
        wanted = self.filters.wanted()
        rows = (self._journal() if wanted.group in rules.QUIET else self._sieve).rows(wanted)
        self.model.show_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)
        self.details.show_none()

    def as_list(self) -> Listed:
        """The rows as they are filtered, their texts whole."""
        words = self._words
        heads = (words.t("Day"), words.t("What"), words.t("Who"), words.t("Text"))
        rows = self.model.rows()
        return Listed(heads, tuple((words.day(row.day), row.title, row.who, row.text) for row in rows))

    def _journal(self) -> Sieve:
        if self._quiet is None and self._case is not None:
            with known_trouble():
                deeds = timeline.deeds_of(self._tools.desk.db, self._case.id)
            self._quiet = Sieve(rules.of_journal(deeds, self._words))
        return self._quiet or Sieve(())

    def _forms(self) -> dict[str, str]:
        """What the forms of the case are called; one that cannot be read keeps its id."""
        book, found = self._tools.desk.forms, {}
        for filled in self._case.forms if self._case is not None else ():
            with suppress(ForUser):
                form = book.get(filled.form, filled.form_version)
                found[filled.form] = form.title.in_language(self._words.language) if form else filled.form
        return found

    def _return_to(self, stood: Happening) -> None:
        for at, row in enumerate(self.model.rows()):
            if (row.kind, row.record, row.line, row.title) == (
                stood.kind,
                stood.record,
                stood.line,
                stood.title,
            ):
                self.view.stand_on(at)
                return

    @Slot()
    def _on_stood(self) -> None:
        row, case = self.view.current(), self._case
        if not isinstance(row, Happening) or case is None:
            self.details.show_none()
            return
        with known_trouble():
            lines = told(self._tools, case.id, row, self._people)
            back = takes_back(self._tools, case.id, row)
        self.details.show_row(row, lines, can_open=_place(case, row) is not None, can_bring_back=back)

    @Slot(object)
    def _on_opened(self, row: object) -> None:
        self._on_stood()

    @Slot()
    def _on_open_asked(self) -> None:
        row = self.view.current()
        if isinstance(row, Happening) and self._case is not None and (place := _place(self._case, row)):
            self.place_asked.emit(place)

    @Slot()
    def _on_back_asked(self) -> None:
        row, case = self.view.current(), self._case
        if not isinstance(row, Happening) or case is None:
            return
        self._tools.writer.run(
            lambda desk: bring_back(desk, case.id, row.line), done=self._on_brought, failed=self._on_refused
        )

    def _on_brought(self, changed: Changed) -> None:
        self.trouble.hide()
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(self._words.error(error))
        self.trouble.show()

    @Slot()
    def _on_find(self) -> None:
        self.filters.text.input.setFocus()


def _columns(words: Words) -> list[Column[Happening]]:
    return [
        Column(
            words.t("Day"), lambda row: f"{words.brief_day(row.day)} {row.day.year}", width=120, soft=True
        ),
        Column(words.t("What"), lambda row: row.title, width=230, strong=True),
        Column(words.t("Text"), _flat, soft=True),
    ]


def _flat(row: Happening) -> str:
    told = " ".join(row.text[:_LINE].split())
    return " · ".join(part for part in (row.who, told) if part)


def _place(case: Case, row: Happening) -> Place | None:
    """Where what `row` tells of stands; None for what is gone, or stands nowhere of its own."""
    if row.kind == "note" and any(note.id == row.record for note in case.notes):
        return Place("note", case.id, record=row.record)
    if row.kind not in _TABS:
        return None
    there = {one.id for one in case.appointments} | {one.id for one in case.forms}
    there |= {one.id for one in case.interventions} | {one.id for one in case.plans}
    if row.kind in _OF_THE_CASE and row.record not in there:
        return None
    return Place("case", case.id, _TABS[row.kind], record=row.record)

"""Sager: the caseload, filtered as one types."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.actions.desk import Desk, Topic
from db.actions.list_import import read_list
from db.actions.lists import Listed
from db.books import office
from db.errors import ForUser
from db.store import cases, team
from db.store.case_list import Only, Sorted, Wanted
from db.store.trouble import known_trouble
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.empty import EmptyState
from desktop.kit.keys import FIND, Key
from desktop.kit.marks import Mark
from desktop.kit.room import Room
from desktop.kit.sheet import Sheet
from desktop.kit.table import Order, RecordTable
from desktop.kit.table_view import RecordView
from desktop.list_saving import SaveList
from desktop.rooms.cases.columns import Shown, columns, read_rows
from desktop.rooms.cases.filters import Filters
from desktop.rooms.cases.list_import import ListImport
from desktop.tools import Tools

_PAGE: Final = 1000
_WAIT: Final = 50  # milliseconds after the last key
_LIST, _NO_HIT, _NO_CASE = range(3)  # the pages, in their order


class CaseList(Room):
    """The caseload. A row opens its case; typing keeps the cases whose child or number it finds.

    Signals:
        case_asked: the id of the case to open, and its tab.
        new_case_asked: the user wants to write a new case.
        import_asked: the user wants to choose a file with cases.
    """

    case_asked = Signal(str, str)
    new_case_asked = Signal()
    import_asked = Signal()
    topics = frozenset({Topic.CASES, Topic.PLANS, Topic.PEOPLE, Topic.CALENDAR, Topic.NOTES})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words, tools.news, tools.ask, parent)
        self._tools = tools
        self._target = office.read().caseload_target
        self._wanted = Wanted(only=Only.OPEN, by=Sorted.CHILD)
        words = tools.words
        self.head = Head(words.t("Cases"))
        self.fetch = Button(words.t("Fetch cases from a file"))
        self.fetch_list = Button(words.t("Fetch a list …"))
        self.save_list = SaveList(tools, self)
        self.new_case = Button(words.t("New case"), Rank.PRIMARY)
        self.made = Banner(Mark.AGREED, "", parent=self)
        self.made.hide()
        self.filters = Filters(words)
        self._columns = columns(words, tools.desk.ladder.steps, tools.today)
        self.model: RecordTable[Shown] = RecordTable(self._columns, self)
        self.view = RecordView(self.model, words.t("Cases"))
        self.no_hit = EmptyState(
            words.t("No case fits."), words.t("Write less of the name, or choose another list.")
        )
        self.no_case = EmptyState(
            words.t("There is no case here yet."),
            words.t("Begin with a new case, or fetch the cases you have from a file."),
        )
        self._stack = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_WAIT)
        self._lay_out()
        self._connect()

    def read(self) -> None:
        self.made.hide()
        stood = self.view.current()
        at = self.view.verticalScrollBar().value()
        with known_trouble():
            open_cases = cases.count(self._tools.desk.db, open_only=True)
            any_case = open_cases > 0 or cases.count(self._tools.desk.db) > 0
            copies = team.open_copies(self._tools.desk.db)
        self.head.show_head(self.words.t("Cases"), self._under(open_cases, copies))
        self._fill(max(1, self.model.rowCount()))
        self.filters.setVisible(any_case)
        self.save_list.setVisible(any_case)
        self._choose_page(any_case=any_case)
        if stood is not None:
            self._return_to(stood, at)

    def _under(self, open_cases: int, copies: int) -> str:
        """How many cases, how many of them are others', and the aim for one's own."""
        words = self.words
        parts = [words.n("{count} open case", "{count} open cases", open_cases)]
        if copies:
            parts.append(words.n("{count} copy from others", "{count} copies from others", copies))
        if not copies or open_cases > copies:
            parts.append(words.t("aim {count}", count=self._target))
        return " · ".join(parts)

    def as_list(self) -> Callable[[Desk], Listed]:
        """What reads all rows of the list as it is filtered and sorted, with the case number in front."""
        wanted, shown, today = self._wanted, self._columns, self._tools.today()
        heads = (self.words.t("Case number"), *(one.heading for one in shown))

        def listed(desk: Desk) -> Listed:
            rows: list[Shown] = []
            while page := read_rows(desk, wanted, today, len(rows), _PAGE):
                rows += page
            return Listed(heads, tuple((row.case.number, *(one.text(row) for one in shown)) for row in rows))

        return listed

    def _fill(self, at_least: int = 1) -> None:
        wanted = self._wanted

        def fetch(offset: int, limit: int) -> list[Shown]:
            return read_rows(self._tools.desk, wanted, self._tools.today(), offset, limit)

        self.model.show_fetched(fetch, order=Order(wanted.by, wanted.descending), at_least=at_least)

    def _choose_page(self, *, any_case: bool) -> None:
        page = _LIST if self.model.rowCount() else _NO_HIT if any_case else _NO_CASE
        self._stack.setCurrentIndex(page)

    def _return_to(self, stood: Shown, at: int) -> None:
        ids = [row.case.case_id for row in self.model.rows()]
        if stood.case.case_id in ids:
            self.view.stand_on(ids.index(stood.case.case_id))
        self.view.verticalScrollBar().setValue(at)

    def _lay_out(self) -> None:
        self.head.buttons.addWidget(self.fetch)
        self.head.buttons.addWidget(self.fetch_list)
        self.head.buttons.addWidget(self.save_list)
        self.head.buttons.addWidget(self.new_case)
        for part in (
            self.view,
            _on_a_sheet(self.no_hit),
            _on_a_sheet(self.no_case),
        ):
            self._stack.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(28, 24, 28, 28)
        column.setSpacing(16)
        column.addWidget(self.head)
        column.addWidget(self.made)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self.body.addLayout(column, 1)

    def _connect(self) -> None:
        self.new_case.clicked.connect(self.new_case_asked)
        self.fetch.clicked.connect(self.import_asked)
        self.fetch_list.clicked.connect(self._on_fetch_list)
        self.filters.typed.connect(self._pause.start)
        self._pause.timeout.connect(self._on_filter)
        self.filters.chosen.connect(self._on_filter)
        self.filters.left_down.connect(self._on_down)
        self.filters.entered.connect(self._on_entered)
        self.model.ordered.connect(self._on_ordered)
        self.model.failed.connect(self._on_failed)
        self.view.opened.connect(self._on_opened)
        Key("Ctrl+F", self, FIND, self.filters.stand_in)

    @Slot()
    def _on_filter(self) -> None:
        self._pause.stop()
        self._wanted = replace(self._wanted, only=self.filters.only, text=self.filters.text)
        self._read_anew()

    @Slot(object)
    def _on_ordered(self, order: Order) -> None:
        self._wanted = replace(self._wanted, by=Sorted(order.by), descending=order.descending)
        self._read_anew()

    def _read_anew(self) -> None:
        try:
            self._fill()
        except ForUser as error:
            self.ask.tell(self, error)
            return
        self._choose_page(any_case=True)
        self.view.scrollToTop()

    @Slot()
    def _on_down(self) -> None:
        self.view.setFocus()
        self.view.stand_on(0)

    @Slot()
    def _on_entered(self) -> None:
        if self._pause.isActive():
            self._on_filter()
        if self.model.rowCount():
            self._on_opened(self.model.rows()[0])

    @Slot()
    def _on_fetch_list(self) -> None:
        """Ask for a file, and show what its columns hold and what it would bring."""
        file = self.ask.what_to_open(self, ("csv", "txt", "xlsx"))
        if file is None:
            return
        try:
            table = read_list(file)
        except ForUser as error:
            self.ask.tell(self, error)
            return
        dialog = ListImport(self._tools, self, table)
        dialog.fetched.connect(self._on_fetched)
        dialog.open()

    @Slot(int)
    def _on_fetched(self, count: int) -> None:
        told = self.words.n(
            "The list was fetched: {count} case.", "The list was fetched: {count} cases.", count
        )
        self.made.say(told)
        self.made.show()

    @Slot(object)
    def _on_opened(self, row: Shown | None) -> None:
        if row is not None:
            self.case_asked.emit(row.case.case_id, "overview")

    @Slot(object)
    def _on_failed(self, error: ForUser) -> None:
        self.ask.tell(self, error)


def _on_a_sheet(content: QWidget) -> QWidget:
    sheet = Sheet()
    sheet.add(content)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(sheet)
    column.addStretch(1)
    return page

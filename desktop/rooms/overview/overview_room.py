"""Overblik: the key figures of all cases in a span of days, beside those of an earlier one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.actions.desk import Topic, own_desk
from db.books import office
from db.errors import ForUser
from db.store import overview
from db.store.overview import Overview, Span
from db.store.trouble import known_trouble
from desktop.kit.banner import Head
from desktop.kit.empty import EmptyState
from desktop.kit.flow import Columns
from desktop.kit.labels import Label
from desktop.kit.room import Room
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Sheet
from desktop.kit.tabs import Tabs
from desktop.kit.type import Voice
from desktop.list_saving import SaveList
from desktop.place import Place
from desktop.rooms.overview.asking import Asking
from desktop.rooms.overview.audit_page import AuditPage
from desktop.rooms.overview.behind_page import BehindPage
from desktop.rooms.overview.business_page import BusinessPage
from desktop.rooms.overview.figure_rows import Figures
from desktop.rooms.overview.sections import Sheets
from desktop.rooms.overview.team_page import TeamPage
from desktop.tools import Tools


class OverviewRoom(Room):
    """Counts beside the window what `report` and `costs` answer, and shows the cases behind each figure.

    Signals:
        case_asked: the id of the case to open, and its tab.
        place_asked: the place of a form, or where a package that came is looked at.
        saved: the moment at which a change is on the disk.
    """

    case_asked = Signal(str, str)
    place_asked = Signal(object)
    saved = Signal(object)
    topics = frozenset(Topic) - {Topic.DRAFTS}

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words, tools.news, tools.ask, parent)
        self._tools = tools
        self._asked = 0
        self._wanted: Span | None = None
        self._counting = self._again = False
        self.found: Overview | None = None
        words = tools.words
        self.head = Head(words.t("Overview"))
        self.save_list = SaveList(tools, self)
        self.asking = Asking(words, tools.today)
        self.says = Label(words.t("Counting …"), Voice.SOFT)
        self.nothing = Sheet()
        self.nothing.add(
            EmptyState(
                words.t("There is no case to count here yet."),
                words.t("The figures come by themselves when there are cases."),
            )
        )
        self.figures = Figures(words, self)
        self.page = ScrollPage()
        self.behind = BehindPage(tools)
        self._sheets = QWidget()
        self.business = BusinessPage(tools)
        self.team = TeamPage(tools)
        self.audit = AuditPage(tools)
        self.tabs = Tabs()
        self.stack = QStackedWidget()
        self._lay_out()
        self.asking.asked.connect(self._on_asked)
        self.figures.asked.connect(self._on_figure)
        self.behind.opened.connect(lambda case_id: self.case_asked.emit(case_id, "overview"))
        self.behind.left.connect(self._on_left)
        self.tabs.currentChanged.connect(self._on_tab)
        self.business.saved.connect(self.saved)
        self.business.kept.connect(self.saved)
        self.team.saved.connect(self.saved)
        self.team.case_asked.connect(self.case_asked)
        self.team.place_asked.connect(self.place_asked)
        self.audit.place_asked.connect(self.place_asked)
        self.audit.refused.connect(lambda error: self.ask.tell(self, error))
        self.business.refused.connect(lambda error: self.ask.tell(self, error))

    def read(self) -> None:
        with known_trouble():
            self.business.read()
            self.team.read()
        self.audit.read()
        if (span := self.asking.span()) is not None:
            self._count(span)

    def keep(self) -> None:
        """Hand what is being typed to the writer."""
        self.business.keep()

    def show_place(self, place: Place) -> None:
        """Show the business case that is being typed, or the key figures."""
        self.refresh()
        if place.record:
            self.business.choose(place.record)
            self.tabs.setCurrentIndex(self.stack.indexOf(self.business))

    def close_room(self) -> None:
        """Show nothing that still comes: the desk is being closed."""
        self.business.keeping.stop()
        self._asked += 1

    def _lay_out(self) -> None:
        self._whole = QVBoxLayout()
        self._whole.setSpacing(24)
        for part in (self.asking, self.says, self.nothing):
            self._whole.addWidget(part)
        self._whole.addWidget(self._sheets)
        self.nothing.hide()
        self.page.body.addLayout(self._whole)
        for shown, name in (
            (self.page, self.words.t("Key figures")),
            (self.team, self.words.t("Team lead")),
            (self.audit, self.words.t("Audit")),
            (self.business, self.words.t("Business case")),
        ):
            self.stack.addWidget(shown)
            self.tabs.add(name)
        self.stack.addWidget(self.behind)
        self.head.buttons.addWidget(self.save_list)
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(28, 24, 28, 0)
        top.setSpacing(8)
        top.addWidget(self.head)
        top.addWidget(self.tabs)
        self.body.addWidget(self._top)
        self.body.addWidget(self.stack, 1)

    def _count(self, span: Span) -> None:
        """Count `span` beside the window; while one count runs, the last that is asked for waits."""
        self._wanted = span
        if self._counting:
            self._again = True
            return
        self._counting, self._again = True, False
        number, desk, today = self._asked, self._tools.desk, self._tools.today()
        self.says.setText(self.words.t("Counting …"))

        def work() -> Overview:
            with known_trouble(), own_desk(desk) as own:
                return overview.read(own.db, span, today)

        def done(found: Overview) -> None:
            if number == self._asked:
                self._counted(found)

        def failed(error: BaseException) -> None:
            self._counting = False
            if not isinstance(error, ForUser):
                raise error
            if number == self._asked:
                self.trouble.say(self.words.error(error))
                self.trouble.show()

        self._tools.jobs.run(work, done=done, failed=failed)

    def _counted(self, found: Overview) -> None:
        """Show what was counted, unless another span is asked for by now; count anew if something changed."""
        self._counting = False
        if found.now.span == self._wanted:
            self._show(found)
        if self._again and self._wanted is not None:
            self._count(self._wanted)

    def _show(self, found: Overview) -> None:
        self.found = found
        words, tools = self.words, self._tools
        self.says.setText(self._told(found))
        at = self.page.verticalScrollBar().value()
        anything = bool(found.now.answer["cases"] or found.caseload or found.account.cases)
        self.nothing.setVisible(not anything)
        sheets: QWidget = QWidget()
        if anything:
            columns = sheets = Columns(side_width=560)
            made = Sheets(found, self.figures, words, tools.population)
            titles = [words.t(title) for title in self._tools.desk.ladder.steps]
            left, right = made.all(titles, office.read().caseload_target)
            for sheet in left:
                columns.main.addWidget(sheet)
            for sheet in right:
                columns.side.addWidget(sheet)
        self._whole.replaceWidget(self._sheets, sheets)
        self._sheets.hide()
        self._sheets.deleteLater()
        self._sheets = sheets
        self.page.verticalScrollBar().setValue(at)

    def _told(self, found: Overview) -> str:
        words, now = self.words, found.now.span
        told = words.t(
            "Now: {first} to {last}, filled bars.", first=words.day(now.first), last=words.day(now.last)
        )
        opens = words.t("A row opens its cases.")
        if found.before is None:
            return f"{told} {opens}"
        then = found.before.span
        against = words.t(
            "Before: {first} to {last}, hatched bars.", first=words.day(then.first), last=words.day(then.last)
        )
        return f"{told} {against} {opens}"

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self.keep()
        self.stack.setCurrentIndex(at)

    @Slot(object)
    def _on_asked(self, span: Span) -> None:
        self._count(span)

    @Slot(str, tuple)
    def _on_figure(self, name: str, cases: tuple[str, ...]) -> None:
        if self.found is None:
            return
        words, span = self.words, self.found.now.span
        under = words.t("{first} to {last}", first=words.day(span.first), last=words.day(span.last))
        try:
            with known_trouble():
                self.behind.show_cases(name, under, cases)
        except ForUser as error:
            self.ask.tell(self, error)
            return
        self._top.hide()
        self.stack.setCurrentWidget(self.behind)
        self.behind.view.setFocus()

    @Slot()
    def _on_left(self) -> None:
        self._top.show()
        self.stack.setCurrentWidget(self.page)
        self.asking.days.setFocus()

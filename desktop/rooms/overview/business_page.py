"""The business case: savings and costs typed year by year, and what they come to, reckoned as one types."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import business as actions
from db.actions.desk import Changed, Desk
from db.actions.typed import forget_typed
from db.errors import ForUser
from db.records.base import new_id
from db.records.business import BusinessCase, BusinessYear
from db.rules.business import reckon
from db.rules.business_texts import paid_text
from db.store import business, drafts
from desktop.keeping import Keeping
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.empty import EmptyState
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.measure import Measure
from desktop.kit.rows import FactRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.rooms.overview.year_row import YearGrid, YearRow
from desktop.tools import Tools

_TITLE = "title"


class BusinessPage(ScrollPage):
    """The office's business cases, one at a time.

    Signals:
        saved: the moment at which a change is on the disk.
        kept: the moment at which all that was typed is on the disk, be it a change or not.
        refused: what could not be done, and why.
    """

    saved = Signal(object)
    kept = Signal(object)
    refused = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        words = tools.words
        self.case: BusinessCase | None = None
        self._waiting: BusinessCase | None = None
        self._taken: dict[str, str] = {}
        self._typed_in = ""
        self.keeping = Keeping(tools, actions.KIND, self)
        self.which = ChoiceField(words.t("Business case"), [])
        self.new = Button(words.t("New business case"), icon_name="add")
        self.save = Button(words.t("Save as PDF"))
        self.remove = Button(words.t("Remove"), Rank.CAREFUL)
        self.title = LineField(words.t("What is changed"), longest=200)
        self.years = Section(words.t("Year by year, in kroner"))
        self.more = Button(words.t("One year more"), Rank.QUIET, icon_name="add")
        self.less = Button(words.t("The last year away"), Rank.QUIET)
        self.answer = Section(words.t("What it comes to"))
        self.paid = Label("", Voice.STRONG)
        self.nothing = EmptyState(
            words.t("No business case yet."),
            words.t(
                "It holds what a change saves and costs each year, and says when it has paid for itself."
            ),
            action=words.t("Begin a business case"),
        )
        self.rows: list[YearRow] = []
        self._lay_out()
        self._connect()

    def read(self) -> None:
        """Show what the store holds, at the one that is chosen. Raises Trouble if it cannot be read."""
        if self._waiting is not None:
            return
        found = business.every(self._tools.desk.db)
        chosen = self.case.id if self.case is not None else None
        self.which.offer([Choice(one.id, one.title) for one in found])
        self._show(next((one for one in found if one.id == chosen), found[-1] if found else None))

    def choose(self, case_id: str) -> None:
        """Show this business case, if it is still here."""
        found = business.every(self._tools.desk.db)
        self._show(next((one for one in found if one.id == case_id), self.case))

    def keep(self) -> None:
        """Hand what stands in the fields to the writer: an action, or a draft of what is no amount."""
        self.keeping.flush()
        case, after = self.case, self._typed()
        if case is None or after is None or (after == case and not self.keeping.texts):
            return
        self._taken = self.keeping.taken()
        if after == case:
            self._write(lambda desk: forget_typed(desk, actions.KIND, case.id))
            return
        self.case = self._waiting = after
        self._write(lambda desk: actions.save_business(desk, case, after))

    def _lay_out(self) -> None:
        choosing = FlowLayout(gap=16, foot=True)
        for part in (self.which, self.new, self.save, self.remove):
            choosing.addWidget(part)
        year_buttons = FlowLayout(gap=8)
        year_buttons.addWidget(self.more)
        year_buttons.addWidget(self.less)
        self._year_buttons = QWidget()
        self._year_buttons.setLayout(year_buttons)
        self.body.addLayout(choosing)
        for widget in (self.title, self.years, self._year_buttons, self.answer, self.paid, self.nothing):
            self.body.addWidget(widget)

    def _connect(self) -> None:
        self.which.edited.connect(self._on_which)
        self.new.clicked.connect(self._on_new)
        self.nothing.asked.connect(self._on_new)
        self.save.clicked.connect(self._on_save)
        self.remove.clicked.connect(self._on_remove)
        self.more.clicked.connect(lambda: self._change_years(1))
        self.less.clicked.connect(lambda: self._change_years(-1))
        self.title.left.connect(self.keep)
        self.title.edited.connect(lambda text: self.keeping.type(_TITLE, text))
        self.keeping.saved.connect(self.kept)
        self.keeping.failed.connect(self.refused)
        self.keeping.rested.connect(self.keep)

    def _show(self, case: BusinessCase | None) -> None:
        same = case is not None and self.case is not None and case.id == self.case.id
        self.case = case
        for part in (self.which, self.save, self.remove, self.title, self.years, self._year_buttons):
            part.setVisible(case is not None)
        self.answer.setVisible(case is not None)
        self.paid.setVisible(case is not None)
        self.nothing.setVisible(case is None)
        self.new.setVisible(case is not None)
        if case is None:
            return
        self.which.show_value(case.id)
        self.title.show_value(case.title)
        if not same or [row.year for row in self.rows] != [one.year for one in case.years]:
            self._make_rows(case)
        for row, one in zip(self.rows, case.years, strict=True):
            row.show_year(one, self._words)
        self._bring_back(case)
        self._reckon()

    def _bring_back(self, case: BusinessCase) -> None:
        """Show what was typed into `case` and is no part of it yet, also before a lock or a crash."""
        if self._typed_in != case.id:
            found = drafts.of_record(self._tools.desk.db, actions.KIND, case.id)
            self.keeping.bind(case.id, None, {name: one.text for name, one in found.items()})
            self._typed_in = case.id
        fields = {_TITLE: self.title, **{name: field for row in self.rows for name, field in row.named()}}
        for name, text in self.keeping.texts.items():
            if name in fields and fields[name].value() != text:
                fields[name].show_value(text)

    def _make_rows(self, case: BusinessCase) -> None:
        self.years.sheet.clear()
        grid = YearGrid([one.year for one in case.years], self._words)
        grid.edited.connect(self._reckon)
        grid.typed.connect(self.keeping.type)
        grid.left.connect(self.keep)
        self.rows = grid.rows
        self.years.sheet.add_padded(grid)

    def _typed(self) -> BusinessCase | None:
        """What stands in the fields; None while something there is no amount."""
        if self.case is None:
            return None
        found = [row.value(self._words) for row in self.rows]
        years = [one for one in found if one is not None]
        empty = not self.title.value()
        self.title.show_fault(self._words.t("Write what is changed.") if empty else "")
        if empty or len(years) != len(found):
            return None
        return self.case.changed(title=self.title.value(), years=tuple(years))

    @Slot()
    def _reckon(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        words, found = self._words, reckon(typed)
        self.answer.sheet.clear()
        heads = (words.t("Total"), words.t("From the start"))
        self.answer.add(FactRow("", tail=Measure(*heads, spoken=", ".join(heads), money=True)))
        for year in found.years:
            total, so_far = words.kroner(year.total), words.kroner(year.so_far)
            told = words.t("{total}, from the start {so_far}", total=total, so_far=so_far)
            why = words.t("lasting {amount}", amount=words.kroner(year.lasting))
            if year.one_off:
                why += " · " + words.t("one-off {amount}", amount=words.kroner(year.one_off))
            row = FactRow(str(year.year), why, tail=Measure(total, so_far, spoken=told, money=True))
            self.answer.add(row)
        self.paid.setText(paid_text(found, words))

    @Slot(object)
    def _on_which(self, chosen: str) -> None:
        self.keep()
        self._tools.writer.settle()
        self._show(business.get(self._tools.desk.db, chosen))

    @Slot()
    def _on_new(self) -> None:
        self.keep()
        words, made = self._words, new_id()
        title = self._tools.ask.text(
            self,
            words.t("What is changed?"),
            yes=words.t("Begin"),
            why=words.t("One line, such as a new way."),
            line=True,
        )
        if title is None or not title.strip():
            return
        self._write(
            lambda desk: actions.begin_business(desk, made, title.strip()[:200]), lambda: self._at(made)
        )

    @Slot()
    def _on_save(self) -> None:
        self.keep()
        if self.case is None:
            return
        words, letterhead, case_id = self._words, self._tools.letterhead, self.case.id
        to = self._tools.ask.where_to_save(self, words.t("business-case") + ".pdf")
        if to is not None:
            self._write(
                lambda desk: actions.print_business(desk, case_id, to, words, letterhead),
                lambda: self._tools.news.written.emit(to),
            )

    @Slot()
    def _on_remove(self) -> None:
        case = self.case
        if case is None or not self._tools.ask.confirm(
            self,
            self._words.t("Remove this business case?"),
            yes=self._words.t("Remove"),
            careful=True,
        ):
            return
        self.case = None
        self._taken = self.keeping.taken()
        self._write(lambda desk: actions.remove_business(desk, case), self.read)

    def _at(self, case_id: str) -> None:
        self.case = business.get(self._tools.desk.db, case_id)
        self._make_rows(self.case)
        self.read()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_years(self, by: int) -> None:
        typed = self._typed()
        if typed is None or self.case is None or len(typed.years) + by < 1:
            return
        before, years = self.case, typed.years
        self._taken = self.keeping.taken()
        next_year = years[-1].year + 1
        if by > 0 and next_year > 2200:
            return
        years = (*years, BusinessYear(year=next_year)) if by > 0 else years[:-1]
        after = typed.changed(years=years)
        self._write(lambda desk: actions.save_business(desk, before, after))
        self._show(after)

    def _write(self, work: Callable[[Desk], object], then: Callable[[], object] = lambda: None) -> None:
        def done(changed: object) -> None:
            self._waiting = None
            self.saved.emit(self._tools.now())
            if isinstance(changed, Changed):
                self._tools.news.changed.emit(changed)
            then()

        self._tools.writer.run(work, done=done, failed=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        self._waiting = None
        self.keeping.give_back(self._taken)
        if not isinstance(error, ForUser):
            raise error
        self.refused.emit(error)
        self.read()

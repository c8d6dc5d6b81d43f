"""Indsatser og økonomi: what runs, with which effect, how more is chosen, and what it costs."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import interventions as actions
from db.actions import refusion
from db.actions.catalogue import in_force
from db.actions.desk import Changed, Desk
from db.actions.interventions import End, SearchDays
from db.actions.unfinished import put_away
from db.errors import ForUser
from db.records.base import day_of
from db.records.case import Case
from db.records.intervention import Intervention, Stage
from db.records.person import Person
from db.records.plan import Goal
from db.records.provider import Provider
from db.rules import ladder, summary
from db.store import backgrounds, cases, households, office
from desktop.kit.asking import Asking
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.empty import EmptyState
from desktop.kit.ladder import LadderChart, Stretch
from desktop.kit.marks import Mark
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.tab_order import begin_in
from desktop.rooms.help.booked import Booked
from desktop.rooms.help.chooser import Chooser, Chosen
from desktop.rooms.help.help_form import HelpForm
from desktop.rooms.help.help_row import HelpRow, Known
from desktop.rooms.help.money import Money
from desktop.rooms.help.move_row import move_row
from desktop.rooms.help.small_forms import EndForm, GoesOnForm, SearchForm
from desktop.rooms.help.typing_kept import TypingKept
from desktop.rooms.help.what_if import WhatIf
from desktop.tools import Tools

_ORDER: Final = {Stage.RUNNING: 0, Stage.ORDERED: 1, Stage.EXPECTED: 2}


class HelpTab(QWidget):
    """The part *Indsatser og økonomi* of a case.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        place_asked: where a room or a place is booked.
    """

    saved = Signal(object)
    saving = Signal()
    place_asked = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._form: HelpForm | Asking | None = None
        self.rows: dict[str, HelpRow] = {}
        words = tools.words
        self.typing = TypingKept(tools, self)
        self.typing.saved.connect(self.saved)
        self.typing.saving.connect(self.saving)
        self.typing.refused.connect(self._refuse)
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.place = QVBoxLayout()
        self.now = Section(words.t("Help now"))
        self.earlier = Section(words.t("Earlier help"))
        steps = tools.desk.ladder.steps
        self.chooser = Chooser({}, steps, words, tools.today)
        self.chooser.chosen.connect(self._on_chosen)
        self.money = Money(words)
        self.what_if = WhatIf(words, tools.today)
        self.booked = Booked(tools)
        self.booked.place_asked.connect(self.place_asked)
        self.ladder = Section(words.t("The ladder"))
        self.page = ScrollPage(self)
        body = self.page.body
        body.addWidget(self.trouble)
        body.addWidget(self.now)
        body.addLayout(self.place)
        below: tuple[QWidget, ...] = (
            self.booked,
            self.money,
            self.what_if,
            self.chooser,
            self.ladder,
            self.earlier,
        )
        for part in below:
            body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show the help of `case`. What is being typed for another case is kept first."""
        other = self._case is None or self._case.id != case.id
        self._case = case
        today = self._tools.today()
        offered = in_force(self._tools.desk)
        self.chooser.show_catalogue(offered)
        self._show_rows(case)
        siblings = cases.many(self._tools.desk.db, households.siblings(self._tools.desk.db, case.id))
        self.money.show_case(case, siblings, today, offered, refusion.in_force(self._tools.desk))
        self.what_if.show_case(case)
        self.booked.show_case(case)
        self._show_ladder(case)
        if other:
            self.typing.keep()
            self._close_form()
            self.trouble.hide()
            self._begin_choosing(case, people)

    def show_record(self, record_id: str) -> None:
        """Bring the intervention `record_id` into sight."""
        if (row := self.rows.get(record_id)) is not None:
            self.page.ensureWidgetVisible(row)

    def keep(self) -> None:
        """Hand what is being typed to the writer."""
        self.typing.keep()

    def stop(self) -> None:
        """Start nothing more: the desk is being closed."""
        self.typing.stop()

    def _begin_choosing(self, case: Case, people: Mapping[str, Person]) -> None:
        born = people[case.child].born if case.child in people else None
        self.chooser.show_child(summary.age_on(born, self._tools.today()))
        self.typing.follow(
            case.id, case.id, {"need": self.chooser.need, "child_view": self.chooser.child_view}
        )
        self.chooser.show_rows()
        self.chooser.setVisible(case.closed is None)

    def _show_rows(self, case: Case) -> None:
        db = self._tools.desk.db
        known, reasons = backgrounds.of_case(db, case.id), backgrounds.reasons(db, case.id)
        notes = {note.id: note for note in case.notes}
        self.now.sheet.clear()
        self.earlier.sheet.clear()
        self.rows = {}
        for item in sorted(case.interventions, key=lambda one: (_ORDER[one.stage], one.starts_on)):
            background = known.get(item.id)
            view = notes.get(background.child_view or "") if background is not None else None
            said = [notes[one] for one in reasons.get(item.id, ()) if one in notes]
            beside = Known(
                background,
                view.text.removeprefix(f"{item.title}: ") if view is not None else "",
                sorted((day_of(one.at), one.text.removeprefix(f"{item.title}: ")) for one in said),
            )
            row = HelpRow(case, item, beside, self._words)
            row.asked.connect(self._on_asked)
            self.rows[item.id] = row
            (self.now if item.ended_on is None else self.earlier).add(row)
        if not self.now.sheet.rows():
            self.now.add(
                EmptyState(self._words.t("No help runs now."), self._words.t("Choose help further down."))
            )
        self.earlier.setVisible(bool(self.earlier.sheet.rows()))

    def _show_ladder(self, case: Case) -> None:
        words = self._words
        self.ladder.sheet.clear()
        last = case.closed or self._tools.today()
        first = min([case.opened, last, *(item.starts_on for item in case.interventions)])
        found = ladder.way(case.interventions, first, last)
        steps = [f"{number} {words.t(name)}" for number, name in enumerate(self._tools.desk.ladder.steps, 1)]
        self.ladder.sheet.add_padded(LadderChart(words, steps, [Stretch(*one) for one in found]))
        for move in reversed(ladder.moves(case.interventions, first, last)):
            self.ladder.add(move_row(move, words))

    def _on_chosen(self, chosen: Chosen) -> None:
        case = self._case
        if case is None:
            return

        def order(item: Intervention) -> None:
            self._do(
                lambda desk: actions.order_help(desk, case.id, item, child_view=chosen.child_view),
                case.id,
                after=self.chooser.begin_anew,
            )

        form = self._form_of(chosen.item, case, new=True)
        form.ready.connect(order)
        self._open(form, chosen.item.id)

    def _on_asked(self, key: str, item: Intervention) -> None:
        case, words, today = self._case, self._words, self._tools.today
        if case is None:
            return
        form: HelpForm | Asking
        if key == "change":
            form = self._form_of(item, case, new=False)
            form.ready.connect(
                lambda after: self._do(lambda desk: actions.change_help(desk, case.id, item, after), item.id)
            )
        elif key == "end":
            form = EndForm(item, words, today)
            form.ready.connect(lambda end: self._end(case.id, item, end))
        elif key == "goes_on":
            form = GoesOnForm(item, words)
            form.ready.connect(
                lambda why: self._do(lambda desk: actions.goes_on(desk, case.id, item, why), item.id)
            )
        elif key == "search":
            form = SearchForm(
                item, backgrounds.of_case(self._tools.desk.db, case.id).get(item.id), words, today
            )
            form.ready.connect(lambda days: self._search(case.id, item, days))
        else:
            self._take_away(case.id, item)
            return
        self._open(form, item.id)
        self.typing.follow(case.id, item.id, form.fields())

    def _end(self, case_id: str, item: Intervention, end: End) -> None:
        self._do(lambda desk: actions.end_help(desk, case_id, item, end), item.id)

    def _search(self, case_id: str, item: Intervention, days: SearchDays) -> None:
        self._do(lambda desk: actions.plan_search(desk, case_id, item, days), item.id)

    def _take_away(self, case_id: str, item: Intervention) -> None:
        words = self._words
        if self._tools.ask.confirm(
            self,
            words.t("Take {what} away?", what=item.title),
            why=words.t("It was only expected. Ctrl+Z brings it back."),
            yes=words.t("Take away"),
        ):
            self._do(lambda desk: actions.take_away(desk, case_id, item), item.id)

    def _form_of(self, item: Intervention, case: Case, *, new: bool) -> HelpForm:
        known = office.everything(self._tools.desk.db, Provider)
        goals = self._goals(case)
        return HelpForm(item, goals, self._words, self._tools.today, new=new, providers=known)

    def _goals(self, case: Case) -> tuple[Goal, ...]:
        plan = summary.present_plan(case.plans)
        return plan.goals if plan is not None else ()

    def _open(self, form: HelpForm | Asking, record: str) -> None:
        self._close_form()
        self._form = form
        form.given_up.connect(lambda: self._on_given_up(record))
        self.place.addWidget(form)
        form.show()
        begin_in(form)
        self.page.show_from(form)

    def _on_given_up(self, record: str) -> None:
        self.typing.forget(record)
        self._close_form()

        def done(changed: Changed) -> None:
            self._tools.news.changed.emit(changed)
            self._stand_on(record)

        self._tools.writer.run(
            lambda desk: put_away(desk, actions.KIND, record), done=done, failed=self._refuse
        )

    def _stand_on(self, record: str) -> None:
        """Put the focus on the row `record`: its form is gone, and with it the button that was pressed."""
        row = self.rows.get(record)
        if row is not None and (button := row.findChild(Button)) is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.ensureWidgetVisible(row)

    def _close_form(self) -> None:
        if self._form is not None:
            self.place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _do(
        self, work: Callable[[Desk], Changed], record: str, *, after: Callable[[], None] | None = None
    ) -> None:
        self.typing.forget(record)

        def done(changed: Changed) -> None:
            self._close_form()
            if after is not None:
                after()
            self.saved.emit(self._tools.now())
            self._tools.news.changed.emit(changed)
            self._stand_on(record)

        self._tools.writer.run(work, done=done, failed=self._refuse)

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        if self._form is not None:
            self._form.refuse(error)
            return
        self.trouble.say(self._words.error(error))
        self.trouble.show()

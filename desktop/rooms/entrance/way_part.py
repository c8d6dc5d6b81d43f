"""Sagens gang: all that was done on the way of a case, and the short question of its next step."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import entrance
from db.actions.desk import Changed
from db.errors import ForUser
from db.records.case import Case, CaseStatus
from db.records.person import Person
from db.store import drafts
from desktop.kept_form import KeptForm
from desktop.kit.buttons import Button
from desktop.kit.chip import Chip
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow, FactRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.rooms.entrance.decision_form import DecisionForm, ToldForm
from desktop.rooms.entrance.inquiry_forms import AssessForm, InquiryForm, OutcomeForm, ReplyForm
from desktop.rooms.entrance.letter_form import LetterForm
from desktop.rooms.entrance.letters import Letters
from desktop.rooms.entrance.way_forms import AssessmentForm, ClosingForm, IntakeForm, PanelForm
from desktop.rooms.entrance.way_rows import Told, rows_of
from desktop.tools import Tools

_KINDS: Final = frozenset({"inquiry", "case", "allocation", "assessment", "decision"})


class WayPart(ScrollPage):
    """The way of one case. A question is asked on a sheet above; one at a time.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        step_done: a question was answered, and the case may stand elsewhere on its way now.
    """

    saved = Signal(object)
    saving = Signal()
    step_done = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._people: dict[str, Person] = {}
        self.form: KeptForm | None = None
        self.record = ""
        words = tools.words
        self._deeds = FlowLayout(gap=8)
        for deed, title in (
            ("new", words.t("Write down an inquiry")),
            ("intake", words.t("Coordinator and who works on it")),
            ("panel", words.t("Write about the panel")),
            ("assessment", words.t("Write about an assessment")),
            ("decision", words.t("Write a decision")),
            ("closing", words.t("Close the case")),
        ):
            button = Button(title)
            button.setObjectName(f"deed {deed}")
            button.clicked.connect(lambda _=False, deed=deed: self._begin(deed))
            self._deeds.addWidget(button)
        self.reopen = Button(words.t("Open the case again"))
        self.reopen.clicked.connect(self._on_reopen)
        self._deeds.addWidget(self.reopen)
        self.closing = Section(words.t("The closing"))
        self.sections = {
            "inquiry": Section(words.t("What came in")),
            "allocation": Section(words.t("The panel")),
            "assessment": Section(words.t("Assessments")),
            "decision": Section(words.t("Decisions")),
        }
        self.letters = Letters(tools)
        self.letters.asked.connect(self._open)
        self.body.addLayout(self._deeds)
        for section in (self.closing, *self.sections.values(), self.letters):
            self.body.addWidget(section)

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show the way of `case`; a question that was left half answered is asked again."""
        other = self._case is None or self._case.id != case.id
        self._case, self._people = case, dict(people)
        self._show_rows()
        if other:
            self._close_form()
            waiting = [one for one in drafts.everything(self._tools.desk.db) if one.case_id == case.id]
            half = next((one.record for one in waiting if one.kind in _KINDS and ":" in one.record), "")
            self._open(half)

    def take_news(self, case: Case, people: Mapping[str, Person], _: Changed) -> None:
        """The rows are read again; a question that is being answered stays."""
        self._case, self._people = case, dict(people)
        self._show_rows()

    def show_record(self, record_id: str) -> None:
        """Ask the question `record_id` ("panel:" and an id), or stand at the record of that id."""
        if ":" in record_id:
            self._open(record_id)
            return
        self.letters.show_words(record_id)
        for row in self.findChildren(QWidget):
            if row.objectName() == f"sent {record_id}" or row.objectName().endswith(f":{record_id}"):
                self.ensureWidgetVisible(row)
                row.setFocus()
                return

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        if self.form is not None:
            self.form.keep()

    def stop(self) -> None:
        """Start nothing more: the desk is being closed."""
        if self.form is not None:
            self.form.stop()

    def _begin(self, deed: str) -> None:
        if self._case is not None:
            self._open(f"{deed}:{self._case.id}")

    def _open(self, record: str) -> None:
        form = self._made(*record.split(":", 1)) if ":" in record else None
        if form is None:
            return
        self._close_form()
        self.form, self.record = form, record
        form.saved.connect(self.saved)
        form.saving.connect(self.saving)
        form.done.connect(self._on_done)
        form.given_up.connect(self._on_given_up)
        if isinstance(form, LetterForm):
            form.instead.connect(self._open)
        self.body.insertWidget(0, form)
        form.show()
        self._offer()
        form.begin()
        self.verticalScrollBar().setValue(0)

    def _made(self, deed: str, key: str) -> KeptForm | None:
        """The form of a step; None where its record is gone."""
        case, tools = self._case, self._tools
        if case is None:
            return None
        if deed.startswith("letter-"):
            template = tools.letters.get(deed.removeprefix("letter-"))
            return LetterForm(tools, template, key, case, self._people) if template is not None else None
        inquiry = next((one for one in case.inquiries if one.id == key), None)
        panel = next((one for one in case.allocations if one.id == key), None)
        assessment = next((one for one in case.assessments if one.id == key), None)
        decision = next((one for one in case.decisions if one.id == key), None)
        if key == case.id:
            made: dict[str, Callable[[], KeptForm]] = {
                "new": lambda: InquiryForm(tools, case.id),
                "intake": lambda: IntakeForm(tools, case),
                "panel": lambda: PanelForm(tools, case, None),
                "assessment": lambda: AssessmentForm(tools, case, None),
                "decision": lambda: DecisionForm(tools, case, self._people, None),
                "closing": lambda: ClosingForm(tools, case),
            }
            return made[deed]() if deed in made else None
        if inquiry is not None:
            asked: dict[str, Callable[..., KeptForm]] = {
                "assess": AssessForm,
                "reply": ReplyForm,
                "outcome": OutcomeForm,
            }
            return asked[deed](tools, inquiry, case.id) if deed in asked else None
        if panel is not None:
            return PanelForm(tools, case, panel)
        if assessment is not None:
            return AssessmentForm(tools, case, assessment)
        if decision is not None and deed == "told":
            return ToldForm(tools, case, decision)
        return DecisionForm(tools, case, self._people, decision) if decision is not None else None

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.stop()
            self.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form, self.record = None, ""
        self._offer()

    def _offer(self) -> None:
        """The steps that can be written now: none while one is, and of a closed case only the way back."""
        closed = self._case is not None and self._case.status is CaseStatus.CLOSED
        for at in range(self._deeds.count()):
            if (item := self._deeds.itemAt(at)) is not None and (button := item.widget()) is not None:
                button.setVisible(self.form is None and (button is self.reopen) == closed)

    def _on_done(self, changed: Changed) -> None:
        self._close_form()
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)
        self.verticalScrollBar().setValue(0)
        self.step_done.emit()

    @Slot()
    def _on_given_up(self) -> None:
        if self.form is not None:
            self.form.drop(self.saved.emit, self._on_refused)
        self._close_form()

    @Slot()
    def _on_reopen(self) -> None:
        if self._case is None:
            return
        case_id = self._case.id
        self._tools.writer.run(
            lambda desk: entrance.reopen_case(desk, case_id),
            done=self._tools.news.changed.emit,
            failed=self._on_refused,
        )

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)

    def _show_rows(self) -> None:
        case, words = self._case, self._words
        if case is None:
            return
        self._offer()
        self._show_closing(case)
        self.letters.show_case(case)
        for section in self.sections.values():
            section.sheet.clear()
        for told in rows_of(case, words):
            self._add(told)
        empty = {
            "inquiry": words.t("Nothing has come in."),
            "allocation": words.t("The panel has not seen the case."),
            "assessment": words.t("There is no assessment."),
            "decision": words.t("Nothing has been decided."),
        }
        for key, section in self.sections.items():
            if not section.sheet.rows():
                section.sheet.add(EmptyState(empty[key]))

    def _show_closing(self, case: Case) -> None:
        """Why a closed case was closed, and what was reached."""
        self.closing.setVisible(case.closed is not None)
        self.closing.sheet.clear()
        if case.closed is not None:
            title = self._words.t("Closed {day}", day=self._words.day(case.closed))
            self.closing.sheet.add(FactRow(title, case.closed_reason, strong=True))

    def _add(self, told: Told) -> None:
        chip = Chip(Mark.LATE, self._words.t("acute")) if told.acute else None
        row = ActionRow(told.title, told.why, action=told.action, chip=chip)
        row.setObjectName(told.record)
        if row.button is not None:
            row.button.setEnabled(self._case is not None and self._case.status is not CaseStatus.CLOSED)
            row.button.clicked.connect(lambda: self._open(told.record))
        self.sections[told.section].add(row)

"""From an inquiry to a case: a new one, or one that stands already."""

from db.actions import inquiries
from db.errors import AsksFirst
from db.records.case import NotTold
from db.records.entrance import Inquiry
from db.store import cases
from db.store.trouble import known_trouble
from desktop.case_pick import CasePick
from desktop.discretion import NEW
from desktop.kept_form import KeptForm
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick
from desktop.rooms.entrance.inquiry_forms import KIND, OPENING
from desktop.tools import Tools


class OpenCaseForm(KeptForm):
    """Asks for what no case can be without; whether telling the family is a danger comes first."""

    def __init__(self, tools: Tools, inquiry: Inquiry) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("Open a case"),
            words.t("Open the case"),
            kind=KIND,
            record=f"{OPENING}:{inquiry.id}",
            case_id=None,
        )
        self._inquiry = inquiry
        self.danger = Tick(words.t("It may be a danger if the family is told"))
        self.reason = TextField(words.t("Why must the family not be told?"), lines=2)
        self.name = LineField(words.t("Child's name"), letters=28)
        self.born = DateField(words.t("Born"), words, tools.today)
        self.expected = DateField(words.t("Expected"), words, tools.today)
        self.unborn = Tick(words.t("Not born yet"))
        self.number = LineField(words.t("Case number"))
        self.coordinator = LineField(words.t("Coordinator"), letters=28)
        self.another = Tick(words.t("It is another child of the same name and birthday"))
        self.another.hide()
        with known_trouble():
            self.number.show_value(cases.next_number(tools.desk.db, tools.today().year))
        self.coordinator.show_value(tools.desk.who)
        named: dict[str, Field | Tick] = {
            "danger": self.danger,
            "danger_reason": self.reason,
            "name": self.name,
            "born": self.born,
            "expected": self.expected,
            "unborn": self.unborn,
            "number": self.number,
            "coordinator": self.coordinator,
        }
        child, office = FlowLayout(gap=16, foot=True), FlowLayout(gap=16, foot=True)
        self._watch.beside(self.name, unowned=NEW)
        for name, field in named.items():
            self.take(name, field)
        for part in (self.name, self.born, self.expected, self.unborn):
            child.addWidget(part)
        for line in (self.number, self.coordinator):
            office.addWidget(line)
        first = FlowLayout(gap=16)
        first.addWidget(self.danger)
        self.sheet.add_padded(first)
        self.sheet.add_padded(self.reason)
        self.sheet.add_padded(child)
        self.sheet.add_padded(office)
        self.sheet.add_padded(self.another)
        self.unborn.clicked.connect(self._show_fitting)
        self.danger.clicked.connect(self._show_fitting)
        self.end_with_buttons()
        self.bring_back()
        if self.reason.value():
            self.danger.setChecked(True)  # it was said when the inquiry was written down
        self._show_fitting()
        self._show_another(shown=False)

    def answer(self) -> None:
        """Open the case; what is missing is said beside its field."""
        words, unborn = self._words, self.unborn.isChecked()
        day = self.expected if unborn else self.born
        wanted: dict[Field, str] = {
            self.name: words.t("Write what the child is called."),
            self.number: words.t("Write the case number."),
        }
        if not unborn:
            wanted[self.born] = words.t("Write the day, or tick that the child is not born yet.")
        if self.danger.isChecked():
            wanted = {self.reason: words.t("Write a few words."), **wanted}
        if not self.readable(day) or not self.needed(wanted):
            return
        told = NotTold(reason=self.reason.value()) if self.danger.isChecked() else None
        inquiry, child, number = self._inquiry.id, self.name.value(), self.number.value()
        born, expected = (None, self.expected.value()) if unborn else (self.born.value(), None)
        coordinator, another = self.coordinator.value(), self.another.isChecked()
        self.run(
            lambda desk: inquiries.open_case(
                desk,
                inquiry,
                child=child,
                number=number,
                born=born,
                expected=expected,
                another=another,
                not_told=told,
                coordinator=coordinator,
            )
        )

    def _show_fitting(self, _: object = None) -> None:
        self.born.setVisible(not self.unborn.isChecked())
        self.expected.setVisible(self.unborn.isChecked())
        if (row := self.reason.parentWidget()) is not None:
            row.setVisible(self.danger.isChecked())

    def _show_another(self, *, shown: bool) -> None:
        self.another.setVisible(shown)
        if (row := self.another.parentWidget()) is not None:
            row.setVisible(shown)

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, AsksFirst):
            self._show_another(shown=True)
        super()._on_refused(error)


class GiveForm(KeptForm):
    """Asks to which case an inquiry belongs."""

    def __init__(self, tools: Tools, inquiry: Inquiry) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("It belongs to a case"),
            words.t("Put it into the case"),
            kind=KIND,
            record=f"give:{inquiry.id}",
            case_id=None,
        )
        self._inquiry = inquiry
        self.pick = CasePick(tools, words.t("A few letters of the child's name, or the number."))
        self.sheet.add_padded(self.pick)
        self.end_with_buttons()
        self.bring_back()

    def answer(self) -> None:
        """Let it belong to the chosen case."""
        inquiry, case_id = self._inquiry.id, self.pick.case_id
        self.pick.line.show_fault("" if case_id else self._words.t("Choose a family."))
        if case_id is not None:
            self.run(lambda desk: inquiries.give_to_case(desk, inquiry, case_id))

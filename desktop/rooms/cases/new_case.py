"""A new case: the child, the number, who coordinates. Everything else is written in the case."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import cases as actions
from db.actions.desk import Changed, Desk
from db.errors import ForUser
from db.store import cases
from db.store.trouble import known_trouble
from desktop.kit.date_field import DateField
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import Fault, Field, LineField
from desktop.kit.ticks import Tick
from desktop.tools import Tools


class NewCase(CalmDialog):
    """Asks for what no case can be without.

    Signals:
        made: the id of the case, once it is on the disk.
    """

    made = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(
            parent,
            words.t("New case"),
            words.t("It begins today, as an inquiry. The rest is written in the case."),
            yes=words.t("Create the case"),
            no=words.t("Cancel"),
        )
        self._tools, self._words = tools, words
        self.name = LineField(words.t("Child's name"))
        self.born = DateField(words.t("Born"), words, tools.today)
        self.unborn = Tick(words.t("Not born yet"))
        self.expected = DateField(words.t("Expected"), words, tools.today)
        self.number = LineField(words.t("Case number"))
        self.coordinator = LineField(words.t("Coordinator"))
        self.fault = Fault(self)
        self.expected.hide()
        parts = (self.name, self.born, self.expected, self.unborn, self.number, self.coordinator, self.fault)
        for part in parts:
            self.body.addWidget(part)
        with known_trouble():
            self.number.show_value(cases.next_number(tools.desk.db, tools.today().year))
        self.coordinator.show_value(tools.desk.who)
        self.unborn.clicked.connect(self._on_unborn)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _on_unborn(self, unborn: bool) -> None:
        self.born.setVisible(not unborn)
        self.expected.setVisible(unborn)
        self._fit()
        (self.expected if unborn else self.born).setFocus()

    @Slot()
    def _on_yes(self) -> None:
        faulty = self._first_fault()
        self._fit()
        if faulty is not None:
            faulty.setFocus()
            return
        self.yes.setEnabled(False)
        child, number, coordinator = self.name.value(), self.number.value(), self.coordinator.value()
        unborn = self.unborn.isChecked()
        born = None if unborn else self.born.value()
        expected = self.expected.value() if unborn else None

        def work(desk: Desk) -> Changed:
            return actions.create_case(
                desk, child=child, number=number, born=born, expected=expected, coordinator=coordinator
            )

        self._tools.writer.run(work, done=self._on_made, failed=self._on_failed)

    def _first_fault(self) -> Field | None:
        """Say beside each field what is wrong with it. Returns the first that is faulty."""
        words = self._words
        faults: dict[Field, str] = {
            self.name: "" if self.name.value() else words.t("Write what the child is called.")
        }
        day = self.expected if self.unborn.isChecked() else self.born
        if not day.readable:
            faults[day] = words.t("This is not a day. Write it as 3/3-26 or 03.03.2026.")
        elif day is self.born:
            faults[day] = (
                "" if day.value() else words.t("Write the day, or tick that the child is not born yet.")
            )
        faults[self.number] = "" if self.number.value() else words.t("Write the case number.")
        self.fault.say("")
        for field, text in faults.items():
            field.show_fault(text)
        return next((field for field, text in faults.items() if text), None)

    def _on_made(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)
        self.accept()
        self.made.emit(changed.case_id)

    def _on_failed(self, error: BaseException) -> None:
        self.yes.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        self.fault.say(self._words.error(error))
        self._fit()

    def _fit(self) -> None:
        """Room for what is said beside the fields, or for no more of it."""
        column = self.layout()
        if column is not None:
            column.activate()
            self.resize(self.width(), column.totalHeightForWidth(self.width()))

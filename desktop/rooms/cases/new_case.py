"""A new case: the child, the number, who coordinates. Everything else is written in the case."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import cases as actions
from db.actions.desk import Changed, Desk
from db.actions.typed import forget_typed
from db.actions.unfinished import put_away
from db.store import cases, drafts
from db.store.trouble import known_trouble
from desktop.action_dialog import ActionDialog
from desktop.discretion import NEW, Watch
from desktop.keeping import Keeping
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField, first_faulty
from desktop.kit.labels import Label
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.place import Place
from desktop.tools import Tools

_KIND: Final = "new_case"
_RECORD: Final = "new"  # one case at a time is begun: what was typed comes back here and nowhere else
_YES: Final = "yes"


class NewCase(ActionDialog):
    """Asks for what no case can be without. What is typed waits as a draft until it is made or given up.

    Signals:
        made: the id of the case, once it is on the disk.
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    made = Signal(str)
    saved = Signal(object)
    saving = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(
            tools,
            parent,
            words.t("New case"),
            words.t("It begins today, as an inquiry. The rest is written in the case."),
            yes=words.t("Create the case"),
        )
        self.name = LineField(words.t("Child's name"))
        self.born = DateField(words.t("Born"), words, tools.today)
        self.unborn = Tick(words.t("Not born yet"))
        self.expected = DateField(words.t("Expected"), words, tools.today)
        self.number = LineField(words.t("Case number"))
        self.coordinator = LineField(words.t("Coordinator"))
        self.expected.hide()
        self.again = Label("", Voice.SMALL)
        self.again.hide()
        parts = (self.name, self.born, self.expected, self.unborn, self.number, self.coordinator)
        for part in (self.again, *parts, self.fault):
            self.body.addWidget(part)
        with known_trouble():
            self.number.show_value(cases.next_number(tools.desk.db, tools.today().year))
        self.coordinator.show_value(tools.desk.who)
        self.keeping = Keeping(tools, _KIND, self)
        Watch(tools, lambda: None, self).beside(self.name, unowned=NEW)
        self._bring_back()
        self._connect()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> Place:
        """Where what is typed here comes back; without a record while nothing is."""
        return Place(_KIND, record=_RECORD if self.keeping.texts else "")

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible:
            self.name.line.end(False)  # Qt selects what stands there, and the next key would replace it

    def keep(self) -> None:
        """Hand everything that was typed to the writer."""
        self.keeping.flush()

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        self.keeping.stop()
        self.hide()

    @Slot()
    def reject(self) -> None:
        """Put it aside: what is typed stands under what is not finished, and here when it is opened again."""
        self.keep()
        super().reject()

    @Slot()
    def _on_no(self) -> None:
        """Give it up: what is typed is forgotten."""
        self.keeping.stop()
        self._tools.writer.run(
            lambda desk: put_away(desk, _KIND, _RECORD),
            done=self._tools.news.changed.emit,
            failed=self._on_failed,
        )
        super().reject()

    def _connect(self) -> None:
        for name, field in self._fields().items():
            field.input.setObjectName(name)
            field.edited.connect(lambda _, name=name: self._on_typed(name))
            if isinstance(field, DateField):
                field.line.textEdited.connect(lambda _, name=name: self._on_typed(name))
        self.unborn.setObjectName("unborn")
        self.unborn.clicked.connect(lambda on: self.keeping.type("unborn", _YES if on else ""))
        self.unborn.clicked.connect(self._on_unborn)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.failed.connect(self._on_failed)

    def _fields(self) -> dict[str, LineField | DateField]:
        return {
            "name": self.name,
            "born": self.born,
            "expected": self.expected,
            "number": self.number,
            "coordinator": self.coordinator,
        }

    def _on_typed(self, name: str) -> None:
        field = self._fields()[name]
        day = field.value() if isinstance(field, DateField) else None
        # What is no day yet is not lost either.
        self.keeping.type(name, day.isoformat() if day else field.line.text())

    def _bring_back(self) -> None:
        found = drafts.of_record(self._tools.desk.db, _KIND, _RECORD)
        texts = {name: draft.text for name, draft in found.items()}
        for name, field in self._fields().items():
            if name in texts:
                _show(field, texts[name])
        self.unborn.setChecked(texts.get("unborn") == _YES)
        self.born.setVisible(not self.unborn.isChecked())
        self.expected.setVisible(self.unborn.isChecked())
        self.keeping.bind(_RECORD, None, texts)
        if found:
            time = self._words.time(max(draft.at for draft in found.values()))
            self.again.setText(self._words.t("What you were writing at {time} is here again.", time=time))
            self.again.show()

    @Slot(bool)
    def _on_unborn(self, unborn: bool) -> None:
        self.born.setVisible(not unborn)
        self.expected.setVisible(unborn)
        self.fit()
        (self.expected if unborn else self.born).setFocus()

    @Slot()
    def _on_yes(self) -> None:
        faulty = self._first_fault()
        self.fit()
        if faulty is not None:
            faulty.setFocus()
            return
        child, number, coordinator = self.name.value(), self.number.value(), self.coordinator.value()
        unborn = self.unborn.isChecked()
        born = None if unborn else self.born.value()
        expected = self.expected.value() if unborn else None

        def work(desk: Desk) -> Changed:
            made = actions.create_case(
                desk, child=child, number=number, born=born, expected=expected, coordinator=coordinator
            )
            forget_typed(desk, _KIND, _RECORD)
            return made

        self.keeping.flush()
        self.run(work, self._on_made)

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
        return first_faulty(faults)

    def _on_made(self, changed: Changed) -> None:
        self.keeping.stop()
        self.end(changed)
        self.made.emit(changed.case_id)


def _show(field: LineField | DateField, text: str) -> None:
    """Show `text`, or the day that it names; what is no day yet as it was typed."""
    try:
        if isinstance(field, DateField):
            field.show_value(date.fromisoformat(text) if text else None)
        else:
            field.show_value(text)
    except ValueError:
        field.line.setText(text)

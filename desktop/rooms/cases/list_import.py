"""Fetching a list: what each column holds, what is wrong where, who is known already; all or nothing."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import list_import as actions
from db.actions.desk import Changed, Desk
from db.actions.list_import import Checked
from db.errors import ForUser
from db.exchange.table import Table
from db.rules.list_fields import NAMES, Holds, guessed
from db.rules.list_rows import RowFault, Sound, Twin
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import Fault
from desktop.kit.jobs import Cancelled, Task
from desktop.kit.labels import Label
from desktop.kit.scroll import ScrollPage
from desktop.kit.type import Voice
from desktop.tools import Tools

_TALL: Final = 360
_MOST: Final = 40
_SAME, _OTHER = "same", "other"


class ListImport(CalmDialog):
    """Shows what a list would bring, as it is tried dry after each change, and brings it on a yes.

    Signals:
        fetched: how many cases were fetched, or got more people.
    """

    fetched = Signal(int)

    def __init__(self, tools: Tools, parent: QWidget, table: Table) -> None:
        words = tools.words
        super().__init__(
            parent,
            words.t("Fetch a list"),
            words.t("Nothing is changed before you say yes. Say what each column holds."),
            yes=words.t("Fetch the cases"),
            no=words.t("Cancel"),
        )
        self._tools, self._words, self._table = tools, words, table
        self._checked: Checked | None = None
        self._task: Task | None = None
        self.fields: list[ChoiceField] = []
        self.twins: dict[str, ChoiceField] = {}
        self._twin_of: dict[str, str] = {}
        self.told = Label("", Voice.STRONG)
        self.progress = Label("", Voice.SOFT)
        self.progress.hide()
        self.fault = Fault(self)
        page = ScrollPage(margin=4)
        page.setMinimumHeight(_TALL)
        self._found = QWidget()
        self._lines = QVBoxLayout(self._found)
        self._lines.setContentsMargins(0, 0, 0, 0)
        page.body.addWidget(self._found)
        page.body.addWidget(Label(words.t("What the columns hold"), Voice.SECTION))
        for at, (head, holds) in enumerate(zip(table.heads, guessed(table.heads), strict=True)):
            page.body.addWidget(self._column_field(at, head, holds))
        self.body.addWidget(self.told)  # above what scrolls: at 200 % text the first choice took it away
        self.body.addWidget(page)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.fault)
        self._check()

    def mapping(self) -> tuple[Holds | None, ...]:
        """What each column holds, as it is chosen."""
        return tuple(field.value() or None for field in self.fields)

    def _column_field(self, at: int, head: str, holds: Holds | None) -> ChoiceField:
        words = self._words
        sample = next((str(row[at]) for row in self._table.rows if str(row[at]).strip()), "")
        title = words.t("{head}, for example {sample}", head=head, sample=sample[:30]) if sample else head
        choices = [
            Choice("", words.t("Not used")),
            *(Choice(one, words.t(name)) for one, name in NAMES.items()),
        ]
        field = ChoiceField(title or words.t("Column {number}", number=at + 1), choices)
        field.show_value(holds or "")
        field.edited.connect(lambda _: self._on_mapped(field))
        self.fields.append(field)
        return field

    def _on_mapped(self, changed: ChoiceField) -> None:
        """A thing is held by one column: whichever held it before does no more."""
        for field in self.fields:
            if field is not changed and changed.value() and field.value() == changed.value():
                field.show_value("")
        self._check()

    def _check(self) -> None:
        """Try it dry on the window's side: a list of thousands takes its time, so it is a job."""
        self.yes.setEnabled(False)
        self.told.setText(self._words.t("The list is being looked through …"))
        mapping, table, words = self.mapping(), self._table, self._words
        if self._task is not None:
            self._task.cancel()
        task = self._task = Task(self)
        task.moved.connect(self._on_moved)

        def work(desk: Desk) -> Checked:
            return actions.check_list(desk, table, mapping, words, task.step)

        self._tools.writer.run(
            work, done=lambda found: self._on_checked(task, found), failed=self._on_failed, task=task
        )

    def _on_checked(self, task: Task, found: Checked) -> None:
        if task is not self._task:
            return
        self._task, self._checked = None, found
        self._tell_progress("")
        words = self._words
        sound = found.sound
        self._clear()
        if sound.faults:
            told = words.n(
                "{count} fault. Nothing can be fetched yet.",
                "{count} faults. Nothing can be fetched yet.",
                len(sound.faults),
            )
            for fault in sound.faults[:_MOST]:
                self._lines.addWidget(Label(self._said(fault), Voice.BODY, parent=self._found))
            if len(sound.faults) > _MOST:
                more = words.t("And {count} more.", count=len(sound.faults) - _MOST)
                self._lines.addWidget(Label(more, Voice.SOFT, parent=self._found))
        else:
            told = self._sound_words(sound)
            self._show_twins(found.twins)
        self.told.setText(told)
        self._allow()

    def _sound_words(self, sound: Sound) -> str:
        words = self._words
        if not sound.cases and not sound.more:
            return words.t("All of this list stands in the store already.")
        told = words.t(
            "Tried, and sound: {cases} with {people}. Nothing was changed yet.",
            cases=words.n("{count} case", "{count} cases", len(sound.cases)),
            people=words.n("{count} person", "{count} people", len(sound.people)),
        )
        if sound.more:
            more = words.n(
                "{count} case that you have gets more people.",
                "{count} cases that you have get more people.",
                len(sound.more),
            )
            told = f"{told} {more}"
        return told

    def _said(self, fault: RowFault) -> str:
        words = self._words
        where = words.t("Row {row}", row=fault.row)
        if fault.column:
            where += ", " + words.t("column {name}", name=fault.column)
        return f"{where}: {words.t(fault.message)}"

    def _show_twins(self, twins: Sequence[Twin]) -> None:
        words = self._words
        for twin in twins:
            born = words.day(twin.born) if twin.born else words.t("unknown")
            facts = {"name": twin.name, "born": born}
            if twin.sure:
                title = words.t("{name}, born {born}: known by the same CPR number.", **facts)
            elif twin.in_store:
                title = words.t(
                    "{name}, born {born}: the store has somebody of that name and birthday.", **facts
                )
            else:
                title = words.t("{name}, born {born}: stands twice in the list.", **facts)
            choices = [
                Choice(None, words.t("Choose")),
                Choice(_SAME, words.t("The same person")),
                Choice(_OTHER, words.t("Another person")),
            ]
            field = ChoiceField(title, choices)
            field.show_value(_SAME if twin.sure else None)
            field.edited.connect(lambda _: self._allow())
            self.twins[twin.person] = field
            self._twin_of[twin.person] = twin.other
            self._lines.addWidget(field)

    def _allow(self) -> None:
        sound = self._checked.sound if self._checked is not None else Sound()
        ready = not sound.faults and bool(sound.cases or sound.more)
        self.yes.setEnabled(ready and all(field.value() is not None for field in self.twins.values()))

    def _clear(self) -> None:
        self.twins, self._twin_of = {}, {}
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()

    @Slot()
    def _on_yes(self) -> None:
        checked = self._checked
        if checked is None or self._task is not None:
            return
        self.yes.setEnabled(False)
        self.fault.say("")
        same = {key: self._twin_of[key] for key, field in self.twins.items() if field.value() == _SAME}
        task = self._task = Task(self)
        task.moved.connect(self._on_moved)
        count = len(checked.sound.cases) + len(checked.sound.more)
        self._tools.writer.run(
            lambda desk: actions.import_list(desk, checked, same, task.step),
            done=lambda changed: self._on_fetched(changed, count),
            failed=self._on_failed,
            task=task,
        )

    @Slot()
    def _on_no(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.reject()

    @Slot(int, int)
    def _on_moved(self, done: int, of: int) -> None:
        self._tell_progress(self._words.t("{done} of {of}", done=done, of=of))

    def _tell_progress(self, text: str) -> None:
        self.progress.setText(text)
        self.progress.setVisible(bool(text))  # an empty line would take its height from the choices

    def _on_fetched(self, changed: Changed, count: int) -> None:
        self._task = None
        self._tools.news.changed.emit(changed)
        self.accept()
        self.fetched.emit(count)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        self._task = None
        if not isinstance(error, ForUser):
            raise error
        self._tell_progress("")
        self.fault.say(self._words.error(error))
        self._allow()

"""The backups: which there are and how old, one made now, and the way back to one of them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from db.actions import kept_backups, upkeep
from db.actions.desk import own_desk
from db.actions.kept_backups import Kept, Preview
from db.errors import ForUser, WrongPassphrase
from db.store import copying
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.jobs import Cancelled, Task
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow
from desktop.kit.sheet import Section, Sheet
from desktop.kit.type import Voice
from desktop.lock.restore_dialog import RestoreDialog
from desktop.tools import Tools

_SHOWN: Final = 6
_MEGABYTE: Final = 1_000_000
_HOURS: Final = 48


class BackupsPart(Section):
    """Lists the backups, makes one, and shows what a restore would change before it is asked for.

    Whatever takes long runs beside the window, on connections that its own thread opens and closes.

    Signals:
        restore_asked: a backup's file and the passphrase that opens it.
    """

    restore_asked = Signal(object, str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("Backups"), parent)
        self._tools, self._plan = tools, upkeep.plan_of(tools.policy)
        self._task: Task | None = None
        self._file: Path | None = None
        self._closed = False
        self.dialog: RestoreDialog | None = None
        self.age = Label("", Voice.STRONG)
        self.where = Label("", Voice.SOFT)
        self.rows = Sheet()
        self.rows.setAccessibleName(words.t("Backups"))
        self.make = Button(words.t("Make one now"))
        self.other = Button(words.t("Go back to one in another place"), Rank.QUIET)
        self.passphrase = LineField(words.t("The passphrase of then"), secret=True)
        self.look = Button(words.t("Look at the backup"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(words.t("How far it is"))
        self.progress.setTextVisible(False)
        self.cancel = Button(words.t("Stop"))
        self.says = Banner(Mark.AGREED, "")
        self._lay_out()
        self.make.clicked.connect(self._on_make)
        self.other.clicked.connect(self._on_other)
        self.look.clicked.connect(self._on_look_again)
        self.cancel.clicked.connect(self._on_cancel)
        for part in (self.says, self.passphrase, self.look):
            part.hide()
        self._going(on=False)
        self.read()

    def read(self) -> None:
        """Read anew which backups there are."""
        store = self._tools.desk.store
        found = kept_backups.kept(store.path, store.header.store, self._plan)
        words = self._tools.words
        self.rows.clear()
        for one in found[:_SHOWN]:
            self.rows.add(self._row(one))
        self.rows.setVisible(bool(found))
        told = words.t("There is no backup yet.")
        if found:
            told = words.t("The newest is {age}.", age=self._age(found[0].at))
        self.age.setText(told)
        folder = words.t("They lie in {folder}.", folder=upkeep.folder_of(store.path, self._plan))
        if (more := len(found) - _SHOWN) > 0:
            folder += " " + words.t("Older ones there: {count}.", count=more)
        self.where.setText(folder)

    def stop(self) -> None:
        """Stop what is being made, and take no more answers."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()

    def _lay_out(self) -> None:
        words = self._tools.words
        told = words.t(
            "A backup holds everything, as encrypted as the cases are. They are made by themselves; each is"
            " opened and compared before it counts."
        )
        first, going = FlowLayout(gap=12), FlowLayout(gap=12)
        first.addWidget(self.make)
        first.addWidget(self.other)
        going.addWidget(self.progress)
        going.addWidget(self.cancel)
        column = QVBoxLayout()
        column.setSpacing(12)
        for part in (self.age, Label(told, Voice.SOFT), self.says, self.rows, self.where):
            column.addWidget(part)
        column.addLayout(first)
        column.addLayout(going)
        column.addWidget(self.passphrase)
        column.addWidget(self.look)
        self.sheet.add_padded(column)

    def _row(self, one: Kept) -> ActionRow:
        words = self._tools.words
        size = words.t("{size} MB", size=max(1, round(one.size / _MEGABYTE)))
        row = ActionRow(
            words.moment(one.at), f"{self._age(one.at)} · {size}", action=words.t("Go back"), rank=Rank.QUIET
        )
        if row.button is not None:
            row.button.clicked.connect(partial(self._on_back, one.path))
        return row

    def _age(self, at: datetime) -> str:
        words, gone = self._tools.words, self._tools.now() - at
        hours = max(0, int(gone.total_seconds() // 3600))
        if hours < 1:
            return words.t("less than an hour old")
        if hours < _HOURS:
            return words.n("{count} hour old", "{count} hours old", hours)
        return words.n("{count} day old", "{count} days old", hours // 24)

    @Slot()
    def _on_make(self) -> None:
        tools, plan = self._tools, self._plan

        def work(task: Task) -> Path:
            with own_desk(tools.desk) as desk:
                counted = _Steps(task, copying.steps(desk.db))
                return upkeep.make_now(desk, plan, step=counted)

        tools.writer.settle()  # what has been typed is in it
        self._begin(work, self._on_made)

    def _on_made(self, _: Path) -> None:
        self.read()
        self._say(self._tools.words.t("The backup was written, opened and compared with the store."))

    @Slot()
    def _on_other(self) -> None:
        file = self._tools.ask.what_to_open(self)
        if file is not None:
            self._on_back(file)

    def _on_back(self, file: Path, _: bool = False) -> None:
        self._file = file
        self._show_passphrase(on=False)
        self._look("")

    @Slot()
    def _on_look_again(self) -> None:
        given = self.passphrase.value()
        self.passphrase.show_fault("" if given else self._tools.words.t("Write the passphrase."))
        if given:
            self.passphrase.line.clear()
            self._look(given)

    def _look(self, passphrase: str) -> None:
        tools, file = self._tools, self._file
        if file is None:
            return

        def work(task: Task) -> Preview:
            with own_desk(tools.desk) as desk:
                step = partial(task.step, 0, 0)
                return kept_backups.preview(desk.store, desk.db, file, passphrase, step=step)

        tools.writer.settle()
        self._begin(work, self._on_looked)

    def _on_looked(self, found: Preview) -> None:
        self._show_passphrase(on=False)
        self.dialog = RestoreDialog(self._tools.words, found, self)
        self.dialog.chosen.connect(self.restore_asked)
        self.dialog.open()

    def _begin(self, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        def ended(result: Any) -> None:
            if not self._closed:
                self._end()
                done(result)

        self.says.hide()
        self.progress.setRange(0, 0)
        self._task = self._tools.jobs.run_long(work, done=ended, failed=self._on_failed)
        self._task.moved.connect(self._on_moved)
        self._going(on=True)

    def _end(self) -> None:
        self._task = None
        self._going(on=False)

    def _going(self, *, on: bool) -> None:
        self.progress.setVisible(on)
        self.cancel.setVisible(on)
        self.make.setEnabled(not on)
        self.other.setEnabled(not on)
        self.rows.setEnabled(not on)

    @Slot()
    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    @Slot(int, int)
    def _on_moved(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(min(done, of))

    def _on_failed(self, error: BaseException) -> None:
        if self._closed:
            return
        self._end()
        words = self._tools.words
        if isinstance(error, Cancelled):
            self._say(words.t("Stopped. Nothing was changed."))
            return
        if not isinstance(error, ForUser):
            raise error
        if isinstance(error, WrongPassphrase):
            self._show_passphrase(on=True)
            self.passphrase.show_fault(words.error(error))
            return
        self._tools.ask.tell(self, error)

    def _show_passphrase(self, *, on: bool) -> None:
        for part in (self.passphrase, self.look):
            part.setVisible(on)
        self.passphrase.show_fault("")
        if on:
            self.passphrase.setFocus()

    def _say(self, sentence: str) -> None:
        self.says.say(sentence)
        self.says.show()


class _Steps:
    """Counts what is done, and hears whether to stop."""

    def __init__(self, task: Task, of: int) -> None:
        self._task, self._of, self._done = task, of, 0

    def __call__(self) -> None:
        self._done = min(self._done + 1, self._of)
        self._task.step(self._done, self._of)

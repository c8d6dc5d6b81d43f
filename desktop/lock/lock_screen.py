"""The lock screen: the product's name and one field. It says nothing about any family."""

from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import Damaged, ForUser, Newer, WrongPassphrase
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.type import Voice, factor_of
from desktop.lock.traces import MistakesFile, wait_after

_WIDTH: Final = 400
_SECOND: Final = 1000


class LockScreen(QWidget):
    """Asks for the passphrase.

    After two wrong ones each further one waits twice as long, up to a minute; a new start
    waits that time again.

    Signals:
        given: the passphrase that was typed.
        forgotten: nobody knows the passphrase any more.
        backup_asked: the passphrase that was typed; the newest whole backup is wanted, or, if True, what is
            whole of the store itself.
    """

    given = Signal(str)
    forgotten = Signal()
    backup_asked = Signal(str, bool)
    _frame: QWidget | None = None  # not there yet when the first look is put on

    def __init__(
        self,
        words: Words,
        mistakes: MistakesFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._mistakes = words, mistakes
        self._left = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND)
        self._clock.timeout.connect(self._on_second)
        self.name = Label("Tæt På", Voice.NAME, parent=self)
        self.says = Label(words.t("Your cases are locked on this computer."), Voice.SOFT, parent=self)
        self.field = LineField(words.t("Passphrase"), secret=True, parent=self)
        self.button = Button(words.t("Unlock"), Rank.PRIMARY, parent=self)
        self.reminder = Label("", Voice.STRONG, parent=self)
        self.reminder.hide()
        column = QVBoxLayout()
        column.setSpacing(16)
        for part in (self.name, self.reminder, self.says, self.field):
            column.addWidget(part)
        self.lost = Button(words.t("Forgotten?"), Rank.QUIET, parent=self)
        self.newest = Button(words.t("Look at the newest whole backup"), parent=self)
        self.whole = Button(words.t("Look at what can be read"), parent=self)
        column.addLayout(_at_left(self.button, self.lost))
        for button in (self.newest, self.whole):
            button.hide()
            column.addLayout(_at_left(button))
        self._frame = frame = QWidget(self)
        frame.setLayout(column)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(_in_the_middle(frame))
        whole.addStretch(3)
        self.field.line.returnPressed.connect(self._on_given)
        self.button.clicked.connect(self._on_given)
        self.lost.clicked.connect(self.forgotten)
        self.newest.clicked.connect(lambda: self._on_damaged(look=False))
        self.whole.clicked.connect(lambda: self._on_damaged(look=True))
        self._fit()
        self._wait(wait_after(mistakes.read()))

    def tell_crash(self) -> None:
        """Say calmly that the program was not closed the last time, and that nothing was lost."""
        self.says.setText(
            self._words.t(
                "The program was stopped before it could lock. Nothing is lost: what was written is here."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def ready(self) -> None:
        """Empty, and waiting for a passphrase."""
        self.field.line.clear()
        self._enable(on=self._left == 0)
        self.lost.setEnabled(True)
        self.field.setFocus()

    def _fit(self) -> None:
        """As wide as the text is large: it can be chosen anew while this waits behind the desk."""
        if self._frame is not None:
            self._frame.setFixedWidth(round(_WIDTH * factor_of(self)))

    def remind(self, sentence: str) -> None:
        """Say `sentence` until the desk is opened; it tells nothing of what waits there."""
        self.reminder.setText(sentence)
        self.reminder.show()

    def show_opening(self) -> None:
        """Say that the passphrase is being tried."""
        self.field.show_fault("")
        self.says.setText(self._words.t("One moment …"))
        self._enable(on=False)
        self.lost.setEnabled(False)  # what it asks would come up over the open desk

    def show_refusal(self, sentence: str, *, wrong: bool) -> None:
        """Say calmly why the store did not open; a wrong passphrase makes the next one wait."""
        self.says.setText(self._words.t("Your cases are locked on this computer."))
        self.field.show_fault(sentence)
        if wrong:
            self._wait(wait_after(self._mistakes.add()))
        self.ready()

    def refuse(self, error: ForUser) -> None:
        """Say why the store did not open; where it is damaged, a backup is offered."""
        self.show_refusal(self._words.error(error), wrong=isinstance(error, WrongPassphrase))
        if isinstance(error, Damaged) and not isinstance(error, Newer):
            self.offer_backup()

    def offer_backup(self) -> None:
        """Offer the newest whole backup, and what is whole: the store is damaged."""
        self.newest.show()
        self.whole.show()

    def forget_mistakes(self) -> None:
        """The right passphrase was given."""
        self._mistakes.forget()
        self.reminder.hide()
        self.newest.hide()
        self.whole.hide()
        self.be_calm()

    def be_calm(self) -> None:
        """Say only that the cases are locked."""
        self.says.setText(self._words.t("Your cases are locked on this computer."))
        self.field.show_fault("")

    def _wait(self, seconds: int) -> None:
        self._left = seconds
        if seconds:
            self._clock.start()
            self._tell_wait()

    def _enable(self, *, on: bool) -> None:
        self.field.line.setEnabled(on)
        self.button.setEnabled(on)
        self.newest.setEnabled(on)
        self.whole.setEnabled(on)

    def _tell_wait(self) -> None:
        self.says.setText(
            self._words.n("Try again in {count} second.", "Try again in {count} seconds.", self._left)
        )

    @Slot()
    def _on_second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._tell_wait()
            return
        self._clock.stop()
        self.says.setText(self._words.t("Your cases are locked on this computer."))
        self.ready()

    @Slot()
    def _on_given(self) -> None:
        if self.field.line.text() and self._left == 0:
            self.given.emit(self.field.line.text())
            self.field.line.clear()

    def _on_damaged(self, *, look: bool) -> None:
        given = self.field.line.text()
        self.field.show_fault("" if given else self._words.t("Write the passphrase first."))
        if not given:
            self.field.setFocus()
        elif self._left == 0:
            self.field.line.clear()
            self.backup_asked.emit(given, look)


# Stretches instead of alignments: the name `Qt` takes as long to import as the whole screen to build.
def _at_left(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _in_the_middle(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row

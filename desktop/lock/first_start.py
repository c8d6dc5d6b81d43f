"""The first start: a name, a passphrase, and what happens if it is forgotten."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.books import guesses
from db.rules.passphrases import SHORTEST, WEAK, Strength, strength
from db.words import Words, later
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import Fault, LineField
from desktop.kit.labels import Label
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Sheet
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice, factor_of

_WIDTH: Final = 520
_ABOVE: Final = 40
HINTS: Final = {
    Strength.EMPTY: later(
        "Four or five ordinary words that do not belong together are easy to remember and hard to guess."
    ),
    Strength.SHORT: later("Too short. Write at least {count} characters, preferably several words."),
    Strength.COMMON: later("Easy to guess. Avoid names, years and rows of keys."),
    Strength.FAIR: later("Good enough. One word more makes it strong."),
    Strength.STRONG: later("Strong."),
}
"""What is said under a new passphrase while it is typed; `{count}` is how many characters it needs."""


class FirstStart(QWidget):
    """Makes the first store.

    Signals:
        asked: the caseworker's name and the passphrase to make a store with.
    """

    asked = Signal(str, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._least, self._busy = words, SHORTEST, False
        self.name = LineField(
            words.t("Your name"), help_text=words.t("It stands in the journal and on papers.")
        )
        self.passphrase = LineField(
            words.t("Passphrase"), secret=True, help_text=words.t(HINTS[Strength.EMPTY])
        )
        self.again = LineField(words.t("The passphrase once more"), secret=True)
        self._fields = (self.name, self.passphrase, self.again)
        self.fault = Fault(self)
        self.understood = Tick(words.t("I know that a forgotten passphrase cannot be found again"))
        self.button = Button(words.t("Make my store"), Rank.PRIMARY)
        told = Label(
            words.t(
                "Your cases are encrypted on this computer with your passphrase. Nobody can read them"
                " without, and nobody can find it again: if it is forgotten, only IT's recovery"
                " key opens your cases, if your municipality has set one up."
            ),
            Voice.SOFT,
        )
        fields = QVBoxLayout()
        fields.setSpacing(16)
        for part in (*self._fields, told, self.understood, self.fault):
            fields.addWidget(part)
        fields.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        sheet = Sheet()
        sheet.add_padded(fields)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Label(words.t("Welcome to Tæt På"), Voice.TITLE))
        column.addWidget(
            Label(words.t("Two things, and the desk is yours: a name and a passphrase."), Voice.SOFT)
        )
        column.addWidget(sheet)
        column.addWidget(Label(words.t("F1 opens the guide, here and everywhere."), Voice.SOFT))
        frame = QWidget()
        frame.setLayout(column)
        frame.setFixedWidth(round(_WIDTH * factor_of(self)))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame)
        middle.addStretch(1)
        page = ScrollPage(self)
        page.body.addSpacing(_ABOVE)
        page.body.addLayout(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self.passphrase.edited.connect(self._on_passphrase)
        self.button.clicked.connect(self._on_asked)
        self.understood.toggled.connect(lambda _: self.fault.say(""))
        for field in self._fields:
            field.line.returnPressed.connect(self._on_asked)

    def obey(self, least: int) -> None:
        """Ask for a passphrase of at least `least` characters, as policy has it."""
        self._least = max(SHORTEST, least)

    def show_busy(self) -> None:
        """Say that the store is being made; what was typed stays as it is."""
        self._enable(on=False)
        self.button.say(self._words.t("One moment …"))

    def show_refusal(self, sentence: str) -> None:
        """Say why no store was made; what was typed stays."""
        self._enable(on=True)
        self.button.say(self._words.t("Make my store"))
        self.fault.say(sentence)

    def _enable(self, *, on: bool) -> None:
        """The button keeps the focus: with nothing here to take it, Qt looks for it behind this screen."""
        self.button.setFocus()
        self._busy = not on
        for part in (*self._fields, self.understood):
            part.setEnabled(on)

    @Slot(object)
    def _on_passphrase(self, text: object) -> None:
        found = strength(str(text), guesses.read(), self._least)
        self.passphrase.help.setText(self._words.t(HINTS[found], count=self._least))

    @Slot()
    def _on_asked(self) -> None:
        if self._busy:
            return
        passphrase, again = self.passphrase.line.text(), self.again.line.text()
        weak = strength(passphrase, guesses.read(), self._least) in WEAK
        self.name.show_fault("" if self.name.value() else self._words.t("Write your name."))
        self.passphrase.show_fault(self._words.t("Choose a stronger passphrase.") if weak else "")
        self.again.show_fault(
            self._words.t("The two are not the same.") if again != passphrase and not weak else ""
        )
        self.fault.say("")
        ready = bool(self.name.value()) and not weak and again == passphrase
        if ready and not self.understood.isChecked():
            self.understood.setFocus()
            self.fault.say(self._words.t("Tick that you know what happens if it is forgotten."))
            return
        if ready:
            self.asked.emit(self.name.value(), passphrase)

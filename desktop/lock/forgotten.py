"""A forgotten passphrase: IT's key file or the recovery code opens the store, and a new one is set."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.books import guesses
from db.rules.fingerprint import fingerprint
from db.rules.passphrases import SHORTEST, WEAK, strength
from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import Fault, LineField
from desktop.kit.labels import Label
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.lock.first_start import HINTS


class Forgotten(CalmDialog):
    """Asks for IT's key file or the recovery code and a new passphrase, and offers a new data key.

    Signals:
        given: the key file or the code, the new passphrase, and whether the store is to get a new key.
    """

    given = Signal(object, str, bool)

    def __init__(
        self,
        words: Words,
        recipients: Sequence[str],
        least: int,
        choose: Callable[[QWidget], Path | None],
        parent: QWidget | None = None,
        *,
        by_code: bool = False,
    ) -> None:
        by_it = words.t("IT can open the cases with their key file. Nothing you have written is lost.")
        own = words.t("The recovery code opens the cases. Nothing you have written is lost.")
        super().__init__(
            parent,
            words.t("Has the passphrase been forgotten?"),
            by_it if recipients else own,
            yes=words.t("Set the new passphrase"),
            no=words.t("Cancel"),
        )
        self._words, self._choose, self._least = words, choose, max(SHORTEST, least)
        self.file: Path | None = None
        prints = "\n".join(fingerprint(one) for one in recipients)
        told = words.t("Call IT, and let them read the fingerprint of their key aloud. It is:")
        self.pick = Button(words.t("Choose IT's key file"))
        self.picked = Label("", Voice.SOFT)
        self.picked.hide()
        self.fault = Fault(self)
        self.new = LineField(words.t("The new passphrase"), secret=True, help_text=self._hint(""))
        self.again = LineField(words.t("The new passphrase once more"), secret=True)
        self.renew = Tick(words.t("Give the store a new key as well"))
        self.renew.setChecked(True)
        why = words.t("Then what opened it until now opens only the older backups.")
        self.code = LineField(
            words.t("Or the recovery code") if recipients else words.t("The recovery code"),
            help_text=words.t("Five groups of five letters and figures."),
        )
        if recipients:
            self.body.addWidget(Label(told))
            self.body.addWidget(Label(prints, Voice.STRONG))
            self.body.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        if by_code:
            self.body.addWidget(self.code)
        for part in (self.picked, self.fault, self.new, self.again, self.renew, Label(why, Voice.SOFT)):
            self.body.addWidget(part)
        self.pick.clicked.connect(self._on_pick)
        self.new.edited.connect(self._on_new)
        self._first = self.pick if recipients else self.code
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why the store did not open; what was typed stays."""
        self._busy(on=False)
        self.fault.say(sentence)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_pick(self) -> None:
        file = self._choose(self)
        if file is not None:
            self.file = file
            self.picked.setText(self._words.t("The key file is chosen."))
            self.picked.show()
            self.fault.say("")

    @Slot(object)
    def _on_new(self, text: object) -> None:
        self.new.help.setText(self._hint(str(text)))
        self.new.show_fault("")

    @Slot()
    def _on_yes(self) -> None:
        words, new = self._words, self.new.line.text()
        weak = strength(new, guesses.read(), self._least) in WEAK
        unlike = self.again.line.text() != new
        way = self.code.value() or self.file
        asked = (
            words.t("Choose IT's key file first.") if self._first is self.pick else words.t("Write the code.")
        )
        self.fault.say("" if way else asked)
        self.new.show_fault(words.t("Choose a stronger passphrase.") if weak else "")
        self.again.show_fault(words.t("The two are not the same.") if unlike and not weak else "")
        if way and not weak and not unlike:
            self._busy(on=True)
            self.given.emit(way, new, self.renew.isChecked())

    def _busy(self, *, on: bool) -> None:
        words = self._words
        self.yes.setEnabled(not on)
        self.yes.say(words.t("One moment …") if on else words.t("Set the new passphrase"))

    def _hint(self, text: str) -> str:
        return self._words.t(HINTS[strength(text, guesses.read(), self._least)], count=self._least)

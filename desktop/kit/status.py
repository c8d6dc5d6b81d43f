"""When a record was last kept: `Gemt 14.31`."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from db.words import Words
from desktop.kit.labels import Label
from desktop.kit.type import Voice


class Saved(Label):
    """Says quietly that what was typed is kept, and clearly when it is not."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", Voice.SOFT, wrap=False, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._words, self._room = words, QSize()

    def sizeHint(self) -> QSize:
        """The room of the longest that it said in this voice, so that nothing moves while one types."""
        return super().sizeHint().expandedTo(self._room)

    def saved(self, at: datetime) -> None:
        """Say that all was kept at the moment `at`."""
        self._say(self._words.t("Saved {time}", time=self._words.time(at)), Voice.SOFT)

    def waiting(self) -> None:
        """Say that what was typed is on its way to the disk."""
        self._say(self._words.t("Saving …"), Voice.SOFT)

    def failed(self) -> None:
        """Say that it could not be kept; what was typed still stands on the screen."""
        self._say(self._words.t("Not saved yet"), Voice.FAULT)

    def _say(self, text: str, voice: Voice) -> None:
        if self.property("voice") != voice.value:
            self.setProperty("voice", voice.value)
            self.style().unpolish(self)
            self.style().polish(self)
            self._room = QSize()
        self.setText(text)
        if (wanted := self.sizeHint()) != self._room:
            self._room = wanted
            self.setFixedSize(wanted)  # of a label that may grow each text would lay the whole window anew

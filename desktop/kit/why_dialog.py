"""Why a case is opened: one key for each ready reason, or a few words."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import LineField


class WhyDialog(CalmDialog):
    """Asks before the case is shown. `reason` is the chosen code or what was written, "" for none."""

    def __init__(
        self, words: Words, reasons: Mapping[str, str], longest: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            parent,
            words.t("Why do you open the case?"),
            words.t("The answer stands in the case's access log, which the family may ask to see."),
            yes=words.t("Open the case"),
            no=words.t("Cancel"),
        )
        self._words, self.reason = words, ""
        self.choices: dict[str, Button] = {}
        for number, (code, said) in enumerate(reasons.items(), 1):
            button = Button(words.t(said), key=str(number), parent=self)
            button.clicked.connect(lambda _=False, code=code: self._choose(code))
            self.choices[code] = button
            self.body.addWidget(button)
        self.other = LineField(words.t("Another reason, in a few words"), longest=longest)
        self.body.addWidget(self.other)
        next(iter(self.choices.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        codes, text = list(self.choices), event.text()
        if text.isdecimal() and 1 <= int(text) <= len(codes):
            self._choose(codes[int(text) - 1])
        else:
            super().keyPressEvent(event)

    def _choose(self, code: str) -> None:
        self.reason = code
        self.accept()

    @Slot()
    def _on_yes(self) -> None:
        written = self.other.value()
        self.other.show_fault(
            "" if written else self._words.t("Choose a reason above, or write one in a few words.")
        )
        if written:
            self._choose(written)
        else:
            self.other.setFocus()

"""The recovery code, shown this once: to be written down, or saved as a paper that names nobody."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.dialog import CalmDialog
from desktop.kit.labels import Label
from desktop.kit.type import Voice


class CodeDialog(CalmDialog):
    """Shows `code`; `save` puts it on a paper, and returns the file, or None if nobody wanted one."""

    def __init__(
        self,
        words: Words,
        code: str,
        save: Callable[[QWidget, str], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            parent,
            words.t("This is the recovery code"),
            words.t(
                "It opens your cases without your passphrase and without IT, and it is shown only now."
                " Keep it in a locked place, never in the same bag as the computer."
            ),
            yes=words.t("I have written it down"),
        )
        self._words, self._code, self._save = words, code, save
        self.code = Label(code, Voice.QUESTION)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.paper = Button(words.t("Save it as a paper"))
        self.saved = Label("", Voice.SOFT)
        self.saved.hide()
        self.body.addWidget(self.code)
        self.body.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.saved)
        self.paper.clicked.connect(self._on_paper)

    @Slot()
    def _on_paper(self) -> None:
        if self._save(self, self._code) is not None:
            self.saved.setText(self._words.t("It is saved. Print it, then erase the file."))
            self.saved.show()

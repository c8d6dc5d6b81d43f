"""A short question about one record, on a sheet in the room itself."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from db.errors import ForUser
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.buttons import ANSWER_KEY, Button, Rank, is_answer
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field
from desktop.kit.flow import FlowLayout
from desktop.kit.keys import ANSWER, Keys
from desktop.kit.marks import Mark
from desktop.kit.sheet import Section


class Asking(Section):
    """A question about one record, with a button that answers it and one that gives it up.

    Ctrl and Enter answer it, as in a dialog.

    Signals:
        given_up: the user wants none of it.
        kept: something else than a field was set by the user: its name, and it as a text.
    """

    given_up = Signal()
    kept = Signal(str, str)
    KEYS: ClassVar[Keys] = (("Ctrl+Return", ANSWER),)

    def __init__(self, title: str, action: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._words = words
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.sheet.add(self.trouble)
        self.save = Button(action, Rank.PRIMARY)
        self.cancel = Button(words.t("Cancel"))
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.given_up)

    def showEvent(self, event: QShowEvent) -> None:
        if self.findChild(QTextEdit) is not None:
            self.save.show_key(ANSWER_KEY)
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_answer(event):
            self.save.click()
        else:
            super().keyPressEvent(event)

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {}

    def show_kept(self, texts: Mapping[str, str]) -> None:
        """Show again what was once told by `kept`, by name. Nothing where all is fields."""

    def refuse(self, error: ForUser) -> None:
        """Say what is wrong."""
        self.trouble.say(self._words.error(error))
        self.trouble.show()

    def end_with_buttons(self, *more: Button) -> None:
        """Put the buttons at the foot, `more` between the two."""
        line = FlowLayout(gap=8)
        for button in (self.save, *more, self.cancel):
            line.addWidget(button)
        self.sheet.add_padded(line)

    def readable(self, *fields: DateField) -> bool:
        """Whether each of `fields` holds a day or nothing; says so beside those that do not."""
        for field in fields:
            field.show_fault("" if field.readable else self._words.t("This is no day."))
        return all(field.readable for field in fields)

    def answer(self) -> None:
        """Take the answer as it stands, or say beside a field what is missing. Each question has its own."""
        raise NotImplementedError

    @Slot()
    def _on_save(self) -> None:
        self.trouble.hide()
        self.answer()

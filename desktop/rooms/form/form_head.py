"""The head of a form: its title, and what can be done with all of it."""

from PySide6.QtWidgets import QWidget

from db.words import Words
from desktop.kit.banner import Head
from desktop.kit.buttons import Button, Rank


class FormHead(Head):
    """The buttons stand beside the title: back, on paper, and finished or opened again."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.back = Button(words.t("Back to the case"), icon_name="back")
        self.paper = Button(words.t("Save as PDF"), key="Ctrl P", icon_name="print")
        self.reopen = Button(words.t("Open the form again"))
        self.finish = Button(words.t("Finish the form"), Rank.PRIMARY)
        for button in (self.back, self.paper, self.reopen, self.finish):
            self.buttons.addWidget(button)

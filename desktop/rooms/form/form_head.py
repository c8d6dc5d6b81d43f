"""The head of a form: its title, whose it is, and what can be done with all of it."""

from PySide6.QtWidgets import QWidget

from db.records.form import Form
from db.records.note import FilledForm, FormStatus
from db.words import Words
from desktop.kit.banner import Head
from desktop.kit.buttons import Button, Rank


class FormHead(Head):
    """The buttons stand beside the title: back, on paper, and finished or opened again."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._words = words
        self.back = Button(words.t("Back to the case"), icon_name="back")
        self.paper = Button(words.t("Save as PDF"), key="Ctrl P", icon_name="print")
        self.reopen = Button(words.t("Open the form again"))
        self.finish = Button(words.t("Finish the form"), Rank.PRIMARY)
        for button in (self.back, self.paper, self.reopen, self.finish):
            self.buttons.addWidget(button)

    def show_form(self, filled: FilledForm, form: Form | None, child: str) -> None:
        """Show the title, the form's id where it is not known, whose it is, since when, in which version."""
        words, draft = self._words, filled.status is FormStatus.DRAFT
        self.finish.setVisible(draft)
        self.reopen.setVisible(not draft)
        parts = [child]
        if filled.started_on is not None:
            parts.append(words.t("begun {day}", day=words.day(filled.started_on)))
        if filled.finished_on is not None:
            parts.append(words.t("finished {day}", day=words.day(filled.finished_on)))
        parts.append(words.t("version {number}", number=filled.form_version))
        title = form.title.in_language(words.language) if form is not None else filled.form
        self.show_head(title, " · ".join(part for part in parts if part))

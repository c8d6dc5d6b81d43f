"""What holds for the whole form, above its questions."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import ForUser
from db.records.case import Case
from db.records.form import Question
from db.records.note import FilledForm, FormStatus
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.marks import Mark
from desktop.rooms.form.missing import Missing


class Notices(QWidget):
    """Trouble, what came back, whether the form is locked, and whether there is a newer version.

    Signals:
        differences_asked: the user wants to see what the newer version asks differently.
        question_asked: the id of a question without its answer, to go to.
    """

    differences_asked = Signal()
    question_asked = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.not_told = Banner(Mark.LATE, "", parent=self)
        self.found = Banner(Mark.AGREED, "", parent=self)
        self.locked = Banner(Mark.LAW, words.t("This form is finished and locked."), parent=self)
        self.newer = Banner(
            Mark.AGREED,
            words.t("There is a newer version of this form."),
            words.t("You may go on with this one."),
            action=words.t("Show the differences"),
            parent=self,
        )
        self.newer.asked.connect(self.differences_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.missing = Missing(self)
        self.missing.asked.connect(self.question_asked)
        self.missing.hide()
        for banner in self._banners():
            banner.hide()
            column.addWidget(banner)
        column.insertWidget(1, self.missing)
        self.hide()

    def show_form(self, filled: FilledForm, case: Case, newest: int) -> None:
        """Show what holds for `filled`; `newest` is the newest version of its form, 0 if it is not known."""
        draft = filled.status is FormStatus.DRAFT
        self.locked.setVisible(not draft)
        self.newer.setVisible(draft and newest > filled.form_version)
        self.not_told.setVisible(case.parents_not_told is not None)
        if case.parents_not_told is not None:
            self.not_told.say(self._words.t("The family must not be told now."), case.parents_not_told.reason)
        self._show_any()

    def show_found(self, at: datetime | None) -> None:
        """Say that what was being typed at that moment is here again, or nothing for None."""
        self.found.setVisible(at is not None)
        if at is not None:
            time = self._words.time(at)
            self.found.say(self._words.t("What you were writing at {time} is here again.", time=time))
        self._show_any()

    def tell(self, error: ForUser) -> None:
        """Say what went wrong."""
        self.missing.hide()
        self.trouble.say(self._words.error(error))
        self.trouble.show()
        self._show_any()

    def tell_missing(self, gaps: Sequence[Question]) -> None:
        """Say which answers are missing before the form can be finished; with none, take that away."""
        self.trouble.say(
            self._words.n("{count} answer is missing.", "{count} answers are missing.", len(gaps))
        )
        self.trouble.setVisible(bool(gaps))
        self.missing.show_gaps(gaps, self._words.language)
        self._show_any()

    def clear_trouble(self) -> None:
        """Take away what went wrong."""
        self.missing.hide()
        self.trouble.hide()
        self._show_any()

    def _banners(self) -> tuple[Banner, ...]:
        return (self.trouble, self.not_told, self.found, self.locked, self.newer)

    def _show_any(self) -> None:
        self.setVisible(any(not banner.isHidden() for banner in self._banners()))

"""Skemaer: the forms of a case, answered and begun, and those that can be begun."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import forms
from db.actions.desk import Changed, Desk
from db.errors import ForUser
from db.records.case import Case
from db.records.form import Form
from db.records.note import FilledForm, FormStatus
from db.records.person import Person
from db.rules import answers, names
from desktop.kit.banner import Banner
from desktop.kit.chip import Chip
from desktop.kit.empty import EmptyState
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow, LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.place import Place
from desktop.tools import Tools


class FormsTab(QWidget):
    """The part *Skemaer* of a case.

    Signals:
        place_asked: the place of a form.
    """

    place_asked = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case_id = ""
        words = tools.words
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.answered = Section(words.t("The forms of this case"))
        self.offered = Section(words.t("Begin a form"))
        self.page = ScrollPage(self)
        for part in (self.trouble, self.answered, self.offered):
            self.page.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show the forms of `case`, the newest first."""
        self._case_id = case.id
        self.answered.sheet.clear()
        for filled in reversed(case.forms):
            self.answered.add(self._row(filled))
        if not case.forms:
            self.answered.add(
                EmptyState(
                    self._words.t("No form is answered yet."),
                    self._words.t("Begin one below. What you write is kept as you write it."),
                )
            )
        if not self.offered.sheet.rows():
            self._offer()

    def show_record(self, record_id: str) -> None:
        """Open the form `record_id`."""
        self.place_asked.emit(Place("form", self._case_id, record=record_id))

    def _row(self, filled: FilledForm) -> LinkRow:
        words = self._words
        form = self._form(filled)
        days = []
        if filled.started_on is not None:
            days.append(words.t("begun {day}", day=words.day(filled.started_on)))
        if filled.finished_on is not None:
            days.append(words.t("finished {day}", day=words.day(filled.finished_on)))
        if form is not None:
            far = answers.progress(form, filled.answers)
            days.append(words.t("{answered} of {asked} answered", answered=far.answered, asked=far.asked))
        draft = filled.status is FormStatus.DRAFT
        title = form.title.in_language(words.language) if form is not None else filled.form
        # Of a finished one its days say so.
        chip = Chip(Mark.AGREED, words.t(names.FORM_STATUSES[filled.status])) if draft else None
        row = LinkRow(title, " · ".join(days), chip=chip, strong=True)
        row.setObjectName(filled.id)
        row.clicked.connect(lambda: self.show_record(filled.id))
        return row

    def _form(self, filled: FilledForm) -> Form | None:
        try:
            return self._tools.desk.forms.get(filled.form, filled.form_version)
        except ForUser as error:
            self._refuse(error)
            return None

    def _offer(self) -> None:
        words, book = self._words, self._tools.desk.forms
        found = []
        for key in book.ids():
            try:
                found.append(book.newest(key))
            except ForUser as error:
                self._refuse(error)
        known = [form for form in found if form is not None]
        for form in sorted(known, key=lambda one: one.title.in_language(words.language)):
            row = ActionRow(
                form.title.in_language(words.language),
                form.about.in_language(words.language),
                action=words.t("Begin"),
            )
            if row.button is not None:
                row.button.clicked.connect(lambda _=False, form=form: self._begin(form))
            self.offered.add(row)

    def _begin(self, form: Form) -> None:
        case_id = self._case_id

        def work(desk: Desk) -> Changed:
            return forms.begin_form(desk, case_id, form)

        self._tools.writer.run(work, done=self._on_begun, failed=self._refuse)

    def _on_begun(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)
        if changed.case_id == self._case_id and changed.record:
            self.show_record(changed.record)

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(self._words.error(error))
        self.trouble.show()

"""One form as it is answered: nothing is saved by hand, and nothing is lost."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import forms, papers
from db.actions.desk import Changed, Desk
from db.actions.typed import forget_typed
from db.errors import ForUser, Stale
from db.records.case import Case
from db.records.form import Form
from db.records.note import FilledForm, FormStatus
from db.records.person import Person
from db.rules import answers
from db.rules.answer_texts import Around
from db.store import cases, drafts, filled_forms
from desktop.discretion import Watch
from desktop.keeping import Keeping
from desktop.kit.buttons import Button
from desktop.kit.keys import PRINT, Key
from desktop.kit.scroll import ScrollPage
from desktop.place import Place
from desktop.rooms.form.differences import Differences
from desktop.rooms.form.form_bar import FormBar
from desktop.rooms.form.form_head import FormHead
from desktop.rooms.form.form_page import FormPage
from desktop.rooms.form.inputs import Offered
from desktop.rooms.form.last_time import last_answer
from desktop.rooms.form.notices import Notices
from desktop.rooms.form.standing import come_to, tab_of
from desktop.rooms.form.stored_answers import StoredAnswers
from desktop.tools import Tools


class FormRoom(QWidget):
    """Answers one form of a case.

    Signals:
        place_asked: the way back to the case.
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    place_asked = Signal(object)
    saved = Signal(object)
    saving = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._people: list[Person] = []
        self._stored: FilledForm | None = None
        self._form: Form | None = None
        self._answers: dict[str, Any] = {}
        self._last: FilledForm | None = None
        self._at = self._running = 0
        self.page: FormPage | None = None
        self._shown: list[QWidget] = []
        self.keeping = Keeping(tools, forms.KIND, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.rested.connect(self.commit)
        self.keeping.failed.connect(self._on_refused)
        self._lay_out()
        Key("Ctrl+P", self, PRINT, self.print_paper)

    def show_place(self, place: Place) -> None:
        """Show the form `place.record`. Raises Stale if it is gone."""
        db = self._tools.desk.db
        here = self._stored if self._running else None  # what is on its way to the disk is what holds
        kept = here if here is not None and here.id == place.record else None
        stored = self._stored = kept or filled_forms.get(db, place.record)
        self._case = cases.get(db, filled_forms.case_of(db, place.record))
        self._people = papers.named_people(db, self._case)
        self.notices.clear_trouble()
        self._read_form(stored)
        self._last = answers.last_time(self._case.forms, stored)
        if self._take_up_drafts(stored, running=kept is not None):
            QTimer.singleShot(0, self.commit)
        wanted = come_to(place, self.bar)
        self._at = self._index_of(wanted)
        self._show_all(wanted)
        self._stand_in("" if place.field else wanted)  # who names a field puts the cursor there

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the questions away: opening builds them anew, and would first lay these out once more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._clear()

    def place(self) -> Place:
        """The form that is open."""
        if self._stored is None or self._case is None:
            return Place()
        return Place("form", self._case.id, tab_of(self.bar, self.page), record=self._stored.id)

    def keep(self) -> None:
        """Hand everything that was typed to the writer, as part of the form."""
        self.keeping.flush()
        self.commit()

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        self.keeping.stop()
        if self.page is not None:
            self.page.stop()

    @Slot()
    def commit(self) -> None:
        """Make what was answered the form, if it differs."""
        if self._stored is None or self._case is None or self._stored.status is FormStatus.FINISHED:
            return
        before, case_id, typed = self._stored, self._case.id, self.keeping.taken()
        after = before.changed(answers=self._answers)
        if after != before:
            self._stored = after
            self._run(lambda desk: forms.save_form(desk, case_id, before, after), before, typed)
            self._show_progress()
        elif typed:  # what was typed and taken back again is no draft
            self._run(lambda desk: forget_typed(desk, forms.KIND, before.id), before, typed)

    @Slot()
    def print_paper(self) -> None:
        """Write the form as a PDF to where the user says."""
        if self._stored is None or self._case is None:
            return
        self.commit()
        tools, words, case_id = self._tools, self._words, self._case.id
        sheet = forms.sheet_of(tools.desk, self._case, self._people, self._stored, tools.letterhead)
        to = tools.ask.where_to_save(self, words.t("form.pdf"))
        if to is not None:
            tools.writer.run(
                lambda desk: forms.write_form(desk, case_id, sheet, words, to),
                done=lambda _: tools.news.written.emit(to),
                failed=self._on_refused,
            )

    def _lay_out(self) -> None:
        words = self._words
        head = self.head = FormHead(words)
        self.paper, self.reopen, self.finish = head.paper, head.reopen, head.finish
        head.back.clicked.connect(self._on_back)
        self.paper.clicked.connect(self.print_paper)
        self.finish.clicked.connect(self._on_finish)
        self.reopen.clicked.connect(lambda: self._act(forms.reopen_form))
        self.notices = Notices(words, self)
        self.notices.differences_asked.connect(self._on_differences)
        self.notices.question_asked.connect(self._go_to)
        self.bar = FormBar(words, self)
        self.bar.chosen.connect(self._on_section)
        self.bar.turned.connect(self._on_turned)
        self.bar.way_chosen.connect(self._on_way)
        self.sheets = ScrollPage(self)
        self.sheets.body.addWidget(self.notices)
        self.sheets.body.addWidget(self.bar)
        top, column = QVBoxLayout(), QVBoxLayout(self)
        top.setContentsMargins(28, 24, 28, 8)
        top.addWidget(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.sheets, 1)

    def _read_form(self, stored: FilledForm) -> None:
        self._form = None
        try:
            self._form = self._tools.desk.forms.get(stored.form, stored.form_version)
        except ForUser as error:
            self.notices.tell(error)

    def _take_up_drafts(self, stored: FilledForm, *, running: bool) -> bool:
        """Put what was being typed and is not part of the form yet in its place. True if the disk had any.

        While an action is `running` the disk still has what that makes part of the form.
        """
        done = stored.status is FormStatus.FINISHED
        found = {} if running or done else drafts.of_record(self._tools.desk.db, forms.KIND, stored.id)
        texts = {field: draft.text for field, draft in found.items()}
        self.keeping.bind(stored.id, self._case.id if self._case else None, texts, stored.form_version)
        typed = {} if done else self.keeping.texts
        self._answers = {**stored.answers, **{field: json.loads(text) for field, text in typed.items()}}
        if not running:
            self.notices.show_found(max((draft.at for draft in found.values()), default=None))
        return bool(found)

    def _show_all(self, focus: str = "") -> None:
        if self._stored is None or self._case is None:
            return
        stored, form = self._stored, self._form
        self.head.show_form(stored, form, self._people[0].name if self._people else "")
        self.bar.setVisible(form is not None)
        newest = self._tools.desk.forms.newest_version(stored.form) if form is not None else 0
        self.notices.show_form(stored, self._case, newest)
        self._show_progress()
        self._show_questions(focus)

    def _show_questions(self, focus: str = "") -> None:
        """Build the page that is in front anew."""
        self._clear()
        self._shown = [] if self._form is None else [self._new_page(self._form, focus)]
        left = answers.unplaced(self._form, self._answers)
        if left and (self._form is None or self.bar.way == "all"):
            self._shown.append(StoredAnswers(self._answers, left, self._words, known=self._form is not None))
        for widget in self._shown:
            self.sheets.body.addWidget(widget)
        self._show_foot()
        if focus:
            self.sheets.settle()

    def _clear(self) -> None:
        if self.page is not None:
            self.page.stop()
        for old in self._shown:
            self.sheets.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.page, self._shown = None, []

    def _show_foot(self) -> None:
        """What comes after this page stands below it: the next one, or that the form is finished."""
        if self._form is None:
            return
        foot = self.bar.onward(self._form, self._at)
        if foot is None and self.finish.isVisibleTo(self):
            foot = Button(self._words.t("Finish the form"))
            foot.clicked.connect(self._on_finish)
        if foot is not None:
            self._shown.append(foot)
            self.sheets.body.addWidget(foot, 0, Qt.AlignmentFlag.AlignLeft)

    def _new_page(self, form: Form, focus: str) -> FormPage:
        tools, around = self._tools, self._around()
        asked = Offered.around(around, tools.today, Watch(tools, lambda: self._case, self))
        locked = self._stored is None or self._stored.status is FormStatus.FINISHED
        last = partial(last_answer, self._last, around)
        place = self.sheets.widget()  # what comes to its place later is styled once more
        self.page = FormPage(form, self._answers, asked, around, locked=locked, last=last, parent=place)
        self.page.edited.connect(self._on_edited)
        self.page.left.connect(self.commit)
        self.page.show_questions(self._wanted(form), focus)
        return self.page

    def _around(self) -> Around:
        plans = self._case.plans if self._case is not None else ()
        goals = [goal for plan in plans for goal in plan.goals]
        return Around.of(self._words, self._people, goals, self._tools.desk.ladder.steps)

    def _wanted(self, form: Form) -> list[str]:
        pages = self.bar.pages(form, self._answers)
        self._at = max(0, min(self._at, len(pages) - 1))
        self.bar.show_page(self._at, len(pages))
        return pages[self._at]

    def _index_of(self, question: str) -> int:
        if self._form is None or not question:
            return 0
        pages = self.bar.pages(self._form, self._answers)
        return next((at for at, page in enumerate(pages) if question in page), 0)

    def _show_progress(self) -> None:
        if self._form is not None:
            self.bar.show_progress(self._form, self._answers)
            if self.notices.missing.isVisibleTo(self.notices):
                self.notices.tell_missing(answers.missing(self._form, self._answers))

    @Slot(str, object)
    def _on_edited(self, question: str, answer: object) -> None:
        self._answers[question] = answer
        self.keeping.type(question, json.dumps(answer, ensure_ascii=False))

    @Slot()
    def _on_way(self) -> None:
        focus = self.page.first_in_front() if self.page is not None else ""
        self._at = self._index_of(focus)
        self._show_questions(focus)

    @Slot(int)
    def _on_section(self, at: int) -> None:
        self.commit()
        self._at = at
        self._show_questions()

    @Slot(int)
    def _on_turned(self, by: int) -> None:
        self._on_section(self._at + by)
        self.sheets.verticalScrollBar().setValue(0)
        self._stand_in()

    def _stand_in(self, question: str = "") -> None:
        """Stand in `question`, or in the first one."""
        if self.reopen.isVisibleTo(self) or self.page is None:
            self.paper.setFocus()  # of a finished form this is what is wanted next
        elif self.page.blocks:
            first = next(iter(self.page.blocks.values()))
            self.page.blocks.get(question, first).input.setFocus()

    @Slot()
    def _on_differences(self) -> None:
        if self._form is None or self._stored is None:
            return
        new = self._tools.desk.forms.newest(self._stored.form)
        if new is not None and not any(isinstance(one, Differences) for one in self._shown):
            shown = Differences(self._form, new, self._words)
            shown.taken.connect(lambda: self._act(partial(forms.take_version, form=new)))
            self.sheets.body.insertWidget(2, shown)
            self._shown.append(shown)
            shown.take.setFocus()

    @Slot()
    def _on_finish(self) -> None:
        form = self._form
        self.commit()
        if form is not None and (gaps := answers.missing(form, self._answers)):
            self.notices.tell_missing(gaps)
            self._go_to(gaps[0].id)
            return
        self._act(lambda desk, case_id, stored: forms.finish_form(desk, case_id, stored, form))

    @Slot(str)
    def _go_to(self, question: str) -> None:
        self._at = self._index_of(question)
        self._show_questions(question)
        if self.page is not None and question in self.page.blocks:
            self.page.blocks[question].ask()

    def _act(self, work: Callable[[Desk, str, FilledForm], Changed]) -> None:
        self.commit()
        stored, case = self._stored, self._case
        if stored is not None and case is not None and (self.page is None or self.page.isEnabled()):
            if self.page is not None:
                self.page.setEnabled(False)  # what was written before it is done would come too late
            self._run(lambda desk: work(desk, case.id, stored), stored, {}, self._on_acted)

    def _run(
        self,
        work: Callable[[Desk], Changed],
        before: FilledForm,
        typed: Mapping[str, str],
        done: Callable[[Changed], None] | None = None,
    ) -> None:
        """Let the writer do `work` on the form `before`; `typed`, a part of it, waits again if it fails."""
        self._running += 1
        self.saving.emit()
        self._tools.writer.run(
            work,
            done=done or self._on_committed,
            failed=lambda error: self._on_not_committed(error, before, typed),
        )

    def _on_acted(self, changed: Changed) -> None:
        self._on_committed(changed)
        if self._stored is not None and changed.record == self._stored.id:
            self.show_place(Place("form", record=self._stored.id))

    def _on_committed(self, changed: Changed) -> None:
        self._running -= 1
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

    def _on_not_committed(self, error: BaseException, before: FilledForm, typed: Mapping[str, str]) -> None:
        self._running -= 1
        if self._stored is not None and self._stored.id == before.id:
            self.keeping.give_back(typed)
        self._on_refused(error)
        if self._stored is not None and isinstance(error, Stale):
            merged = answers.merged(before.answers, self._answers, self._stored.answers)
            self._answers.clear()
            self._answers.update(merged)
        if self._stored is not None and self.page is not None:
            self.page.setEnabled(True)
            if isinstance(error, Stale):
                self.page.show_answers()

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.notices.tell(error)
        if self._stored is not None:
            found = filled_forms.of_case(self._tools.desk.db, self._case.id if self._case else "")
            self._stored = next((one for one in found if one.id == self._stored.id), None)

    @Slot()
    def _on_back(self) -> None:
        if self._case is not None:
            self.keep()
            self.place_asked.emit(Place("case", self._case.id, "forms"))

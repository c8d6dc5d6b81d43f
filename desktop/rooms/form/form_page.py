"""The questions that are in front: a section, one question, or all; built a few at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.form import Form, Question, Section
from db.rules import answers
from db.rules.answer_texts import Around
from desktop.kit.labels import Label
from desktop.kit.sheet import Sheet
from desktop.kit.type import Voice
from desktop.rooms.form.inputs import Offered
from desktop.rooms.form.question_block import QuestionBlock

_AT_ONCE: Final = 5
"""How many questions are built before the page is shown; the others follow one by one."""


class FormPage(QWidget):
    """Questions under the titles of their sections. What is not asked for is hidden as answers change.

    Signals:
        edited: a question's id and its answer.
        left: an answer is ready to be kept.
    """

    edited = Signal(str, object)
    left = Signal()

    def __init__(
        self,
        form: Form,
        given: Mapping[str, Any],
        offered: Offered,
        around: Around,
        *,
        locked: bool,
        last: Callable[[Question], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form, self._given, self._offered, self._around = form, given, offered, around
        self._locked, self._last = locked, last
        self._waiting: list[tuple[Section, Question]] = []
        self._sheets: dict[str, Sheet] = {}
        self.blocks: dict[str, QuestionBlock] = {}
        self._conditions = {
            question.condition.question for question in form.questions if question.condition is not None
        }
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._on_later)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(20)

    def show_questions(self, wanted: Sequence[str], focus: str = "") -> None:
        """Build the questions of these ids; up to `focus` at once, the rest when there is time."""
        named = set(wanted)
        self._waiting = [
            (section, question)
            for section in self._form.section
            for question in section.question
            if question.id in named
        ]
        at = next((place for place, one in enumerate(self._waiting) if one[1].id == focus), 0)
        for _ in range(min(max(_AT_ONCE, at + 1), len(self._waiting))):
            self._build_next()
        if self._waiting:
            self._later.start()

    def stop(self) -> None:
        """Build nothing more."""
        self._later.stop()

    def build_all(self) -> None:
        """Build what is waiting, now."""
        while self._waiting:
            self._build_next()
        self._later.stop()

    @Slot()
    def _on_later(self) -> None:
        if self._waiting:
            self._build_next()
        if not self._waiting:
            self._later.stop()

    def _build_next(self) -> None:
        section, question = self._waiting.pop(0)
        block = QuestionBlock(
            question,
            self._given.get(question.id),
            self._offered,
            self._around,
            locked=self._locked,
            last=self._last(question),
        )
        block.edited.connect(self._on_edited)
        block.left.connect(self.left)
        self.blocks[question.id] = block
        sheet = self._sheet_of(section)
        row = QWidget(sheet)
        inside = QVBoxLayout(row)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.addWidget(block)
        sheet.add(row)
        self._show_asked([question.id])

    def _sheet_of(self, section: Section) -> Sheet:
        key = section.question[0].id
        if key not in self._sheets:
            language = self._offered.words.language
            whole = QWidget(self)
            sheet = Sheet(whole)
            sheet.setAccessibleName(section.title.in_language(language))
            column = QVBoxLayout(whole)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            column.addWidget(Label(section.title.in_language(language), Voice.SECTION, parent=whole))
            if section.help is not None:
                column.addWidget(Label(section.help.in_language(language), Voice.SOFT, parent=whole))
            column.addWidget(sheet)
            self._column.addWidget(whole)
            self._sheets[key] = sheet
        return self._sheets[key]

    @Slot(str, object)
    def _on_edited(self, question: str, answer: object) -> None:
        self.edited.emit(question, answer)
        if question in self._conditions:
            self._show_asked(list(self.blocks))

    def _show_asked(self, ids: Sequence[str]) -> None:
        asked = {question.id for question in answers.asked(self._form, self._given)}
        for key in ids:
            row = self.blocks[key].parentWidget()
            if row is not None:
                row.setVisible(key in asked)
                sheet = row.parentWidget()
                if sheet is not None:
                    sheet.update()

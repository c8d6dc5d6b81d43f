"""The questions that are in front: a section, one, or all; built a few at a time, when they come near."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from db.records.form import Form, Question
from db.rules import answers
from db.rules.answer_texts import Around
from desktop.kit.apart import Apart
from desktop.rooms.form.chapter import Chapter
from desktop.rooms.form.inputs import Offered
from desktop.rooms.form.question_block import QuestionBlock

_AT_ONCE: Final = 3
"""How many questions are built before the page is shown; those near it follow one by one."""
_TYPING: Final = 300  # milliseconds without a keystroke until building goes on


class FormPage(Apart):
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
        given: dict[str, Any],
        offered: Offered,
        around: Around,
        *,
        locked: bool,
        last: Callable[[Question], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._form, self._given, self._offered, self._around = form, given, offered, around
        self._locked, self._last = locked, last
        self._chapters: list[Chapter] = []
        self.blocks: dict[str, QuestionBlock] = {}
        self._conditions = {
            question.condition.question for question in form.questions if question.condition is not None
        }
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._on_later)
        self._scrolled: QScrollArea | None = None

    def show_questions(self, wanted: Sequence[str], focus: str = "") -> None:
        """Lay out the questions of these ids: a few and `focus` at once, others when they come near."""
        named = set(wanted)
        language = self._offered.words.language
        for section in self._form.section:
            questions = [question for question in section.question if question.id in named]
            if questions:
                self._chapters.append(Chapter(section, questions, language, self))
        first = next((one for one in self._chapters if _place_in(one, focus) >= 0), None)
        if first is None and self._chapters:
            first = self._chapters[0]
        if first is not None:
            for _ in range(min(max(_AT_ONCE, _place_in(first, focus) + 1), len(first.waiting))):
                self._build_next(first)
        self.add(self._chapters)
        self._later.start(0)

    def stop(self) -> None:
        """Build nothing more."""
        self._later.stop()
        self._chapters = []

    def build_all(self) -> None:
        """Build what is waiting, now."""
        for chapter in self._chapters:
            self._build_whole(chapter)

    def show_answers(self) -> None:
        """Show the answers as they now are; what has the same answer already is left alone."""
        for key, block in self.blocks.items():
            if block.input.answer() != self._given.get(key):
                block.input.show_answer(self._given.get(key))

    def first_in_front(self) -> str:
        """The id of the question that has the cursor, or else of the first that is in sight."""
        focused = QApplication.focusWidget()
        for key, block in self.blocks.items():
            if focused is not None and block.isAncestorOf(focused):
                return key
        top = self.seen()[0]
        inside = [one for one in self._chapters if one.y() + one.height() > top]
        shown = [*(inside[0].blocks if inside else ()), *self.blocks.values()]
        return next(
            (one.question.id for one in shown if one.mapTo(self, one.rect().bottomLeft()).y() > top), ""
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        page = self.page()
        if page is not None and page is not self._scrolled:
            self._scrolled = page
            page.verticalScrollBar().valueChanged.connect(self._go_on)
            page.verticalScrollBar().rangeChanged.connect(self._go_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._go_on()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Build where the cursor goes next before it goes there."""
        focused = QApplication.focusWidget()
        for at, chapter in enumerate(self._chapters):
            if focused is not None and chapter.isAncestorOf(focused):
                beside = at + 1 if forward else at - 1
                for one in (chapter, *self._chapters[max(0, beside) : beside + 1]):
                    self._build_whole(one)
        return super().focusNextPrevChild(forward)

    @Slot()
    def _go_on(self) -> None:
        if not self._later.isActive() and self._next_near() is not None:
            self._later.start(0)

    @Slot()
    def _on_later(self) -> None:
        chapter = self._next_near()
        if chapter is not None:
            self._build_next(chapter)
            self._later.start(0)

    def _next_near(self) -> Chapter | None:
        """The first chapter within a page's height of what is in sight that has questions waiting."""
        top, bottom = self.seen()
        high = bottom - top
        for chapter in self._chapters:
            begins = chapter.y()
            ends = begins + chapter.height()
            if chapter.waiting and ends >= top - high and begins <= bottom + high:
                return chapter
        return None

    def _build_whole(self, chapter: Chapter) -> None:
        while chapter.waiting:
            self._build_next(chapter)

    def _build_next(self, chapter: Chapter) -> None:
        block = chapter.build_next(self._made)
        self.blocks[block.question.id] = block
        chapter.show_asked(self._asked())

    def _made(self, question: Question, parent: QWidget) -> QuestionBlock:
        block = QuestionBlock(
            question,
            self._given.get(question.id),
            self._offered,
            self._around,
            locked=self._locked,
            last=self._last(question),
            parent=parent,
        )
        block.edited.connect(self._on_edited)
        block.left.connect(self.left)
        return block

    @Slot(str, object)
    def _on_edited(self, question: str, answer: object) -> None:
        self.edited.emit(question, answer)
        if self._later.isActive():
            self._later.start(_TYPING)
        if question in self._conditions:
            asked = self._asked()
            for chapter in self._chapters:
                chapter.show_asked(asked)

    def _asked(self) -> set[str]:
        return {question.id for question in answers.asked(self._form, self._given)}


def _place_in(chapter: Chapter, question: str) -> int:
    return next((at for at, one in enumerate(chapter.waiting) if one.id == question), -1)

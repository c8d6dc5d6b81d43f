"""One question on the page: its input, and beside it the help, why it is asked, and the last answer."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.form import Question
from db.records.plan import Readers
from db.rules import names
from db.rules.answer_texts import Around, told, why
from db.rules.answers import fits, is_empty
from desktop.kit.fields import Fault
from desktop.kit.flow import Columns
from desktop.kit.labels import Label
from desktop.kit.type import Voice
from desktop.rooms.form.inputs import Offered, input_of


class QuestionBlock(QWidget):
    """A question that can be answered, or only read when the form is locked.

    Signals:
        edited: the question's id and the answer, each time the user changes it.
        left: the answer is ready to be kept.
    """

    edited = Signal(str, object)
    left = Signal()

    def __init__(
        self,
        question: Question,
        answer: Any,
        offered: Offered,
        around: Around,
        *,
        locked: bool,
        last: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.question = question
        words = offered.words
        self.input = input_of(question, answer, offered)
        self.input.setEnabled(not locked)
        if offered.watch is not None:
            offered.watch.within(self.input)
        self.input.edited.connect(self._on_edited)
        self.input.left.connect(self.left)
        columns = Columns(side_width=280, gap=24, parent=self)
        columns.main.setSpacing(4)
        columns.side.setSpacing(4)
        columns.main.addWidget(self.input)
        self.gap = Label(words.t("Needed before the form is finished"), Voice.SMALL, parent=columns)
        self.missed = Fault(columns)
        self._keep_room(question.required and not locked)
        if not question.required or not is_empty(answer) or locked:
            self.gap.hide()
        columns.main.addWidget(self.gap)
        columns.main.addWidget(self.missed)
        if not fits(question, answer):
            stored = told(question, answer, around)
            columns.main.addWidget(
                Label(words.t("Stored, but no answer to this question: {text}", text=stored), Voice.FAULT)
            )
        side = [question.help.in_language(words.language), why(question, words)]
        if question.readers is not Readers.PARTICIPANTS:
            side.append(
                words.t("May be read by: {readers}.", readers=words.t(names.READERS[question.readers]))
            )
        for text, voice in zip(side, (Voice.BODY, Voice.SMALL, Voice.SMALL), strict=False):
            columns.side.addWidget(Label(text, voice, parent=columns))
        self.last = Label(last, Voice.SOFT, parent=columns)
        if not last:
            self.last.hide()
        columns.side.addWidget(self.last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)

    def ask(self) -> None:
        """Stand where it is answered; where the answer is missing, say so as a fault."""
        self.input.setFocus()
        if not self.gap.isHidden():
            self._keep_room(False)
            self.gap.hide()
            self.missed.say(self.gap.text())

    def _keep_room(self, kept: bool) -> None:
        """What stands below must not move under the hand that answers."""
        policy = self.gap.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.gap.setSizePolicy(policy)

    @Slot()
    def _on_edited(self) -> None:
        answer = self.input.answer()
        self._keep_room(self.question.required)
        self.missed.say("")
        self.gap.setVisible(self.question.required and is_empty(answer))
        self.edited.emit(self.question.id, answer)

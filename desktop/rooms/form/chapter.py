"""One section of a form on the page: its title at once, its questions when they come near."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.form import Question, Section
from desktop.kit.labels import Label
from desktop.kit.sheet import Sheet
from desktop.kit.type import Voice, factor_of
from desktop.rooms.form.question_block import QuestionBlock

_GUESSED: Final = 104  # pixels that a question takes at 100 %, until it is built


class Chapter(QWidget):
    """The questions of one section that are in front; what is not built yet has its room kept free."""

    def __init__(
        self, section: Section, questions: list[Question], language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.waiting = list(questions)
        self.blocks: list[QuestionBlock] = []
        title = section.title.in_language(language)
        self._sheet = Sheet(self)
        self._sheet.setAccessibleName(title)
        self._kept_free = QWidget(self._sheet)
        self._sheet.add(self._kept_free)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(title, Voice.SECTION, parent=self))
        if section.help is not None:
            column.addWidget(Label(section.help.in_language(language), Voice.SOFT, parent=self))
        column.addWidget(self._sheet)
        self._keep_free()

    def build_next(self, made: Callable[[Question, QWidget], QuestionBlock]) -> QuestionBlock:
        """Build the next question that is waiting with `made`, in its row, and put it below the others."""
        row = QWidget(self._sheet)
        row.hide()  # until it is asked for: a layout shows whatever nobody has hidden
        inside = QVBoxLayout(row)
        inside.setContentsMargins(16, 14, 16, 14)
        block = made(self.waiting.pop(0), row)
        inside.addWidget(block)
        self._sheet.insert(len(self.blocks), row)
        self.blocks.append(block)
        self._keep_free()
        return block

    def show_asked(self, asked: set[str]) -> None:
        """Hide what is not asked for; `asked` are the ids of the questions that are."""
        for block in self.blocks:
            row = block.parentWidget()
            if row is not None and row.isHidden() == (block.question.id in asked):
                row.setVisible(block.question.id in asked)
                self._sheet.update()

    def _keep_free(self) -> None:
        self._kept_free.setVisible(bool(self.waiting))
        self._kept_free.setFixedHeight(round(len(self.waiting) * _GUESSED * factor_of(self)))

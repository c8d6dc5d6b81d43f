"""The answers that are missing before a form can be finished: each is a row that leads to its question."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.form import Question
from desktop.kit.rows import LinkRow
from desktop.kit.sheet import Sheet


class Missing(QWidget):
    """All that are missing, in the form's order; hidden while there are none.

    Signals:
        asked: the id of the question to go to.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, LinkRow] = {}
        self._sheet = Sheet(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)

    def show_gaps(self, gaps: Sequence[Question], language: str) -> None:
        """Name `gaps`; where they are the same as before, the rows and the focus stay."""
        if [question.id for question in gaps] != list(self.rows):
            self._sheet.clear()
            self.rows = {question.id: self._row(question, language) for question in gaps}
            for row in self.rows.values():
                self._sheet.add(row)
        self.setVisible(bool(gaps))

    def _row(self, question: Question, language: str) -> LinkRow:
        row = LinkRow(question.label.in_language(language))
        row.clicked.connect(lambda _=False, key=question.id: self.asked.emit(key))
        return row

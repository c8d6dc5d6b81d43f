"""The last row of a list that is longer than what it shows."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.words import Words
from desktop.kit.buttons import Button, Rank

MORE: Final = 40
"""How many further rows are shown at a time."""


class More(QWidget):
    """Offers the next rows, of which `left` are not shown yet.

    Signals:
        asked: the user wants them.
    """

    asked = Signal()

    def __init__(self, left: int, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        count = min(MORE, left)
        self.button = Button(words.n("Show {count} more", "Show {count} more", count), Rank.QUIET)
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

"""What stands where nothing is yet: a sentence that explains, and the first thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit.buttons import Button, Rank
from desktop.kit.labels import Label
from desktop.kit.type import Voice


class EmptyState(QWidget):
    """An empty place that explains itself. Lies on a sheet or on the paper.

    Signals:
        asked: the user wants the first action.
    """

    asked = Signal()

    def __init__(
        self,
        sentence: str,
        why: str = "",
        *,
        action: str = "",
        rank: Rank = Rank.PRIMARY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 16, 20)
        column.setSpacing(4)
        column.addWidget(Label(sentence, Voice.STRONG, parent=self))
        if why:
            column.addWidget(Label(why, Voice.SOFT, parent=self))
        self.button = Button(action, rank, parent=self) if action else None
        if self.button is not None:
            column.addSpacing(12)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            self.button.clicked.connect(self.asked)
        self.setAccessibleName(f"{sentence} {why}".strip())

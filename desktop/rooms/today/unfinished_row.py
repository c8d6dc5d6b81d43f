"""A row of what was not finished: it opens where it is typed on, or is thrown away and brought back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.rows import ActionRow


class UnfinishedRow(QWidget):
    """`row` tells and opens; the small button beside it throws away what was typed.

    Signals:
        away_asked: the user does not want it any more.
    """

    away_asked = Signal()

    def __init__(self, row: QWidget, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setAccessibleName(row.accessibleName())
        self.away = Button("", Rank.QUIET, icon_name="close", parent=self)
        told = words.t("Throw away what was typed")
        self.away.setAccessibleName(f"{told}: {row.accessibleName()}")
        self.away.setToolTip(told)
        self.away.clicked.connect(self.away_asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(0)
        line.addWidget(row, 1)
        line.addWidget(self.away, 0, Qt.AlignmentFlag.AlignVCenter)


class PutAwayRow(ActionRow):
    """Says that something was thrown away, and offers it back."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Thrown away."), action=words.t("Bring it back"), parent=parent)

"""The bar above every room: the way to anything, when all was kept, and a quick note."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.status import Saved


class Bar(QWidget):
    """What stands at the same place whichever room is open."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = Button(words.t("Find a family, case, note or action"), key="Ctrl K", icon_name="search")
        self.saved = Saved(words)
        self.note = Button(words.t("Note"), key="Ctrl N")
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 12, 28, 12)
        line.setSpacing(16)
        line.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        line.addWidget(self.saved)
        line.addWidget(self.note)

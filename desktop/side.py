"""The rail at the left of every room: the product's name, the rooms, the guide and the lock."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.words import Words
from desktop.kit.help_key import ask_help
from desktop.kit.labels import Label
from desktop.kit.rail import RailItem
from desktop.kit.type import Voice, factor_of

_WIDTH: Final = 208


class Side(QWidget):
    """The rooms one goes to above, those one seldom needs at the foot, with the guide and the lock."""

    def __init__(
        self, words: Words, above: Sequence[RailItem], below: Sequence[RailItem], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.help_item = RailItem(words.t("The guide"), "help", tail="F1")
        self.help_item.clicked.connect(lambda: ask_help(parent))
        self.lock_item = RailItem(words.t("Lock"), "lock", tail="Ctrl L")
        rail = QVBoxLayout(self)
        rail.setContentsMargins(12, 16, 12, 16)
        rail.setSpacing(2)
        name = Label("Tæt På", Voice.NAME, wrap=False)
        name.setContentsMargins(12, 0, 0, 16)
        rail.addWidget(name)
        for item in above:
            rail.addWidget(item)
        rail.addStretch(1)
        for item in below:
            rail.addWidget(item)
        for item in (self.help_item, self.lock_item):
            item.setCheckable(False)
            rail.addWidget(item)
        self.setFixedWidth(round(_WIDTH * (1 + (factor_of(self) - 1) * 0.6)))

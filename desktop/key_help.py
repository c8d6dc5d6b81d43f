"""The keys of the screen in front, and those that hold around it; F1 shows them (desktop/help_dialog.py)."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.words import Words
from desktop.kit.keys import Keys, keys_around, keys_inside
from desktop.kit.labels import Keycap, Label
from desktop.kit.type import Voice

_APART: Final = 16
_CAPS: Final = {
    "Return": "Enter",
    "Ins": "Insert",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "PgDown": "Page Down",
    "PgUp": "Page Up",
}


class KeyTable(QWidget):
    """The keys of `front` and what they do, and below them those of what it stands in."""

    def __init__(self, words: Words, front: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(1, 1)
        own, around = keys_inside(front), keys_around(front)
        for head, keys in ((words.t("Keys here"), own), (words.t("Keys everywhere"), around)):
            if keys:
                self._head(head)
                self._rows(keys)

    def _head(self, text: str) -> None:
        head = Label(text, Voice.SECTION)
        head.setContentsMargins(0, _APART if self._grid.count() else 0, 0, 0)
        self._grid.addWidget(head, self._grid.rowCount(), 0, 1, 2)

    def _rows(self, keys: Keys) -> None:
        for key, does in keys:
            at = self._grid.rowCount()
            cap = Keycap(" ".join(_CAPS.get(one, one) for one in key.split("+") if one) or key)
            cap.setAccessibleName(f"{cap.text()}: {self._words.t(does)}")
            self._grid.addWidget(cap, at, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(self._words.t(does)), at, 1)

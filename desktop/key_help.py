"""F1: the keys of the screen in front, and those that hold around it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.words import Words
from desktop.kit.dialog import CalmDialog
from desktop.kit.keys import ASKED, Key, Keys, keys_around, keys_inside
from desktop.kit.labels import Keycap, Label
from desktop.kit.type import Voice

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


class KeyHelp(CalmDialog):
    """The keys of `front` and what they do, and below them those of what it stands in."""

    def __init__(self, words: Words, front: QWidget, parent: QWidget | None) -> None:
        super().__init__(parent, words.t(ASKED), yes=words.t("Close"))
        self._words = words
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(1, 1)
        own, around = keys_inside(front), keys_around(front)
        for head, keys in ((words.t("Here"), own), (words.t("Everywhere"), around)):
            if keys:
                self._head(head)
                self._rows(keys)
        self.body.addLayout(self._grid)

    def _head(self, text: str) -> None:
        self._grid.addWidget(Label(text, Voice.SECTION), self._grid.rowCount(), 0, 1, 2)

    def _rows(self, keys: Keys) -> None:
        for key, does in keys:
            at = self._grid.rowCount()
            cap = Keycap(" ".join(_CAPS.get(one, one) for one in key.split("+") if one) or key)
            cap.setAccessibleName(f"{cap.text()}: {self._words.t(does)}")
            self._grid.addWidget(cap, at, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(self._words.t(does)), at, 1)


def show_keys(words: Words, front: QWidget) -> KeyHelp:
    """Show the keys of `front` over it until the user closes them; returns what is shown."""
    dialog = KeyHelp(words, front, front)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def take_help_keys(owner: QWidget, words: Words) -> None:
    """Let F1, and ? outside a field, show the keys of the window `owner`."""
    for key in ("F1", "?"):
        Key(key, owner, ASKED, lambda: show_keys(words, owner))

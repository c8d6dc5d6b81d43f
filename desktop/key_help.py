"""F1: the keys that hold everywhere, and those of the screen in front."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from db.words import Words, later
from desktop.kit.dialog import CalmDialog
from desktop.kit.labels import Keycap, Label
from desktop.kit.type import Voice

Keys = tuple[tuple[str, str], ...]
"""Keys as a shortcut writes them, `Ctrl+K`, and what they do."""

EVERYWHERE: Final[Keys] = (
    ("Ctrl+K", later("Find a family, case, note or action")),
    ("Ctrl+N", later("Quick note")),
    ("Ctrl+Z", later("Take back the last change")),
    ("Ctrl+P", later("Print what is in front")),
    ("Ctrl+L", later("Lock")),
    ("Ctrl+1", later("The first room of the rail, and so on")),
    ("F1", later("The keys of this screen")),
)
_FIND: Final = ("Ctrl+F", later("Write what to look for"))
HERE: Final[dict[str, Keys]] = {
    "cases": (
        _FIND,
        ("Return", later("Open the case one stands on")),
        ("Ctrl+Up", later("Sort by this column, or the other way round")),
    ),
    "calendar": (
        ("Ctrl+PgUp", later("The time before")),
        ("Ctrl+PgDown", later("The time after")),
        ("Ctrl+Home", later("Back to today")),
        ("Ins", later("A new appointment on this day")),
        ("Alt+Right", later("Move the appointment one stands on, in any direction")),
    ),
    "papers": (("Space", later("Choose the case one stands on, or leave it out")),),
    "live": (
        ("F9", later("Turn the screen")),
        ("Ctrl+PgUp", later("The part of the agenda before")),
        ("Ctrl+PgDown", later("The next part of the agenda")),
    ),
    "case": (("Right", later("The next part of the case, from its line of parts")),),
    "case/story": (_FIND,),
    "case/family": (
        ("+", later("Larger, in a drawing")),
        ("-", later("Smaller, in a drawing")),
        ("0", later("The whole drawing")),
    ),
}
"""By room, and of a case by `case/` and its part."""
_CAPS: Final = {
    "Return": "Enter",
    "Ins": "Insert",
    "Up": "↑",
    "Right": "→",
    "PgDown": "Page Down",
    "PgUp": "Page Up",
}


def keys_of(room: str, tab: str) -> Keys:
    """The keys of the screen in front, those of the part of a case last; () for none of its own."""
    own = HERE.get(room, ())
    return own + HERE.get(f"{room}/{tab}", ()) if tab else own


class KeyHelp(CalmDialog):
    """Keys and what they do: those of this screen first."""

    def __init__(self, words: Words, room: str, tab: str, parent: QWidget) -> None:
        super().__init__(parent, words.t("The keys of this screen"), yes=words.t("Close"))
        self._words = words
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(1, 1)
        own = keys_of(room, tab)
        if own:
            self._head(words.t("Here"))
            self._rows(own)
        self._head(words.t("Everywhere"))
        self._rows(EVERYWHERE)
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

"""What is overdue, above the calendar whatever month it shows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from db.rules.summary import short_name
from db.store.calendar_view import Shown
from db.store.deadlines import MOST_COUNTED
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.type import Voice
from desktop.rooms.calendar.entries import said_of, title_of

MOST: Final = 3
"""How many have a button of their own."""
_GAP: Final = 8
_LONGEST: Final = 26
_SHORT: Final = 14
"""How many letters of a title are shown, and of the only one where even that is too much."""


class OverdueStrip(QWidget):
    """The oldest overdue entries as buttons in one line, and how many more there are; hidden when none are.

    Signals:
        chosen: the entry that the user wants to see.
    """

    chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._count = 0
        self._entries: tuple[Shown, ...] = ()
        self._buttons: list[Button] = []
        self._told = Label("", Voice.STRONG, wrap=False, parent=self)
        self._more = Label("", Voice.SOFT, wrap=False, parent=self)
        self._line = FlowLayout(self, gap=_GAP)
        self.hide()

    def show_entries(self, entries: Sequence[Shown], count: int) -> None:
        """Show `entries`, the oldest first, of `count` in all; what stands there already keeps the focus."""
        words, known = self._words, (self._entries, self._count)
        self._entries = tuple(entries)
        if (self._entries, count) == known:
            return
        while self._line.count():
            self._line.takeAt(0)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._count = count
        told = words.n("{count} overdue:", "{count} overdue:", count)
        if count >= MOST_COUNTED:
            told = words.t("More than {count} overdue:", count=MOST_COUNTED - 1)
        self._told.setText(told)
        self._buttons = [self._button(entry) for entry in entries[:MOST]]
        for part in (self._told, *self._buttons, self._more):
            self._line.addWidget(part)
        self._fit()
        self.setVisible(bool(entries))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many as one line has room for: at large text the calendar itself needs the height."""
        if not self._buttons:
            return
        shown = len(self._buttons)
        self._say(self._buttons[0], self._entries[0], _LONGEST)
        while shown > 1 and not self._has_room(shown):
            shown -= 1
        if not self._has_room(shown):  # the one that is left, and how many there are besides: in fewest words
            self._say(self._buttons[0], self._entries[0], _SHORT)
            self._has_room(shown, briefly=True)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < shown)
        self._more.setVisible(shown < self._count < MOST_COUNTED)

    def _has_room(self, shown: int, *, briefly: bool = False) -> bool:
        """True if one line holds the first `shown` and how many more there are, which it then says."""
        words, left = self._words, self._count - shown
        told = words.t("and {count} more in I dag", count=left)
        self._more.setText(words.t("and {count} more", count=left) if briefly else told)
        parts = [self._told, *self._buttons[:shown], *([self._more] if left else [])]
        return sum(part.sizeHint().width() + _GAP for part in parts) <= self.width() + _GAP

    def _button(self, entry: Shown) -> Button:
        button = Button("", Rank.QUIET, icon_name="warning", parent=self)
        self._say(button, entry, _LONGEST)
        button.clicked.connect(lambda _=False: self.chosen.emit(entry))
        return button

    def _say(self, button: Button, entry: Shown, longest: int) -> None:
        words = self._words
        whom = short_name(entry.child) if entry.child else words.t("the office")
        button.say(f"{_short(title_of(entry, words), longest)} · {whom} · {words.brief_day(entry.day)}")
        button.setAccessibleName(words.t("Overdue: {entry}", entry=said_of(entry, words)))


def _short(title: str, longest: int) -> str:
    return title if len(title) <= longest else f"{title[: longest - 1].rstrip()}…"

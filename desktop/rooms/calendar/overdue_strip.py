"""What is overdue, above the calendar whatever month it shows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.rules.summary import short_name
from db.store.calendar_view import Shown
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.type import Voice
from desktop.rooms.calendar.entries import said_of, title_of

_MOST: Final = 3
_LONGEST: Final = 26


class OverdueStrip(QWidget):
    """The oldest overdue entries as buttons, and how many there are in all; hidden when none are.

    Signals:
        chosen: the entry that the user wants to see.
    """

    chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._line = FlowLayout(self, gap=8)
        self.hide()

    def show_entries(self, entries: Sequence[Shown]) -> None:
        """Show `entries`, the oldest first."""
        words = self._words
        while self._line.count():
            item = self._line.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        told = Label(
            words.n("{count} overdue:", "{count} overdue:", len(entries)),
            Voice.STRONG,
            wrap=False,
            parent=self,
        )
        self._line.addWidget(told)
        for entry in entries[:_MOST]:
            whom = short_name(entry.child) if entry.child else words.t("the office")
            text = f"{_short(title_of(entry, words))} · {whom} · {words.brief_day(entry.day)}"
            button = Button(text, Rank.QUIET, icon_name="warning", parent=self)
            button.setAccessibleName(words.t("Overdue: {entry}", entry=said_of(entry, words)))
            button.clicked.connect(lambda _=False, entry=entry: self.chosen.emit(entry))
            self._line.addWidget(button)
        if len(entries) > _MOST:
            more = words.t("and {count} more in I dag", count=len(entries) - _MOST)
            self._line.addWidget(Label(more, Voice.SOFT, wrap=False, parent=self))
        self.setVisible(bool(entries))
        self.updateGeometry()


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"

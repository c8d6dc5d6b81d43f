"""The day one stands on, entry by entry, and what can be done with the one that is chosen."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.appointment import AppointmentStatus
from db.records.base import day_of
from db.records.case import HandledState
from db.rules.holidays import is_public_holiday
from db.rules.rulebook import RuleBasis
from db.store.calendar_view import Shown
from db.words import Words, later
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rows import LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.rooms.calendar.entries import ordered, status_of, times_of, title_of, whose

_MOST: Final = 40
DO = {
    "open": later("Open the case"),
    "live": later("Hold the meeting"),
    "change": later("Change or move"),
    "held": later("It was held"),
    "missed": later("It was not held …"),
    "cancel": later("Cancel it"),
    "met": later("Mark as done …"),
    "not_kept": later("Was not kept …"),
    "waive": later("Falls away …"),
    "unmark": later("Take the mark away"),
}
"""What can be done with an entry: its key, and what its button says."""
MARKS: Final = {"met": HandledState.MET, "not_kept": HandledState.MISSED, "waive": HandledState.WAIVED}
"""How a deadline is marked by hand, by the keys of DO."""


class DaySide(QWidget):
    """The chosen day beside the month or the week.

    Signals:
        chosen: an entry of the day.
        asked: what is to be done (a key of DO), and with which entry.
        new_asked: something new is wanted on the day shown.
    """

    chosen = Signal(object)
    asked = Signal(str, object)
    new_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._page = ScrollPage(margin=16, right=28)  # in line with the room's head
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self.day = Section("")
        self.new = Button(words.t("New appointment"), icon_name="add")
        self.new.clicked.connect(self.new_asked)
        self.one = Section("")
        for part in (self.one, self.day, self.new):
            self._page.body.addWidget(part)
        self.one.hide()

    def show_day(self, day: date, entries: Sequence[Shown], overlaps: frozenset[str]) -> None:
        """Show what stands on `day`."""
        words = self._words
        self._page.verticalScrollBar().setValue(0)
        name = f"{words.weekday(day)} {words.short_day(day)}"
        if is_public_holiday(day):
            name += f" · {words.t('public holiday')}"
        self.day.show_title(name[:1].upper() + name[1:])
        self.day.sheet.clear()
        for entry in ordered(entries)[:_MOST]:
            self.day.sheet.add(self._row(entry, entry.kind is not None and entry.record in overlaps))
        if (left := len(entries) - _MOST) > 0:
            more = words.t("and {count} more: the list shows them all", count=left)
            self.day.sheet.add_padded(Label(more, Voice.SOFT))
        if not entries:
            self.day.sheet.add_padded(Label(words.t("Nothing on this day."), Voice.SOFT))
        self.one.hide()

    def show_entry(self, entry: Shown, why: str, now: datetime) -> None:
        """Show what can be done with `entry`, and `why` it is there."""
        self.one.show_title(title_of(entry, self._words))
        self.one.sheet.clear()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if why:
            column.addWidget(Label(why, Voice.SOFT))
        line = FlowLayout(gap=8)
        for place, key in enumerate(what_can_be_done(entry, now)):
            button = Button(self._words.t(DO[key]), Rank.PRIMARY if place == 0 else Rank.PLAIN, parent=box)
            button.clicked.connect(lambda _=False, key=key: self.asked.emit(key, entry))
            line.addWidget(button)
        column.addLayout(line)
        self.one.sheet.add_padded(box)
        self.one.show()

    def _row(self, entry: Shown, overlaps: bool) -> LinkRow:
        words = self._words
        whom = entry.child or words.t("the office")
        parts = [times_of(entry, words), whom, whose(entry, words), status_of(entry, words)]
        if overlaps:
            parts.append(words.t("overlaps another appointment"))
        chip = None
        if entry.kind is None:
            law = entry.basis is RuleBasis.LAW
            chip = Chip(Mark.LAW if law else Mark.AGREED, words.t("law") if law else words.t("local"))
        row = LinkRow(
            title_of(entry, words), " · ".join(part for part in parts if part), chip=chip, strong=True
        )
        row.clicked.connect(lambda: self.chosen.emit(entry))
        return row


def what_can_be_done(entry: Shown, now: datetime) -> list[str]:
    """What can be done with `entry`, the likeliest first; one of another's case can only be looked at."""
    if entry.elsewhere:
        return ["open"]
    if entry.kind is None:
        if entry.case_id is None or (entry.is_over and entry.mark is None):
            return ["open"] if entry.case_id else []
        marks = [key for key, state in MARKS.items() if state is not entry.mark]
        return ["open", *marks, *(["unmark"] if entry.mark is not None else [])]
    if entry.status is not AppointmentStatus.PLANNED:
        return ["open"] if entry.case_id else ["change"]
    starts = entry.starts
    begun = isinstance(starts, datetime) and starts <= now
    marks = ["held", "missed"] if begun else []
    live, opens = (["live"], ["open"]) if entry.case_id else ([], [])
    change = [*live, "change"] if entry.day <= day_of(now) else ["change", *live]
    return [*marks, *change, "cancel", *opens]

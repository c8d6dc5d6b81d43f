"""The calendar as a list: day by day, only the days that hold something."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.rules.law_names import law_named
from db.rules.rulebook import RuleBasis
from db.store.calendar_view import Shown
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.empty import EmptyState
from desktop.kit.marks import Mark
from desktop.kit.rows import LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.rooms.calendar.day_table import by_day
from desktop.rooms.calendar.entries import basis_of, ordered, status_of, times_of, title_of, whose

_MOST = 150


class ListView(ScrollPage):
    """Sixty days from one day on.

    Signals:
        chosen: the entry that the user wants to see.
    """

    chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0, right=28)  # in line with the room's head
        self._words = words
        self._shown: list[QWidget] = []
        self._given: tuple[Sequence[Shown], frozenset[str], date] = ((), frozenset(), date.min)
        self._most = _MOST

    def show_entries(self, entries: Sequence[Shown], overlaps: frozenset[str], today: date) -> None:
        """Show `entries` day by day: the first 150, and a button for the next ones."""
        self._given, self._most = (entries, overlaps, today), _MOST
        self._show()

    def _show(self) -> None:
        entries, overlaps, today = self._given
        for part in self._shown:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._shown = []
        words = self._words
        for day, found in by_day(entries[: self._most]).items():
            name = f"{words.weekday(day)} {words.day(day)}"
            if day == today:
                name += f" · {words.t('today')}"
            section = Section(name[:1].upper() + name[1:])
            for entry in ordered(found):
                section.sheet.add(self._row(entry, entry.kind is not None and entry.record in overlaps))
            self._shown.append(section)
        if not entries:
            self._shown.append(
                EmptyState(
                    words.t("Nothing in the next sixty days."), words.t("Write down an appointment above.")
                )
            )
        if (left := len(entries) - self._most) > 0:
            count = min(left, _MOST)
            more = Button(words.n("Show {count} more", "Show {count} more", count), Rank.QUIET)
            more.clicked.connect(self._on_more)
            self._shown.append(more)
        for part in self._shown:
            self.body.addWidget(part)

    @Slot()
    def _on_more(self) -> None:
        self._most += _MOST
        self._show()

    def _row(self, entry: Shown, overlaps: bool) -> LinkRow:
        words = self._words
        kind = "" if entry.kind is None else basis_of(entry, words)  # of a deadline its chip says it
        parts = [
            entry.child or words.t("the office"),
            whose(entry, words),
            kind,
            law_named(entry.legal_ref, words),
            status_of(entry, words),
        ]
        if overlaps:
            parts.append(words.t("overlaps another appointment"))
        law = entry.kind is None and entry.basis is RuleBasis.LAW
        chip = (
            None if entry.kind is not None else Chip(Mark.LAW if law else Mark.AGREED, basis_of(entry, words))
        )
        row = LinkRow(
            title_of(entry, words),
            " · ".join(part for part in parts if part),
            tail=times_of(entry, words),
            chip=chip,
            strong=True,
        )
        row.clicked.connect(lambda: self.chosen.emit(entry))
        return row

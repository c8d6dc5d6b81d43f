"""One row of the Forløb, opened: its whole text, who changed what in it, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.records.person import Person
from db.rules.differences import Difference
from db.rules.timeline import Happening
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.rows import FactRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice

People = Mapping[str, Person]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal as it is told: when, by whom, what was done, and what that changed."""

    at: datetime
    who: str
    title: str
    differences: Sequence[Difference]
    came: bool = False


class Details(ScrollPage):
    """What stands behind the row that is chosen.

    Signals:
        open_asked: the user wants to see it where it stands.
        back_asked: the user wants back what was taken away.
    """

    open_asked = Signal()
    back_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=4)
        self.keep_right(0)  # it ends where the tabs above do
        self._words = words
        self.title = Label("", Voice.SECTION)
        self.under = Label("", Voice.SOFT)
        self.text = Label("")
        self.open_it = Button(words.t("Open it where it stands"))
        self.open_it.clicked.connect(self.open_asked)
        self.bring_back = Button(words.t("Bring it back"), Rank.PRIMARY)
        self.bring_back.clicked.connect(self.back_asked)
        self.changes = Section(words.t("Who changed what"))
        self.none_yet = EmptyState(
            words.t("Choose a row."), words.t("Here you see all of it, and who changed what.")
        )
        line = FlowLayout(gap=12)
        line.addWidget(self.bring_back)
        line.addWidget(self.open_it)
        self.body.setSpacing(8)
        for part in (self.none_yet, self.title, self.under, self.text):
            self.body.addWidget(part)
        self.body.addLayout(line)
        self.body.addWidget(self.changes)
        self.show_none()

    def show_none(self) -> None:
        """Show that nothing is chosen."""
        for part in (self.title, self.under, self.text, self.open_it, self.bring_back, self.changes):
            part.hide()
        self.none_yet.show()

    def show_row(self, row: Happening, told: Sequence[Told], *, can_open: bool, can_bring_back: bool) -> None:
        """Show `row` and the journal's lines about it, newest first."""
        words = self._words
        self.none_yet.hide()
        self.title.setText(row.title)
        when = words.moment(row.at) if row.is_moment else words.day(row.day)
        self.under.setText(" · ".join(part for part in (when, row.who) if part))
        self.text.setText(row.text)
        self.title.show()
        self.under.show()
        self.text.setVisible(bool(row.text))
        self.open_it.setVisible(can_open)
        self.bring_back.setVisible(can_bring_back)
        self.changes.sheet.clear()
        for one in told:
            self._add(one)
        if not told:
            self.changes.add(FactRow(words.t("No change of it stands in the journal.")))
        self.changes.show()

    def _add(self, one: Told) -> None:
        words = self._words
        by = " · ".join(part for part in (words.moment(one.at), one.who) if part)
        self.changes.add(FactRow(one.title, by, strong=True))
        for change in one.differences:
            if one.came:
                self.changes.add(FactRow(change.where, change.after))
                continue
            said = words.t("Before: {before}\nNow: {after}", before=change.before, after=change.after)
            self.changes.add(FactRow(change.where, said))

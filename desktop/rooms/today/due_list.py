"""A section of the day's page: what is due, why, and the one thing to do about it."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from db.rules import today_rows as says
from db.rules.due_reason import why
from db.rules.today_rows import Kind, Step, Tone
from db.store.deadlines import Entry
from db.store.triggers import Trigger
from db.words import Words, later
from desktop.kit.buttons import Rank
from desktop.kit.chip import Chip
from desktop.kit.labels import Label, plain_tip
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow
from desktop.kit.sheet import Section as Titled
from desktop.kit.type import Voice
from desktop.place import Place
from desktop.rooms.today.day import Day
from desktop.rooms.today.more import More
from desktop.rooms.today.row_texts import title_of_row, why_of_row

_MARKS: Final = {Tone.LATE: Mark.LATE, Tone.SOON: Mark.SOON}
_KINDS: Final = {Kind.LAW: (Mark.LAW, later("law")), Kind.RHYTHM: (Mark.AGREED, later("agreed rhythm"))}
_STEPS: Final = {
    Step.PLAN: later("Open the plan"),
    Step.OVERVIEW: later("Open the case"),
    Step.MEETING: later("Hold the meeting"),
    Step.HELD: later("Was it held?"),
    Step.ARRANGE: later("Find a time"),
    Step.DONE: later("It is done"),
    Step.INQUIRY: later("Open the inquiry"),
}
_WITHOUT_CASE: Final = frozenset({Step.MEETING, Step.HELD, Step.DONE, Step.INQUIRY})


class DueList(Titled):
    """One section of the page. The page hides it while nothing stands in it.

    Signals:
        case_asked: the id of the case to open, and the tab of it where the row is answered.
        place_asked: the place where the row is answered, if it is none of the case's tabs.
        done_asked: the id of the agreement that has been kept.
        held_asked: the appointment of which is to be said whether it was held, and its case or "".
        more_asked: further rows are wanted.
    """

    case_asked = Signal(str, str)
    place_asked = Signal(object)
    held_asked = Signal(str, str)
    done_asked = Signal(str)
    more_asked = Signal()

    def __init__(self, title: str, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._words = words

    def show_entries(self, entries: Sequence[Entry], day: Day, *, count: int, leads: bool = False) -> None:
        """Show `entries`, of `count` that there are; `leads` makes the first one the day's next step."""
        self.sheet.clear()
        for place, entry in enumerate(entries):
            rank = Rank.PRIMARY if leads and place == 0 else Rank.PLAIN
            self.sheet.add(self._row(entry, day, rank))
        if count > len(entries):
            more = More(count - len(entries), self._words)
            more.asked.connect(self.more_asked)
            self.sheet.add(more)

    def place_of_focus(self) -> int | None:
        """The row one stands in, counted from 0; None if in none."""
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        rows = self.sheet.rows()
        return next((place for place, row in enumerate(rows) if row.isAncestorOf(focused)), None)

    def stand_in(self, place: int) -> None:
        """Put the focus on the button of the row `place`, or of the last one that has a button."""
        rows = [row for row in self.sheet.rows() if isinstance(row, ActionRow) and row.button is not None]
        if rows and (button := rows[min(place, len(rows) - 1)].button) is not None:
            button.setFocus()

    def _row(self, entry: Entry, day: Day, rank: Rank) -> ActionRow:
        words, deadline = self._words, entry.deadline
        trigger = day.triggers.get(deadline.trigger_id, Trigger())
        step = says.step(deadline, day.now, entry.ends)
        if entry.whose and step is not Step.PLAN:
            step = Step.OVERVIEW  # who has a copy reads it; somebody else answers
        row = ActionRow(
            title_of_row(entry, trigger, words),
            why_of_row(entry, trigger, day, words),
            action=words.t(_STEPS[step]) if entry.case_id or step in _WITHOUT_CASE else "",
            rank=rank,
            lead=self._lead(entry, trigger, day),
            chip=self._chip(entry),
        )
        row.setToolTip(plain_tip(why(deadline, words)))
        if row.button is not None:
            row.button.clicked.connect(self._answer(step, entry))
        return row

    def _answer(self, step: Step, entry: Entry) -> Callable[[], None]:
        """What a click on the row's button does."""
        case_id, trigger = entry.case_id or "", entry.deadline.trigger_id
        if step is Step.MEETING:
            return lambda: self.place_asked.emit(Place("live", case_id, record=trigger))
        if step is Step.HELD:
            return lambda: self.held_asked.emit(trigger, case_id)
        if step is Step.ARRANGE:
            return lambda: self.place_asked.emit(Place("calendar", case_id, tab="new"))
        if step is Step.INQUIRY:
            return lambda: self.place_asked.emit(Place("inquiries", record=f"next:{trigger}"))
        if step is Step.DONE:
            return lambda: self.done_asked.emit(trigger)
        return lambda: self.case_asked.emit(case_id, step.value)

    def _lead(self, entry: Entry, trigger: Trigger, day: Day) -> QWidget:
        lead = says.lead(entry.deadline, day.now, self._words, trigger.ends_at)
        if lead.tone in _MARKS:
            return Chip(_MARKS[lead.tone], lead.text)
        return Label(lead.text, Voice.STRONG, wrap=False)

    def _chip(self, entry: Entry) -> Chip | None:
        shown = kind_of(entry)
        return Chip(shown[0], self._words.t(shown[1])) if shown else None


def kind_of(entry: Entry) -> tuple[Mark, str] | None:
    """On what `entry` rests, as a mark and a word; None where neither law nor a rhythm asks for it."""
    return _KINDS.get(says.kind(entry.deadline))

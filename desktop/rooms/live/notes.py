"""The middle of the meeting: the notes of the part in hand, and the three columns."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.records.appointment import Appointment, PartNote
from db.records.plan import Readers
from db.rules import live_minutes as rules
from db.words import later
from desktop.kit.fields import Field
from desktop.kit.labels import Label
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice, factor_of
from desktop.rooms.live.hand import Change, Hand

_NARROW: Final = 440  # pixels at 100 %: below it the columns stand below one another
COLUMN_NAMES: Final = {
    "worries": later("What are we worried about?"),
    "works_well": later("What works well?"),
    "needs_to_happen": later("What needs to happen?"),
}
"""What the three columns ask."""


class Notes(QWidget):
    """The notes of one part, each with who may read it; the first one is large."""

    def __init__(self, meeting: Appointment, part: int | None, hand: Hand) -> None:
        super().__init__()
        self._hand, self._part = hand, part
        self.first: TextField | None = None
        self.areas: list[TextField] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = "" if part is None else meeting.agenda[part].title
        words = hand.words
        label = words.t('Notes on "{part}"', part=title) if title else words.t("Notes on the whole meeting")
        for nth, note in enumerate(rules.notes_of(meeting, part)):
            column.addWidget(self._note(meeting, note, nth, label))

    def _note(self, meeting: Appointment, note: PartNote, nth: int, label: str) -> QWidget:
        words = self._hand.words
        called = label if not nth else words.t("Note {number}", number=nth + 1)
        area = TextField(called, lines=3 if nth else 9, voice=Voice.MEETING)
        area.label.setProperty("voice", Voice.SECTION.value)
        area.column.setSpacing(8)  # it begins where the sheets beside it do
        self._hand.text(area, rules.note_path(meeting, self._part, nth), note.text)
        self.first = self.first or area
        self.areas.append(area)
        readers = self._hand.readers()
        readers.name(f"{called}: {words.t('May be read by')}")
        self._hand.choice(
            readers, f"readers/{self._part}/{nth}", note.readers, lambda chosen: self._read_by(nth, chosen)
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(area)
        column.addWidget(beside(readers))
        return whole

    def _read_by(self, nth: int, chosen: object) -> Change:
        readers = Readers(str(chosen))
        return lambda meeting: rules.with_note_readers(meeting, self._part, nth, readers)


class Columns(QWidget):
    """Worries, what works well, what needs to happen: beside each other, or below where room is short."""

    def __init__(self, meeting: Appointment, hand: Hand) -> None:
        super().__init__()
        words = hand.words
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._narrow: bool | None = None
        self._pairs: list[tuple[Label, TextField]] = []
        for name, asked in COLUMN_NAMES.items():
            field = TextField("", lines=5)
            field.name(words.t(asked))
            field.column.addStretch(1)
            hand.text(field, name, getattr(meeting, name))
            self._pairs.append((Label(words.t(asked), Voice.SECTION), field))
        readers = hand.readers()
        readers.name(f"{words.t('The three columns')}: {words.t('May be read by')}")
        hand.choice(
            readers,
            "columns_readers",
            meeting.columns_readers,
            lambda chosen: lambda found: found.changed(columns_readers=Readers(str(chosen))),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._grid)
        column.addWidget(beside(readers))
        self._lay(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(narrow=self.width() < _NARROW * factor_of(self))

    def _lay(self, *, narrow: bool) -> None:
        """Heads on one line, and what is written under each begins at the same height."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for at, (label, field) in enumerate(self._pairs):
            row, place = (2 * at, 0) if narrow else (0, at)
            self._grid.addWidget(label, row, place)
            self._grid.addWidget(field, row + 1, place)
            label.setAlignment(Qt.AlignmentFlag.AlignBottom)
            label.setContentsMargins(0, 12 if narrow and at else 0, 0, 0)
            self._grid.setColumnStretch(at, 0 if narrow and at else 1)


def beside(field: Field) -> QWidget:
    """`field` with its label at its left: a quiet line under what it is about."""
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    told = Label(field.label.text(), Voice.SOFT, wrap=False)
    field.label.hide()
    line.addWidget(told)
    line.addWidget(field)
    line.addStretch(1)
    return whole

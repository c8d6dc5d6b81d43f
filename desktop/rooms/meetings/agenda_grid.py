"""The agenda as a grid: parts down, participants across; ticked by mouse, or by arrows and the space bar."""

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from db.records.appointment import AgendaPart
from db.records.person import Person
from db.rules.summary import first_name
from db.words import Words, later
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import Field, LineField
from desktop.kit.keys import Keys
from desktop.kit.labels import Label
from desktop.kit.text_field import WrappedField
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice, factor_of

_WAYS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_PART: Final = 1
_FIRST: Final = 3  # the columns before the participants: when, what, minutes
_TITLE_WIDTH: Final = 240
_MINUTES_WIDTH: Final = 64
_LONGEST: Final = 3  # digits of a part's minutes


class Cell(Tick):
    """Whether one person takes part in one part.

    Signals:
        moved: rows down and columns right to the cell that an arrow leads to.
    """

    moved = Signal(int, int)
    KEYS: ClassVar[Keys] = (("Down", later("The next part, in the agenda's ticks")),)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(*way)


class AgendaGrid(QWidget):
    """The parts of one meeting and who takes part in which.

    Signals:
        ticked: the part, the person, and whether they take part.
        typed: a field's path and its text, while it is being typed.
        left: a text is ready to be kept.
        removed: the part that the user takes away.
    """

    ticked = Signal(int, str, bool)
    typed = Signal(str, str)
    left = Signal()
    removed = Signal(int)

    def __init__(
        self,
        agenda: Sequence[AgendaPart],
        people: Sequence[Person],
        words: Words,
        *,
        locked: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._locked = words, locked
        self.titles: list[WrappedField] = []
        self.minutes: list[LineField] = []
        self.times: list[Label] = []
        self.cells: dict[tuple[int, int], Cell] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(_PART, 1)  # what is long gets the room that is left
        heads = (words.t("When"), words.t("Part"), words.t("Min."))
        for column, head in enumerate((*heads, *(self._called(one, people) for one in people))):
            self._grid.addWidget(Label(head, Voice.SMALL, wrap=False, parent=self), 0, column)
        for row, part in enumerate(agenda):
            self._add_row(row, part, people)

    def show_times(self, times: Sequence[str]) -> None:
        """Show when each part is."""
        for label, told in zip(self.times, times, strict=True):
            label.setText(told)

    def _add_row(self, row: int, part: AgendaPart, people: Sequence[Person]) -> None:
        words, factor = self._words, factor_of(self)
        when = Label("", Voice.SOFT, wrap=False, parent=self)
        title = WrappedField("", parent=self)
        title.setMinimumWidth(round(_TITLE_WIDTH * factor))
        self._bind(title, f"agenda/{row}/title", words.t("Part {number}", number=row + 1), part.title)
        minutes = LineField("", longest=_LONGEST, parent=self)
        minutes.setFixedWidth(round(_MINUTES_WIDTH * factor))
        spoken = words.t("Minutes of part {number}", number=row + 1)
        self._bind(minutes, f"agenda/{row}/minutes", spoken, str(part.minutes or ""))
        for column, widget in enumerate((when, title, minutes)):
            self._grid.addWidget(widget, row + 1, column)
        self.times.append(when)
        self.titles.append(title)
        self.minutes.append(minutes)
        for column, person in enumerate(people):
            cell = Cell("", self)
            name = words.t("{person} takes part in {part}", person=person.name, part=part.title)
            cell.setAccessibleName(name)
            cell.setToolTip("")
            cell.setChecked(person.id in part.participants)
            cell.setEnabled(not self._locked)
            cell.clicked.connect(lambda on, row=row, person=person.id: self.ticked.emit(row, person, on))
            cell.moved.connect(lambda down, right, row=row, at=column: self._go(row + down, at + right))
            self.cells[row, column] = cell
            self._grid.addWidget(cell, row + 1, _FIRST + column, Qt.AlignmentFlag.AlignCenter)
        if not self._locked:
            away = Button(words.t("Take away"), Rank.QUIET, parent=self)
            away.setAccessibleName(words.t("Take part {number} away", number=row + 1))
            away.clicked.connect(lambda _=False, row=row: self.removed.emit(row))
            self._grid.addWidget(away, row + 1, _FIRST + len(people))

    def _bind(self, field: Field, path: str, name: str, value: str) -> None:
        field.name(name)
        field.input.setObjectName(path)
        field.show_value(value)
        field.setEnabled(not self._locked)
        field.edited.connect(lambda text: self.typed.emit(path, str(text)))
        field.left.connect(self.left)

    def _go(self, row: int, column: int) -> None:
        if (cell := self.cells.get((row, column))) is not None:
            cell.setFocus(Qt.FocusReason.TabFocusReason)

    @staticmethod
    def _called(person: Person, people: Sequence[Person]) -> str:
        """The first name, the whole one where two share it."""
        same = sum(first_name(one) == first_name(person) for one in people)
        return first_name(person) if same == 1 else person.name

"""The agenda at hand: the parts, when each begins, who takes part, and which one is held now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from db.words import Words
from desktop.kit.buttons import is_enter
from desktop.kit.labels import Label
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.rows import said
from desktop.kit.type import Voice

_ROUND: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One part: its time, its title, who takes part."""

    when: str
    title: str
    who: str


class Agenda(QWidget):
    """The parts of a meeting, one of them in hand.

    Signals:
        chosen: the place of the part that the user wants, counted from 0.
    """

    chosen = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.t("Agenda"))
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(Label(words.t("Agenda"), Voice.SECTION, parent=self))
        self._column.addSpacing(5)  # it begins where the sheets beside it do
        self._rows: list[AgendaRow] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other parts."""
        for row in self._rows:
            self._group.removeButton(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [AgendaRow(line, self) for line in lines]
        for place, row in enumerate(self._rows):
            self._group.addButton(row, place)
            self._column.addWidget(row)
            row.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))

    def show_part(self, place: int) -> None:
        """Mark the part that is in hand."""
        if 0 <= place < len(self._rows):
            self._rows[place].setChecked(True)


class AgendaRow(QAbstractButton):
    """One part of the agenda. The one in hand stands on tinted ground, in bold."""

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(said(line.title, line.when, line.who))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        for text, voice in ((line.when, Voice.SOFT), (line.title, Voice.STRONG), (line.who, Voice.SOFT)):
            if text:
                label = Label(text, voice, parent=self)
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                column.addWidget(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, painter = palette_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            rimmed = self.isChecked() and not palette.grounds  # the ground alone would not show it
            painter.setPen(palette.colour("fjord") if rimmed else Qt.PenStyle.NoPen)
            painter.setBrush(palette.colour("fjord_ground" if self.isChecked() else "sheet"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        if self.hasFocus():
            draw_ring(painter, self.rect().adjusted(1, 1, -1, -1), palette.colour("fjord"), _ROUND)
        painter.end()

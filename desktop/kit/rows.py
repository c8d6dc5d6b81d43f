"""The rows of a sheet: what, and under it why; at the left how it stands, at the right what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.kit.buttons import Button, Rank, is_enter
from desktop.kit.chip import Chip
from desktop.kit.labels import Label
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.row_layout import RowLayout
from desktop.kit.type import Voice


def said(*parts: str) -> str:
    """`parts` as one sentence for a reader that speaks: the empty ones left out."""
    return ". ".join(part.rstrip(".") for part in parts if part)


class ActionRow(QWidget):
    """A row that asks for something: its lead, its title, why it is there, and its one button.

    The button is reached by Tab and speaks the whole row.
    """

    def __init__(
        self,
        title: str,
        why: str = "",
        *,
        action: str = "",
        rank: Rank = Rank.PLAIN,
        lead: QWidget | None = None,
        chip: Chip | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = Label(title, Voice.STRONG, parent=self)
        self.why = Label(why, Voice.SOFT, parent=self) if why else None
        self.button = Button(action, rank, parent=self) if action else None
        self._layout = RowLayout(
            self,
            title=self.title,
            why=self.why,
            lead=lead,
            chip=chip,
            tail=self.button,
            tail_width=0 if rank is Rank.QUIET else 132,  # no edge shows how wide a quiet one is
        )
        name = said(title, _text(lead), why, _text(chip))
        self.setAccessibleName(name)
        if self.button is not None:
            self.button.setAccessibleName(said(action, name))

    def widen(self, width: int) -> None:
        """Make the button at least `width` pixels wide, as the others of the sheet are."""
        self._layout.widen(width)


class FactRow(QWidget):
    """A row that only tells: its title, why or what under it, and a figure at the right."""

    def __init__(
        self,
        title: str,
        why: str = "",
        *,
        tail: QWidget | str = "",
        lead: QWidget | None = None,
        chip: Chip | None = None,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _fill(self, title, why, tail=tail, lead=lead, chip=chip, strong=strong)


class LinkRow(QAbstractButton):
    """A row that opens what it tells of, by a click anywhere on it or by its key."""

    def __init__(
        self,
        title: str,
        why: str = "",
        *,
        tail: QWidget | str = "",
        lead: QWidget | None = None,
        chip: Chip | None = None,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        _fill(self, title, why, tail=tail, lead=lead, chip=chip, strong=strong)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, painter = palette_of(self), QPainter(self)
        inside = self.rect().adjusted(4, 4, -4, -4)
        if self.underMouse() and self.isEnabled():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.colour("paper"))
            painter.drawRoundedRect(inside, 8, 8)
        if self.hasFocus():
            draw_ring(painter, inside, palette.colour("fjord"), 8)
        painter.end()


def _fill(
    row: QWidget,
    title: str,
    why: str,
    *,
    tail: QWidget | str,
    lead: QWidget | None,
    chip: Chip | None,
    strong: bool,
) -> None:
    voice = Voice.STRONG if strong else Voice.BODY
    end = Label(tail, Voice.SOFT, wrap=False, parent=row) if isinstance(tail, str) and tail else None
    shown = tail if isinstance(tail, QWidget) else end
    under = Label(why, Voice.SOFT, parent=row) if why else None
    RowLayout(row, title=Label(title, voice, parent=row), why=under, lead=lead, chip=chip, tail=shown)
    row.setAccessibleName(said(title, _text(lead), why, _text(chip), _text(shown)))


def _text(part: QWidget | None) -> str:
    if part is None:
        return ""
    return part.text() if isinstance(part, Label) else part.accessibleName()

"""What stands at the top of a screen: its head, and a banner where something holds for all of it."""

from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from desktop.kit.buttons import Button
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import TONE, Mark, draw_shape
from desktop.kit.palette import palette_of
from desktop.kit.type import Voice, factor_of

_APART: Final = 24
_NARROW: Final = 560  # pixels at 100 %: below it a banner's button goes below its words


class Banner(QFrame):
    """One sentence that holds, why it holds, and at most one thing to do about it.

    Signals:
        asked: the user wants what the button says.
    """

    asked = Signal()

    def __init__(
        self,
        mark: Mark,
        sentence: str,
        why: str = "",
        *,
        action: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setProperty("kind", mark.value)
        self._sentence = Label(sentence, Voice.STRONG, parent=self)
        self._why = Label(why, Voice.BODY, parent=self)
        self._why.setVisible(bool(why))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._sentence)
        texts.addWidget(self._why)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(40, 12, 16, 12)
        row.setSpacing(12)
        row.addLayout(texts, 1)
        self.button = Button(action, key=key, parent=self) if action else None
        if self.button is not None:
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            self.button.clicked.connect(self.asked)
        self.setAccessibleName(f"{sentence} {why}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * factor_of(self)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def say(self, sentence: str, why: str = "") -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.setAccessibleName(f"{sentence} {why}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = 14 * min(factor_of(self), 1.4)
        shape = Mark.LATE if self._mark is Mark.LATE else Mark.SOON
        middle = QPointF(
            self._sentence.x() - 24, self._sentence.y() + self._sentence.fontMetrics().height() / 2
        )
        draw_shape(painter, shape, middle, size, palette_of(self).colour(TONE[self._mark]))
        painter.end()


class Head(QWidget):
    """A title, a quiet line under it, and at the right what can be done; below where there is no room."""

    def __init__(self, title: str, under: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, Voice.TITLE, parent=self)
        self.under = Label(under, Voice.SOFT, parent=self)
        self.under.setVisible(bool(under))
        self._actions = QWidget(self)
        self.buttons = FlowLayout(self._actions, gap=16)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.under)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_APART)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self._actions)

    def show_head(self, title: str, under: str = "") -> None:
        """Show another title and line."""
        self.title.setText(title)
        self.under.setText(under)
        self.under.setVisible(bool(under))
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        title = max(
            QFontMetrics(label.font()).horizontalAdvance(label.text()) for label in (self.title, self.under)
        )
        buttons = self.buttons.sizeHint().width()
        beside = not buttons or title + _APART + buttons <= self.width()
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._row.setSpacing(_APART if beside else _APART // 2)
        self._actions.setVisible(bool(buttons))
        self._actions.setMinimumWidth(buttons if beside else 0)

"""A word on a tinted ground, with a shape where it warns."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.kit.labels import Label
from desktop.kit.marks import Mark, chip_size, draw_chip
from desktop.kit.palette import palette_of
from desktop.kit.type import Voice


class Chip(Label):
    """One word or two that say how a thing stands: shape, word and ground say the same."""

    def __init__(self, mark: Mark, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, Voice.SMALL, wrap=False, parent=parent)
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def mark(self) -> Mark:
        """What the chip says."""
        return self._mark

    def show_mark(self, mark: Mark, word: str) -> None:
        """Say something else."""
        self._mark = mark
        self.setText(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(*chip_size(self._mark, self.text(), self.font()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_chip(painter, self.rect(), self._mark, self.text(), self.font(), palette_of(self))
        painter.end()

"""A picture on a page: as wide as there is room, never wider than it is sharp."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.kit.palette import palette_of
from desktop.kit.style import CORNER

_LEAST: Final = 240


class Picture(QLabel):
    """The picture in `file`, in a thin frame. `shows` says what is on it for who does not see it.

    A label with a pixmap: a reader that speaks calls it a graphic.
    """

    def __init__(self, file: Path, shows: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap(str(file))
        self.setPixmap(self._pixmap)
        self._drawn = QPixmap()
        self.setAccessibleName(shows)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._pixmap.size()
        return round(min(width, size.width()) * size.height() / max(1, size.width()))

    def sizeHint(self) -> QSize:
        return self._pixmap.size()

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.heightForWidth(_LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio, width = self.devicePixelRatioF(), min(self.width(), self._pixmap.width())
        if self._drawn.width() != round(width * ratio):
            self._drawn = self._pixmap.scaledToWidth(
                round(width * ratio), Qt.TransformationMode.SmoothTransformation
            )
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, width - 1, self.heightForWidth(width) - 1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, CORNER, CORNER)
        painter.setClipPath(shape)
        painter.drawPixmap(0, 0, self._drawn)
        painter.setClipping(False)
        painter.setPen(palette_of(self).colour("line"))
        painter.drawPath(shape)
        painter.end()

"""A veil over a page: what lies behind is there, and does not speak."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.kit.palette import palette_of

_VEIL: Final = 200  # of 255
_SOON: Final = 30  # milliseconds: what made it show is painted by then
_LOOKS: Final = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)


class Veil(QWidget):
    """Lies over the whole of its parent.

    What lies behind is painted once into a picture, as soon as the veil stands: painted again with each
    letter that is typed in front of it, it took longer than all the rest. Another size or look makes it anew.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page, self._picture = parent, QPixmap()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._take)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setGeometry(self._page.rect())
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture.isNull():
            self._cover(painter)
        else:
            painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _forget(self) -> None:
        """Behind the veil the page itself is painted, until there is a picture again."""
        self._keep(QPixmap())
        if self.isVisible():
            self._soon.start()
        else:
            self._soon.stop()

    @Slot()
    def _take(self) -> None:
        page, scale = self._page, self.devicePixelRatioF()
        picture = QPixmap((self.size().toSizeF() * scale).toSize())
        picture.setDevicePixelRatio(scale)
        picture.fill(palette_of(self).colour("paper"))
        painter = QPainter(picture)
        page.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
        for part in page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if part is not self and part.isVisible() and not part.isWindow():
                part.render(painter, part.pos(), QRegion(), QWidget.RenderFlag.DrawChildren)
        self._cover(painter)
        painter.end()
        self._keep(picture)

    def _keep(self, picture: QPixmap) -> None:
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not picture.isNull())

    def _cover(self, painter: QPainter) -> None:
        paper = palette_of(self).colour("paper")
        paper.setAlpha(_VEIL)
        painter.fillRect(self.rect(), paper)

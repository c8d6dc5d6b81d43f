"""A long column whose parts are measured each by itself: a line that grows costs nothing in the others."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class Apart(QWidget):
    """Widgets below each other, each in the height it asks for at this width.

    What is read stays where it is when a part above it becomes higher.
    """

    def __init__(self, *, gap: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self.parts: list[QWidget] = []

    def add(self, parts: Iterable[QWidget]) -> None:
        """Put `parts` below the others."""
        for part in parts:
            part.setParent(self)
            part.show()
            self.parts.append(part)
        self.lay()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.lay()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay()

    def minimumSizeHint(self) -> QSize:
        shown = [part for part in self.parts if not part.isHidden()]
        widest = max((part.minimumSizeHint().width() for part in shown), default=0)
        return QSize(widest, self.minimumHeight())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def lay(self) -> None:
        """Give every part its place."""
        seen_from, grown, top = self._seen_from(), 0, 0
        for part in self.parts:
            if part.isHidden():
                continue
            high = _height_of(part, self.width())
            if part.y() + part.height() <= seen_from:
                grown += high - part.height()
            part.setGeometry(0, top, self.width(), high)
            top += high + self._gap
        whole = max(0, top - self._gap)
        if whole != self.height():
            self.setFixedHeight(whole)
            self._stay(grown)

    def seen(self) -> tuple[int, int]:
        """From where to where this column is in sight, in its own pixels; all of it if nothing scrolls."""
        page = self.page()
        if page is None:
            return 0, self.height()
        top = self._seen_from()
        return top, top + page.viewport().height()

    def _seen_from(self) -> int:
        page = self.page()
        return 0 if page is None else self.mapFrom(page, page.viewport().pos()).y()

    def page(self) -> QScrollArea | None:
        """What scrolls this column; None if nothing does."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _stay(self, grown: int) -> None:
        page = self.page()
        inside = page.widget() if page is not None else None
        if page is None or inside is None or not grown:
            return
        layout = inside.layout()
        if layout is not None:
            layout.activate()
        bar = page.verticalScrollBar()
        bar.setValue(bar.value() + grown)


def _height_of(part: QWidget, width: int) -> int:
    layout = part.layout()
    if layout is not None and layout.hasHeightForWidth():
        return max(part.minimumHeight(), layout.totalHeightForWidth(width))
    return max(part.minimumHeight(), part.sizeHint().height())

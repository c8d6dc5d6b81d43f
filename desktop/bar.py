"""The bar above every room: the way to anything, when all was kept, and a quick note."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.status import Saved


class Bar(QWidget):
    """What stands at the same place whichever room is open."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._whole, self._short = words.t("Find a family, case, note or action"), words.t("Find")
        self.search = Button(self._whole, key="Ctrl K", icon_name="search")
        self.saved = Saved(words)
        self.note = Button(words.t("Note"), key="Ctrl N")
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(28, 12, 28, 12)
        line.setSpacing(16)
        line.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        line.addWidget(self.saved)
        line.addWidget(self.note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Say all that can be found where there is room for it; to a reader it is said always."""
        margins = self._line.contentsMargins()
        beside = margins.left() + margins.right() + 3 * self._line.spacing()
        beside += self.saved.sizeHint().width() + self.note.sizeHint().width()
        roomy = beside + self._wide <= self.width()
        text = self._whole if roomy else self._short
        if self.search.text() != text:
            self.search.say(text)
            self.search.setAccessibleName(self._whole)

    @property
    def _wide(self) -> int:
        shown = self.search.text()
        grown = self.search.fontMetrics().horizontalAdvance(self._whole)
        return self.search.sizeHint().width() + grown - self.search.fontMetrics().horizontalAdvance(shown)

"""A page that scrolls, and that always shows where one is."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QTextEdit, QVBoxLayout, QWidget

_AIR: Final = 48  # pixels left free above and below what has the focus


class ScrollPage(QScrollArea):
    """A column on paper. Whatever gets the focus inside it is scrolled into view."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 28) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = self._page = QWidget()
        self.body = QVBoxLayout()
        self.body.setSpacing(24)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(margin, margin - 4, margin, margin)
        whole.addLayout(self.body)
        whole.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._window: QWindow | None = None
        self.verticalScrollBar().rangeChanged.connect(self._on_grown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not None and window is not self._window:
            if self._window is not None:
                self._window.focusObjectChanged.disconnect(self._on_focus)
            self._window = window
            window.focusObjectChanged.connect(self._on_focus)

    def settle(self) -> None:
        """Give everything on the page its place now, so that what gets the focus next is scrolled to."""
        inside = self._page.layout()
        if inside is not None:
            inside.activate()
        QCoreApplication.sendEvent(self._page, QEvent(QEvent.Type.LayoutRequest))

    @Slot()
    def _on_grown(self) -> None:
        """A text that grows takes its cursor out of sight: follow it."""
        focused = self._page.focusWidget()
        if isinstance(focused, QTextEdit) and focused.hasFocus():
            self.ensureWidgetVisible(focused, 0, _AIR)

    @Slot(QObject)
    def _on_focus(self, focused: QObject | None) -> None:
        if isinstance(focused, QWidget) and self._page.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, _AIR)


class Above(QWidget):
    """What stands above a page that scrolls; where height is short, at its top, so that it scrolls along."""

    def __init__(self, column: QBoxLayout, page: ScrollPage) -> None:
        super().__init__(page.parentWidget())
        self._column, self._page = column, page
        self._along = False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        column.insertWidget(0, self)

    def scroll_along(self, along: bool) -> None:
        """Stand at the top of the page from now on, or above it again."""
        if along == self._along:
            return
        self._along = along
        there = QApplication.focusWidget()
        focused = there if isinstance(there, QWidget) and self.isAncestorOf(there) else None
        (self._page.body if along else self._column).insertWidget(0, self)
        self.show()
        if focused is not None:
            focused.setFocus()

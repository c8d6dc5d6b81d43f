"""A page that scrolls, and that always shows where one is."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

_SETTLING: Final = 200  # milliseconds until all on a page has its place
_FOOT: Final = 24
_BESIDE_BAR: Final = 4
_AIR: Final = 48  # pixels left free above and below what has the focus
_SMALL: Final = 3 * _AIR


class ScrollPage(QScrollArea):
    """A column on paper. Whatever gets the focus inside it is scrolled into view.

    What fills the page stands in `body`; `top` is for an `Above` that scrolls along. `right` is its own
    margin there, with the bar in it, where that is not the same as at the left.
    """

    def __init__(self, parent: QWidget | None = None, *, margin: int = 28, right: int = 0) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = self._page = QWidget()
        self.top, self.body = QVBoxLayout(), QVBoxLayout()
        self.body.setSpacing(24)
        self._right = right or margin
        whole = QVBoxLayout(page)
        # What ends at the foot of a page without margins still has air below it.
        # Within something that has margins of its own it begins where that does.
        left = margin if margin > _BESIDE_BAR else 0
        whole.setContentsMargins(left, max(0, margin - 4), self._right, margin or _FOOT)
        whole.setSpacing(24)
        whole.addLayout(self.top)
        whole.addLayout(self.body)
        whole.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._window: QWindow | None = None
        self._leading: QWidget | None = None
        self._just_focused: QWidget | None = None
        self.verticalScrollBar().rangeChanged.connect(self._on_grown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not None and window is not self._window:
            if self._window is not None:
                self._window.focusObjectChanged.disconnect(self._on_focus)
            self._window = window
            window.focusObjectChanged.connect(self._on_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_right()  # before the page gets its new width, or all of it would be laid out twice
        super().resizeEvent(event)

    def keep_right(self, right: int) -> None:
        """Keep `right` pixels free at the right from now on, the bar among them."""
        self._right = right
        self._keep_right()

    def _keep_right(self) -> None:
        """The bar stands in the margin, so that what scrolls ends where what stands above it does."""
        inside, right = self._page.layout(), self._right
        if inside is None:
            return
        margins = inside.contentsMargins()
        if right > _BESIDE_BAR:
            right = max(_BESIDE_BAR, right - (self.width() - self.viewport().width()))
        margins.setRight(right)
        if margins != inside.contentsMargins():
            inside.setContentsMargins(margins)

    def ensureWidgetVisible(self, part: QWidget, x_margin: int = 50, y_margin: int = 50) -> None:
        """Of a text show the line of its cursor, and of what is small all of it."""
        self._leading = None
        super().ensureWidgetVisible(part, x_margin, y_margin)
        if part.height() <= _SMALL and self._page.isAncestorOf(
            part
        ):  # Qt shows no more than the cursor's line
            top, bar = part.mapTo(self._page, QPoint()).y(), self.verticalScrollBar()
            bar.setValue(max(bar.value(), top + part.height() + y_margin - self.viewport().height()))
            bar.setValue(min(bar.value(), max(0, top - y_margin)))

    def settle(self) -> None:
        """Give everything on the page its place now, so that what gets the focus next is scrolled to."""
        inside = self._page.layout()
        if inside is not None:
            inside.activate()
        QCoreApplication.sendEvent(self._page, QEvent(QEvent.Type.LayoutRequest))

    def show_from(self, part: QWidget) -> None:
        """Bring `part`, which stands on the page, into sight with its beginning at the top."""
        self.settle()
        self._leading = part  # what stands above may still grow: its place is sought again as it does
        self._on_grown()
        QTimer.singleShot(_SETTLING, self._let_go)

    @Slot()
    def _on_grown(self) -> None:
        """A text that grows takes its cursor out of sight, a page still being laid out its focus: follow."""
        if (part := self._leading) is not None and isValid(part) and self._page.isAncestorOf(part):
            self.verticalScrollBar().setValue(max(0, part.mapTo(self._page, QPoint(0, 0)).y() - _AIR))
            return
        focused = self._page.focusWidget()
        followed = focused is self._just_focused or isinstance(focused, QTextEdit)
        if focused is not None and followed and focused.hasFocus():
            self.ensureWidgetVisible(focused, 0, _AIR)

    @Slot()
    def _let_go(self) -> None:
        self._leading = self._just_focused = None

    @Slot(QObject)
    def _on_focus(self, focused: QObject | None) -> None:
        if not isinstance(focused, QWidget) or not self._page.isAncestorOf(focused):
            return
        if QApplication.mouseButtons():
            return  # it is in sight, for it is being clicked: moved away, it would miss its own click
        led = self._leading
        if led is None or not isValid(led) or not led.isAncestorOf(focused):
            self.settle()  # what has just been built has no place yet, and would be looked for at the top
            self.ensureWidgetVisible(focused, 0, _AIR)
            self._just_focused = focused
            QTimer.singleShot(_SETTLING, self._let_go)


class Above(QWidget):
    """What stands at the top of `column`, above pages that scroll; it scrolls along where height is short."""

    def __init__(self, column: QBoxLayout, *, gap: int) -> None:
        super().__init__(column.parentWidget())
        self._column = self._place = column
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(gap)
        column.insertWidget(0, self)

    @property
    def along(self) -> bool:
        """Whether it scrolls along now."""
        return self._place is not self._column

    def scroll_along(self, place: QBoxLayout | None) -> None:
        """Stand at the top of `place`, a layout of the page, from now on; with None above the pages again."""
        there = place or self._column
        if there is self._place:
            return
        self._place = there
        focus = QApplication.focusWidget()
        focused = focus if isinstance(focus, QWidget) and self.isAncestorOf(focus) else None
        there.insertWidget(0, self)
        self.show()
        if focused is not None:
            focused.setFocus()

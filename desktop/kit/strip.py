"""What may be wider than its page: it scrolls sideways, and its edges show where it goes on."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QWidget

from desktop.kit.icons import draw_icon
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_EDGE: Final = 44
_ARROW: Final = 18


class Strip(QScrollArea):
    """Always as high as what stands in it. What gets the focus inside is scrolled into view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._before, self._after = Edge("earlier", self), Edge("later", self)
        bar = self.horizontalScrollBar()
        bar.valueChanged.connect(self._show_edges)
        bar.rangeChanged.connect(self._show_edges)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def setWidget(self, widget: QWidget) -> None:
        super().setWidget(widget)
        widget.setAutoFillBackground(False)  # the sheet below shows
        for edge in (self._before, self._after):
            edge.raise_()

    def sizeHint(self) -> QSize:
        inside = self.widget()
        if inside is None:
            return super().sizeHint()
        wide = inside.minimumSizeHint().width() > self.width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return QSize(super().sizeHint().width(), inside.sizeHint().height() + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
        self._show_edges()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @Slot()
    def _show_edges(self) -> None:
        bar, seen, wide = (
            self.horizontalScrollBar(),
            self.viewport().geometry(),
            round(_EDGE * factor_of(self)),
        )
        self._before.setGeometry(seen.x(), seen.y(), wide, seen.height())
        self._after.setGeometry(seen.right() + 1 - wide, seen.y(), wide, seen.height())
        self._before.setVisible(bar.value() > bar.minimum())
        self._after.setVisible(bar.value() < bar.maximum())

    @Slot(QWidget, QWidget)
    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not QApplication.mouseButtons() and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, self._after.width(), 0)


class Edge(QWidget):
    """Fades what goes on behind it, below an arrow to where it goes on. The mouse goes through."""

    def __init__(self, arrow: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._arrow = arrow
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette_of(self)
        shown = colours.colour("sheet")
        gone = colours.colour("sheet")
        gone.setAlpha(0)
        forward = self._arrow == "later"
        fading = QLinearGradient(0, 0, self.width(), 0)
        fading.setColorAt(0, gone if forward else shown)
        fading.setColorAt(0.6 if forward else 0.4, shown)
        fading.setColorAt(1, shown if forward else gone)
        painter = QPainter(self)
        painter.fillRect(self.rect(), fading)
        side = round(_ARROW * factor_of(self))
        left = self.width() - side - 4 if forward else 4
        draw_icon(painter, self._arrow, colours.colour("ink"), QRectF(left, 10, side, side))
        painter.end()

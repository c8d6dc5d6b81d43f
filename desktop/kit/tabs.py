"""Tabs: the parts of one record, the present one underlined."""

from typing import ClassVar, Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from db.words import later
from desktop.kit.icons import icon
from desktop.kit.keys import Keys
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_SIDE: Final = 4
_FADE: Final = 24  # pixels at 100 %
_ARROW: Final = 14  # pixels at 100 %
_ARROWS: Final = {"ScrollLeftButton": "earlier", "ScrollRightButton": "later"}
_APART: Final = 14  # as the style sheet has it


class Tabs(QTabBar):
    """A line of tabs. Arrow keys go from one to the next; what does not fit is reached by scrolling."""

    KEYS: ClassVar[Keys] = (("Right", later("The next tab, from the line of tabs")),)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        # by a click too: what has the focus may leave with its page, and the next would scroll to another
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def add(self, text: str) -> int:
        """Put a tab at the end. Returns its place, from 0."""
        return self.addTab(text.replace("&", "&&"))

    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        tone, side = palette_of(self).colour("ink"), round(_ARROW * factor_of(self))
        for name, drawing in _ARROWS.items():
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton) and button.arrowType() != Qt.ArrowType.NoArrow:
                button.setArrowType(Qt.ArrowType.NoArrow)  # the style's own never grows with the text
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys go to every tab
                button.setIconSize(QSize(side, side))
                button.setIcon(icon(drawing, tone, side))

    def tabSizeHint(self, index: int) -> QSize:
        bold = QFont(self.font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)  # the present tab is bold, and none may move when it changes
        words = metrics.horizontalAdvance(self.tabText(index).replace("&&", "&"))
        return QSize(words + 2 * _SIDE + _APART + 2, metrics.height() + 20)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        palette, painter = palette_of(self), QPainter(self)
        base = self.height() - 0.5
        painter.setPen(QPen(palette.colour("line"), 1))
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))
        here = self.tabRect(self.currentIndex()).adjusted(0, 0, -_APART, 0)
        if here.isValid():
            tone = palette.colour("fjord")
            under = self.height() - 1.5
            painter.setPen(QPen(tone, 3, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(here.left(), under), QPointF(here.right(), under))
            if self.hasFocus():
                draw_ring(painter, here.adjusted(0, 1, 0, -5), tone, 6)
        self._fade(painter)
        painter.end()

    def _fade(self, painter: QPainter) -> None:
        """Let a word that goes on beyond an end of the line fade: cut off it would look broken."""
        if not self.count():
            return
        button = self.findChild(QToolButton, "ScrollLeftButton")
        end = button.x() if isinstance(button, QToolButton) and button.isVisible() else self.width()
        wide, high = round(_FADE * factor_of(self)), self.height() - 2
        ground = QColor(palette_of(self).colour("paper"))
        clear = QColor(ground)
        clear.setAlpha(0)
        tabs = [self.tabRect(at) for at in range(self.count())]
        for edge, left, tones in ((0, 0, (ground, clear)), (end, end - wide, (clear, ground))):
            if any(tab.left() + _SIDE < edge < tab.right() - _APART for tab in tabs):
                shade = QLinearGradient(left, 0, left + wide, 0)
                shade.setColorAt(0, tones[0])
                shade.setColorAt(1, tones[1])
                painter.fillRect(left, 0, wide, high, shade)

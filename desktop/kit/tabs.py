"""Tabs: the parts of one record, the present one underlined."""

from typing import ClassVar, Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from db.words import later
from desktop.kit.icons import icon
from desktop.kit.keys import Keys
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_SIDE: Final = 4
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
        painter.end()

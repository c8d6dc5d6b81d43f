"""One of a few, from a list that opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from desktop.kit.fields import Field
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_ARROWS: Final = 40  # pixels, more than both of them take


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and what it is called."""

    value: Any
    name: str


class ChoiceBox(QComboBox):
    """A list that opens. The wheel scrolls the page, never the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        frame = self.view().parentWidget()
        if frame is not None:
            frame.setObjectName("choices")
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one ignores the style sheet

    def showPopup(self) -> None:
        super().showPopup()
        frame = self.view().parentWidget()
        if frame is not None and (inside := frame.layout()) is not None:
            inside.setContentsMargins(4, 4, 4, 4)  # or the list hides the frame around it
            tall = frame.height() + 10
            # Once with room to spare: Qt takes an arrow for scrolling away only if all rows fit beside it.
            for height in (tall + _ARROWS, tall):
                frame.resize(frame.width(), height)
                inside.activate()
                self.view().doItemsLayout()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        factor = factor_of(self)
        size = 4.0 * factor
        x, y = self.width() - 18.0, self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = palette_of(self).colour("soft")
        painter.setPen(QPen(colour, 1.75 * factor, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(
            QPolygonF(
                [QPointF(x - size, y - size / 2), QPointF(x, y + size / 2), QPointF(x + size, y - size / 2)]
            )
        )
        painter.end()


class ChoiceField(Field):
    """One of several values. `none` names the empty answer, without which one must be chosen."""

    def __init__(
        self,
        label: str,
        choices: Sequence[Choice],
        *,
        none: str = "",
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.box = ChoiceBox()
        super().__init__(label, self.box, help_text=help_text, parent=parent)
        self._none = none
        self._values: list[Any] = []
        self.offer(choices)
        self.box.activated.connect(self._on_activated)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer other `choices`. What was chosen stays if it is among them."""
        chosen = self.value() if self._values else None
        named = ([Choice(None, self._none)] if self._none else []) + list(choices)
        self.box.clear()
        self._values = [choice.value for choice in named]
        self.box.addItems([choice.name for choice in named])
        self.show_value(chosen)

    def offered(self) -> tuple[Any, ...]:
        """The values that can be chosen, in their order; None among them where none can be."""
        return tuple(self._values)

    def value(self) -> Any:
        """The value chosen, None for none."""
        at = self.box.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def show_value(self, value: Any) -> None:
        """Show `value`; none if it is not among the choices."""
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        self._user_edited(self.value())

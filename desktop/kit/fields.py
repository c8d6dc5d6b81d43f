"""Fields: a label above, the input, its fault beside it, its help below.

`edited` is emitted when the user changes a value and never when the program shows one.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QPointF, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.kit.labels import Label
from desktop.kit.palette import palette_of
from desktop.kit.type import Voice

if TYPE_CHECKING:
    from PySide6.QtCore import Qt  # loaded at the first need: it costs the first window 20 ms


class Fault(Label):
    """What is wrong with an answer: a triangle and a sentence; hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Voice.FAULT, parent=parent)
        self.hide()

    def say(self, text: str) -> None:
        """Say what is wrong, aloud too where a reader listens, or hide if `text` is empty."""
        new = text and text != self.text()
        self.setText(text)
        self.setVisible(bool(text))
        if new:
            from PySide6.QtCore import Qt  # the first window says nothing, and its names cost it 20 ms

            self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)  # beside the triangle
            from desktop.kit.aloud import say_aloud

            say_aloud(self, text)

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtGui import QPainter

        from desktop.kit.marks import Mark, draw_shape

        super().paintEvent(event)
        size = self.font().pixelSize()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(1, self.fontMetrics().height() / 2)
        draw_shape(painter, Mark.LATE, middle, size, palette_of(self).colour("brick"))
        painter.end()


def _undoes(event: QEvent) -> bool:
    from PySide6.QtGui import QKeyEvent, QKeySequence  # not before the first window is painted

    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)


class Field(QWidget):
    """A label, an input, and what is to be said about it.

    Signals:
        edited: the new value, each time the user changes it; None stands for none.
        left: the user goes on after having edited; the value is ready to be kept.
    """

    edited = Signal(object)
    left = Signal()
    empty: ClassVar[Any] = None

    def __init__(
        self, label: str, field: QWidget, *, help_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.label = Label(label.replace("&", "&&"), parent=self)
        self.label.setBuddy(field)
        if not label:
            self.label.hide()
        self.fault = Fault(self)
        self.help = Label(help_text, Voice.SMALL, parent=self)
        if not help_text:  # shown as a part it would be styled now, and again in each part that it is put in
            self.help.hide()
        self.input = field
        self._touched = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        for part in (self.label, field, self.fault, self.help):
            self.column.addWidget(part)
        field.setAccessibleName(label)
        field.installEventFilter(self)
        self._describe()

    def setFocus(self, *reason: "Qt.FocusReason") -> None:
        """Give the input the focus. A focus proxy would be a stop of its own, from which Tab jumps back."""
        self.input.setFocus(*reason)

    def hasFocus(self) -> bool:
        return self.input.hasFocus()

    def value(self) -> Any:
        """What stands in the field; `""` or None when nothing does."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show `value`; nothing is emitted."""
        raise NotImplementedError

    def name(self, text: str) -> None:
        """Speak `text` as the field's name, where the label alone would not say whose it is."""
        self.input.setAccessibleName(text)

    def show_fault(self, text: str) -> None:
        """Say what is wrong with the value, beside it; an empty `text` takes it away."""
        self.fault.say(text)
        if self.input.property("fault") != bool(text):
            self.input.setProperty("fault", bool(text))
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)
        self._describe()

    def has_typed(self) -> bool:
        """True if something was typed here that can be undone, or was: Ctrl+Z then belongs to the text."""
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and not self.has_typed() and _undoes(event):
            event.ignore()  # the text would keep the key, and the last change could not be taken back
            return True
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._on_focus_out(event.reason())
        return super().eventFilter(watched, event)

    def _on_focus_out(self, reason: "Qt.FocusReason") -> None:
        if self._touched and reason.name != "PopupFocusReason":
            self._touched = False
            self.left.emit()

    def _user_edited(self, value: Any) -> None:
        self._touched = True
        if self.fault.text():
            self.show_fault("")  # it was said of another value
        self.edited.emit(value)

    def _describe(self) -> None:
        self.input.setAccessibleDescription(
            " ".join(part for part in (self.fault.text(), self.help.text()) if part)
        )


class LineField(Field):
    """One line of text; `secret` shows dots and keeps it out of the input method's memory.

    In a line of fields it has room for about fifteen letters, with `letters` for as many.
    """

    empty = ""

    def __init__(
        self,
        label: str,
        *,
        help_text: str = "",
        secret: bool = False,
        longest: int = 0,
        letters: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, help_text=help_text, parent=parent)
        if letters:
            self.line.setMinimumWidth(self.line.fontMetrics().averageCharWidth() * letters)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        if longest:
            self.line.setMaxLength(longest)
        self.line.textEdited.connect(self._on_edited)

    def value(self) -> str:
        """The text without spaces around it; a secret as it was typed."""
        text = self.line.text()
        return text if self.line.echoMode() == QLineEdit.EchoMode.Password else text.strip()

    def has_typed(self) -> bool:
        return self.line.isUndoAvailable() or self.line.isRedoAvailable()

    def show_value(self, value: str | None) -> None:
        """Show `value`, unless it stands there already: the cursor stays where it is."""
        if (value or "") != self.line.text():
            self.line.setText(value or "")

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._user_edited(self.value())


def first_faulty(faults: Mapping[Field, str]) -> Field | None:
    """Say beside each field what is wrong with it, or nothing; returns the first that is faulty, if any."""
    for field, text in faults.items():
        field.show_fault(text)
    return next((field for field, text in faults.items() if text), None)

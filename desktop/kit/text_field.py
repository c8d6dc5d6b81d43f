"""A text that grows as it is written."""

from math import ceil
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QTextEdit, QWidget

from desktop.kit.buttons import is_enter
from desktop.kit.fields import Field
from desktop.kit.type import Voice

_LINE: Final = {Voice.BODY: 105.0, Voice.MEETING: 112.0}  # percent of the font's own line: 14/20 and 17/26


class TextArea(QTextEdit):
    """Plain text that is as high as what stands in it. Tab goes on to the next field.

    Signals:
        typed: the text, each time the user changes it.
    """

    typed = Signal(str)

    def __init__(self, *, lines: int = 3, voice: Voice = Voice.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._spread = lines, _LINE[voice]
        self._known = ""
        self.setProperty("voice", voice.value)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_grown)
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._on_moved)
        self._set("")

    def show_text(self, text: str) -> None:
        """Show `text`, unless it stands there already; it cannot be undone to what stood before."""
        if text != self.toPlainText():
            self._set(text)

    def _set(self, text: str) -> None:
        self._known = text
        self.setPlainText(text)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(self._spread, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        whole.mergeBlockFormat(spaced)
        self.document().clearUndoRedoStacks()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == " ":
            self._end_step()
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._end_step()
        super().focusInEvent(event)

    def _end_step(self) -> None:
        """Undo what follows by itself, word by word: Qt would take back all that was typed at a stretch."""
        self.document().setModified(False)  # only to what is modified Qt adds

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, self._height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stand_on_ground()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.ReadOnlyChange):
            self._stand_on_ground()

    def _stand_on_ground(self) -> None:
        """Have the text paint its own ground; else each letter paints all that lies behind it."""
        self.viewport().setAutoFillBackground(not self.isReadOnly())  # which has the paper's, not the sheet's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _height(self) -> int:
        self.ensurePolished()
        line = self.fontMetrics().lineSpacing() * self._spread / 100
        least = self._lines * line + 2 * self.document().documentMargin()
        around = self.contentsMargins()
        frame = around.top() + around.bottom()
        return ceil(max(least, self.document().size().height())) + frame

    @Slot()
    def _on_grown(self) -> None:
        self.updateGeometry()

    @Slot()
    def _on_moved(self) -> None:
        """Keep the cursor in sight: the page scrolls, since the text itself never does."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and self.hasFocus():
            page.ensureWidgetVisible(self, 0, 2 * self.fontMetrics().lineSpacing())  # of a text: its cursor

    @Slot()
    def _on_text(self) -> None:
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.typed.emit(text)


class WrappedArea(TextArea):
    """One line, wrapped where it is long: Enter goes on, and line ends that are pasted become spaces."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))


class TextField(Field):
    """Several lines of text, in the body's voice or in the meeting's larger one."""

    empty = ""
    _AREA: ClassVar[type[TextArea]] = TextArea

    def __init__(
        self,
        label: str,
        *,
        help_text: str = "",
        lines: int = 3,
        voice: Voice = Voice.BODY,
        parent: QWidget | None = None,
    ) -> None:
        self.area = self._AREA(lines=lines, voice=voice)
        super().__init__(label, self.area, help_text=help_text, parent=parent)
        self.area.typed.connect(self._on_typed)

    def value(self) -> str:
        """The text without white space around it."""
        return self.area.toPlainText().strip()

    def has_typed(self) -> bool:
        known = self.area.document()
        return known.isUndoAvailable() or known.isRedoAvailable()

    def show_value(self, value: str | None) -> None:
        """Show `value`, unless it stands there already: the cursor stays where it is."""
        self.area.show_text(value or "")

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._user_edited(text.strip())


class WrappedField(TextField):
    """One line of text that is seen whole, however long it is."""

    _AREA = WrappedArea

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, lines=1, parent=parent)

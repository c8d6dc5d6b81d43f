"""The line above the caseload: what one types, and the saved filters beside it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from db.store.case_list import Only
from db.words import Words, later
from desktop.kit.buttons import Button
from desktop.kit.flow import FlowLayout
from desktop.kit.type import factor_of

_WIDTH: Final = 280
_SAVED: Final = (
    (Only.OPEN, later("All open"), ""),
    (Only.DUE, later("Due within 7 days"), later("Also what is overdue.")),
    (Only.SILENT, later("Not spoken with for long"), later("No talk, visit, meeting or call for six weeks.")),
    (Only.CLOSED, later("Closed"), ""),
)


class Filters(QWidget):
    """A field to type in, and one saved filter of four.

    Signals:
        typed: the text was changed.
        chosen: another saved filter was chosen.
        left_down: the user goes down into the list.
        entered: the user wants the first row.
    """

    typed = Signal()
    chosen = Signal()
    left_down = Signal()
    entered = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(words.t("Child's name or case number"))
        self.line.setAccessibleName(words.t("Filter by the child's name or the case number"))
        self.line.installEventFilter(self)
        self._group = QButtonGroup(self)
        self._kinds: list[Only] = []
        row = FlowLayout(self, gap=8)
        row.addWidget(self.line)
        for only, title, help_text in _SAVED:
            button = Button(words.t(title), parent=self)
            button.setCheckable(True)
            button.setToolTip(words.t(help_text))
            button.setAccessibleDescription(words.t(help_text))
            self._group.addButton(button, len(self._kinds))
            self._kinds.append(only)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self.entered)
        self._group.idClicked.connect(self._on_chosen)
        self._fit()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text().strip()

    @property
    def only(self) -> Only:
        """The saved filter that is chosen."""
        return self._kinds[self._group.checkedId()]

    def choose(self, only: Only) -> None:
        """Choose a saved filter, as if its button was pressed."""
        self._group.button(self._kinds.index(only)).click()

    @Slot()
    def stand_in(self) -> None:
        """Put the cursor into the field, what stands there selected."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.left_down.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                self.typed.emit()
                return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.line.setMinimumWidth(round(_WIDTH * factor_of(self)))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.typed.emit()

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        self.chosen.emit()

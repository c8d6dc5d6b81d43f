"""Sheets: white, rounded, with thin lines between their rows; the title stands outside."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from desktop.kit.labels import Label
from desktop.kit.palette import palette_of
from desktop.kit.rows import ActionRow
from desktop.kit.type import Voice

_PAD = (16, 12, 16, 12)


class Sheet(QFrame):
    """A white sheet of rows. Rows that are hidden leave no line behind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(1)
        self._tail = 0

    def add(self, row: QWidget) -> None:
        """Put `row` below the others; it brings its own margins, as the rows of desktop.kit.rows do."""
        self._rows.addWidget(row)
        self._even(row)

    def insert(self, at: int, row: QWidget) -> None:
        """Put `row` before the one that is number `at` from above, from 0."""
        self._rows.insertWidget(at, row)
        self._even(row)

    def add_padded(self, content: QWidget | QLayout) -> None:
        """Put `content` below the others, with the margins of a row around it."""
        row = QWidget(self)
        if isinstance(content, QLayout):
            row.setLayout(content)
            content.setContentsMargins(*_PAD)
        else:
            inside = QVBoxLayout(row)
            inside.setContentsMargins(*_PAD)
            inside.addWidget(content)
        self._rows.addWidget(row)

    def clear(self) -> None:
        """Take all rows away for good."""
        for row in self.rows():
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._tail = 0
        self.update()

    def rows(self) -> list[QWidget]:
        """The rows from above, hidden ones too."""
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        return [row for item in items if item is not None and (row := item.widget()) is not None]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._tail = 0
            for row in self.rows():
                self._even(row)

    def _even(self, row: QWidget) -> None:
        """Make the buttons of all rows as wide as the widest: they stand below one another."""
        if not isinstance(row, ActionRow) or row.button is None:
            return
        if (wide := row.button.sizeHint().width()) > self._tail:
            self._tail = wide
            for one in self.rows():
                if isinstance(one, ActionRow):
                    one.widen(wide)
        else:
            row.widen(self._tail)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(palette_of(self).colour("line"))
        for row in [row for row in self.rows() if not row.isHidden()][1:]:
            painter.drawLine(1, row.y() - 1, self.width() - 2, row.y() - 1)
        painter.end()


class Section(QWidget):
    """A title and, under it, one sheet. The sheet's accessible name is the title."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, Voice.SECTION, parent=self)
        self.sheet = Sheet(self)
        self.sheet.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.sheet)

    def show_title(self, title: str) -> None:
        """Call the section `title` from now on."""
        self.title.setText(title)
        self.sheet.setAccessibleName(title)

    def add(self, row: QWidget) -> None:
        """Put `row` on the sheet, below the others."""
        self.sheet.add(row)

"""Ctrl+K: one field over everything else, and what it finds."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from db.actions.lists import Listed
from db.errors import ForUser
from db.rules.names import RECORDS
from db.store import case_list, search
from desktop.kit.buttons import Button
from desktop.kit.labels import Label
from desktop.kit.palette import palette_of
from desktop.kit.sheet import Sheet
from desktop.kit.type import Voice, factor_of
from desktop.list_saving import ListSaving
from desktop.rooms.find.finder import Finder, Found
from desktop.rooms.find.line_view import LineModel, LineView
from desktop.rooms.find.lines import DESK_DEEDS, Line, deeds, first_that_opens, lines
from desktop.tools import Tools

_WIDTH: Final = 640
_MOST_SAVED: Final = 1000
_TOP: Final = 56
_SHARE: Final = 0.72  # of the window's height, at the most
_FRAME: Final = 28
_GAP: Final = 8
_VEIL: Final = 200  # of 255: what lies behind is there, and does not speak
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindPanel(QWidget):
    """Finds people, cases, notes, plans, meetings, forms and deeds. It lies over `parent` until it is left.

    Signals:
        case_asked: the id of the case to open, and its tab.
        place_asked: where what was chosen stands itself.
        room_asked: the key of the room to open.
        new_case_asked: the user wants to write a new case.
        lock_asked: the user wants to lock.
        note_asked: the user wants to write a note.
        deed_asked: the user wants something that the desk does: print, undo or backup.
    """

    case_asked = Signal(str, str)
    place_asked = Signal(object)
    room_asked = Signal(str)
    new_case_asked = Signal()
    lock_asked = Signal()
    note_asked = Signal()
    deed_asked = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words = tools.words
        self._tools = tools
        self._finder = Finder(tools.desk.store, self)
        self._saving = ListSaving(tools, self)
        self._saving.failed.connect(self._on_failed)
        self.save_list = Button(words.t("Save what was found …"))
        self.save_list.clicked.connect(lambda: self._saving.ask(self._listed))
        self.save_list.hide()
        self._before: QWidget | None = None
        self._shown_for = ""
        self._opens_first = False
        self.line = QLineEdit()
        self.line.setPlaceholderText(words.t("Find a family, case, note or action"))
        self.line.setAccessibleName(words.t("Find a family, case, note or action"))
        self.model = LineModel(self)
        self.view = LineView(self.model, words.t("Found"))
        self.state = Label("", Voice.SOFT)
        self.setAccessibleName(words.t("Find"))
        self.hide()
        self._lay_out()
        self.line.textChanged.connect(self._on_text)
        self.line.installEventFilter(self)
        self.view.clicked.connect(self._on_clicked)
        self.view.installEventFilter(self)
        self._finder.found.connect(self._on_found)
        self._finder.failed.connect(self._on_failed)
        parent.installEventFilter(self)

    def open_panel(self) -> None:
        """Show the panel, the cursor in its empty field."""
        self._before = QApplication.focusWidget()
        self.line.clear()
        self._on_text("")
        self._cover()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Hide the panel; what had the focus before has it again."""
        self._opens_first = False
        focused = QApplication.focusWidget()
        had = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if had and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def close_room(self) -> None:
        """Stop searching and close the connection; the panel may not be used afterwards."""
        self.hide()
        self._finder.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cover()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_panel()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = palette_of(self).colour("paper")
        veil.setAlpha(_VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._cover()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, Qt.Key(event.key()), event)
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QObject, key: Qt.Key, event: QKeyEvent) -> bool:
        if watched is self.parent():
            return False
        if key == Qt.Key.Key_Escape:
            self.close_panel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif watched is self.line and key in _MOVES:
            QApplication.sendEvent(self.view, event)
        else:
            return False
        return True

    def _on_enter(self) -> None:
        if self._shown_for == self.line.text():
            self._open(self.model.line(self.view.currentIndex()))
        else:
            self._opens_first = True  # what is shown is not yet what was asked for

    def _open(self, line: Line | None) -> None:
        if line is None or not line.opens:
            return
        self._before = None
        self.close_panel()
        if line.place is not None:
            self.place_asked.emit(line.place)
        elif line.case_id:
            self.case_asked.emit(line.case_id, line.tab)
        elif line.deed == "new_case":
            self.new_case_asked.emit()
        elif line.deed == "lock":
            self.lock_asked.emit()
        elif line.deed == "note":
            self.note_asked.emit()
        elif line.deed in DESK_DEEDS:
            self.deed_asked.emit(line.deed)
        else:
            self.room_asked.emit(line.deed)

    def _listed(self) -> Listed:
        """All that the text finds, as a list: kind, name, case and day, never what is written."""
        db, words = self._tools.desk.db, self._words
        found = search.find(db, self.line.text(), _MOST_SAVED)
        children = case_list.children_of(db, [one.case_id for one in found if one.case_id])
        rows = [
            (
                words.t(RECORDS.get(one.kind, one.kind)),
                one.title if one.kind == "person" else children.get(one.case_id or "", ""),
                one.number or "",
                words.day(one.on) if one.on else "",
            )
            for one in found
        ]
        heads = (words.t("Kind"), words.t("Name"), words.t("Case number"), words.t("Day"))
        return Listed(heads, tuple(dict.fromkeys(rows)))

    def _show(self, shown: Sequence[Line], text: str, state: str = "", *, hits: bool = False) -> None:
        self._shown_for = text
        self.model.show_lines(shown)
        self.view.setVisible(bool(shown))
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.save_list.setVisible(bool(hits))
        first = first_that_opens(shown)
        if first is not None:
            self.view.setCurrentIndex(self.model.index(first))
        self._fit()
        if self._opens_first:
            self._opens_first = False
            self._open(self.model.line(self.view.currentIndex()))

    def _lay_out(self) -> None:
        self._sheet = Sheet(self)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(_GAP)
        inside.addWidget(self.line)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.state)
        inside.addWidget(self.save_list, 0, Qt.AlignmentFlag.AlignLeft)
        self._sheet.add_padded(inside)

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
            self._fit()

    def _fit(self) -> None:
        """The sheet in the middle, as high as what it lists."""
        factor = factor_of(self)
        width = min(round(_WIDTH * factor), self.width() - 32)
        most, listed = round(self.height() * _SHARE), 0
        for row in range(self.model.rowCount()):
            listed += self.view.sizeHintForRow(row)
            if listed > most:
                break  # the rest is scrolled to
        rest = self.line.sizeHint().height() + _FRAME
        if self.state.text():
            rest += self.state.sizeHint().height() + _GAP
        if not self.save_list.isHidden():
            rest += self.save_list.sizeHint().height() + _GAP
        height = min(listed + rest + (_GAP + 2 if listed else 0), most)
        self._sheet.setGeometry((self.width() - width) // 2, min(_TOP, self.height() // 8), width, height)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        if text.strip():
            self._finder.ask(text)
        else:
            self._finder.ask("")
            self._show(deeds("", self._words), text)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        if self.isVisible() and found.text == self.line.text() and found.text.strip():
            shown = lines(found, self._words, self._tools.today())
            self._show(
                shown, found.text, "" if shown else self._words.t("Nothing was found."), hits=bool(found.hits)
            )

    @Slot(object)
    def _on_failed(self, error: ForUser) -> None:
        self._show([], self.line.text(), self._words.error(error))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._open(self.model.line(index))

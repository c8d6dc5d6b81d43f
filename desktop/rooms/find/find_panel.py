"""Ctrl+K: one field over everything else, and what it finds."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from db.actions.desk import Desk
from db.errors import ForUser
from desktop.kit.labels import Label
from desktop.kit.sheet import Sheet
from desktop.kit.type import Voice, factor_of
from desktop.kit.veil import Veil
from desktop.list_saving import SaveList
from desktop.rooms.find.finder import Finder, Found
from desktop.rooms.find.line_view import LineModel, LineView
from desktop.rooms.find.lines import DESK_DEEDS, Line, deeds, first_that_opens, lines, listed
from desktop.tools import Tools

if TYPE_CHECKING:
    from db.actions.lists import Listed

_WIDTH: Final = 640
_TOP: Final = 56
_SHARE: Final = 0.78  # of the window's height, at the most
_FRAME: Final = 28
_GAP: Final = 8
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindPanel(Veil):
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
        self._finder = Finder(tools.desk.store, tools.desk.forms, self)
        self.save_list = SaveList(tools, self, words.t("Save what was found …"))
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

    def open_panel(self) -> None:
        """Show the panel, the cursor in its empty field."""
        self._before = QApplication.focusWidget()
        self.line.clear()
        self._on_text("")
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_panel()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
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

    def _show(self, shown: Sequence[Line], text: str, state: str = "", *, hits: bool = False) -> None:
        self._shown_for = text
        self.model.show_lines(shown)
        self.view.setVisible(bool(shown))
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.save_list.setVisible(bool(hits))
        first = first_that_opens(shown)
        self.view.scrollToTop()
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

    def as_list(self) -> Callable[[Desk], "Listed"]:
        """What searches for all that the text finds."""
        text, words = self.line.text(), self._words
        return lambda desk: listed(desk, text, words)

    @Slot(object)
    def _on_failed(self, error: ForUser) -> None:
        self._show([], self.line.text(), self._words.error(error))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._open(self.model.line(index))

"""F1 shows every key that there is: of this screen and everywhere, as the keys themselves say it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.help_dialog import HelpDialog, open_help
from desktop.key_help import KeyTable
from desktop.kit.help_key import take_help_keys
from desktop.kit.keys import Key, keys_around, keys_inside
from desktop.kit.labels import Keycap, Label
from desktop.place import Place
from desktop.rooms.listing import BEHIND, CASE, PARTS, ROOMS
from desktop.rooms.note.note_panel import NotePanel

DESKTOP = Path(__file__).parents[3] / "desktop"
OF_ITSELF = {"text_field.py", "buttons.py", "rows.py", "rail.py", "agenda.py", "turned.py", "why_dialog.py"}
"""Enter on what can be pressed, and keys that stand on the screen beside what they do."""
SCREENS = {
    "cases": {"Ctrl+F", "Return", "Ctrl+Up"},
    "calendar": {"Ctrl+PgUp", "Ctrl+PgDown", "Ctrl+Home", "Ins", "Alt+Right", "Right"},
    "papers": {"Ctrl+P", "Space"},
    "live": {"F9", "Ctrl+P", "Ctrl+PgUp", "Ctrl+PgDown"},
    "form": {"Ctrl+P"},
    "case": {"Ctrl+P", "Right"},
    "story": {"Ctrl+F", "Return"},
}


@pytest.mark.parametrize("name", SCREENS)
def test_the_keys_of_a_screen_are_told(qtbot, tools, name):
    screen = next(one for one in (*ROOMS, *BEHIND, CASE, *PARTS) if one.key == name)
    widget = screen.make(tools)
    qtbot.addWidget(widget)
    assert {key for key, _ in keys_inside(widget)} >= SCREENS[name]
    for stop in ("stop", "close_room"):
        getattr(widget, stop, lambda: None)()


def test_what_takes_keys_itself_names_them():
    taking = [path for path in DESKTOP.rglob("*.py") if "def keyPressEvent" in path.read_text("utf-8")]
    quiet = {path.name for path in taking if "KEYS: ClassVar[Keys]" not in path.read_text("utf-8")}
    assert quiet == OF_ITSELF


@pytest.fixture
def desk(qtbot, show):
    """A window with a key of its own, a room with another, a field, and one key in what is hidden."""
    window = show(QWidget(), 600, 400)
    room = QWidget(window)
    field, hidden = QLineEdit(room), QWidget(room)
    hidden.hide()
    room.show()
    window.pressed = []
    for key, owner in (("Ctrl+J", window), ("F7", room), ("Shift+F7", room), ("F6", hidden)):
        Key(key, owner, "Lock" if owner is window else "Turn the screen", lambda: window.pressed.append(1))
    window.room, window.field = room, field
    return window


def test_only_what_can_be_seen_is_told_and_one_deed_once(desk):
    assert keys_inside(desk.room) == (("F7", "Turn the screen"),)
    assert keys_around(desk.room) == (("Ctrl+J", "Lock"),)
    assert keys_around(desk) == ()


def test_the_keys_stand_beside_what_they_do(show, desk, words):
    table = show(KeyTable(words, desk.room))
    caps = {cap.text() for cap in table.findChildren(Keycap)}
    texts = {label.text() for label in table.findChildren(Label)}
    assert {"Ctrl J", "F7"} <= caps
    assert {"Taster her", "Taster overalt", "Vend skærmen", "Lås"} <= texts


def test_a_question_mark_asks_for_them_and_in_a_field_it_is_typed(qtbot, desk):
    asked = []
    desk.show_help = lambda over, *, news: asked.append((over, news))
    take_help_keys(desk)
    desk.field.setFocus()
    qtbot.keyClicks(desk.field, "?")
    assert desk.field.text() == "?"
    assert asked == []
    desk.setFocus()
    qtbot.keyClick(desk, Qt.Key.Key_Question)
    assert asked == [(desk, False)]


class Desk(QWidget):
    """A desk with an open room and one note over it."""

    def __init__(self, words):
        super().__init__()
        self.words, self.room = words, QWidget(self)

    def show_help(self, over, *, news):
        open_help(self.words, self, over, news=news)

    def place(self):
        return Place("note")

    def front(self):
        return self.room


def test_a_note_tells_its_own_keys(qtbot, show, tools):
    panel = NotePanel(tools, show(Desk(tools.words), 1200, 900))
    panel.open_note()
    qtbot.waitUntil(panel.text.area.hasFocus)
    qtbot.keyClick(panel.text.area, Qt.Key.Key_F1)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, HelpDialog)
    assert {"Esc", "Ctrl L", "F1"} <= {cap.text() for cap in shown.findChildren(Keycap)}
    shown.reject()
    assert panel.isVisible()
    panel.close_room()

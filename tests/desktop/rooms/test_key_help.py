"""F1 shows every key that there is: of this screen and everywhere."""

import pytest
from PySide6.QtGui import QShortcut

from desktop.key_help import EVERYWHERE, HERE, KeyHelp, keys_of
from desktop.kit.labels import Keycap, Label
from desktop.rooms.listing import BEHIND, CASE, PARTS, ROOMS

SCREENS = [(one, "") for one in (*ROOMS, *BEHIND)] + [(part, "case") for part in PARTS] + [(CASE, "")]


@pytest.mark.parametrize(("screen", "of"), SCREENS, ids=lambda one: getattr(one, "key", one))
def test_no_key_of_a_screen_is_kept_quiet(qtbot, tools, screen, of):
    widget = screen.make(tools)
    qtbot.addWidget(widget)
    told = keys_of(of, screen.key) if of else keys_of(screen.key, "")
    known = {key for key, _ in (*EVERYWHERE, *told)}
    found = {shortcut.key().toString() for shortcut in widget.findChildren(QShortcut)}
    assert found - {"Esc"} <= known
    for stop in ("stop", "close_room"):
        getattr(widget, stop, lambda: None)()


def test_every_key_that_is_told_belongs_to_a_screen():
    assert {key.split("/")[0] for key in HERE} <= {one.key for one in (*ROOMS, *BEHIND, CASE)}
    assert {key.split("/")[1] for key in HERE if "/" in key} <= {one.key for one in PARTS}


def test_the_keys_stand_beside_what_they_do(qtbot, show, words, look):
    dialog = KeyHelp(words, "case", "family", None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    caps = {cap.text() for cap in dialog.findChildren(Keycap)}
    texts = {label.text() for label in dialog.findChildren(Label)}
    assert {"Ctrl K", "F1", "→", "+", "0"} <= caps
    assert {"Her", "Overalt", "Større, på en tegning", "Lås"} <= texts

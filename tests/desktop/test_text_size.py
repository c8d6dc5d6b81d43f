"""Another text size holds at once and everywhere, and the cursor stays where it was chosen."""

from datetime import UTC, datetime

import pytest
import stores
from PySide6.QtCore import Qt

from db.words import Words
from desktop.kit.rail import RailItem
from desktop.main_window import MainWindow
from desktop.settings import Settings

PASSPHRASE = "gul cykel regn lampe"
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture
def window(qtbot, tmp_path, show, wear):
    store = stores.made(tmp_path, PASSPHRASE)
    shown = MainWindow(
        Words("da"), store=store, now=lambda: NOW, settings=Settings(), settings_file=tmp_path / "window.json"
    )
    show(shown, 1360, 720)
    shown.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not shown.is_locked, timeout=20_000)
    yield shown
    shown.leave()


def choose(qtbot, window, field, key):
    box = getattr(window.page._rooms["settings"], field).box
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClick(box, key)


@pytest.mark.parametrize(("field", "key"), [("text_size", Qt.Key.Key_End), ("language", Qt.Key.Key_Down)])
def test_the_rail_has_room_for_its_words_and_the_cursor_stays(qtbot, window, field, key):
    window.page.open_room("settings")
    before = window.page
    choose(qtbot, window, field, key)
    assert window.page is not before
    qtbot.waitUntil(lambda: getattr(window.page._rooms["settings"], field).box.hasFocus())
    for item in window.page.findChildren(RailItem):
        assert item.width() >= item.sizeHint().width(), item.text()


def test_the_lock_screen_is_as_wide_as_the_text_that_was_chosen(qtbot, window):
    narrow = window.lock_screen._frame.width()
    window.page.open_room("settings")
    choose(qtbot, window, "text_size", Qt.Key.Key_End)
    window.lock()
    assert window.lock_screen._frame.width() == 2 * narrow


def test_a_room_that_opens_takes_the_keyboard_along(qtbot, window):
    window.page.open_room("office")
    assert window.page._items["office"].hasFocus()
    window.page.open_room("settings")
    assert window.page._items["settings"].hasFocus()


def test_the_bar_says_less_where_there_is_no_room_and_all_of_it_to_a_reader(qtbot, window, wear):
    bar = window.page.bar
    assert bar.search.text() == "Find familie, sag, notat eller handling"
    bar.saved.saved(NOW)
    wear(factor=2.0)
    window.resize(1000, 720)
    qtbot.waitUntil(lambda: bar.search.text() == "Find")
    assert bar.search.accessibleName() == "Find familie, sag, notat eller handling"
    qtbot.waitUntil(lambda: bar.search.width() >= bar.search.sizeHint().width())
    window.resize(1700, 720)
    qtbot.waitUntil(lambda: bar.search.text() != "Find")

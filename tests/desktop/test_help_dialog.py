"""F1 from anywhere: what belongs to the screen in front, its keys, the whole guide, and the news."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from db.books import guide
from db.version import VERSION
from desktop.help_dialog import HelpDialog, open_help
from desktop.kit.dialog import CalmDialog
from desktop.kit.keys import Key
from desktop.kit.labels import Keycap, Label
from desktop.kit.picture import Picture
from desktop.kit.rows import LinkRow
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.rooms.listing import BEHIND, BELOW, PARTS, ROOMS
from desktop.settings import Settings


class Helping(QWidget):
    """A window that helps as the program's own does."""

    def __init__(self, words):
        super().__init__()
        self.words = words

        self.at = Place("case", "c1", "plan")
        self.room = QWidget(self)
        Key("Ctrl+K", self, "Lock", list)

    def show_help(self, over, *, news=False):
        open_help(self.words, self, over, news=news)

    def place(self):
        return self.at

    def front(self):
        return self.room


@pytest.fixture
def window(show, words):
    return show(Helping(words))


def opened(window, desk, **more):
    open_help(window.words, desk, window, **more)
    return QApplication.activeModalWidget()


def texts(dialog):
    return [label.text() for label in dialog.findChildren(Label) if label.isVisible()]


def rows(dialog):
    return [row.accessibleName() for row in dialog.findChildren(LinkRow) if row.isVisible()]


def test_it_begins_with_what_belongs_to_the_screen_and_has_every_page_and_key(window):
    dialog = opened(window, window)
    pages = [page.title for page in guide.pages()]
    assert rows(dialog) == ["Skriv planen", "Åbn en familie", *pages, "Hvad er nyt"]
    assert "Ctrl K" in {cap.text() for cap in dialog.findChildren(Keycap)}
    assert any(VERSION in text for text in texts(dialog))


def test_behind_the_lock_it_tells_no_keys_that_do_nothing(window):
    dialog = opened(window, None)
    assert rows(dialog)[:2] == ["Lås, når du går", "Hvis adgangssætningen er glemt"]
    assert not dialog.findChildren(Keycap)
    dialog.reject()
    assert rows(opened(window, None, first=True))[0] == "Den første gang"


def test_a_page_is_read_with_the_keys_and_leads_back_and_on(qtbot, window):
    dialog = opened(window, window)
    row = next(row for row in dialog.findChildren(LinkRow) if row.accessibleName() == "Skriv planen")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.page.hasFocus)
    assert {"Skriv planen", "1", "Tilbage til vejledningen", "Læs videre"} <= {
        *texts(dialog),
        *(button.text() for button in dialog.findChildren(type(dialog.yes))),
    }
    bar = dialog.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(dialog.page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert rows(dialog) == ["Hold et møde"]
    back = next(
        one for one in dialog.findChildren(type(dialog.yes)) if one.text() == "Tilbage til vejledningen"
    )
    back.click()
    assert "Hvad er nyt" in rows(dialog)


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_every_page_fits_its_width(qtbot, window, wear, factor):
    wear("dark", factor)
    dialog = opened(window, None)
    for page in guide.pages():
        dialog.show_page(page)
        dialog.page.settle()
        assert dialog.page.horizontalScrollBar().maximum() == 0, page.title
        for picture in (one for one in dialog.findChildren(Picture) if one.isVisible()):
            assert picture.accessibleName()
            qtbot.waitUntil(lambda one=picture: one.height() == one.heightForWidth(one.width()))


def test_f1_reaches_the_guide_from_a_dialog_over_the_window(qtbot, window):
    asked = CalmDialog(window, "Afslut mødet?", yes="Afslut")
    asked.open()
    qtbot.waitUntil(asked.isActiveWindow)
    qtbot.keyClick(asked, Qt.Key.Key_F1)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, HelpDialog)
    qtbot.keyClick(shown, Qt.Key.Key_F1)
    assert QApplication.activeModalWidget() is shown
    shown.reject()
    asked.reject()


def test_every_screen_has_a_page_and_every_page_a_screen():
    known = {one.key for one in (*ROOMS, *BELOW, *BEHIND)} | {f"case/{part.key}" for part in PARTS}
    told = {screen for page in guide.pages() for screen in page.screens}
    assert told <= known | {"lock", "first", "note"}
    assert {one.key for one in (*ROOMS, *BELOW, *BEHIND)} <= told


def test_what_is_new_opens_at_once(window):
    dialog = opened(window, window, news=True)
    assert {"Hvad er nyt", guide.releases()[0].lines[0]} <= set(texts(dialog))


def test_the_programs_own_window_helps_at_the_first_start_and_at_the_lock(qtbot, show, words, tmp_path):
    """F1 works before there is a store, and says what belongs there."""
    now = datetime(2026, 11, 23, 11, tzinfo=UTC)
    window = MainWindow(
        words,
        store=tmp_path / "s.taetpaa",
        now=lambda: now,
        settings=Settings(),
        settings_file=tmp_path / "window.json",
    )
    try:
        with qtbot.waitSignal(window.painted):
            show(window, 900, 700)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert rows(QApplication.activeModalWidget())[0] == "Den første gang"
        QApplication.activeModalWidget().reject()
        window._pages.setCurrentWidget(window.lock_screen)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert "Hvis adgangssætningen er glemt" in rows(QApplication.activeModalWidget())[:2]
    finally:
        window.leave()

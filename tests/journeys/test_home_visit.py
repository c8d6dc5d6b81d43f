"""A whole home visit in the real window: held, locked in mid-sentence, taken up, ended, printed."""

import json
from datetime import UTC, datetime

import pytest
import stores
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton

from db.actions import documents
from db.books import demo
from db.rules import live_minutes as rules
from db.store import cases, deadlines, drafts, minutes, notes, search
from db.words import Words
from desktop.help_dialog import HelpDialog
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.settings import Settings

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
PASSPHRASE = "gul cykel regn lampe"
VISIT = "f01-m8"


@pytest.fixture
def window(qtbot, tmp_path):
    store = tmp_path / "store" / "a.taetpaa"
    store.parent.mkdir()
    stores.made(store.parent, PASSPHRASE, store.name)
    shown = MainWindow(
        Words("da"), store=store, now=lambda: NOW, settings=Settings(), settings_file=tmp_path / "window.json"
    )
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    unlock(qtbot, shown)
    family = demo.families()[0]
    for meeting in family["cases"][0]["appointments"]:
        if meeting["id"] == VISIT:
            meeting["kind"] = "home_visit"
    data = json.dumps(family).encode()
    with qtbot.waitCallback() as done:
        shown.writer.run(lambda desk: documents.import_document(desk, data), done=done, failed=done)
    shown.page.tools.news.changed.emit(done.args[0].changed)
    yield shown
    shown.leave()


def unlock(qtbot, window):
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)


def settled(qtbot, window):
    with qtbot.waitCallback() as done:
        window.writer.run(lambda _: True, done=done, failed=done)


def press(qtbot, window, keys):
    if QApplication.activeModalWidget() is None:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
    target = QApplication.activeModalWidget() or QApplication.focusWidget() or window
    combination = QKeySequence(keys)[0]
    qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())


def db(window):
    return window.page.tools.desk.db


def test_a_home_visit(qtbot, window, tmp_path, monkeypatch, pages_of):
    # I dag offers the visit itself.
    hold = [one for one in window.page.findChildren(QPushButton) if one.text() == "Hold mødet"]
    qtbot.mouseClick(hold[0], Qt.MouseButton.LeftButton)
    room = window.page._rooms["live"]
    assert room.place().record == VISIT

    # Locked in mid-sentence, and taken up at the same place.
    press(qtbot, window, "Ctrl+PgDown")
    qtbot.keyClicks(room._notes.first.area, "Han spiste selv i ")
    window.lock()
    unlock(qtbot, window)
    room = window.page._rooms["live"]
    area = room._notes.first.area
    assert (room.place().tab, area.toPlainText()) == ("1", "Han spiste selv i ")
    qtbot.waitUntil(area.hasFocus)
    qtbot.keyClicks(area, "dag")

    # The family looks on.
    qtbot.keyClick(area, Qt.Key.Key_F9)
    turned = room.turning.turned
    assert turned.isVisible()
    monkeypatch.setattr(window.page.tools.ask, "confirm", lambda *_, **__: True)
    qtbot.keyClick(turned, Qt.Key.Key_F9)
    assert room.turning.turned is None

    # An agreement becomes a deadline; the meeting is held.
    agreed = room._side[1]
    qtbot.mouseClick(agreed.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(agreed.lines[-1].title.area, "Skrive til skolen")
    agreed.lines[-1].due.line.setFocus()
    qtbot.keyClicks(agreed.lines[-1].due.line, "30/11")
    qtbot.mouseClick(room.end_button, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    visit = minutes.get(db(window), VISIT)
    assert visit.status.value == "held"
    assert [rules.notes_of(visit, 1)[0].text, visit.agreements[0].title] == [
        "Han spiste selv i dag",
        "Skrive til skolen",
    ]
    waiting = deadlines.open_of_case(db(window), "f01-c1", NOW.date(), limit=99)
    assert visit.agreements[0].id in {entry.deadline.trigger_id for entry in waiting}

    # A note in the car, without looking for the case: it is the one in front.
    room.turn_button.setFocus()
    press(qtbot, window, "Ctrl+N")
    note = window.page._rooms["note"]
    qtbot.waitUntil(note.text.area.hasFocus)
    qtbot.keyClicks(note.text.area, "Mormor var der ogsaa")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    settled(qtbot, window)
    assert notes.case_of(db(window), note._id) == "f01-c1"
    assert search.find(db(window), "Mormor var der ogsaa", 5)[0].record == note._id

    # That was the wrong family: taken back, and said so.
    window.page.go_to(room.place())
    room.end_button.setFocus()
    room.case_button.setFocus()
    press(qtbot, window, "Ctrl+Z")
    settled(qtbot, window)
    assert notes.case_of(db(window), note._id) is None
    assert window.page.banner.isVisible()

    # On paper, for the file.
    to = tmp_path / "referat.pdf"
    monkeypatch.setattr(window.page.tools.ask, "choose", lambda *_, **__: "")
    monkeypatch.setattr(window.page.tools.ask, "where_to_save", lambda *_, **__: to)
    window.page._rooms["live"].print_paper()
    settled(qtbot, window)
    told = " ".join(pages_of(to))
    assert "Han spiste selv i dag" in told
    assert "Skrive til skolen" in told

    # Printed, it is not taken back any more, and that is said, also after a lock; nothing is left half done.
    for _ in range(2):
        window.page._rooms["live"].case_button.setFocus()  # in a text Ctrl+Z is the text's own
        press(qtbot, window, "Ctrl+Z")
        settled(qtbot, window)
        assert "har forladt huset" in window.page.banner.accessibleName()
        window.lock()
        unlock(qtbot, window)
    assert minutes.get(db(window), VISIT) == visit
    assert drafts.everything(db(window)) == []
    assert cases.get(db(window), "f01-c1").appointments[7] == visit


def test_taking_back_in_a_field_is_the_fields_own_also_when_it_has_nothing_left(qtbot, window):
    window.page.go_to(Place("live", record=VISIT))
    area = window.page._rooms["live"]._notes.first.area
    area.setFocus()
    qtbot.keyClicks(area, "abc")
    qtbot.keyClick(area, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert area.toPlainText() == ""
    press(qtbot, window, "Ctrl+Z")
    settled(qtbot, window)
    assert not window.page.banner.isVisible()
    lines = db(window).execute("select count(*) from journal where action = 'change.undone'").fetchone()
    assert lines == (0,)


def test_a_note_is_there_again_after_a_lock_in_its_midst(qtbot, window):
    qtbot.mouseClick(window.page.bar.note, Qt.MouseButton.LeftButton)
    note = window.page._rooms["note"]
    qtbot.waitUntil(note.text.area.hasFocus)
    qtbot.keyClicks(note.text.area, "Midt i en")
    press(qtbot, window, "Ctrl+L")
    assert window.is_locked
    unlock(qtbot, window)
    note = window.page._rooms["note"]
    assert note.isVisible()
    assert note.text.value() == "Midt i en"
    note.reject()
    settled(qtbot, window)


def test_what_was_thrown_away_comes_back_with_a_key_after_a_lock(qtbot, window, monkeypatch):
    press(qtbot, window, "Ctrl+N")
    note = window.page._rooms["note"]
    qtbot.waitUntil(note.text.area.hasFocus)
    qtbot.keyClicks(note.text.area, "Ring til PPR")
    note.pick.show_case(None, fixed=False)  # nobody has said whose it is
    note.reject()
    settled(qtbot, window)
    record = note._id
    window.page.open_room("today")
    today = window.page._rooms["today"]
    today.refresh()
    row = next(one for one in today.drafts.sheet.rows() if "Ring til PPR" in one.accessibleName())
    monkeypatch.setattr(window.page.tools.ask, "confirm", lambda *_, **__: True)
    row.away.click()
    qtbot.waitUntil(lambda: drafts.of_record(db(window), "note", record) == {})
    window.lock()
    unlock(qtbot, window)
    window.page._items["today"].setFocus()
    press(qtbot, window, "Ctrl+Z")
    settled(qtbot, window)
    assert drafts.of_record(db(window), "note", record)["text"].text == "Ring til PPR"
    assert "kladde" in window.page.banner.accessibleName()


def test_f1_tells_the_keys_of_the_case_that_was_found_and_its_parts_are_in_hand(qtbot, window):
    press(qtbot, window, "Ctrl+K")
    find = window.page._rooms["find"]
    qtbot.keyClicks(find.line, "emil")
    qtbot.keyClick(find.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.place().room == "case")
    page = window.page._rooms["case"]
    qtbot.waitUntil(page.tabs.hasFocus)
    press(qtbot, window, "F1")
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, HelpDialog)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert page.tabs.hasFocus()

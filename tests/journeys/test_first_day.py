"""A caseworker's first day in the real window: a store, a family, a plan, a lock in mid-sentence."""

import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from db.actions import documents
from db.books import demo
from db.store import cases, plans
from db.words import Words
from desktop.main_window import MainWindow
from desktop.settings import Settings

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
PASSPHRASE = "gul cykel regn lampe"


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    shown = MainWindow(
        Words("da"),
        store=tmp_path / "store" / "a.taetpaa",
        now=lambda: NOW,
        settings=Settings(),
        settings_file=tmp_path / "window.json",
    )
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    shown.leave()


def opened(qtbot, window):
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)


def first_store(qtbot, window):
    first = window._first
    first.name.line.setText("Hanne Lind")
    for field in (first.passphrase, first.again):
        qtbot.keyClicks(field.line, PASSPHRASE)
    first.understood.setChecked(True)
    qtbot.mouseClick(first.button, Qt.MouseButton.LeftButton)
    opened(qtbot, window)


def take_in_emil(qtbot, window):
    data = json.dumps(demo.families()[0]).encode()
    with qtbot.waitCallback() as done:
        window.writer.run(lambda desk: documents.import_document(desk, data), done=done, failed=done)
    return cases.resolve(window.page.tools.desk.db, "2025-0001")


def test_a_weak_or_mistyped_passphrase_makes_no_store(qtbot, window, tmp_path):
    first = window._first
    first.name.line.setText("Hanne Lind")
    qtbot.keyClicks(first.passphrase.line, "kort")
    qtbot.mouseClick(first.button, Qt.MouseButton.LeftButton)
    assert first.passphrase.fault.text()
    first.passphrase.line.clear()
    qtbot.keyClicks(first.passphrase.line, PASSPHRASE)
    qtbot.keyClicks(first.again.line, PASSPHRASE + "r")
    qtbot.mouseClick(first.button, Qt.MouseButton.LeftButton)
    assert first.again.fault.text()
    qtbot.keyClick(first.again.line, Qt.Key.Key_Backspace)
    qtbot.mouseClick(first.button, Qt.MouseButton.LeftButton)
    assert (first.again.fault.text(), first.fault.isVisibleTo(first)) == ("", True)
    assert not (tmp_path / "store").exists()


def test_the_first_day(qtbot, window):
    first_store(qtbot, window)
    case_id = take_in_emil(qtbot, window)
    window.page.open_case(case_id, "plan")
    page = window.page._rooms["case"]
    qtbot.mouseClick(page.part("plan").next_version, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.part("plan").adopt.isVisible())
    parents = page.part("plan")._form.findChild(QTextEdit, "parents_words")
    qtbot.keyClicks(parents, "Vi vil gerne sove")

    window.lock()
    assert window.is_locked
    assert window.centralWidget().currentWidget() is window.lock_screen
    assert window.windowTitle() == "Tæt På"

    qtbot.keyClicks(window.lock_screen.field.line, "noget helt andet")
    qtbot.keyClick(window.lock_screen.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.lock_screen.field.fault.text()), timeout=20_000)
    assert window.is_locked

    qtbot.keyClicks(window.lock_screen.field.line, PASSPHRASE)
    qtbot.mouseClick(window.lock_screen.button, Qt.MouseButton.LeftButton)
    opened(qtbot, window)
    page = window.page._rooms["case"]
    assert (page.case_id, page.tab) == (case_id, "plan")
    kept = plans.of_case(window.page.tools.desk.db, case_id)[-1]
    assert kept.parents_words.startswith("Vi vil gerne sove")


def test_after_two_wrong_passphrases_the_next_one_waits(qtbot, window):
    first_store(qtbot, window)
    window.lock()
    screen = window.lock_screen
    for _ in range(3):
        qtbot.waitUntil(screen.field.line.isEnabled, timeout=20_000)
        qtbot.keyClicks(screen.field.line, "forkert")
        qtbot.keyClick(screen.field.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(screen.field.fault.text()), timeout=20_000)
        screen.field.show_fault(screen.field.fault.text())
    qtbot.waitUntil(lambda: "sekund" in screen.says.text(), timeout=20_000)
    assert not screen.field.line.isEnabled()
    qtbot.waitUntil(screen.field.line.isEnabled, timeout=20_000)

"""A family analysis in the real window: begun in the case, typed, locked, found again, finished, printed."""

import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

from db.actions import documents
from db.books import demo
from db.rules import answers
from db.store import cases, filled_forms
from db.words import Words
from desktop.main_window import MainWindow
from desktop.settings import Settings

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
PASSPHRASE = "gul cykel regn lampe"
WRITTEN = "Familien spørger, hvorfor aftenerne er svære."
ANSWERS = {"yes_no_unknown": "yes", "date": "2026-11-20", "ladder_step": 3}


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
    shown._on_first("Hanne Lind", PASSPHRASE)
    qtbot.waitUntil(lambda: not shown.is_locked, timeout=20_000)
    yield shown
    shown.leave()


def fitting(question):
    if question.choices:
        return question.choices[0].value
    if question.columns:
        return [{"on": "2026-11-20", "situation": "Aftensmad"}]
    return ANSWERS.get(question.kind, "Set ved besøget")


def test_a_family_analysis_from_empty_to_printed(qtbot, window, tmp_path, monkeypatch):
    data = json.dumps(demo.families()[0]).encode()
    with qtbot.waitCallback() as done:
        window.writer.run(lambda desk: documents.import_document(desk, data), done=done, failed=done)
    db = window.page.tools.desk.db
    case_id = cases.resolve(db, "2025-0001")
    window.page.open_case(case_id, "forms")
    part = window.page._rooms["case"].part("forms")
    begin = next(r.button for r in part.offered.sheet.rows() if r.title.text() == "Familieanalyse")
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "form" in window.page._rooms and window.page._here == "form")
    room = window.page._rooms["form"]
    purpose = room.findChild(QTextEdit, "purpose")
    purpose.setFocus()
    qtbot.keyClicks(purpose, WRITTEN)
    record = room.place().record

    window.lock()
    qtbot.keyClicks(window.lock_screen.field.line, PASSPHRASE)
    qtbot.mouseClick(window.lock_screen.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)
    room = window.page._rooms["form"]
    assert room.place().record == record
    assert room.findChild(QTextEdit, "purpose").toPlainText() == WRITTEN

    qtbot.mouseClick(room.finish, Qt.MouseButton.LeftButton)
    assert room.notices.trouble.isVisible()
    for section in range(len(room._form.section)):
        room.bar.chosen.emit(section)
        room.page.build_all()
        for block in room.page.blocks.values():
            if block.question.required and answers.is_empty(room._answers.get(block.question.id)):
                block.input.show_answer(fitting(block.question))
                block.input.edited.emit()
    qtbot.mouseClick(room.finish, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(room.reopen.isVisible)
    db = window.page.tools.desk.db
    assert filled_forms.get(db, record).finished_on == NOW.date()

    paper = tmp_path / "form.pdf"
    monkeypatch.setattr(window.page.tools.ask, "where_to_save", lambda *_: paper)
    room.paper.click()
    window.writer.settle()
    assert paper.read_bytes().startswith(b"%PDF")
    assert window.windowTitle() == "Tæt På"

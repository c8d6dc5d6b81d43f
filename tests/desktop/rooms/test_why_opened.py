"""Where policy asks, a case opens once somebody has said why: with one key, or in a few words."""

import csv
from io import StringIO

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.actions import about, notes, undo
from db.books import municipality
from db.books.policy import read
from db.records.letterhead import Letterhead
from db.records.note import Note
from db.store import cases, journal
from db.words import Words
from desktop import settings
from desktop.desk_page import DeskPage
from desktop.kit.why_dialog import WhyDialog
from desktop.place import Place

WORDS = Words("da")


@pytest.fixture
def page(show, tools):
    office = municipality.read(None)
    asked = municipality.Municipality(office.profile, read({"ask_why_opened": "yes"}), office.faults)
    made = DeskPage(tools.writer, WORDS, tools.now, settings.Settings(), asked)
    made.take(tools.desk.store)
    show(made, 1280, 900)
    made.open_room("cases")
    yield made
    made.close_desk()


@pytest.fixture
def answers():
    """A function that presses keys in the dialog once it stands; it returns how often it was asked."""
    asked = []

    def answered(*keys, text=""):
        def press():
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, WhyDialog)
            asked.append(dialog)
            if text:
                dialog.other.line.setText(text)
                dialog.yes.click()
            for key in keys:
                QTest.keyClick(dialog, key)
            if dialog.isVisible():
                dialog.reject()  # a test that fails must not wait for ever
                asked.clear()

        QTimer.singleShot(0, press)
        return asked

    return answered


def lines(qtbot, tools, case_id, tmp_path):
    """What the access log tells."""
    with qtbot.waitCallback() as done:
        tools.writer.run(
            lambda desk: about.write_access_log(
                desk, case_id, WORDS, Letterhead(), tmp_path / "log.csv", with_names=False
            ),
            done=done,
            failed=_raised,
        )
    text = (tmp_path / "log.csv").read_text("utf-8-sig")
    return [row[2] for row in csv.reader(StringIO(text), delimiter=";")]


def test_one_key_opens_it_and_stands_in_the_access_log(qtbot, page, tools, answers, tmp_path):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    asked = answers(Qt.Key.Key_2)
    page.open_case(case_id)
    page.open_case(case_id, "plan")
    assert len(asked) == 1
    assert page.place().case_id == case_id
    told = lines(qtbot, tools, case_id, tmp_path)
    assert told.count("Sagen blev set: Nogen har ringet eller skrevet") == 1
    assert list(journal.faults(tools.desk.db)) == []
    page.open_room("cases")
    answers(text="Aktindsigt fra far")
    page.open_case(case_id)
    assert any("Aktindsigt fra far" in one for one in lines(qtbot, tools, case_id, tmp_path))


def test_whoever_will_not_say_does_not_see_it(qtbot, page, tools, answers, tmp_path):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    before = page.place()
    for go in (lambda: page.open_case(case_id), lambda: page.go_to(Place("case", case_id))):
        asked = answers(Qt.Key.Key_Escape)
        go()
        assert page.place().room != "case"
    assert len(asked) == 2
    assert before.room == "cases"
    assert not any("Sagen blev set" in one for one in lines(qtbot, tools, case_id, tmp_path))


def test_an_opening_is_not_what_is_taken_back(qtbot, page, tools, answers):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    note = Note(id="n1", at=tools.now(), kind="phone", text="Ringede.")
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda desk: notes.save_note(desk, case_id, None, note), done=done, failed=_raised)
    answers(Qt.Key.Key_1)
    page.open_case(case_id)
    with qtbot.waitCallback() as done:
        tools.writer.run(undo.undo, done=done, failed=_raised)
    assert done.args[0].kind == "note"


def test_a_meeting_that_opens_by_itself_asks_too(page, answers):
    asked = answers(Qt.Key.Key_3)
    page.go_to(Place("live", record="f01-m8"))
    assert len(asked) == 1
    assert page.place().room == "live"


def _raised(error):
    raise error

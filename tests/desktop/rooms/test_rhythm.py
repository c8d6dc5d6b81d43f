"""How often a family is followed, in the window: closer in two clicks, asked about in I dag, and back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from db.store import cases
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS
from desktop.rooms.meetings.rhythm_dialog import RhythmDialog
from desktop.rooms.today.today import Today

TODAY = date(2026, 11, 23)


@pytest.fixture
def case_id(tools):
    return cases.resolve(tools.desk.db, "2025-0001")


@pytest.fixture
def block(show, tools, case_id):
    page = CasePage(tools, PARTS)
    show(page, 1280, 900)
    page.show_case(case_id, "meetings")
    yield page.part("meetings").rhythm
    page.close_room()


def dialog_of(block):
    return next(one for one in block.findChildren(RhythmDialog) if one.isVisible())


def told(block):
    return [row.accessibleName() for row in block.sheet.rows()]


def test_closer_in_two_clicks_then_the_question_and_back(qtbot, tools, block, case_id, ask):
    usual = cases.get(tools.desk.db, case_id).rhythm[-1]
    qtbot.mouseClick(block.closer, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        qtbot.mouseClick(dialog_of(block).yes, Qt.MouseButton.LeftButton)
    now = cases.get(tools.desk.db, case_id).rhythm[-1]
    assert now.since == TODAY
    assert now.contact_weeks == max(usual.contact_weeks // 2, 1)
    assert now.reason == "Har brug for mere kontakt i en periode."
    assert "spørges igen 23. februar 2027" in told(block)[0]
    assert not block.question.isVisible()
    assert not block.closer.isVisible()
    then = replace(tools, now=lambda: tools.desk.now() + timedelta(days=95))
    day = Today(then)
    qtbot.addWidget(day)
    day.refresh()
    (row,) = day.closer.sheet.rows()
    with qtbot.waitSignal(day.case_asked) as asked:
        row.click()
    assert asked.args == [case_id, "meetings"]
    block._tools = then
    block.show_rhythm(cases.get(tools.desk.db, case_id))
    assert block.question.isVisible()
    ask.answers.append("Der er ro igen.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        qtbot.mouseClick(block.back, Qt.MouseButton.LeftButton)
    after = cases.get(tools.desk.db, case_id).rhythm[-1]
    assert (after.contact_weeks, after.reason) == (usual.contact_weeks, "Der er ro igen.")


def test_what_is_no_number_or_has_no_reason_says_so_and_stays(qtbot, tools, block, case_id):
    before = cases.get(tools.desk.db, case_id)
    qtbot.mouseClick(block.change, Qt.MouseButton.LeftButton)
    dialog = dialog_of(block)
    dialog.weeks.show_value("0")
    dialog.yes.click()
    assert dialog.weeks.fault.text()
    dialog.weeks.show_value("4")
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.fault.text()))
    assert "grund" in dialog.fault.text()
    assert cases.get(tools.desk.db, case_id) == before
    dialog.reason.show_value("Aftalt på mødet.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        dialog.yes.click()
    assert cases.get(tools.desk.db, case_id).rhythm[-1].contact_weeks == 4

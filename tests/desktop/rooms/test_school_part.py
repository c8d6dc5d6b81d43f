"""Skole in the window: typed, kept, what is missing said, and absence written down."""

import pytest
from PySide6.QtCore import Qt

from db.store import cases
from desktop.kit.labels import Label
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS


@pytest.fixture
def page(qtbot, show, tools):
    shown = CasePage(tools, PARTS)
    with qtbot.waitActive(show(shown, 1280, 900)):
        shown.activateWindow()
    yield shown
    shown.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def said(section):
    return [label.text() for label in section.findChildren(Label)]


def test_hours_are_typed_and_what_is_missing_is_said(qtbot, tools, page):
    case_id = cases.resolve(tools.desk.db, "2025-0002")
    page.show_case(case_id, "school")
    part = page.part("school")
    part.hours.line.selectAll()
    qtbot.keyClicks(part.hours.line, "mange")
    part.keep()
    settled(qtbot, tools)
    assert part.hours.fault.text()
    part.hours.line.selectAll()
    qtbot.keyClicks(part.hours.line, "12,5")
    day = part._days["reduced_since"]
    day.line.selectAll()
    qtbot.keyClicks(day.line, "2/3-26")
    part.keep()
    settled(qtbot, tools)
    school = cases.get(tools.desk.db, case_id).school
    assert (school.reduced_hours, str(school.reduced_since)) == ("12.5", "2026-03-02")
    qtbot.waitUntil(part.lacking.isVisible)
    assert any("lægeerklæring" in text for text in said(part.lacking))


def test_absence_is_written_down_and_less_is_refused(qtbot, tools, page):
    case_id = cases.resolve(tools.desk.db, "2025-0002")
    page.show_case(case_id, "school")
    part = page.part("school")
    qtbot.keyClicks(part.percent.line, "9")
    qtbot.mouseClick(part.write, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: bool(part.percent.fault.text()))
    part.percent.line.selectAll()
    qtbot.keyClicks(part.percent.line, "18")
    qtbot.mouseClick(part.write, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: any("18 %" in text for text in said(part.absence)))
    assert "15 % eller mere" in said(part.absence)

"""A new case is asked for in one small sheet, and stands on the disk when the sheet closes."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.store import cases, drafts, people
from desktop.rooms.cases.new_case import NewCase


@pytest.fixture
def sheet(tools, show):
    return show(NewCase(tools))


def made(sheet, qtbot):
    with qtbot.waitSignal(sheet.made) as signal:
        sheet.yes.click()
    return signal.args[0]


def test_a_number_and_a_coordinator_are_suggested(sheet, tools):
    assert sheet.number.value() == cases.next_number(tools.desk.db, 2026)
    assert sheet.coordinator.value() == tools.desk.who


def test_a_case_is_made_and_everybody_hears_of_it(sheet, tools, qtbot):
    qtbot.keyClicks(sheet.name.line, "Ida Skov")
    qtbot.keyClicks(sheet.born.line, "5/5-15")
    sheet.number.show_value("2026-0099")
    with qtbot.waitSignal(tools.news.changed) as news:
        case_id = made(sheet, qtbot)
    case = cases.get(tools.desk.db, case_id)
    assert (case.number, case.coordinator) == ("2026-0099", "Hanne Lind")
    child = people.get(tools.desk.db, case.child)
    assert (child.name, child.born) == ("Ida Skov", date(2015, 5, 5))
    assert news.args[0].case_id == case_id
    assert not sheet.isVisible()


def test_a_child_not_born_yet_has_another_day(sheet, tools, qtbot):
    qtbot.keyClicks(sheet.name.line, "Kommende barn")
    sheet.unborn.click()
    assert sheet.expected.isVisible()
    assert not sheet.born.isVisible()
    qtbot.keyClicks(sheet.expected.line, "3/2-27")
    child = people.get(tools.desk.db, cases.get(tools.desk.db, made(sheet, qtbot)).child)
    assert (child.born, child.expected) == (None, date(2027, 2, 3))


def test_what_is_missing_is_said_beside_its_field(sheet, qtbot):
    sheet.number.show_value("")
    height = sheet.height()
    with qtbot.assertNotEmitted(sheet.made):
        sheet.yes.click()
    assert sheet.name.fault.text() == "Skriv, hvad barnet hedder."
    assert sheet.born.fault.text() == "Skriv datoen, eller sæt kryds ved, at barnet ikke er født endnu."
    assert sheet.number.fault.text() == "Skriv sagsnummeret."
    assert sheet.height() > height
    assert sheet.name.line.hasFocus()


def test_what_is_no_day_is_said_too(sheet, qtbot):
    qtbot.keyClicks(sheet.name.line, "Ida Skov")
    qtbot.keyClicks(sheet.born.line, "en dag i maj")
    sheet.yes.click()
    assert sheet.born.fault.text().startswith("Det er ikke en dato.")


def test_a_refusal_is_told_and_nothing_is_lost(sheet, tools, qtbot):
    taken = cases.many(tools.desk.db, cases.ids(tools.desk.db))[0].number
    qtbot.keyClicks(sheet.name.line, "Ida Skov")
    qtbot.keyClicks(sheet.born.line, "5/5-15")
    sheet.number.show_value(taken)
    sheet.yes.click()
    qtbot.waitUntil(sheet.fault.isVisible)
    assert sheet.fault.text().startswith("En anden sag har dette nummer.")
    assert sheet.name.value() == "Ida Skov"
    sheet.number.show_value("2026-0100")
    assert cases.get(tools.desk.db, made(sheet, qtbot)).number == "2026-0100"


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def half_written(sheet, qtbot):
    qtbot.keyClicks(sheet.name.line, "Ida Sk")
    qtbot.keyClicks(sheet.born.line, "en dag i maj")
    sheet.unborn.click()
    qtbot.keyClicks(sheet.expected.line, "3/2-27")


def test_what_is_half_written_comes_back_here_and_nowhere_else(sheet, tools, qtbot, show):
    half_written(sheet, qtbot)
    sheet.keep()
    sheet.close_room()
    settled(qtbot, tools)
    kept = drafts.everything(tools.desk.db)
    assert {(draft.kind, draft.record, draft.case_id) for draft in kept} == {("new_case", "new", None)}
    again = show(NewCase(tools))
    assert again.name.value() == "Ida Sk"
    assert (again.unborn.isChecked(), again.expected.value()) == (True, date(2027, 2, 3))
    assert again.born.line.text() == "en dag i maj"
    assert again.expected.isVisible()
    assert again.again.text() == "Det, du skrev kl. 12.00, er her igen."
    qtbot.keyClicks(again.name.line, "ov")
    again.keep()
    case = cases.get(tools.desk.db, made(again, qtbot))
    assert people.get(tools.desk.db, case.child).name == "Ida Skov"
    settled(qtbot, tools)
    assert drafts.everything(tools.desk.db) == []


def test_escape_puts_it_aside_and_cancel_forgets_it(sheet, tools, qtbot, show):
    half_written(sheet, qtbot)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    settled(qtbot, tools)
    again = show(NewCase(tools))
    assert again.name.value() == "Ida Sk"
    with qtbot.waitSignal(tools.news.changed):
        again.no.click()
    assert drafts.everything(tools.desk.db) == []
    assert show(NewCase(tools)).name.value() == ""

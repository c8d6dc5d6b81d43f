"""The business case as it is typed, kept, printed and removed."""

import pytest
from PySide6.QtCore import Qt

from db.store import business, drafts
from desktop.rooms.overview.overview_room import OverviewRoom

TYPED = {
    2016: ("", "", "4.000.000"),
    2017: ("14.500.000", "9.900.000", "900.000"),
    2018: ("-16.200.000", "10.100.000", "600.000"),
    2019: ("16.200.000", "10100000", "400.000,00"),
    2020: ("16.200.000 kr.", "10.100.000", "0"),
}


@pytest.fixture
def room(show, tools):
    shown = OverviewRoom(tools)
    show(shown, 1300, 900)
    shown.tabs.setCurrentIndex(3)
    yield shown
    shown.close_room()


@pytest.fixture
def page(room, ask, qtbot):
    ask.answers = ["Tættere på familien"]
    qtbot.mouseClick(room.business.nothing.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.business.case is not None, timeout=10_000)
    return room.business


def write(qtbot, field, text):
    field.line.clear()
    qtbot.keyClicks(field.line, text)


def typed(qtbot, page):
    for row, amounts in zip(page.rows, TYPED.values(), strict=True):
        for field, text in zip((row.savings, row.costs, row.one_off), amounts, strict=True):
            write(qtbot, field, text)


def test_it_is_typed_reckoned_kept_and_printed(page, tools, qtbot, ask, tmp_path, pages_of):
    assert [row.year for row in page.rows] == [2026, 2027, 2028, 2029, 2030]
    typed(qtbot, page)
    assert "i alt: -17.000.000 kr. Den er tjent hjem efter 2 år 1 måned." in page.paid.text()
    with qtbot.waitSignal(page.saved, timeout=10_000):
        page.keep()
    stored = business.every(tools.desk.db)[0]
    assert [one.one_off for one in stored.years] == [400_000_000, 90_000_000, 60_000_000, 40_000_000, 0]
    assert stored.years[2].savings == -1_620_000_000
    to = tmp_path / "b.pdf"
    ask.answers = [to]
    with qtbot.waitSignal(page.saved, timeout=20_000):
        qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    told = pages_of(to)[0]
    for amount in ("-14.500.000", "-4.600.000", "-3.700.000", "-5.200.000", "-17.000.000"):
        assert amount in told
    actions = tools.desk.db.execute("select action from journal where kind = 'business_case'").fetchall()
    assert [row[0] for row in actions] == ["business.begun", "business.changed", "business.printed"]


def test_what_is_no_amount_is_told_beside_it_and_changes_nothing(page, tools, qtbot):
    before = business.every(tools.desk.db)
    for text in ("meget", "-5", "99999999999999", "1,234"):
        write(qtbot, page.rows[0].costs, text)
        assert page.rows[0].costs.fault.isVisible(), text
        page.keep()
    tools.writer.settle()
    assert business.every(tools.desk.db) == before


def test_a_year_more_and_one_less(page, tools, qtbot):
    for button, years in ((page.more, 6), (page.less, 5), (page.less, 4)):
        with qtbot.waitSignal(page.saved, timeout=10_000):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert len(page.rows) == years
        assert len(business.every(tools.desk.db)[0].years) == years


def test_removed_it_is_gone_and_its_content_stays_in_the_history(page, tools, qtbot, ask):
    ask.answers = [True]
    with qtbot.waitSignal(page.saved, timeout=10_000):
        qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    assert business.every(tools.desk.db) == []
    assert page.nothing.isVisible()
    row = tools.desk.db.execute("select before from history where kind = 'business_case'").fetchall()[-1]
    assert "Tættere på familien" in row[0]


def another_room(show, tools):
    shown = OverviewRoom(tools)
    show(shown, 1300, 900)
    shown.tabs.setCurrentIndex(3)
    return shown.business


def test_what_is_typed_is_on_the_disk_soon_and_comes_back_without_leaving_the_field(page, show, tools, qtbot):
    with qtbot.waitSignal(page.kept, timeout=10_000):
        write(qtbot, page.rows[1].savings, "14.500")
    kept = drafts.of_record(tools.desk.db, "business_case", page.case.id)
    assert {name: one.text for name, one in kept.items()} == {"2027 savings": "14.500"}
    again = another_room(show, tools)
    assert again.rows[1].savings.value() == "14.500"
    with qtbot.waitSignal(again.saved, timeout=10_000):
        again.keep()
    assert business.every(tools.desk.db)[0].years[1].savings == -1_450_000
    assert drafts.of_record(tools.desk.db, "business_case", page.case.id) == {}


def test_what_is_no_amount_yet_stays_a_draft_and_comes_back_with_its_fault(page, show, tools, qtbot):
    with qtbot.waitSignal(page.kept, timeout=10_000):
        write(qtbot, page.rows[0].costs, "omkring 3 mio.")
    page.keep()
    tools.writer.settle()
    again = another_room(show, tools)
    assert again.rows[0].costs.value() == "omkring 3 mio."
    assert again.rows[0].costs.fault.isVisible()
    assert business.every(tools.desk.db)[0].years[0].costs == 0

"""Every opening of a case is a line of the journal: one, however many parts are looked at."""

from datetime import date

import pytest

from db.books import municipality
from db.store import cases, journal
from db.words import Words
from desktop import settings
from desktop.desk_page import DeskPage


@pytest.fixture
def page(qtbot, show, tools):
    made = DeskPage(
        tools.desk.store, tools.writer, Words("da"), tools.now, settings.Settings(), municipality.read(None)
    )
    show(made, 1280, 900)
    yield made
    made.close_desk()


def openings(qtbot, tools, case_id):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)
    lines = journal.lines_of_case(tools.desk.db, case_id, 50)
    return [line.action for line in lines].count("case.seen")


def test_a_case_is_noted_once_for_each_opening(qtbot, tools, page):
    first = cases.resolve(tools.desk.db, "2025-0001")
    page.open_case(first)
    page.open_case(first, "plan")
    page._rooms["case"].tabs.setCurrentIndex(2)
    assert openings(qtbot, tools, first) == 1
    page.open_room("cases")
    page.open_case(first)
    assert openings(qtbot, tools, first) == 2
    page.open_case(cases.resolve(tools.desk.db, "2025-0002"))
    page.open_case(first)
    assert openings(qtbot, tools, first) == 3
    assert list(journal.faults(tools.desk.db)) == []


def test_what_the_desk_does_is_found_and_done_by_its_name(qtbot, tools, page, tmp_path, monkeypatch):
    out = tmp_path / "kopi"
    monkeypatch.setattr(type(page.tools.ask), "where_to_save", lambda *_: out)
    page._on_find()
    panel = page._rooms["find"]
    titles = [panel.model.index(row).data() for row in range(panel.model.rowCount())]
    assert {"Lav en sikkerhedskopi nu", "Udskriv", "Kalender"} <= set(titles)
    panel.deed_asked.emit("backup")
    qtbot.waitUntil(out.exists, timeout=10_000)
    panel.deed_asked.emit("print")
    assert page.banner.isVisible()
    assert date(2026, 11, 23) == page.tools.today()

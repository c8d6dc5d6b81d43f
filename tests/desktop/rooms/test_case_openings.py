"""Every opening of a case is a line of the journal: one, however many parts are looked at."""

from datetime import date

import pytest

from db.books import municipality
from db.store import cases, journal
from db.words import Words
from desktop import settings
from desktop.desk_page import DeskPage
from desktop.place import Place


@pytest.fixture
def page(qtbot, show, tools):
    made = DeskPage(tools.writer, Words("da"), tools.now, settings.Settings(), municipality.read(None))
    made.take(tools.desk.store)
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


def test_a_meeting_or_a_note_that_opens_by_itself_opens_its_case(qtbot, tools, page):
    case_id = "f01-c1"
    page.go_to(Place("live", record="f01-m8"))
    assert openings(qtbot, tools, case_id) == 1
    page.open_case(case_id)
    assert openings(qtbot, tools, case_id) == 1
    page.go_to(Place("live", record="f01-m8"))
    assert openings(qtbot, tools, case_id) == 1
    page.open_room("today")
    note = cases.get(tools.desk.db, case_id).notes[0]
    page.go_to(Place("note", case_id, record=note.id))
    assert openings(qtbot, tools, case_id) == 2
    page._rooms["note"].reject()


def test_what_is_found_opens_where_it_stands(qtbot, tools, page):
    note = cases.get(tools.desk.db, "f01-c1").notes[0]
    page._on_find()
    panel = page._rooms["find"]
    panel.line.setText(note.text.split(".")[0][:40])
    qtbot.waitUntil(lambda: panel._shown_for == panel.line.text(), timeout=5000)
    shown = [panel.model.line(panel.model.index(row)) for row in range(panel.model.rowCount())]
    panel._open(next(one for one in shown if one.place == Place("note", "f01-c1", record=note.id)))
    assert page._rooms["note"].text.value() == note.text
    page._rooms["note"].reject()

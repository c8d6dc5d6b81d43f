"""Forløb in the case: rows, filters, an opened row with its changes, and something that comes back."""

import pytest
from PySide6.QtCore import Qt

from db.actions import notes
from db.actions.undo import undo
from db.records.note import Note
from db.rules.timeline import Group
from db.store import cases
from db.store import notes as note_store
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


def written(qtbot, tools, work):
    with qtbot.waitCallback() as done:
        tools.writer.run(work, done=done, failed=done)
    return done.args[0]


def said(part):
    return [label.text() for label in part.details.changes.findChildren(Label)]


def test_a_note_is_found_opened_told_of_and_brought_back(qtbot, tools, page):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    first = Note(id="n-ny", at=tools.now(), kind="phone", text="Aftalte zebraprøve med mor")
    second = first.changed(text="Aftalte zebraprøve med far")
    written(qtbot, tools, lambda desk: notes.save_note(desk, case_id, None, first))
    written(qtbot, tools, lambda desk: notes.save_note(desk, case_id, first, second))
    page.show_case(case_id, "story")
    part = page.part("story")
    every = part.model.rowCount()
    assert every > 5
    part.filters.text.input.setFocus()
    qtbot.keyClicks(part.filters.text.line, "ZEBRAPR")
    qtbot.waitUntil(lambda: part.model.rowCount() == 1)
    part.view.stand_on(0)
    told = said(part)
    assert "Et notat blev ændret" in told
    assert "Før: Aftalte zebraprøve med mor\nNu: Aftalte zebraprøve med far" in told
    assert not part.details.bring_back.isVisible()
    written(qtbot, tools, undo)
    tools.news.changed.emit(written(qtbot, tools, undo).changed)
    assert note_store.case_of(tools.desk.db, "n-ny") is None
    part.filters.clear()
    part._show_rows()
    at = next(at for at, row in enumerate(part.model.rows()) if row.took_away)
    part.view.stand_on(at)
    qtbot.mouseClick(part.details.bring_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: note_store.case_of(tools.desk.db, "n-ny") is not None)


def test_changes_and_openings_are_shown_when_they_are_asked_for(qtbot, tools, page):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    note = Note(id="n-ny", at=tools.now(), kind="phone", text="Ringede")
    written(qtbot, tools, lambda desk: notes.save_note(desk, case_id, None, note))
    page.show_case(case_id, "story")
    part = page.part("story")
    assert all(row.group is not Group.CHANGE for row in part.model.rows())
    part.filters.kind.show_value(Group.CHANGE)
    part._show_rows()
    assert next(row.record for row in part.model.rows()) == "n-ny"
    part.filters.text.show_value("findes slet ikke")
    part._show_rows()
    assert part.empty.isVisible()


def test_a_row_leads_to_where_it_stands(qtbot, tools, page):
    page.show_case(cases.resolve(tools.desk.db, "2025-0001"), "story")
    part = page.part("story")
    at = next(at for at, row in enumerate(part.model.rows()) if row.kind == "note")
    part.view.stand_on(at)
    with qtbot.waitSignal(page.place_asked) as asked:
        qtbot.mouseClick(part.details.open_it, Qt.MouseButton.LeftButton)
    assert asked.args[0].record == part.model.rows()[at].record

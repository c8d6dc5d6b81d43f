"""Ctrl+N: a note written before anybody says whose it is, and what happens to it then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from db.records.note import NoteKind
from db.rules.calendar import typed_time
from db.store import cases, drafts, notes, search
from desktop.kit.buttons import Button
from desktop.place import Place
from desktop.rooms.note.note_panel import NotePanel

CASE = "f01-c1"


@pytest.fixture
def panel(qtbot, show, tools):
    page = show(QWidget(), 1200, 900)
    made = NotePanel(tools, page)
    made.open_note()
    qtbot.waitUntil(made.text.area.hasFocus)
    yield made
    made.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def typed(tools, panel):
    return {name: draft.text for name, draft in drafts.of_record(tools.desk.db, "note", panel._id).items()}


def pick(qtbot, panel, text="Emil"):
    qtbot.keyClicks(panel.pick.line.line, text)
    qtbot.mouseClick(panel.pick.hits.findChild(Button), Qt.MouseButton.LeftButton)


def test_enter_takes_the_only_family_that_fits_and_none_of_several(qtbot, panel):
    line = panel.pick.line.line
    line.setFocus()
    qtbot.keyClicks(line, "E")
    assert len(panel.pick.hits.findChildren(Button)) > 1
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert panel.pick.case_id is None
    qtbot.keyClicks(line, "mil")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert panel.pick.case_id == CASE
    assert panel.pick.another.hasFocus()


def test_text_comes_first_and_waits_as_a_draft_until_it_has_a_case(qtbot, tools, panel):
    with qtbot.waitSignal(panel.saved):
        qtbot.keyClicks(panel.text.area, "Mormor ringede")
    assert typed(tools, panel) == {"text": "Mormor ringede"}
    panel.reject()
    note_id = panel._id
    settled(qtbot, tools)
    panel.open_note(note_id)
    assert panel.text.value() == "Mormor ringede"
    pick(qtbot, panel)
    settled(qtbot, tools)
    note = notes.get(tools.desk.db, note_id)
    assert (note.text, note.kind) == ("Mormor ringede", NoteKind.NOTE)
    assert notes.case_of(tools.desk.db, note_id) == panel.pick.case_id
    assert drafts.everything(tools.desk.db) == []
    assert note_id in {hit.record for hit in search.find(tools.desk.db, "Mormor ringede", 9)}
    assert panel.place() == Place("note", panel.pick.case_id, record=note_id)


def test_in_a_case_it_is_the_cases_at_once_and_nothing_typed_later_is_lost(qtbot, tools, panel):
    panel.open_note(case_id=CASE)
    assert panel.pick.chosen.isVisible()
    qtbot.keyClicks(panel.text.area, "Et")
    panel.commit()
    settled(qtbot, tools)
    with qtbot.waitSignal(panel.saved):
        qtbot.keyClicks(panel.text.area, " to")
    assert cases.get(tools.desk.db, CASE).notes[-1].text == "Et"
    assert typed(tools, panel) == {"text": "Et to"}
    panel.open_note(panel._id)
    settled(qtbot, tools)
    assert panel.text.value() == "Et to"


def test_a_talk_with_the_child_asks_what_the_law_asks(qtbot, tools, panel):
    panel.open_note(case_id=CASE)
    assert not panel._talk_part.isVisible()
    panel.kind.box.setFocus()
    for _ in range(3):
        qtbot.keyClick(panel.kind.box, Qt.Key.Key_Down)
    assert panel.kind.value() is NoteKind.CHILD_TALK
    assert panel._talk_part.isVisible()
    qtbot.keyClicks(panel.text.area, "Gik en tur")
    qtbot.keyClicks(panel.talk["shared"].area, "Kun skolen")
    panel.reject()
    settled(qtbot, tools)
    note = notes.get(tools.desk.db, panel._id)
    assert note.kind is NoteKind.CHILD_TALK
    assert note.text.endswith("Hvad må deles, og med hvem, siger barnet?\nKun skolen")


def test_an_answer_typed_before_the_crash_stands_under_its_question(qtbot, tools, panel):
    panel.kind.show_value(NoteKind.CHILD_TALK)
    panel._on_kind(NoteKind.CHILD_TALK)
    with qtbot.waitSignal(panel.saved):
        qtbot.keyClicks(panel.talk["words"].area, "Jeg sover ikke")
    note_id = panel._id
    panel.keeping.stop()
    other = NotePanel(tools, panel.parentWidget())
    other.open_note(note_id)
    assert other.talk["words"].value() == "Jeg sover ikke"
    assert other.kind.value() is NoteKind.CHILD_TALK
    other.close_room()


def test_an_answer_goes_back_under_its_question_also_once_it_is_in_the_note(qtbot, tools, panel):
    panel.open_note(case_id=CASE)
    panel.kind.show_value(NoteKind.CHILD_TALK)
    panel._on_kind(NoteKind.CHILD_TALK)
    qtbot.keyClicks(panel.text.area, "Gik en tur")
    qtbot.keyClicks(panel.talk["present"].area, "I skolen")
    panel.keep()
    settled(qtbot, tools)
    other = NotePanel(tools, panel.parentWidget())
    other.open_note(panel._id)
    assert (other.text.value(), other.talk["present"].value()) == ("Gik en tur", "I skolen")
    qtbot.keyClicks(other.talk["present"].area, "Kun ")
    other.keep()
    settled(qtbot, tools)
    text = notes.get(tools.desk.db, panel._id).text
    assert text == "Gik en tur\n\nHvor, og hvem var til stede?\nKun I skolen"
    other.kind.show_value(NoteKind.NOTE)
    other._on_kind(NoteKind.NOTE)  # called something else, it keeps its words
    settled(qtbot, tools)
    assert notes.get(tools.desk.db, panel._id).text == text
    assert other.text.value() == text
    other.kind.show_value(NoteKind.CHILD_TALK)
    other._on_kind(NoteKind.CHILD_TALK)
    assert other.talk["present"].value() == "Kun I skolen"
    other.close_room()


def test_it_is_copied_as_plain_text_and_marked_as_carried_over(qtbot, tools, panel):
    panel.open_note(case_id=CASE)
    qtbot.keyClicks(panel.text.area, "Ren <b>tekst</b>")
    qtbot.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "23. november 2026 kl. 12.00 · Notat\n\nRen <b>tekst</b>\n"
    panel.commit()
    qtbot.mouseClick(panel.carried, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert notes.get(tools.desk.db, panel._id).carried_over_on == tools.today()


def test_an_old_note_keeps_its_moment_and_its_spaces_until_it_is_changed(qtbot, tools, panel):
    old = cases.get(tools.desk.db, CASE).notes[0]
    panel.open_note(old.id)
    panel.reject()
    settled(qtbot, tools)
    assert notes.get(tools.desk.db, old.id) == old
    panel.open_note(old.id)
    panel.time.line.selectAll()
    qtbot.keyClicks(panel.time.line, "9.05")
    panel.reject()
    settled(qtbot, tools)
    changed = notes.get(tools.desk.db, old.id)
    assert tools.words.time(changed.at) == "09.05"
    assert changed.text == old.text.strip()
    panel.open_note(old.id)
    panel.time.line.setFocus()
    panel.time.line.selectAll()
    qtbot.keyClicks(panel.time.line, "halv")
    panel.text.area.setFocus()
    assert panel.time.fault.isVisible()
    panel.reject()
    settled(qtbot, tools)
    assert notes.get(tools.desk.db, old.id) == changed


def test_what_is_thrown_away_is_gone_after_a_question(qtbot, tools, panel, ask):
    with qtbot.waitSignal(panel.saved):
        qtbot.keyClicks(panel.text.area, "forkert")
    ask.answers = [False, True]
    qtbot.mouseClick(panel.away, Qt.MouseButton.LeftButton)
    assert panel.isVisible()
    qtbot.mouseClick(panel.away, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert not panel.isVisible()
    assert drafts.everything(tools.desk.db) == []


@pytest.mark.parametrize(
    ("text", "told"), [("14.30", "14:30"), ("9:05", "09:05"), ("1430", "14:30"), ("8", "08:00")]
)
def test_times_as_people_type_them(text, told):
    assert typed_time(text).isoformat("minutes") == told


@pytest.mark.parametrize("text", ["", "25", "12.60", "halv tre", "1.2.3"])
def test_what_is_no_time(text):
    assert typed_time(text) is None

"""A meeting held through the real fields, on a real store, with the real writer thread."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from db.actions import minutes as actions
from db.actions.typed import keep_typed
from db.errors import Stale
from db.records.appointment import Agreement, AppointmentStatus
from db.records.plan import Readers
from db.rules import live_minutes as rules
from db.store import deadlines, drafts, journal, minutes
from db.store.drafts import Draft
from db.words import Words
from desktop.place import Place
from desktop.rooms.live import told
from desktop.rooms.live.live_room import LiveRoom

MEETING = "f01-m8"


@pytest.fixture
def room(show_in_window, tools):
    shown = show_in_window(LiveRoom(tools), 1200, 800)
    shown.show_place(Place("live", record=MEETING))
    yield shown
    shown.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def stored(tools):
    return minutes.get(tools.desk.db, MEETING)


def field(room, name):
    found = room.findChild(QWidget, name)
    assert found is not None, name
    return found


def note(room):
    return room._notes.first.area


def test_what_is_typed_is_a_draft_within_a_second_and_the_meeting_on_leaving(qtbot, tools, room):
    note(room).setFocus()
    with qtbot.waitSignal(room.saved):
        qtbot.keyClicks(note(room), "Ro om morgenen")
    kept = drafts.of_record(tools.desk.db, "appointment", MEETING)
    path = rules.note_path(stored(tools), 0)
    assert [(name, one.text, one.case_id) for name, one in kept.items()] == [
        (path, "Ro om morgenen", "f01-c1")
    ]
    assert stored(tools).notes == ()
    with qtbot.waitSignal(room.saved):
        field(room, "worries").setFocus()
    assert [(one.part, one.text) for one in stored(tools).notes] == [(0, "Ro om morgenen")]
    assert drafts.of_record(tools.desk.db, "appointment", MEETING) == {}


def test_what_was_being_typed_comes_back_in_its_place_after_a_crash(qtbot, tools, room):
    meeting = stored(tools)
    texts = {rules.note_path(meeting, 1): "Vikar igen", "works_well": "Biblioteket", "score/f01-p2": "4"}
    waiting = [
        Draft("appointment", MEETING, name, "f01-c1", None, text, tools.now()) for name, text in texts.items()
    ]
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda desk: keep_typed(desk, waiting), done=done, failed=done)
    with qtbot.waitSignal(room.saved):
        room.show_place(Place("live", record=MEETING, tab="1"))
        assert note(room).toPlainText() == "Vikar igen"
        assert room.found.isVisible()
    found = stored(tools)
    assert [(one.part, one.text) for one in found.notes] == [(1, "Vikar igen")]
    assert found.works_well == "Biblioteket"
    assert [(one.rated_by, one.score) for one in found.safety_scale] == [("f01-p2", 4)]


def test_a_whole_meeting_with_the_keyboard_alone(qtbot, tools, room):
    qtbot.keyClicks(note(room), "Siden sidst")
    qtbot.keyClick(room, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert room.place() == Place("live", "f01-c1", tab="1", record=MEETING)
    qtbot.keyClicks(note(room), "Skolen")
    child = room._side[0].lines["f01-p1"]
    assert not child.reason.isVisible()
    child.score.bar.setFocus()
    qtbot.keyClick(child.score.bar, Qt.Key.Key_1)
    qtbot.keyClick(child.score.bar, Qt.Key.Key_0)
    child.reason.area.setFocus()
    qtbot.keyClicks(child.reason.area, "Jeg sover")
    agreed = room._side[1]
    agreed.add_button.setFocus()
    qtbot.keyClick(agreed.add_button, Qt.Key.Key_Space)
    line = agreed.lines[-1]
    assert line.title.area.hasFocus()
    qtbot.keyClicks(line.title.area, "Skrive aftenen før")
    line.due.line.setFocus()
    qtbot.keyClicks(line.due.line, "1/12")
    line.who.box.setFocus()
    qtbot.keyClick(line.who.box, Qt.Key.Key_Down)
    room.keep()
    settled(qtbot, tools)
    found = stored(tools)
    assert [(one.part, one.text) for one in found.notes] == [(0, "Siden sidst"), (1, "Skolen")]
    rating = found.safety_scale[0]
    assert (rating.rated_by, rating.score, rating.reason) == ("f01-p1", 10, "Jeg sover")
    assert rating.readers is Readers.CASEWORKER
    agreement = found.agreements[0]
    assert (agreement.title, str(agreement.due_on)) == ("Skrive aftenen før", "2026-12-01")
    rows = deadlines.open_of_case(tools.desk.db, "f01-c1", tools.today(), limit=99)
    assert agreement.id in {row.deadline.trigger_id for row in rows}
    assert list(journal.faults(tools.desk.db)) == []


def test_an_agreement_is_taken_away(qtbot, tools, room):
    room._change(lambda found: found.changed(agreements=(Agreement(id="t1", title="x"),)))
    room._show(room._stored)
    assert len(room._side[1].lines) == 1
    room._hand.change(lambda found: rules.without_agreement(found, "t1"))
    assert room._side[1].lines == []
    settled(qtbot, tools)
    assert stored(tools).agreements == ()


def test_ending_makes_it_held_and_its_paper_can_be_saved(qtbot, tools, room, ask, tmp_path, pages_of):
    to = tmp_path / "referat.pdf"
    ask.answers = [True, "f01-p2", to]
    qtbot.keyClicks(note(room), "Natten er hård")
    qtbot.mouseClick(room.end_button, Qt.MouseButton.LeftButton)
    assert not room.end_button.isVisible()
    room.print_paper()
    settled(qtbot, tools)
    assert stored(tools).status is AppointmentStatus.HELD
    told = pages_of(to)[0]
    assert "Natten er hård" in told
    assert "udgave til" in told


def test_the_turned_screen_holds_only_what_everyone_may_read_and_comes_back_after_a_second_thought(
    qtbot, tools, room, ask
):
    qtbot.keyClicks(note(room), "hemmeligt")
    field(room, "worries").setFocus()
    room._change(lambda found: found.changed(works_well="synligt", columns_readers=Readers.EVERYONE))
    qtbot.keyClick(room, Qt.Key.Key_F9)
    turned = room.turning.turned
    told = " ".join(label.text() for label in turned.findChildren(QWidget) if hasattr(label, "text"))
    assert "synligt" in told
    assert "hemmeligt" not in told
    assert turned.findChildren(QTextEdit) == []
    ask.answers = [False, True]
    qtbot.keyClick(turned, Qt.Key.Key_Escape)
    assert room.turning.turned is turned
    turned.close()
    assert room.turning.turned is None
    settled(qtbot, tools)


def test_a_turned_screen_locks_and_ends_with_the_room(qtbot, tools, room):
    room.turn()
    turned = room.turning.turned
    qtbot.waitUntil(turned.isActiveWindow)
    with qtbot.waitSignal(room.lock_asked):
        qtbot.keyClick(turned, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    room.close_room()
    assert not turned.isVisible()


def test_a_meeting_changed_elsewhere_is_told_of_and_what_was_typed_stays(qtbot, tools, room):
    before = stored(tools)
    with qtbot.waitCallback() as done:
        other = before.changed(place="Et andet sted")
        tools.writer.run(lambda desk: actions.save_meeting(desk, before, other), done=done, failed=done)
    qtbot.keyClicks(note(room), "mit")
    room.keep()
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: "ændret" in room.trouble.accessibleName())  # until what was typed is kept
    assert note(room).toPlainText() == "mit"
    room.keep()
    settled(qtbot, tools)
    assert (stored(tools).place, stored(tools).notes[0].text) == ("Et andet sted", "mit")


def test_what_is_typed_and_taken_back_leaves_no_draft(qtbot, tools, room):
    with qtbot.waitSignal(room.saved):
        qtbot.keyClicks(note(room), "x")
    qtbot.keyClick(note(room), Qt.Key.Key_Backspace)
    room.keep()
    settled(qtbot, tools)
    assert drafts.everything(tools.desk.db) == []


ODD = {
    "markup": "👩\N{ZERO WIDTH JOINER}👧 <b>fed</b> & \x07x",
    "right to left": "سلام \N{RIGHT-TO-LEFT OVERRIDE}abc",
    "long": "mormor hentede " * 13_500 + "børnene",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_anything_can_be_pasted(qtbot, tools, room, odd):
    note(room).insertPlainText(odd)
    room.keep()
    settled(qtbot, tools)
    assert stored(tools).notes[0].text == odd


def test_an_unknown_meeting_is_refused(room):
    with pytest.raises(Stale):
        room.show_place(Place("live", record="nobody"))


def test_the_keyboard_finds_its_way_after_a_part_is_turned(qtbot, tools, room):
    def tab(times):
        for _ in range(times):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        return QApplication.focusWidget()

    assert note(room).hasFocus()
    row = room._agenda._rows[1]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert (room.place().tab, note(room).hasFocus()) == ("1", True)
    field(room, "needs_to_happen").setFocus()
    assert tab(2).objectName().startswith("score/")
    button = room._side[1].add_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    line = room._side[1].lines[-1]
    assert line.title.area.hasFocus()
    qtbot.waitUntil(line.due.isVisible)
    assert tab(4) is button
    assert tab(1).objectName() == "child_heard"


@pytest.mark.parametrize(
    ("minutes_in", "said"),
    [
        (10, "13.10 · 5 min. igen"),
        (14, "13.14 · 1 min. igen"),
        (15, "13.15 · 0 min. igen"),
        (16, "13.16 · 1 min. over tiden"),
    ],
)
def test_the_clock_counts_a_part_down_and_then_over(tools, minutes_in, said):
    meeting = stored(tools)
    now = meeting.starts_at + timedelta(minutes=minutes_in)
    assert told.clock(meeting, 0, now, Words("da"))[1] == said

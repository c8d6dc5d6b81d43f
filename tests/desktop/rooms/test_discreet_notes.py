"""The quiet line beside a note that names a child of another case."""

import pytest

from db.store import case_list, cases
from desktop.place import Place
from desktop.rooms.live.live_room import LiveRoom
from desktop.rooms.note.note_panel import NotePanel


@pytest.fixture
def panel(tools, show):
    from PySide6.QtWidgets import QWidget

    page = show(QWidget(), 1100, 800)
    made = NotePanel(tools, page)
    yield made
    made.close_room()


def test_a_note_that_names_another_child_says_so_and_stops_nobody(qtbot, tools, panel):
    db = tools.desk.db
    children = case_list.children_of(db, cases.ids(db))
    own = cases.resolve(db, "2025-0001")
    other = next(name for case_id, name in children.items() if case_id != own)
    panel.open_note(case_id=own)
    qtbot.keyClicks(panel.text.area, f"Talte om {children[own]}. ")
    panel.discretion.look()
    assert not panel.discretion.isVisible()
    qtbot.keyClicks(panel.text.area, f"Og om {other}")
    qtbot.waitUntil(panel.discretion.isVisible, timeout=3000)
    assert other in panel.discretion.text()
    panel.keep()
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)
    assert any(other in note.text for note in cases.get(db, own).notes)


def test_the_notes_of_a_meeting_say_so_too(qtbot, tools, show):
    room = show(LiveRoom(tools), 1200, 800)
    room.show_place(Place("live", record="f01-m8"))
    db = tools.desk.db
    other = next(
        name for case_id, name in case_list.children_of(db, cases.ids(db)).items() if case_id != "f01-c1"
    )
    qtbot.keyClicks(room._notes.first.area, f"Leger med {other}")
    qtbot.waitUntil(lambda: room._notes.discretion.isVisible(), timeout=3000)
    assert other in room._notes.discretion.text()
    room.close_room()


def test_a_note_of_no_case_says_whom_it_names(qtbot, tools, panel):
    db = tools.desk.db
    own = cases.resolve(db, "2025-0001")
    name = case_list.children_of(db, [own])[own]
    panel.open_note()
    qtbot.keyClicks(panel.text.area, f"{name} ringede")
    qtbot.waitUntil(panel.discretion.isVisible, timeout=3000)
    assert panel.discretion.text().startswith(f"Her står {name}, og notatet hører ikke til nogen sag")
    panel.pick.picked.emit(own)
    panel.pick.show_case(own, fixed=False)
    panel.discretion.look()
    assert not panel.discretion.isVisible()

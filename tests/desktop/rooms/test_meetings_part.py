"""A network meeting planned by mouse and keyboard, on a real store, and its invitations read back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.actions import appointments, family
from db.actions.typed import keep_typed
from db.records.appointment import AppointmentStatus
from db.records.case import NotTold
from db.store import cases, drafts, journal, letters, minutes, people
from desktop.kit.rows import LinkRow
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS


@pytest.fixture
def page(show_in_window, tools):
    shown = show_in_window(CasePage(tools, PARTS))
    yield shown
    shown.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback(timeout=20_000) as done:  # nine letters are drawn and read back
        tools.writer.run(lambda _: True, done=done, failed=done)


@pytest.fixture
def part(qtbot, tools, page):
    page.show_case(cases.resolve(tools.desk.db, "2025-0001"), "meetings")
    part = page.part("meetings")
    part.template.show_value("network_meeting")
    qtbot.mouseClick(part.plan, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    return part


def stored(tools, part):
    return minutes.get(tools.desk.db, part.editor.meeting_id)


def people_of(tools, part):
    return people.of_case(tools.desk.db, part.editor._case.id)


def test_a_meeting_is_planned_ticked_and_invited_to(qtbot, tools, part, ask, tmp_path):
    meeting = stored(tools, part)
    assert meeting.status is AppointmentStatus.PLANNED
    assert len(meeting.agenda) == 4
    cell = part.editor.grid.cells[0, 0]
    assert cell.accessibleName()
    before = cell.isChecked()
    cell.setFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Space)
    qtbot.keyClick(cell, Qt.Key.Key_Right)
    assert part.editor.grid.cells[0, 1].hasFocus()
    settled(qtbot, tools)
    after = stored(tools, part)
    assert len(after.agenda[0].participants) == len(meeting.agenda[0].participants) + (-1 if before else 1)
    if not after.agenda[0].participants:
        qtbot.keyClick(part.editor.grid.cells[0, 0], Qt.Key.Key_Space)
        settled(qtbot, tools)
    qtbot.mouseClick(part.editor.inviting.button, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    ask.answers.append(tmp_path / "ud")
    qtbot.mouseClick(part.editor.inviting.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    asked = {one for part_ in stored(tools, part).agenda for one in part_.participants}
    assert len(list((tmp_path / "ud").glob("*.pdf"))) == len(asked)
    assert len(list((tmp_path / "ud").glob("*.ics"))) == len(asked)
    told = part.editor.inviting.made.accessibleName()
    assert part.editor.inviting.made.isVisible()
    assert part.editor.inviting.button.hasFocus()
    assert f"{len(asked)} personer er indkaldt." in told
    assert str(tmp_path / "ud") in told

    appointments.cancel_appointment(tools.desk, stored(tools, part))
    part.take_news(cases.get(tools.desk.db, part.editor._case.id), people_of(tools, part), None)
    assert not part.editor.inviting.outdated.isHidden()
    ask.answers.append(tmp_path / "afbud")
    qtbot.mouseClick(part.editor.inviting.button, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert f"Der er {len(asked)} afbud." in part.editor.inviting.made.accessibleName()
    assert len(list((tmp_path / "afbud").glob("*.ics"))) == len(asked)
    assert part.editor.inviting.outdated.isHidden()
    assert not part.editor.inviting.button.isEnabled()
    assert list(journal.faults(tools.desk.db)) == []


def test_the_invitations_can_be_written_anew_before_they_go_and_are_kept_as_sent(
    qtbot, tools, part, ask, tmp_path
):
    part.editor.inviting.make()
    settled(qtbot, tools)
    form = part.editor.inviting.form
    assert form.parts["when"].value().startswith("Du er indkaldt ")
    own = form.to.value()
    qtbot.keyClicks(form.parts["when"].area, " Kom gerne før.")
    qtbot.keyClicks(form.parts["absence"].area, " Ring bare.")
    other = next(one.person for one in form._own if one.person != own)
    before = stored(tools, part).agenda[1].participants
    part.editor._on_ticked(1, other, other not in before)  # the meeting changes beside it
    settled(qtbot, tools)
    assert part.editor.inviting.form is form
    form.keep()
    settled(qtbot, tools)
    part._open(part.editor.meeting_id)  # as after a lock
    form = part.editor.inviting.form
    assert "Ring bare." in form.parts["absence"].value()
    ask.answers.append(tmp_path / "ud")
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    kept = letters.about(tools.desk.db, part.editor.meeting_id)
    told = ["\n".join(one.text for one in letter.parts) for letter in kept]
    assert all("Ring bare." in one for one in told)
    assert sum("Kom gerne før." in one for one in told) == 1
    assert part.editor.inviting.form is None
    assert drafts.of_record(tools.desk.db, "appointment", f"invitations:{part.editor.meeting_id}") == {}


def test_while_the_family_must_not_be_told_there_is_nothing_to_write_an_invitation_in(qtbot, tools, part):
    case_id = part.editor._case.id
    with qtbot.waitCallback() as done:
        told = NotTold(reason="Fare")
        tools.writer.run(lambda desk: family.set_not_told(desk, case_id, told), done=done, failed=done)
    part.editor.inviting.make()
    settled(qtbot, tools)
    form = part.editor.inviting.form
    assert "farligt" in form.trouble.accessibleName()
    assert not form.save.isEnabled()
    assert not any(field.isVisible() for field in (form.to, form.preview, *form.parts.values()))
    assert part.window().focusWidget() is form.cancel


def test_what_is_typed_becomes_the_meeting_and_what_cannot_be_read_says_so(qtbot, tools, part):
    editor = part.editor
    editor.grid.minutes[0].line.selectAll()
    qtbot.keyClicks(editor.grid.minutes[0].line, "45")
    editor.head.clock.line.selectAll()
    qtbot.keyClicks(editor.head.clock.line, "99")
    before = stored(tools, part)
    part.keep()
    settled(qtbot, tools)
    after = stored(tools, part)
    assert after.agenda[0].minutes == 45
    assert after.starts_at == before.starts_at
    assert editor.head.clock.fault.text()


def test_what_was_taken_back_is_no_draft_and_what_cannot_be_read_stays_one(qtbot, tools, part):
    editor, before = part.editor, stored(tools, part)

    def waiting():
        settled(qtbot, tools)
        return {
            path: draft.text
            for path, draft in drafts.of_record(tools.desk.db, "appointment", editor.meeting_id).items()
        }

    place = editor.head.place.line
    place.selectAll()
    qtbot.keyClicks(place, "Hjemme")
    editor.keeping.flush()
    assert waiting() == {"place": "Hjemme"}
    place.selectAll()
    qtbot.keyClicks(place, before.place) if before.place else qtbot.keyClick(place, Qt.Key.Key_Delete)
    part.keep()
    assert (waiting(), stored(tools, part)) == ({}, before)
    editor.head.clock.line.selectAll()
    qtbot.keyClicks(editor.head.clock.line, "99")
    editor.grid.minutes[0].line.selectAll()
    qtbot.keyClicks(editor.grid.minutes[0].line, "45")
    said = drafts.Draft(
        "appointment", editor.meeting_id, "notes/whole/0/", editor._case.id, None, "Ved bordet", tools.now()
    )
    with qtbot.waitCallback() as kept:
        tools.writer.run(lambda desk: keep_typed(desk, [said]), done=kept, failed=kept)
    editor._take_up()
    part.keep()  # as a lock does
    assert waiting() == {"clock": "99", "notes/whole/0/": "Ved bordet"}  # that belongs to the live meeting
    assert stored(tools, part).agenda[0].minutes == 45


def test_a_long_title_is_seen_whole_and_enter_goes_on_to_its_minutes(qtbot, tools, part):
    grid, title = part.editor.grid, part.editor.grid.titles[0]
    low, text = title.height(), "Skole, dagtilbud og andre fagpersoner " * 4
    title.area.setFocus()
    title.area.selectAll()
    qtbot.keyClicks(title.area, text)
    qtbot.waitUntil(lambda: title.height() > low)
    assert title.area.document().size().height() <= title.area.height()
    qtbot.waitUntil(lambda: part.editor.across.verticalScrollBar().maximum() == 0)
    qtbot.keyClick(title.area, Qt.Key.Key_Return)
    assert grid.minutes[0].line.hasFocus()
    settled(qtbot, tools)
    assert stored(tools, part).agenda[0].title == text.strip()


def test_parts_are_added_and_taken_away(qtbot, tools, part):
    qtbot.mouseClick(part.editor.add, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert len(stored(tools, part).agenda) == 5
    assert part.editor.grid.titles[-1].value() == "Ny del"
    part.editor.grid.removed.emit(0)
    settled(qtbot, tools)
    assert len(stored(tools, part).agenda) == 4
    assert len(part.editor.grid.titles) == 4


def test_typing_goes_on_while_an_earlier_change_is_on_its_way(qtbot, tools, part, page):
    head = part.editor.head
    head.clock.input.setFocus()
    head.clock.input.selectAll()
    qtbot.keyClicks(head.clock.input, "14.15")
    qtbot.keyClick(head.clock.input, Qt.Key.Key_Tab)
    head.length.input.selectAll()
    qtbot.keyClicks(head.length.input, "90")
    editor = part.editor
    head.place.input.setFocus()  # two changes are on their way now
    settled(qtbot, tools)
    assert part.editor is editor
    assert head.place.input.hasFocus()
    qtbot.keyClicks(head.place.input, "Hjemme hos mor")
    part.keep()
    settled(qtbot, tools)
    assert (stored(tools, part).place, part.editor) == ("Hjemme hos mor", editor)


def test_planning_stands_in_the_title_and_tab_reads_on_from_there(qtbot, tools, part, page):
    head, grid = part.editor.head, part.editor.grid
    assert head.title.input.hasFocus()
    assert head.title.input.selectedText() == head.title.value()
    order = [
        head.title, head.day, head.clock, head.length, head.kind, head.heard, head.place, grid.titles[0],
    ]  # fmt: skip
    came = []
    for _ in order:
        came.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert came == [field.input for field in order]


def test_a_meeting_is_chosen_by_enter(qtbot, tools, part, page):
    before = part.editor.meeting_id
    last = [row for row in part.meetings.sheet.rows() if isinstance(row, LinkRow)][-1]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert part.editor.meeting_id != before

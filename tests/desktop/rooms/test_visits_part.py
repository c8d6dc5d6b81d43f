"""Institutions, their visits and the office's regular meetings, through the real widgets."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

from db.actions.appointments import add_appointment
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import COPENHAGEN, new_id
from db.records.office import Institution
from db.store import aggregates, drafts, office
from desktop.kit.buttons import Button
from desktop.place import Place
from desktop.rooms.listing import OFFICE
from desktop.rooms.office.office_room import OfficeRoom


@pytest.fixture
def part(show, tools):
    room = OfficeRoom(tools, OFFICE)
    show(room, 1200, 900)
    room.tabs.setCurrentIndex(1)
    yield room.part("visits")
    room.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def own(tools):
    return aggregates.of_office(tools.desk.db, Appointment)


def made(qtbot, tools, part, name="Børnehuset Myretuen"):
    qtbot.mouseClick(part.new, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part.form.name.line, name)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    return next(one for one in office.everything(tools.desk.db, Institution) if one.name == name)


def row_of(section, name):
    return next(row for row in section.sheet.rows() if row.objectName() == name)


def test_a_day_care_begins_with_the_visits_of_practice_and_they_are_planned_as_a_series(qtbot, tools, part):
    one = made(qtbot, tools, part)
    assert (one.kind, one.visits_per_year, one.visit_minutes) == ("day_care", 3, 120)
    assert drafts.of_record(tools.desk.db, "institution", "new") == {}
    assert "0 af 3 besøg i 2026" in row_of(part.institutions, one.id).accessibleName()
    qtbot.mouseClick(row_of(part.institutions, one.id), Qt.MouseButton.LeftButton)
    plan = next(b for b in part.form.findChildren(Button) if b.accessibleName() == "Planlæg besøgene")
    qtbot.mouseClick(plan, Qt.MouseButton.LeftButton)
    part.form.first.show_value(date(2027, 1, 11))
    part.form.at.line.setText("9.30")
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    found = [one_ for one_ in own(tools) if one_.institution == one.id]
    starts = [each.starts_at.astimezone(COPENHAGEN) for each in found]
    assert [(at.date(), at.hour, at.minute) for at in starts] == [
        (date(2027, 1, 11), 9, 30),
        (date(2027, 5, 11), 9, 30),
        (date(2027, 9, 11), 9, 30),
    ]
    assert {(each.ends_at - each.starts_at).total_seconds() / 60 for each in found} == {120}
    part._on_institution(one)
    part.ask.answers = [True]
    qtbot.mouseClick(part.form.remove, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert part.form.trouble.isVisible()
    assert one in office.everything(tools.desk.db, Institution)


def test_the_panel_comes_every_fortnight_and_a_length_is_asked_for(qtbot, tools, part):
    before = len(own(tools))
    row = row_of(part.series, "panel")
    assert "hver 2. uge" in row.accessibleName()
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    part.form.first.show_value(date(2027, 1, 7))
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    assert part.form.minutes.fault.text()
    part.form.minutes.line.setText("90")
    for clock in ("25", "kl ni", ""):
        part.form.at.line.setText(clock)
        qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
        assert part.form.at.fault.text()
    part.form.at.line.setText("13")
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert len(own(tools)) == before + 26
    gaps = [one.starts_at.astimezone(COPENHAGEN).date() for one in own(tools)[before:]]
    assert {(after - now).days for now, after in pairwise(gaps)} == {14}


@pytest.mark.parametrize(("said", "made_of_three"), [(["held"], 1), (["missed", "De var på tur."], 0)])
def test_a_visit_that_was_made_is_counted_and_one_that_was_missed_is_not(
    qtbot, tools, part, ask, said, made_of_three
):
    one = made(qtbot, tools, part)
    new = Appointment(
        id=new_id(),
        kind="visit_to_day_care",
        starts_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
        status=AppointmentStatus.PLANNED,
        institution=one.id,
    )
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda desk: add_appointment(desk, None, new), done=done, failed=done)
    tools.news.changed.emit(done.args[0])
    assert "1 planlagt" in row_of(part.institutions, one.id).accessibleName()
    ask.answers += said
    qtbot.mouseClick(row_of(part.open, new.id).button, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert not part.open.sheet.rows()
    assert f"{made_of_three} af 3 besøg i 2026" in row_of(part.institutions, one.id).accessibleName()


def test_a_series_that_is_being_planned_is_kept_until_it_is_planned(qtbot, tools, part):
    panel = part._office.series[0]
    part._on_series(panel)
    qtbot.keyClicks(part.form.minutes.line, "90")
    part.form.first.line.setText("2.12.2026")
    part.form.first.line.textEdited.emit("2.12.2026")
    part.keep()
    settled(qtbot, tools)
    part.close_form()
    part.show_place(Place("office", record=panel.id))
    assert part.form.minutes.value() == "90"
    assert part.form.first.value() == date(2026, 12, 2)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert own(tools)
    assert list(drafts.everything(tools.desk.db)) == []

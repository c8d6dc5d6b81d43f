"""Rooms and places through the real widgets: made, booked from the office and from a case, waited for."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from db.records.office import Booking, Resource
from db.store import cases, drafts, office
from desktop.kit.buttons import Button
from desktop.place import Place
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import OFFICE, PARTS
from desktop.rooms.office.office_room import OfficeRoom


@pytest.fixture
def room(qtbot, show, tools):
    shown = OfficeRoom(tools, OFFICE)
    show(shown, 1200, 900)
    yield shown
    shown.close_room()


@pytest.fixture
def part(room):
    return room.part("capacity")


@pytest.fixture
def families(tools):
    found = (cases.get(tools.desk.db, case_id) for case_id in cases.ids(tools.desk.db))
    return [case.id for case in found if case.closed is None]


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def made(qtbot, tools, part, name="Familieværelse 9", places="1"):
    qtbot.mouseClick(part.new, Qt.MouseButton.LeftButton)
    part.form.name.line.setText(name)
    part.form.places.line.setText(places)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    return next(one for one in office.everything(tools.desk.db, Resource) if one.name == name)


def book(qtbot, tools, part, case_id, first, last, *, wait=False):
    qtbot.mouseClick(part.book, Qt.MouseButton.LeftButton)
    form = part.form
    form.pick.show_case(case_id, fixed=False)
    form.first.show_value(first)
    form.last.show_value(last)
    qtbot.mouseClick(form.wait if wait else form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    return form


def queued(part, booking):
    return next(row for row in part.queue.sheet.rows() if row.objectName() == booking.id)


def test_a_room_is_made_booked_waited_for_and_moved_up(qtbot, tools, part, families):
    room = made(qtbot, tools, part)
    assert part.record == room.id
    first, last = date(2026, 12, 1), date(2026, 12, 14)
    book(qtbot, tools, part, families[0], first, last)
    refused = book(qtbot, tools, part, families[1], last, last)
    assert refused.trouble.isVisible()
    assert "14. december 2026" in refused.trouble.accessibleName()
    qtbot.mouseClick(refused.wait, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert part.form is None
    held, waits = office.bookings_of(tools.desk.db, room.id)
    row = queued(part, waits)
    assert "intet ledigt" in row.accessibleName()
    part._on_booking(held.id)
    qtbot.mouseClick(part.form.give_up_place, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    row = queued(part, waits)
    assert "plads nu" in row.accessibleName()
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert office.get(tools.desk.db, Booking, waits.id).status == "booked"
    part._turn(date(2026, 12, 1))
    assert part.calendar.free_on(last) == 0
    assert "14. december: 0 pladser ledige" in part.calendar.accessibleName()


def test_bad_input_is_said_beside_its_field_and_nothing_is_made(qtbot, tools, part, families):
    before = office.everything(tools.desk.db, Resource)
    qtbot.mouseClick(part.new, Qt.MouseButton.LeftButton)
    for places in ("", "0", "-1", "1,5", "９", "9999"):
        part.form.places.line.setText(places)
        qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
        assert part.form.places.fault.text()
        assert part.form.name.fault.text()
    assert office.everything(tools.desk.db, Resource) == before
    qtbot.mouseClick(part.form.cancel, Qt.MouseButton.LeftButton)
    form = book(qtbot, tools, part, None, date(2026, 12, 2), None)
    assert form.pick.line.fault.text()
    form = book(qtbot, tools, part, families[0], date(2026, 12, 2), date(2026, 12, 1))
    assert form.trouble.isVisible()
    form.first.show_value(None)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.first.fault.text()


def test_a_name_that_is_typed_is_kept_until_it_is_made_or_given_up(qtbot, tools, room, part):
    qtbot.mouseClick(part.new, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part.form.name.line, "Aflastning uge 50")
    room.keep()
    settled(qtbot, tools)
    assert drafts.of_record(tools.desk.db, "resource", "new")["name"].text == "Aflastning uge 50"
    part.show_place(Place("office", tab="capacity", record="new"))
    assert part.form.name.value() == "Aflastning uge 50"
    qtbot.mouseClick(part.form.cancel, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert drafts.of_record(tools.desk.db, "resource", "new") == {}


def test_a_click_on_a_free_day_begins_a_booking_and_one_on_a_bar_opens_it(qtbot, tools, part, families):
    made(qtbot, tools, part)
    part._turn(date(2026, 12, 1))
    wide, lane = part.calendar._wide(), round(part.calendar._top()) + 10
    where = QPoint(round(4.5 * wide), lane)
    qtbot.mouseClick(part.calendar, Qt.MouseButton.LeftButton, pos=where)
    assert part.form.first.value() == date(2026, 12, 5)
    part.form.pick.show_case(families[0], fixed=False)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    qtbot.mouseClick(part.calendar, Qt.MouseButton.LeftButton, pos=where)
    assert part.form.give_up_place.isVisible()


def test_a_case_leads_to_its_booking_and_back(qtbot, show, tools, part, families):
    page = CasePage(tools, PARTS)
    show(page, 1200, 900)
    page.show_case(families[0], "help")
    booked = page.part("help").booked
    with qtbot.waitSignal(page.place_asked) as asked:
        booked.findChild(Button).click()
    part.show_place(asked.args[0])
    assert part.form.pick.case_id == families[0]
    part.form.first.show_value(date(2027, 2, 1))
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    made_now = office.bookings_of_case(tools.desk.db, families[0])[-1]
    assert made_now.from_ == date(2027, 2, 1)
    assert "1. februar 2027" in " ".join(
        one.accessibleName() for one in booked.sheet.rows() if one.accessibleName()
    )
    part._on_booking(made_now.id)
    lead = next(b for b in part.form.findChildren(Button) if b.accessibleName() == "Åbn sagen")
    with qtbot.waitSignal(part.place_asked) as back:
        lead.click()
    assert back.args[0].case_id == families[0]
    page.close_room()


def test_a_booking_that_is_being_asked_for_is_kept_with_its_family_and_days(qtbot, tools, part, families):
    resource = made(qtbot, tools, part)
    part._choose(resource.id)
    part.book.click()
    part.form.pick._pick(families[0])
    part.form.first.line.setText("3.12.2026")
    part.form.first.line.textEdited.emit("3.12.2026")
    part.keep()
    settled(qtbot, tools)
    part.close_form()
    part.show_place(Place("office", record=resource.id))
    assert part.form.pick.case_id == families[0]
    assert part.form.first.value() == date(2026, 12, 3)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert [one.from_ for one in office.bookings_of(tools.desk.db, resource.id)] == [date(2026, 12, 3)]
    assert list(drafts.everything(tools.desk.db)) == []


def test_the_kind_of_what_can_be_booked_is_kept_too(qtbot, tools, part):
    part.new.click()
    part.form.kind.box.setCurrentIndex(2)
    part.form.kind.box.activated.emit(2)
    chosen = part.form.kind.value()
    part.keep()
    settled(qtbot, tools)
    part.close_form()
    part.new.click()
    assert part.form.kind.value() == chosen

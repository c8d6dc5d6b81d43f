"""What comes in through the real room: kept as it is typed, assessed, made a case, given to a case."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from db.records.entrance import InquiryKind, Outcome
from db.store import cases, drafts, people
from db.store import entrance as store
from desktop.place import Place
from desktop.rooms.entrance.inquiries_room import InquiriesRoom


@pytest.fixture
def room(show, tools):
    shown = InquiriesRoom(tools)
    show(shown, 1200, 900)
    yield shown
    shown.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def written(qtbot, tools, room, text="Alvilde kommer sulten i skole.", **fields):
    """The inquiry that is written down in the window."""
    before = {one.id for one in store.without_case(tools.desk.db)}
    press(qtbot, room.new)
    for name, value in fields.items():
        getattr(room.form, name).show_value(value)
    qtbot.keyClicks(room.form.text.area, text)
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    return next(one for one in store.without_case(tools.desk.db) if one.id not in before)


def test_a_name_that_fits_no_family_is_not_dropped(qtbot, tools, room):
    press(qtbot, room.new)
    qtbot.keyClicks(room.form.text.area, "Vigga møder sulten.")
    qtbot.keyClicks(room.form.pick.line.line, "Vigga")
    press(qtbot, room.form.save)
    assert room.form.pick.line.fault.text() == "Vælg en af familierne, eller lad feltet stå tomt."
    assert room.form.pick.line.line.hasFocus()
    room.form.pick.line.show_value("")
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    assert room.form is None


def deed(room, name):
    return room.one.findChild(type(room.new), f"deed {name}")


def test_a_notification_is_assessed_and_becomes_a_case(qtbot, tools, room):
    told = written(qtbot, tools, room, who="Skovskolen")
    assert (told.kind, told.from_) == (InquiryKind.NOTIFICATION, "Skovskolen")
    assert room.waiting.findChild(object, told.id) is not None
    press(qtbot, deed(room, "assess"))
    press(qtbot, room.form.save)
    assert room.form.acute.fault.text() == "Svar ja eller nej."
    room.form.acute.show_value("no")
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    assert store.inquiry(tools.desk.db, told.id)[0].acute is False
    press(qtbot, deed(room, "open"))
    room.form.name.show_value("Alvilde Berg")
    room.form.born.show_value(date(2017, 3, 3))
    with qtbot.waitSignal(room.place_asked) as asked:
        press(qtbot, room.form.save)
    case = cases.get(tools.desk.db, asked.args[0].case_id)
    assert people.get(tools.desk.db, case.child).name == "Alvilde Berg"
    assert [one.outcome for one in case.inquiries] == [Outcome.OPEN_CASE]


def test_what_is_typed_is_a_draft_and_comes_back(qtbot, tools, show, room):
    press(qtbot, room.new)
    qtbot.keyClicks(room.form.who.line, "Børnehaven")
    qtbot.keyClicks(room.form.text.area, "Han siger ikke noget mere.")
    room.keep()
    settled(qtbot, tools)
    assert {one.text for one in drafts.everything(tools.desk.db)} >= {"Børnehaven"}
    place = room.place()
    again = InquiriesRoom(tools)
    show(again, 1200, 900)
    again.show_place(place)
    assert again.form.who.value() == "Børnehaven"
    assert again.form.text.value() == "Han siger ikke noget mere."
    press(qtbot, again.form.save)
    settled(qtbot, tools)
    assert not [one for one in drafts.everything(tools.desk.db) if one.kind == "inquiry"]
    again.close_room()


def test_danger_is_asked_first_seen_and_goes_into_the_case(qtbot, tools, room):
    press(qtbot, room.new)
    assert room.form.danger.hasFocus()
    room.form.danger.click()
    qtbot.keyClicks(room.form.reason.area, "Far har truet")
    qtbot.keyClicks(room.form.text.area, "Vold i hjemmet")
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    assert room.danger.isVisible()
    press(qtbot, deed(room, "open"))
    assert room.form.reason.value() == "Far har truet"
    room.form.name.show_value("Bo")
    room.form.unborn.click()
    room.form.expected.show_value(date(2027, 2, 1))
    with qtbot.waitSignal(room.place_asked) as asked:
        press(qtbot, room.form.save)
    case = cases.get(tools.desk.db, asked.args[0].case_id)
    assert case.parents_not_told.reason == "Far har truet"
    child = people.get(tools.desk.db, case.child)
    assert (child.born, child.expected) == (None, date(2027, 2, 1))


def test_a_moment_that_lies_ahead_is_refused_and_nothing_is_lost(qtbot, tools, room):
    before = store.without_case(tools.desk.db)
    press(qtbot, room.new)
    room.form.clock.show_value("23.59")
    room.form.text.show_value("I aften")
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    assert "senere end nu" in room.form.trouble.accessibleName()
    assert room.form.text.value() == "I aften"
    assert store.without_case(tools.desk.db) == before


def test_counselling_needs_no_case_and_stays_anonymous(qtbot, tools, room):
    press(qtbot, room.new)
    room.form.what.show_value(InquiryKind.OPEN_COUNSELLING)
    room.form.anonymous.click()
    qtbot.keyClicks(room.form.text.area, "Hvordan taler vi med ham om det?")
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    told = store.without_case(tools.desk.db)[-1]
    assert told.anonymous
    press(qtbot, deed(room, "outcome"))
    room.form.outcome.show_value(Outcome.COUNSELLING_ONLY)
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    assert store.inquiry(tools.desk.db, told.id)[0].outcome is Outcome.COUNSELLING_ONLY
    assert told.id not in {one.id for one, _ in store.waiting(tools.desk.db, 100)}


def test_a_child_of_the_same_name_and_birthday_is_asked_about(qtbot, tools, room):
    known = cases.get(tools.desk.db, cases.resolve(tools.desk.db, "2025-0001"))
    child = people.get(tools.desk.db, known.child)
    told = written(qtbot, tools, room)
    press(qtbot, deed(room, "open"))
    room.form.name.show_value(child.name)
    room.form.born.show_value(child.born)
    press(qtbot, room.form.save)
    settled(qtbot, tools)
    assert room.form.another.isVisible()
    assert store.inquiry(tools.desk.db, told.id)[1] is None
    press(qtbot, room.form.cancel)
    settled(qtbot, tools)
    press(qtbot, deed(room, "give"))
    room.form.pick.show_case(known.id, fixed=False)
    with qtbot.waitSignal(room.place_asked):
        press(qtbot, room.form.save)
    assert store.inquiry(tools.desk.db, told.id)[1] == known.id


def test_the_row_of_the_day_leads_to_its_question(qtbot, tools, room):
    told = written(qtbot, tools, room)
    room.show_place(Place("inquiries", record=f"next:{told.id}"))
    assert room.form.acute.isVisible()
    assert room.place().record == f"assess:{told.id}"
    assert told.received_at <= datetime(2026, 11, 23, 11, tzinfo=UTC)

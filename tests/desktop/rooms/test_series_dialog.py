"""A series made, changed and left out in the calendar, and times that the clocks make hard."""

from datetime import UTC, date, datetime, time

import pytest

from db.actions import appointments
from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus
from db.rules.series import Every
from db.store import cases, minutes
from db.store import series as store
from desktop.rooms.calendar.appointment_dialog import AppointmentDialog, Wish
from desktop.rooms.calendar.calendar_room import CalendarRoom


@pytest.fixture
def room(show, tools):
    return show(CalendarRoom(tools), 1300, 900)


def dialog(room, tools, wish, stored=None):
    family = [(key, key) for key in cases.ids(tools.desk.db)]
    found = AppointmentDialog(tools, room, wish, family, stored)
    found.open()
    return found


def chosen(qtbot, tools, found):
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        found.yes.click()
    return minutes.get(tools.desk.db, found.changed.record)


@pytest.fixture
def series(qtbot, room, tools):
    case_id = cases.ids(tools.desk.db)[0]
    made = dialog(room, tools, Wish(date(2027, 3, 15), time(13), case_id))
    made.kind.show_value(AppointmentKind.PHONE)
    assert made.repeat.step.isHidden()
    made.repeat.every.show_value(Every.WEEKS)
    made.repeat._on_every(Every.WEEKS)
    made.repeat.count.show_value("4")
    made.repeat._on_edited(None)
    assert made.repeat.told.text() == "4 aftaler, den sidste 17. maj 2027, 1 på en helligdag."
    first = chosen(qtbot, tools, made)
    tie = store.tie_of(tools.desk.db, first.id)
    return [first, *store.following(tools.desk.db, tie.series, first.starts_at)]


def test_every_three_weeks_four_times_then_this_and_the_following_later(qtbot, room, tools, series):
    assert [one.starts_at.hour for one in series] == [12, 11, 11, 11]
    change = dialog(room, tools, Wish(date(2027, 4, 5)), series[1])
    assert change.repeat.isHidden()
    assert change.whole.isVisible()
    change.whole.show_value(True)
    change.starts.show_value("14.00")
    change.ends.show_value("15.00")
    chosen(qtbot, tools, change)
    now = [minutes.get(tools.desk.db, one.id) for one in series]
    assert [one.starts_at.hour for one in now] == [12, 12, 12, 12]
    assert now[3].ends_at.hour == 13


def test_a_series_without_an_end_says_so_beside_the_field(room, tools):
    made = dialog(room, tools, Wish(date(2027, 3, 15)))
    made.repeat.every.show_value(Every.MONTHS)
    made.repeat._on_every(Every.MONTHS)
    made.repeat.count.show_value("")
    made.yes.click()
    assert made.isVisible()
    assert made.repeat.count.fault.text()


def test_one_or_the_rest_is_left_out(qtbot, room, tools, series, ask):
    room.stand_on(date(2027, 4, 5))
    entry = next(one for one in room._entries if one.record == series[1].id)
    assert room.doing.why(entry) == "Nummer 2 af 4 i en række: hver 3. uge."
    ask.answers.append("one")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        room.doing.do("cancel", entry)
    room.stand_on(date(2027, 4, 26))
    entry = next(one for one in room._entries if one.record == series[2].id)
    ask.answers.append("rest")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        room.doing.do("cancel", entry)
    statuses = [minutes.get(tools.desk.db, one.id).status for one in series]
    assert statuses == [AppointmentStatus.PLANNED] + [AppointmentStatus.CANCELLED] * 3


def test_across_midnight_on_the_night_that_summer_time_ends(qtbot, room, tools):
    made = dialog(room, tools, Wish(date(2026, 10, 24)))
    made.starts.show_value("23.30")
    made.ends.show_value("4.00")
    new = chosen(qtbot, tools, made)
    assert new.ends_at == datetime(2026, 10, 25, 3, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused_and_the_second_of_two_stays(qtbot, room, tools):
    made = dialog(room, tools, Wish(date(2027, 3, 28)))
    made.starts.show_value("2.30")
    made.ends.show_value("3.30")
    made.yes.click()
    assert "sommertid" in made.fault.text()
    assert made.starts.fault.text()
    made.reject()
    night = Appointment(
        id="night",
        kind=AppointmentKind.OTHER,
        starts_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ends_at=datetime(2026, 10, 25, 1, 45, tzinfo=UTC),
    )
    with qtbot.waitCallback() as ended:
        tools.writer.run(
            lambda desk: appointments.add_appointment(desk, None, night), done=ended, failed=ended
        )
    change = dialog(room, tools, Wish(date(2026, 10, 25)), night)
    change.title.show_value("Nattevagt")
    after = chosen(qtbot, tools, change)
    assert (after.title, after.starts_at, after.ends_at) == ("Nattevagt", night.starts_at, night.ends_at)

"""The calendar: a week is planned, moved, held, missed and explained in it, by mouse and by keys."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from PySide6.QtCore import QPoint, Qt

from db.actions import appointments, marks
from db.errors import NotAllowed
from db.exchange.table import read_table
from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus
from db.records.case import HandledState
from db.rules import names
from db.store import calendar_view, cases, holds, journal, minutes
from db.store.holds import Held, Hold
from desktop.kit.labels import Label
from desktop.kit.rows import LinkRow
from desktop.rooms.calendar.appointment_dialog import AppointmentDialog, Wish
from desktop.rooms.calendar.calendar_room import CalendarRoom
from desktop.rooms.calendar.day_side import what_can_be_done
from desktop.rooms.calendar.day_table import by_day
from desktop.rooms.calendar.entries import lines_in, status_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def room(qtbot, tools):
    shown = CalendarRoom(tools)
    qtbot.addWidget(shown)
    shown.resize(1300, 900)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def meeting(qtbot, tools):
    """A planned follow-up on Wednesday at 13, in the first case."""
    case_id = sorted(cases.ids(tools.desk.db))[0]
    new = Appointment(
        id="m-new",
        kind=AppointmentKind.FOLLOW_UP,
        title="Vi ses",
        starts_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
        ends_at=datetime(2026, 11, 25, 13, tzinfo=UTC),
    )
    done(qtbot, tools, lambda desk: appointments.add_appointment(desk, case_id, new))
    return new


def done(qtbot, tools, work):
    with qtbot.waitCallback() as ended:
        tools.writer.run(work, done=ended, failed=ended)
    if isinstance(ended.args[0], BaseException):
        raise ended.args[0]
    return ended.args[0]


def entry(room, record):
    return next(one for one in room._entries if one.record == record)


def stored(tools, record):
    return minutes.get(tools.desk.db, record)


def test_what_the_month_shows_is_what_the_store_holds(room, tools):
    weeks = [room.month.cells._cells[0][0].day, room.month.cells._cells[-1][-1].day]
    shown = {one.key for row in room.month.cells._cells for cell in row for one in cell.entries}
    assert shown == {one.key for one in calendar_view.between(tools.desk.db, *weeks, TODAY)}
    assert len(shown) > 10
    assert room.head.title.text() == "November 2026"
    assert room.month.cells.headerData(4, Qt.Orientation.Vertical) == "48"


def test_a_cell_is_read_aloud_with_its_day_and_its_entries(room, meeting):
    room.refresh()
    index = room.month.cells.place_of(date(2026, 11, 25))
    said = room.month.cells.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("onsdag 25. november 2026")
    assert "13.00–14.00, Vi ses" in said
    holiday = room.month.cells
    room.stand_on(date(2026, 12, 25))
    assert "helligdag" in holiday.data(
        holiday.place_of(date(2026, 12, 25)), Qt.ItemDataRole.AccessibleTextRole
    )


def test_clicked_once_or_twice_the_side_says_what_can_be_done(qtbot, room, meeting):
    room.resize(1500, 900)
    room.refresh()
    room.month.viewport().repaint()
    where, _ = room.month.hits[entry(room, "m-new").key]
    port = room.month.viewport()
    assert room.side.isVisible()
    assert room.side.one.isHidden()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=where.center())
    assert not room.side.one.isHidden()
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=where.center())
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=where.center())
    assert not room.side.one.isHidden()


def test_where_a_day_has_no_room_for_its_entries_it_is_asked_which_is_meant(qtbot, room, tools, meeting, ask):
    room.resize(700, 430)
    room.stand_on(date(2026, 11, 25))
    room.refresh()
    room.month.viewport().repaint()
    assert not room.side.isVisible()
    assert entry(room, "m-new").key not in room.month.hits
    ask.answers += [entry(room, "m-new"), "cancel", True]
    room.month.stand_on(date(2026, 11, 25))
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        qtbot.keyClick(room.month, Qt.Key.Key_Return)
    assert ask.asked[0] == "Hvilken?"
    assert stored(tools, "m-new").status is AppointmentStatus.CANCELLED


def test_dragged_to_another_day_it_keeps_its_time(qtbot, room, tools, meeting):
    room.refresh()
    room.month.viewport().repaint()
    where, _ = room.month.hits[entry(room, "m-new").key]
    target = room.month.visualRect(room.month.cells.place_of(date(2026, 11, 24))).center()
    port = room.month.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=where.center())
    qtbot.mouseMove(port, where.center() + QPoint(20, 5))
    qtbot.mouseMove(port, target)
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=target)
    moved = stored(tools, "m-new")
    assert moved.starts_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert moved.ends_at - moved.starts_at == timedelta(hours=1)


def test_dragged_from_a_day_of_the_month_before_it_is_not_lost(qtbot, room, tools, meeting):
    room.stand_on(date(2026, 12, 9))
    work = appointments.move_appointment
    done(qtbot, tools, lambda desk: work(desk, meeting, datetime(2026, 11, 30, 6, tzinfo=UTC)))
    room.refresh()
    room.month.viewport().repaint()
    where, _ = room.month.hits[entry(room, "m-new").key]
    target = room.month.visualRect(room.month.cells.place_of(date(2026, 12, 3))).center()
    port = room.month.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=where.center())
    assert room.month.month == date(2026, 12, 1)
    qtbot.mouseMove(port, where.center() + QPoint(20, 5))
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=target)
    assert stored(tools, "m-new").starts_at == datetime(2026, 12, 3, 6, tzinfo=UTC)
    assert room.day == date(2026, 12, 3)


def test_a_click_on_a_day_of_the_next_month_goes_there(qtbot, room):
    place = room.month.visualRect(room.month.cells.place_of(date(2026, 12, 2))).bottomRight() - QPoint(3, 3)
    qtbot.mouseClick(room.month.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert room.day == date(2026, 12, 2)
    assert room.month.month == date(2026, 12, 1)


def test_in_a_low_window_the_week_of_the_day_is_in_sight(qtbot, room):
    room.stand_on(date(2026, 11, 27))
    room.resize(1300, 460)
    qtbot.waitUntil(lambda: room.month.viewport().height() < 400)
    where = room.month.visualRect(room.month.cells.place_of(date(2026, 11, 27)))
    assert where.top() >= 0
    assert where.bottom() <= room.month.viewport().height()
    assert where.top() % where.height() == 0  # no week is cut in two under the names of the days


def test_a_title_is_torn_between_words_only_and_its_dots_say_that_there_is_more(qtbot, room):
    metrics = room.fontMetrics()
    wide = metrics.horizontalAdvance("samtale")
    assert lines_in("Fast samtale i dag", metrics, wide, 3) == ["Fast", "samtale", "i dag"]
    assert lines_in("Fast samtale i dag", metrics, wide, 1)[0].endswith("…")
    assert lines_in("Netværkssamtale i dag", metrics, wide, 2)[0].endswith("…")
    assert lines_in("Fast", metrics, wide, 0) == []


def test_moved_by_key_alone(qtbot, room, tools, meeting):
    room.refresh()
    room.month.stand_on(date(2026, 11, 25))
    room.month.setFocus()
    for _ in range(20):
        qtbot.keyClick(room.month, Qt.Key.Key_Return)
        if room.month.chosen is not None and room.month.chosen.record == "m-new":
            break
    assert "Vi ses" in room.month.accessibleDescription()
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        qtbot.keyClick(room.month, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert stored(tools, "m-new").starts_at.date() == date(2026, 11, 26)


def test_past_a_deadline_a_reason_is_asked_for_and_becomes_a_note(qtbot, room, tools, meeting, ask):
    case_id = minutes.case_of(tools.desk.db, "m-new")
    room.refresh()
    before = len(cases.get(tools.desk.db, case_id).notes)
    ask.answers.append("Familien er på ferie.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        room.doing.move(entry(room, "m-new"), date(2027, 11, 1), None)
    notes = cases.get(tools.desk.db, case_id).notes
    assert len(notes) == before + 1
    assert notes[-1].text == "Flyttet fra 25. november 2026 til 1. november 2027: Familien er på ferie."


def test_past_a_deadline_the_dialog_asks_for_the_reason_too(qtbot, room, tools, meeting, ask):
    case_id = minutes.case_of(tools.desk.db, "m-new")
    before = len(cases.get(tools.desk.db, case_id).notes)
    dialog = AppointmentDialog(tools, room, Wish(date(2026, 11, 25)), [], meeting)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.day.show_value(date(2027, 11, 1))
    ask.answers.append(None)
    dialog.yes.click()
    assert dialog.isVisible()
    assert stored(tools, "m-new") == meeting
    ask.answers.append("Familien er på ferie.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        dialog.yes.click()
    assert stored(tools, "m-new").starts_at == datetime(2027, 11, 1, 12, tzinfo=UTC)
    notes = cases.get(tools.desk.db, case_id).notes
    assert [one.text for one in notes[before:]] == [
        "Flyttet fra 25. november 2026 til 1. november 2027: Familien er på ferie."
    ]


def test_a_meeting_of_anothers_case_says_whose_it_is_and_can_only_be_looked_at(room, tools, meeting):
    case_id = sorted(cases.ids(tools.desk.db))[0]
    with tools.desk.db.atomic():
        holds.put(tools.desk.db, Held(case_id, "2025-1", Hold.SHARED, "Mads Friis", "p", meeting.starts_at))
    room.read()
    found = entry(room, meeting.id)
    assert what_can_be_done(found, meeting.starts_at) == ["open"]
    room.stand_on(found.day)
    assert any("kopi fra Mads Friis" in row.accessibleName() for row in room.side.day.sheet.rows())


def test_a_deadline_cannot_be_dragged(room, tools):
    room.stand_on(TODAY)
    deadline = next(one for one in room._entries if one.kind is None)
    room.doing.move(deadline, date(2026, 12, 1), None)
    assert room.trouble.isVisible()


def test_held_missed_and_cancelled(qtbot, room, tools, meeting, ask):
    room.refresh()
    with pytest.raises(NotAllowed, match="has not begun"):
        done(qtbot, tools, lambda desk: appointments.hold_appointment(desk, meeting))
    ask.answers.append("Ingen hjemme.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        room.doing.do("missed", entry(room, "m-new"))
    assert stored(tools, "m-new").status is AppointmentStatus.MISSED
    assert stored(tools, "m-new").missed_reason == "Ingen hjemme."
    assert room.doing.why(entry(room, "m-new")) == "Ikke holdt: Ingen hjemme."
    missed = stored(tools, "m-new")
    with pytest.raises(NotAllowed, match="still planned"):
        done(qtbot, tools, lambda desk: appointments.move_appointment(desk, missed, desk.now()))


def test_a_deadline_is_explained_and_marked_by_hand(qtbot, room, tools, ask):
    late = calendar_view.overdue(tools.desk.db, TODAY)
    one = next(row for row in late if row.case_id and row.kind is None)
    assert room.doing.why(one).endswith(".")
    ask.answers.append("Familien bad om ro.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        room.doing.do("waive", one)
    assert one.key not in {row.key for row in calendar_view.overdue(tools.desk.db, TODAY)}
    room.stand_on(one.day)
    marked = next(row for row in room._entries if row.key == one.key)
    assert status_of(marked, tools.words) == "bortfaldet"
    assert "Markeret 23. november 2026 som bortfaldet: Familien bad om ro." in room.doing.why(marked)
    assert what_can_be_done(marked, tools.now()) == ["open", "met", "not_kept", "unmark"]
    mark = cases.get(tools.desk.db, one.case_id).handled[-1]
    assert (mark.rule, mark.trigger, mark.due, mark.state) == (
        one.rule,
        one.record,
        one.day,
        HandledState.WAIVED,
    )
    with pytest.raises(NotAllowed, match="needs a reason"):
        done(
            qtbot,
            tools,
            lambda desk: marks.mark_deadline(desk, one.case_id, "contact", "x", TODAY, HandledState.MET, " "),
        )


def test_what_only_passes_is_over_once_its_day_is(room, tools):
    days = (date(2026, 1, 1), date(2027, 12, 31), TODAY)
    passing = [one for one in calendar_view.between(tools.desk.db, *days) if one.passing]
    assert {one.is_over for one in passing} == {True, False}
    for one in passing:
        assert one.is_over is (one.day < TODAY)
        assert status_of(one, tools.words) == ""
        assert one.is_over is (what_can_be_done(one, tools.now()) == ["open"])


def test_what_was_marked_missed_stays_visible_as_such_and_a_mark_can_be_taken_away(qtbot, room, tools, ask):
    late = calendar_view.overdue(tools.desk.db, TODAY)
    one = next(row for row in late if row.case_id and row.kind is None)
    room.stand_on(one.day)
    ask.answers.append("Ingen tid.")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        room.doing.do("not_kept", one)
    marked = next(row for row in room._entries if row.key == one.key)
    assert status_of(marked, tools.words) == "ikke overholdt"
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        room.doing.do("unmark", marked)
    assert one.key in {row.key for row in calendar_view.overdue(tools.desk.db, TODAY)}
    assert list(journal.faults(tools.desk.db)) == []


def test_overdue_stays_above_whatever_is_shown(room):
    room.stand_on(date(2028, 6, 1))
    assert room.overdue.isVisible()
    assert not room._entries or room._entries[0].day >= date(2028, 5, 29)


@pytest.mark.parametrize("wide", [1200, 700, 500])
def test_however_narrow_it_is_the_strip_says_how_many_more_are_overdue(room, wide):
    strip = room.overdue
    strip.show_entries(strip._entries, 22)
    strip.resize(wide, strip.height())
    shown = sum(button.isVisible() for button in strip._buttons)
    assert strip._more.isVisible()
    assert f"og {22 - shown}" in strip._more.text()


def test_a_new_appointment_says_beforehand_what_it_overlaps(qtbot, room, tools, meeting):
    overlapping = "Den ligger oven i en anden af dine aftaler."
    dialog = AppointmentDialog(tools, room, Wish(date(2026, 11, 25)), [])
    qtbot.addWidget(dialog)
    for begin, end, told in (("13.30", "15.00", True), ("19.00", "20.00", False)):
        dialog.starts.show_value(begin)
        dialog.ends.show_value(end)
        dialog._on_time(None)
        assert (overlapping in dialog.notice.text()) is told
    again = AppointmentDialog(tools, room, Wish(date(2026, 11, 25)), [], meeting)
    qtbot.addWidget(again)
    again.starts.show_value("19.00")
    again.ends.show_value("20.00")
    again._on_time(None)
    assert overlapping not in again.notice.text()


def test_an_end_typed_before_the_beginning_is_refused_and_a_stored_long_one_is_left_alone(qtbot, room, tools):
    dialog = AppointmentDialog(tools, room, Wish(date(2026, 11, 25)), [])
    qtbot.addWidget(dialog)
    dialog.starts.show_value("10.00")
    dialog.ends.show_value("9.00")
    dialog._on_time(None)
    assert dialog.ends.fault.text() == "For tidligt."
    assert dialog.notice.text() == "Den slutter, før den begynder. Skriv et senere tidspunkt."
    dialog.yes.click()
    assert dialog.yes.isEnabled()
    assert dialog.ends.fault.text() == "For tidligt."
    dialog.ends.show_value("11.00")
    dialog._on_time(None)
    assert not dialog.ends.fault.text()
    whole_day = Appointment(
        id="m-long",
        kind="other",
        starts_at=datetime(2026, 11, 25, 9, tzinfo=UTC),
        ends_at=datetime(2026, 11, 26, 8, tzinfo=UTC),
    )
    again = AppointmentDialog(tools, room, Wish(date(2026, 11, 25)), [], whole_day)
    qtbot.addWidget(again)
    assert again._first_fault() is None


def test_a_new_appointment_across_midnight_and_on_a_holiday(qtbot, room, tools):
    dialog = AppointmentDialog(tools, room, Wish(date(2026, 12, 25)), [])
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.notice.text() == "Dagen er en helligdag."
    dialog.starts.show_value("23.30")
    dialog.ends.show_value("0.15")
    dialog._on_time(None)
    assert "dagen efter" in dialog.notice.text()
    dialog.starts.show_value("25.00")
    dialog.yes.click()
    assert dialog.isVisible()
    dialog.starts.show_value("23.30")
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        dialog.yes.click()
    new = stored(tools, dialog.changed.record)
    assert new.ends_at - new.starts_at == timedelta(minutes=45)
    assert minutes.case_of(tools.desk.db, new.id) is None


def test_week_and_list_and_every_kind_has_a_name(qtbot, room):
    room.shape.setCurrentIndex(1)
    assert room.head.title.text() == "Uge 48, 2026"
    room.week.viewport().repaint()
    assert room.week.hits
    room.shape.setCurrentIndex(2)
    assert room.list._shown
    assert set(names.APPOINTMENTS) == set(AppointmentKind)


@pytest.mark.parametrize("shape", [0, 1, 2])
def test_earlier_later_and_today_turn_what_is_shown(qtbot, room, tools, shape):
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    room.shape.setCurrentIndex(shape)
    assert room._entries
    first = (room.head.title.text(), {one.key for one in room._entries})
    room.after.click()
    later = (room.head.title.text(), {one.key for one in room._entries})
    assert later[0] != first[0]
    assert later[1] == {one.key for one in calendar_view.between(tools.desk.db, *room._span(), TODAY)}
    qtbot.keyClick(room, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(room, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert room.head.title.text() not in (first[0], later[0])
    qtbot.keyClick(room, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert room.day == TODAY
    assert (room.head.title.text(), {one.key for one in room._entries}) == first


def test_page_down_turns_the_week_and_its_days(qtbot, room):
    room.shape.setCurrentIndex(1)
    qtbot.keyClick(room.week, Qt.Key.Key_PageDown)
    assert room.head.title.text() == "Uge 49, 2026"
    assert room.week.cells.cell(room.week.cells.index(0, 0)).day == date(2026, 11, 30)


def test_the_calendars_list_is_saved_with_its_deadlines(qtbot, tools, room, ask, tmp_path):
    room.shape.setCurrentIndex(2)
    ask.answers += ["csv", tmp_path / "ud.csv"]
    with qtbot.waitSignal(tools.news.written, timeout=5000):
        room.save_list.click()
    found = read_table((tmp_path / "ud.csv").read_bytes())
    assert found.heads == ("Dag", "Tidspunkt", "Hvad", "Barn", "Kopi fra", "Grundlag", "Lov", "Status")
    assert len(found.rows) == len(room._entries) > 0


def test_the_calendar_file_is_written_from_the_window_and_names_nobody(qtbot, room, tools, ask, tmp_path):
    ask.answers.append(tmp_path / "kalender")
    qtbot.mouseClick(room.save_file, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(room.made.isVisible)
    written = icalendar.Calendar.from_ical((tmp_path / "kalender.ics").read_bytes())
    count = len(written.walk("VEVENT"))
    assert count
    assert f"{count} poster står i {tmp_path / 'kalender.ics'}." in room.made.accessibleName()
    ask.answers.append(tmp_path / "kalender.ics")
    qtbot.mouseClick(room.save_file, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ask.told))
    assert room.made.isHidden()


def test_no_list_ends_without_saying_so(qtbot, room, monkeypatch):
    monkeypatch.setattr("desktop.rooms.calendar.list_view._MOST", 5)
    monkeypatch.setattr("desktop.rooms.calendar.day_side._MOST", 1)
    room.shape.setCurrentIndex(2)
    count = len(room._entries)
    assert count > 10
    for shown in range(5, count + 5, 5):
        rows = [row for part in room.list._shown for row in part.findChildren(LinkRow)]
        assert len(rows) == min(shown, count)
        if shown < count:
            room.list._shown[-1].click()
    crowded = max(by_day(room._entries).values(), key=len)
    room.side.show_day(crowded[0].day, crowded, frozenset())
    said = [label.text() for label in room.side.day.findChildren(Label)]
    assert f"og {len(crowded) - 1} flere: de står alle i listen" in said


def test_what_is_overdue_is_counted_to_the_end_and_beyond_that_only_called_more(room, monkeypatch):
    late = calendar_view.overdue(room._tools.desk.db, TODAY)
    assert calendar_view.overdue_count(room._tools.desk.db, TODAY) == len(late)
    assert f"{len(late)} overskredet:" in {label.text() for label in room.overdue.findChildren(Label)}
    room.overdue.show_entries(late[:3], 1000)
    assert "Mere end 999 overskredet:" in {label.text() for label in room.overdue.findChildren(Label)}

"""A caseworker's week in the real window: planned, moved, held, missed and explained."""

import json
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from db.actions import documents
from db.books import demo
from db.records.appointment import AppointmentKind, AppointmentStatus
from db.store import cases, deadlines, minutes
from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.labels import Label
from desktop.main_window import MainWindow
from desktop.rooms.calendar.appointment_dialog import AppointmentDialog
from desktop.settings import Settings

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
PASSPHRASE = "gul cykel regn lampe"


@pytest.fixture
def clock():
    return [MONDAY]


@pytest.fixture
def window(qtbot, qapp, tmp_path, clock):
    shown = MainWindow(
        Words("da"),
        store=tmp_path / "store" / "a.taetpaa",
        now=lambda: clock[0],
        settings=Settings(),
        settings_file=tmp_path / "window.json",
    )
    qtbot.addWidget(shown)
    shown.resize(1640, 950)
    with qtbot.waitExposed(shown):
        shown.show()
    first = shown._first
    first.name.line.setText("Hanne Lind")
    for field in (first.passphrase, first.again):
        qtbot.keyClicks(field.line, PASSPHRASE)
    first.understood.setChecked(True)
    qtbot.mouseClick(first.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shown.is_locked, timeout=20_000)
    data = json.dumps(demo.families()[0]).encode()
    with qtbot.waitCallback() as done:
        shown.writer.run(lambda desk: documents.import_document(desk, data), done=done, failed=done)
    yield shown
    shown.leave()


def changed(qtbot, window, work):
    with qtbot.waitSignal(window.page.tools.news.changed, timeout=10_000):
        work()


def planned(qtbot, window, kind, day, begins, ends, case_id):
    """Write an appointment down through the dialog, by the keyboard where one types; its id."""
    room = window.page._rooms["calendar"]
    qtbot.mouseClick(room.new, Qt.MouseButton.LeftButton)
    dialog = next(one for one in room.findChildren(AppointmentDialog) if one.isVisible())
    dialog.kind.show_value(kind)
    dialog.case.show_value(case_id)
    for field, text in ((dialog.day, day), (dialog.starts, begins), (dialog.ends, ends)):
        field.line.setFocus()
        field.line.selectAll()
        qtbot.keyClicks(field.line, text)
    changed(qtbot, window, lambda: qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton))
    return dialog.changed.record


def chosen(room, record):
    entry = next(one for one in room._entries if one.record == record)
    room.stand_on(entry.day)
    room._on_opened(entry)
    return entry


def pressed(qtbot, room, text):
    found = [one for one in room.side.one.findChildren(Button) if one.isVisible() and one.text() == text]
    (button,) = found
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_week_is_planned_moved_held_missed_and_explained(qtbot, window, clock, monkeypatch):
    page = window.page
    db = page.tools.desk.db
    case_id = cases.resolve(db, "2025-0001")
    page.open_room("calendar")
    room = page._rooms["calendar"]
    room.shape.setCurrentIndex(1)

    call = planned(qtbot, window, AppointmentKind.PHONE, "25/11-26", "9.00", "9.30", case_id)
    visit = planned(qtbot, window, AppointmentKind.HOME_VISIT, "26/11-26", "14.00", "15.00", case_id)
    assert {call, visit} <= {one.record for one in room._entries}

    chosen(room, call)
    room.week.stand_on(date(2026, 11, 25))
    room.week.choose(next(one for one in room._entries if one.record == call))
    index = room.week.cells.place_of(date(2026, 11, 25))
    room.week.setCurrentIndex(index.siblingAtRow(3))  # nine o'clock
    room.week.choose(next(one for one in room._entries if one.record == call))
    room.week.setFocus()
    left = (room.week, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    changed(qtbot, window, lambda: qtbot.keyClick(*left))
    assert minutes.get(db, call).starts_at == datetime(2026, 11, 24, 8, tzinfo=UTC)

    clock[0] = datetime(2026, 11, 24, 9, tzinfo=UTC)
    chosen(room, call)
    pressed(qtbot, room, "Den blev holdt")
    qtbot.waitUntil(lambda: minutes.get(db, call).status is AppointmentStatus.HELD)
    open_now = [one.deadline for one in deadlines.open_of_case(db, case_id, date(2026, 11, 24))]
    contact = next(one for one in open_now if one.rule == "contact")
    assert contact.trigger_id == call

    clock[0] = datetime(2026, 11, 27, 9, tzinfo=UTC)
    page.open_room("today")
    today = page._rooms["today"]
    today.refresh()
    said = [row.accessibleName() for shown in today.lists.values() for row in shown.sheet.rows()]
    assert any("jemmebesøg" in one and "ikke skrevet ind" in one for one in said)
    page.open_room("calendar")
    chosen(room, visit)
    monkeypatch.setattr(page.tools.ask, "text", lambda *_, **__: "Mor var syg.")
    pressed(qtbot, room, "Den blev ikke holdt …")
    qtbot.waitUntil(lambda: minutes.get(db, visit).status is AppointmentStatus.MISSED)
    assert minutes.get(db, visit).missed_reason == "Mor var syg."

    room.shape.setCurrentIndex(0)
    room.stand_on(contact.due_day)
    entry = next(one for one in room._entries if one.rule == "contact" and one.record == call)
    room._on_opened(entry)
    told = " ".join(label.text() for label in room.side.one.findChildren(Label) if label.isVisible())
    assert "24. november 2026" in told
    assert told.count(".") > 1

"""The window locks by itself, from wherever it is, and comes back to the same place and cursor."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import stores
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

from db.actions import backups, whereabouts
from db.records.appointment import AppointmentStatus
from db.store import cases, header
from db.store import open as door
from db.words import Words
from desktop.kit.jobs import Task
from desktop.kit.secret_copy import copy_secretly
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.settings import Settings

PASSPHRASE = "gul cykel regn lampe"
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture(scope="module")
def family(tmp_path_factory):
    return stores.filled(tmp_path_factory.mktemp("family"), 2, PASSPHRASE, "a.taetpaa")


@pytest.fixture
def store(family, tmp_path):
    return stores.copied(family, tmp_path)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def start(qtbot, store, show, clock):
    """A function that starts the program on the store; every window of it is left at the end."""
    started = []

    def begun():
        window = MainWindow(
            Words("da"),
            store=store,
            now=lambda: NOW,
            settings=Settings(),
            settings_file=store.parent / "window.json",
            touch_clock=clock,
        )
        started.append(window)
        show(window, 1200, 800)
        return window

    yield begun
    for window in started:
        window.leave()


@pytest.fixture
def window(start, qtbot):
    window = start()
    unlocked(qtbot, window)
    return window


def unlocked(qtbot, window):
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)


def case_of(window):
    return cases.resolve(window.page.tools.desk.db, "2025-0001")


def plan_field(window):
    return window.page._rooms["case"].part("plan")._form.findChild(QTextEdit, "purpose")


def begin_plan(qtbot, window):
    """A plan that can be written in, in front."""
    window.page.open_case(case_of(window), "plan")
    window.page._rooms["case"].part("plan").next_version.click()
    qtbot.waitUntil(lambda: plan_field(window).isEnabled(), timeout=5000)
    return plan_field(window)


def plan_in_writing(qtbot, window):
    """A plan in which somebody has written, and gone back to the middle of it."""
    field = begin_plan(qtbot, window)
    field.setFocus()
    QTest.keyClicks(field, "Vi aftalte i dag at ")
    cursor = field.textCursor()
    cursor.setPosition(7)
    field.setTextCursor(cursor)
    return field


def test_a_live_meeting_has_its_longer_time_and_once_it_is_left_the_usual_one(qtbot, window, clock):
    idle, told = window.guard.idle, []
    idle.nearly.connect(told.append)
    idle.touched.connect(told.clear)
    meeting = window.page.tools.desk.db.execute(
        "select id from appointments where parent = ? and kind like '%meeting%' limit 1", [case_of(window)]
    ).fetchone()[0]
    window.page.go_to(Place("live", record=meeting))
    assert window.page._here == "live"
    idle.stay()
    clock.seconds += 58 * 60
    idle.look()
    assert not window.is_locked
    assert told == []
    clock.seconds += 61
    idle.look()
    assert told == [59]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert told == []
    assert not window.is_locked
    window.page.open_room("today")
    assert idle._timer.remainingTime() <= 25_000  # it does not wait for the hour of the meeting
    clock.seconds += 9 * 60 + 1
    idle.look()
    assert told == [59]
    clock.seconds += 60
    idle.look()
    assert window.is_locked


def test_nobody_touches_it_for_ten_minutes(qtbot, window, clock):
    field = plan_in_writing(qtbot, window)
    copy_secretly("Skovvej 4")
    before, key = field.toPlainText(), window._unlocked.key
    assert "Vi aftalte i dag at " in before
    dialog = _new_case_dialog(window)
    clock.seconds = 9 * 60 + 30
    window.guard.idle.look()
    assert window.guard.notice.banner.isVisible()
    clock.seconds = 10 * 60
    dialog.hide()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    dialog.show()
    window.guard.idle.look()
    assert window.is_locked
    assert not dialog.isVisible()
    assert bytes(key) == bytes(len(key)) != b""
    assert QGuiApplication.clipboard().text() == ""
    assert window.guard.notice.banner is None
    window.activateWindow()  # what a desktop does once the dialog is gone
    unlocked(qtbot, window)
    again = plan_field(window)
    assert again is not field
    assert window.page.place().case_id == case_of(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is again)
    assert again.toPlainText() == before
    assert again.textCursor().position() == 7


def _new_case_dialog(window):
    window.page._on_new_case()
    return next(one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window)


def test_stay_keeps_it_open(qtbot, window, clock):
    clock.seconds = 9 * 60 + 30
    window.guard.idle.look()
    button = window.guard.notice.banner.button
    at = button.mapTo(window, button.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    qtbot.waitUntil(lambda: window.guard.notice.banner is None)
    clock.seconds += 9 * 60 - 1
    window.guard.idle.look()
    assert not window.is_locked
    assert window.guard.notice.banner is None


def in_sight(widget):
    """The rectangle of `widget` on the screen."""
    return widget.rect().translated(widget.mapToGlobal(QPoint()))


def test_the_notice_hides_nothing_that_is_being_written(qtbot, window, clock):
    begin_plan(qtbot, window)
    with _notice_apart(qtbot, window, clock, window, window.page):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    window.page.anywhere.new_note()
    note = QApplication.activeModalWidget()
    note.ready.setFocus()
    text = note.text.area
    with _notice_apart(qtbot, window, clock, note, text):
        at = text.mapTo(note, QPoint(20, 20))
        QTest.mouseClick(note.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        assert text.hasFocus()  # what is clicked is what stood under the mouse


@contextmanager
def _notice_apart(qtbot, window, clock, over, whole):
    """It stands beside `whole` in the window `over` until somebody is here, and then all is as before."""
    qtbot.waitUntil(over.isActiveWindow)
    before, size = whole.mapTo(over, QPoint()), over.size()
    clock.seconds += 9 * 60 + 30
    window.guard.idle.look()
    banner = window.guard.notice.banner
    assert banner.window() is over
    assert over.rect().contains(banner.geometry())
    qtbot.waitUntil(lambda: not in_sight(banner).intersects(in_sight(whole)))
    yield
    qtbot.waitUntil(lambda: window.guard.notice.banner is None)
    qtbot.waitUntil(lambda: whole.mapTo(over, QPoint()) == before)
    assert over.size() == size


def test_in_a_live_meeting_an_hour_is_too_long(window, clock):
    window.page._here = "live"
    clock.seconds = 58 * 60
    window.guard.idle.look()
    assert not window.is_locked
    assert window.guard.notice.banner is None
    clock.seconds = 59 * 60 + 1
    window.guard.idle.look()
    assert window.guard.notice.banner is not None
    clock.seconds = 60 * 60
    window.guard.idle.look()
    assert window.is_locked


def test_a_running_job_stops_at_its_next_step(qtbot, window):
    begun, ended = [], []

    def work(task: Task):
        begun.append(True)
        try:
            while True:
                QTest.qSleep(5)
                task.step(0, 1)
        finally:
            ended.append(True)

    window.page.tools.jobs.run_long(work, done=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: begun == [True])
    window.guard.lock_asked.emit()
    assert window.is_locked
    assert ended == [True]


def test_the_head_is_in_the_header_after_a_lock_and_within_a_minute_before(qtbot, window, store):
    from desktop.heads import Heads

    def lines():
        return window.page.tools.desk.db.execute("select max(number) from journal").fetchone()[0]

    from db.actions.office import name_caseworker

    with qtbot.waitCallback() as named:
        window.writer.run(lambda desk: name_caseworker(desk, "Anna Lund"), done=named, failed=named)
    written = lines()
    assert header.read(store).head.lines < written
    heads = Heads(window.writer, window, each=20)
    qtbot.waitUntil(lambda: header.read(store).head.lines == written, timeout=5000)
    heads.stop()
    with qtbot.waitCallback() as named:
        window.writer.run(lambda desk: name_caseworker(desk, "Anna Krog"), done=named, failed=named)
    window.lock()
    assert header.read(store).head.lines == written + 1


def test_after_a_crash_the_start_says_that_nothing_was_lost(qtbot, start, store):
    (store.with_name(store.name + ".open")).touch()
    window = start()
    assert "Intet er gået tabt" in window.lock_screen.says.text()
    unlocked(qtbot, window)
    window.lock()
    assert not store.with_name(store.name + ".open").exists()
    assert "Intet er gået tabt" not in window.lock_screen.says.text()
    assert "Intet er gået tabt" not in start().lock_screen.says.text()


def test_the_next_desk_is_laid_without_a_word_of_the_store_and_taken_by_the_right_passphrase(qtbot, start):
    window = start()
    window.unlock("en helt anden")
    qtbot.waitUntil(lambda: bool(window.lock_screen.field.fault.text()), timeout=20_000)
    qtbot.waitUntil(lambda: window._pages.count() == 2)
    (laid,) = (page for page in map(window._pages.widget, range(2)) if page is not window.lock_screen)
    assert window.is_locked
    assert "2 sager" not in " ".join(label.text() for label in laid.findChildren(QLabel))
    with pytest.raises(RuntimeError):
        _ = laid.tools.desk
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)
    assert window.page is laid
    assert "2 sager" in " ".join(label.text() for label in laid.front().findChildren(QLabel))


def test_wrong_passphrases_wait_after_a_new_start_too_whatever_the_clock_says(start, store):
    long_ago = (
        '{"count": 7, "last": 1.0}'  # as an older release wrote it: a clock that is moved shortens nothing
    )
    (store.with_name(store.name + ".tries")).write_text(long_ago)
    window = start()
    assert not window.lock_screen.field.line.isEnabled()
    assert "Prøv igen om 32" in window.lock_screen.says.text()


def test_nothing_personal_stands_in_titles_settings_and_files_beside_the_store(qtbot, window, store):
    case_id = case_of(window)
    names = [row[0] for row in window.page.tools.desk.db.execute("select distinct name from people")]
    assert names
    QTest.keyClicks(begin_plan(qtbot, window), "Sentinelord")
    titles = {one.windowTitle() for one in QApplication.topLevelWidgets()}
    assert titles <= {"Tæt På", ""}
    window.lock()
    for file in filter(Path.is_file, store.parent.rglob("*")):  # a backup may have been made meanwhile
        content = file.read_bytes()
        for word in ["Sentinelord", case_id, *names]:
            assert word.encode() not in content, (file.name, word)
        assert file.suffix in (".taetpaa", ".header", ".lock", ".json"), file.name


def test_a_lock_in_the_middle_of_a_new_case_loses_nothing_and_comes_back_to_it(qtbot, window):
    window.page.open_room("cases")
    window.page._on_new_case()
    sheet = window.page._rooms["new_case"]
    qtbot.keyClicks(sheet.name.line, "Ida Skov")
    sheet.coordinator.setFocus()
    qtbot.keyClicks(sheet.coordinator.line, " og Bo")
    sheet.coordinator.line.setCursorPosition(4)
    QTest.keyClick(sheet.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked
    unlocked(qtbot, window)
    again = window.page._rooms["new_case"]
    assert again.isVisible()
    assert again.name.value() == "Ida Skov"
    assert again.coordinator.value().endswith(" og Bo")
    assert again.focusWidget() is again.coordinator.line
    assert again.coordinator.line.cursorPosition() == 4
    assert window.page._here == "cases"
    again.reject()
    window.page.open_room("today")
    texts = [row.text() for row in window.page._rooms["today"].findChildren(QLabel)]
    assert "Ny sag" in texts


def test_the_first_window_fits_on_the_screen(start):
    window = start()
    room = window.screen().availableGeometry()
    window.fit_screen()
    assert window.minimumHeight() <= window.height() < room.height()
    assert window.minimumWidth() <= window.width() < room.width()


def test_a_note_over_a_family_comes_back_over_that_family(qtbot, window):
    window.page.open_case(case_of(window), "plan")
    window.page.anywhere.new_note()
    area = window.page._rooms["note"].findChildren(QTextEdit)[0]
    QTest.keyClicks(area, "Ringet op af skolen")
    window.lock()
    unlocked(qtbot, window)
    assert "Ringet op af skolen" in window.page._rooms["note"].findChildren(QTextEdit)[0].toPlainText()
    behind = window.page._in_the_room()
    assert (behind.case_id, behind.tab) == (case_of(window), "plan")


def test_a_file_dialog_is_hidden_at_once_and_what_waits_for_it_gets_nothing(qtbot, window, in_next_dialog):
    seen = []

    def lock_now(dialog):
        seen.append(type(dialog).__name__)
        window.guard.lock_asked.emit()
        seen.append(dialog.isVisible())

    in_next_dialog(lock_now)
    chosen = window.page.tools.ask.what_to_open(window.page, ("json",))
    assert seen == ["QFileDialog", False]
    assert chosen is None
    assert window.is_locked
    unlocked(qtbot, window)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]


def test_a_lock_while_somebody_is_written_about_comes_back_into_the_dialog(qtbot, window):
    case_id = case_of(window)
    window.page.open_case(case_id, "family")
    part = window.page._rooms["case"].part("family")
    part.add.click()
    qtbot.waitUntil(part.dialog.name.line.hasFocus)
    qtbot.keyClicks(part.dialog.name.line, "Ny moster")
    part.dialog.name.line.setCursorPosition(3)
    assert window.page.place().cursor == 3
    window.lock()
    unlocked(qtbot, window)
    again = window.page._rooms["case"].part("family").dialog
    assert again.isVisible()
    assert again.name.value() == "Ny moster"
    assert again.focusWidget() is again.name.line
    assert again.name.line.cursorPosition() == 3
    again.reject()


def test_a_lock_leads_back_to_the_meeting_that_is_written_in(qtbot, window):
    case_id = case_of(window)
    window.page.open_case(case_id, "meetings")
    part = window.page._rooms["case"].part("meetings")
    planned = [one for one in part._case.appointments if one.status is AppointmentStatus.PLANNED]
    other = next(one for one in planned if one.id != part.editor.meeting_id)
    part.show_record(other.id)
    assert window.page.place().record == other.id
    window.lock()
    unlocked(qtbot, window)
    assert window.page._rooms["case"].part("meetings").editor.meeting_id == other.id


@pytest.mark.parametrize("asked", ["a file", "a question"])
def test_the_key_of_the_lock_is_heard_in_what_lies_above_the_desk(window, in_next_dialog, asked):
    def press(dialog):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        QCoreApplication.postEvent(
            dialog.windowHandle(), key
        )  # QTest would turn the loop of the dialog itself
        QTimer.singleShot(20_000, window, give_up)  # so that a key that is not heard fails, and does not hang

    def give_up():
        for one in QApplication.topLevelWidgets():
            if one.isModal():
                one.hide()

    in_next_dialog(press)
    ask = window.page.tools.ask
    if asked == "a file":
        assert ask.what_to_open(window.page, ("json",)) is None
    else:
        assert not ask.confirm(window.page, "Vil du?", yes="Ja")
    assert window.is_locked


def test_a_job_that_writes_stops_within_two_seconds_and_leaves_no_part_of_its_file(qtbot, window, tmp_path):
    begun, out = [], tmp_path / "out"
    out.mkdir()

    def work(task: Task):
        own = window._unlocked
        db = own.connect()
        try:

            def step():
                begun.append(time.monotonic())
                QTest.qSleep(20)
                task.step(0, 1)

            backups.back_up(own, db, out / "copy.backup", made_at=NOW, step=step)
        finally:
            db.close()

    window.page.tools.jobs.run_long(work, done=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: len(begun) > 2, timeout=10_000)
    at = time.monotonic()
    window.lock()
    assert time.monotonic() - at < 2
    assert list(out.iterdir()) == []


def test_a_lock_while_the_store_is_being_opened_leaves_it_closed(qtbot, start, store):
    window, opened = start(), []
    window.opening.opened.connect(opened.append)
    window.lock_screen.field.line.setText(PASSPHRASE)
    window.lock_screen.button.click()
    window.guard.lock_asked.emit()  # the lid is closed before the passphrase was tried
    qtbot.wait(50)
    assert opened == []
    assert window.is_locked
    assert window.lock_screen.button.isEnabled()
    with door.unlock_by_passphrase(store, PASSPHRASE):  # the program has let go of it
        pass
    unlocked(qtbot, window)


def test_what_goes_on_behind_the_lock_is_told_once_somebody_is_there_again(qtbot, window, store):
    before = header.read(store).slots
    window._on_new_key(PASSPHRASE)
    window.guard.lock_asked.emit()  # the machine sleeps meanwhile
    qtbot.waitUntil(lambda: header.read(store).slots != before, timeout=30_000)
    qtbot.waitUntil(window.lock_screen.button.isEnabled, timeout=20_000)
    assert window.is_locked
    unlocked(qtbot, window)
    assert "ny nøgle" in window.page.banner.accessibleName()


@pytest.mark.parametrize("told", ["", "[]", "{}", "5", '{"room": "today"}', '{"behind": null, "who": "x"}'])
def test_a_place_that_none_told_is_where_the_day_begins(told):
    assert Place.of(told) == Place()


def test_a_place_is_told_and_read_again():
    place = Place("note", record="n1", field="text", cursor=7, behind=Place("case", "c1", "plan"))
    assert Place.of(place.told()) == place


def test_after_a_crash_the_desk_is_opened_at_the_same_place_and_cursor(qtbot, start, window, store):
    field = plan_in_writing(qtbot, window)
    kept = window.page.place()
    qtbot.waitUntil(lambda: whereabouts.kept(window.page.tools.desk) == kept.told(), timeout=10_000)
    window.lock()
    mark = store.with_name(store.name + ".open")
    mark.touch()
    again = start()
    unlocked(qtbot, again)
    assert again.page.place() == kept
    field = plan_field(again)
    assert (field.textCursor().position(), "Vi aftalte" in field.toPlainText()) == (7, True)

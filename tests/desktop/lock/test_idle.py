"""How long nobody touched the window: counted by a clock of the test's own."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.lock.idle import Idle


class Clock:
    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def idle(qtbot, clock):
    made = Idle(lambda: 10, clock=clock)
    yield made
    made.stop()


@pytest.fixture
def heard(idle):
    told = []
    idle.nearly.connect(lambda seconds: told.append(seconds))
    idle.touched.connect(lambda: told.append("touched"))
    idle.idle.connect(lambda: told.append("idle"))
    return told


def test_the_notice_comes_a_minute_before_the_lock(idle, clock, heard):
    idle.start()
    for at, told in ((539, []), (541, [59]), (599, [59]), (600, [59, "idle"]), (2000, [59, "idle"])):
        clock.seconds = 1000 + at
        if "idle" not in heard:
            idle.look()
        assert heard == told, at


def test_where_a_minute_is_all_there_is_the_notice_comes_half_a_minute_before(qtbot, clock):
    idle, told = Idle(lambda: 1, clock=clock), []
    idle.nearly.connect(told.append)
    idle.start()
    for at, said in ((29, []), (31, [29])):
        clock.seconds = 1000 + at
        idle.look()
        assert told == said
    idle.stop()


def test_keys_clicks_and_the_wheel_in_any_window_count_and_a_moved_mouse_does_not(
    qtbot, show, idle, clock, heard
):
    field = show(QLineEdit())
    idle.start()
    other = show(QLineEdit())  # a window that opens later is watched too
    qtbot.waitUntil(other.isActiveWindow)
    clock.seconds += 550
    idle.look()
    assert heard == [50]
    QTest.mouseMove(field.windowHandle(), QPoint(5, 5))
    assert heard == [50]
    for window in (field, other):
        clock.seconds += 300
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
        idle.look()
        assert heard == [50, "touched"]
    clock.seconds += 550
    QTest.mouseClick(other.windowHandle(), Qt.MouseButton.LeftButton)
    clock.seconds += 500
    idle.look()
    assert heard == [50, "touched"]


def test_what_is_pressed_counts_at_once_and_is_told_of_when_it_is_let_go(qtbot, show, idle, clock, heard):
    field = show(QLineEdit())
    idle.start()
    clock.seconds += 550
    idle.look()
    QTest.mousePress(field.windowHandle(), Qt.MouseButton.LeftButton)
    clock.seconds += 550
    idle.look()
    assert heard == [50]
    QTest.mouseRelease(field.windowHandle(), Qt.MouseButton.LeftButton)
    assert heard == [50, "touched"]


def test_another_limit_holds_from_the_next_look_on(qtbot, clock):
    minutes = [60]
    idle = Idle(lambda: minutes[0], clock=clock)
    idle.start()
    clock.seconds += 20 * 60
    idle.look()
    minutes[0] = 10
    with qtbot.waitSignal(idle.idle):
        idle.look()


def test_the_timer_looks_by_itself_and_a_sleep_counts(qtbot):
    from desktop.lock.idle import awake_or_asleep

    idle = Idle(lambda: 0.002)  # of a minute
    with qtbot.waitSignals([idle.nearly, idle.idle], timeout=5000):
        idle.start()
    before = awake_or_asleep()
    assert before <= awake_or_asleep()


def test_when_another_room_allows_less_time_that_holds_soon(qtbot, clock):
    allowed = [60]
    idle = Idle(lambda: allowed[0], clock=clock)
    idle.start()
    assert idle._timer.remainingTime() <= 25_000  # of the hour: the meeting may be left any moment
    clock.seconds += 541
    allowed[0] = 10
    with qtbot.waitSignal(idle.nearly, timeout=100):
        idle.look()
    idle.stop()


def test_after_the_lock_nothing_is_counted_until_the_desk_is_opened_again(qtbot, show, idle, clock, heard):
    show(QLineEdit())
    idle.start()
    clock.seconds += 550
    idle.look()
    clock.seconds += 60
    idle._timer.stop()  # it has just fired
    idle.look()
    assert heard == [50, "idle"]
    other = show(QLineEdit())  # the lock screen comes to the front, and somebody types there
    qtbot.waitUntil(other.isActiveWindow)
    QTest.keyClick(other.windowHandle(), Qt.Key.Key_Escape)
    assert heard == [50, "idle"]
    assert not idle._timer.isActive()

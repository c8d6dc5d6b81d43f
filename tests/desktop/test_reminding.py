"""Reminders come once, also after a sleep and while locked, and say nothing about anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from db.words import Words
from desktop.main_window import MainWindow
from desktop.reminding import BEFORE, Reminders, told
from desktop.settings import Settings

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.at = NINE - timedelta(hours=1)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def reminders(qtbot, clock):
    made = Reminders(clock)
    made.told = []
    made.due.connect(made.told.extend)
    yield made
    made.stop()


def test_a_quarter_of_an_hour_before_and_once(reminders, clock):
    reminders.keep([NINE, NINE + timedelta(hours=2)])
    assert reminders.told == []
    clock.at = NINE - BEFORE
    reminders.look()
    reminders.look()
    reminders.keep([NINE])
    assert reminders.told == [NINE]


def test_what_was_slept_past_is_told_on_waking_and_yesterdays_is_not(reminders, clock):
    reminders.keep([NINE - timedelta(days=1), NINE, NINE + timedelta(hours=1)])
    clock.at = NINE + timedelta(hours=5)
    reminders.look()
    assert reminders.told == [NINE, NINE + timedelta(hours=1)]


def test_what_is_due_together_is_told_together(reminders, clock):
    said = []
    reminders.due.connect(lambda moments: said.append(told(moments, clock.at, Words("da"))))
    reminders.keep([NINE - timedelta(hours=1), NINE, NINE + timedelta(minutes=10)])
    clock.at = NINE
    reminders.look()
    assert said == [
        "Du havde en aftale kl. 09.00.",
        "Du havde en aftale kl. 10.00. Du har en aftale kl. 10.10.",
    ]


def test_an_appointment_that_was_moved_is_told_at_its_new_time(reminders, clock):
    reminders.keep([NINE])
    reminders.keep([NINE + timedelta(hours=1)])
    clock.at = NINE
    reminders.look()
    assert reminders.told == []


def test_what_is_written_down_after_it_began_is_no_news(reminders, clock):
    reminders.keep([NINE + timedelta(hours=5)])
    clock.at = NINE + timedelta(minutes=2)
    reminders.keep([NINE, NINE + timedelta(minutes=10), NINE + timedelta(hours=5)])
    assert reminders.told == [NINE + timedelta(minutes=10)]


def test_while_locked_only_that_the_program_is_to_be_opened(qtbot, tmp_path, fonts):
    clock = Clock()
    (tmp_path / "a.taetpaa").write_bytes(b"")
    window = MainWindow(
        Words("da"),
        store=tmp_path / "a.taetpaa",
        now=clock,
        settings=Settings(),
        settings_file=tmp_path / "w.json",
    )
    qtbot.addWidget(window)
    window.show()
    assert not window.lock_screen.reminder.isVisible()
    window.reminders.keep([NINE])
    clock.at = NINE
    window.reminders.look()
    assert window.lock_screen.reminder.text() == "Åbn Tæt På."
    assert window.lock_screen.reminder.isVisible()
    assert window.windowTitle() == "Tæt På"
    window.leave()

import logging
import sys
import threading

import pytest

from desktop.kit.crash import Crash, install, place


@pytest.fixture
def hooks():
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def fault(name="Emil Sørensen 090514-1234"):
    try:
        int(name)
    except ValueError as error:
        return error
    return None


def test_a_fault_is_noted_by_type_and_place_only():
    noted = place(fault())
    assert noted.startswith("ValueError at test_kit_crash.py:")
    assert "Emil" not in noted
    assert "1234" not in noted


def test_the_place_is_in_our_own_code(words):
    with pytest.raises(KeyError) as caught:
        words.name("nothing", {})
    assert place(caught.value).startswith("KeyError at db/words.py:")


def test_a_fault_is_said_calmly_and_logged_without_a_value(qtbot, hooks, caplog):
    said = []
    crash = install(said.append)
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(crash.happened):
        error = fault()
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "Intet er gået tabt" in said[0]
    assert "ValueError at" in caplog.text
    assert "Emil" not in caplog.text


def test_a_fault_on_another_thread_is_heard_too(qtbot, hooks):
    said = []
    crash = Crash(lambda: said.append(threading.current_thread()))
    crash.install()
    thread = threading.Thread(target=lambda: int("x"))
    with qtbot.waitSignal(crash.happened):
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: said == [threading.main_thread()])


def test_one_thing_is_said_at_a_time(qtbot):
    said = []

    def say():
        said.append(1)
        if len(said) < 5:
            crash._on_happened()

    crash = Crash(say)
    crash.heard(ValueError, fault(), None)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [1]


def test_the_keyboards_interrupt_is_no_fault(qtbot, monkeypatch):
    ended = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *args: ended.append(args[0]))
    crash = Crash(pytest.fail)
    crash.heard(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [KeyboardInterrupt]

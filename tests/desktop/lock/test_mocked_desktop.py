"""The lock heard from python-dbusmock's logind, UPower and screen saver, which know nothing of us."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bus is Linux's")


class Desktop:
    """logind and the screen saver, beside the program."""

    def __init__(self, address):
        script = str(Path(__file__).with_name("mocked_desktop.py"))
        self.process = subprocess.Popen(
            ["/usr/bin/python3", script, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def do(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def mocked():
    """The bus's address and who is on it: made once, for they take seconds to come up."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    address = daemon.stdout.readline().strip()
    desktop = Desktop(address)
    assert desktop.do("held") == []  # both are there
    yield address, desktop
    desktop.end()
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


@pytest.fixture
def around(qtbot, mocked):
    from PySide6.QtDBus import QDBusConnection

    from desktop.lock.session_signals import SessionSignals

    address, desktop = mocked
    bus = QDBusConnection.connectToBus(address, "mocked")
    signals = SessionSignals(bus, bus, why="why")
    qtbot.waitUntil(lambda: signals.delays_sleep, timeout=10_000)
    yield desktop, signals
    signals.deleteLater()
    QDBusConnection.disconnectFromBus("mocked")


def test_logind_waits_until_the_lock_is_done_and_again_after_waking(qtbot, around):
    desktop, signals = around
    ours = ["sleep", "Tæt På", "why", "delay"]
    assert desktop.do("held") == [ours]
    at_lock = []
    signals.lock_asked.connect(lambda: at_lock.append(desktop.do("held")))
    with qtbot.waitSignal(signals.lock_asked, timeout=10_000):
        desktop.do("sleep")
    assert at_lock == [[ours]]
    qtbot.waitUntil(lambda: desktop.do("held") == [], timeout=10_000)
    desktop.do("wake")
    qtbot.waitUntil(lambda: desktop.do("held") == [ours], timeout=10_000)
    desktop.do("sleep")
    qtbot.waitUntil(lambda: desktop.do("held") == [], timeout=10_000)


def test_a_session_that_is_locked_or_left_and_a_screen_saver_ask_for_the_lock(qtbot, around):
    desktop, signals = around
    qtbot.wait(200)  # the session's path has been asked for
    for word in ("lock", "leave", "saver", "lid"):
        with qtbot.waitSignal(signals.lock_asked, timeout=10_000):
            desktop.do(word)
    heard = []
    signals.lock_asked.connect(lambda: heard.append(1))
    for word in ("come", "no saver", "lid up"):
        desktop.do(word)
    qtbot.wait(200)
    assert heard == []

"""What logind and the screen saver say, heard over a real bus."""

import json
import subprocess
import sys
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bus is Linux's")
MANAGER = "/org/freedesktop/login1"
SESSION = MANAGER + "/session/_7"


class Login:
    """The service beside the program, and what it was asked."""

    def __init__(self, address):
        script = str(Path(__file__).parent / "login_service.py")
        self.process = subprocess.Popen(
            ["/usr/bin/python3", script, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.said = Queue()
        Thread(target=self._listen, daemon=True).start()
        assert self.said.get(timeout=20) == "ready"

    def send(self, path, interface, name, kind="", arguments=()):
        self.process.stdin.write(json.dumps([path, interface, name, kind, arguments]) + "\n")
        self.process.stdin.flush()

    def _listen(self):
        for line in self.process.stdout:
            self.said.put(line.strip())


@pytest.fixture
def login():
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    address = daemon.stdout.readline().strip()
    service = Login(address)
    service.address = address
    yield service
    service.process.stdin.close()
    service.process.wait(10)
    service.process.stdout.close()
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


@pytest.fixture
def heard(qtbot, login):
    from PySide6.QtDBus import QDBusConnection

    from desktop.lock.session_signals import SessionSignals

    bus = QDBusConnection.connectToBus(login.address, "test")
    signals = SessionSignals(bus, bus, why="why")
    qtbot.waitUntil(lambda: signals.delays_sleep, timeout=10_000)
    yield signals
    signals.deleteLater()
    QDBusConnection.disconnectFromBus("test")


def test_the_machine_sleeps_only_after_the_lock(qtbot, login, heard):
    assert login.said.get(timeout=10) == "inhibit sleep Tæt På why delay"
    at_lock = []
    heard.lock_asked.connect(lambda: at_lock.append((heard.delays_sleep, login.said.empty())))
    with qtbot.waitSignal(heard.lock_asked, timeout=10_000):
        login.send(MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", "(b)", [True])
    assert at_lock == [(True, True)]
    assert login.said.get(timeout=10) == "released"
    login.send(MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", "(b)", [False])
    qtbot.waitUntil(lambda: heard.delays_sleep, timeout=10_000)
    assert len(at_lock) == 1


def test_the_session_locked_or_left_and_the_screen_saver(qtbot, login, heard):
    properties = ("org.freedesktop.DBus.Properties", "PropertiesChanged")
    sent = [
        (SESSION, "org.freedesktop.login1.Session", "Lock"),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "(b)", [True]),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "(b)", [True]),
    ]
    qtbot.wait(200)  # the session's path has been asked for
    for one in sent:
        with qtbot.waitSignal(heard.lock_asked, timeout=10_000):
            login.send(*one)
    changed = ["org.freedesktop.login1.Session", {"Active": False}]
    with qtbot.waitSignal(heard.lock_asked, timeout=10_000):
        login.send(SESSION, *properties, "(sa{sb})", changed)
    count = []
    heard.lock_asked.connect(lambda: count.append(1))
    login.send(SESSION, *properties, "(sa{sb})", ["org.freedesktop.login1.Session", {"Active": True}])
    login.send("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "(b)", [False])
    login.send(MANAGER + "/session/_8", "org.freedesktop.login1.Session", "Lock")
    qtbot.wait(300)
    assert count == []


def test_without_a_bus_nothing_is_heard_and_nothing_fails(qtbot):
    from PySide6.QtDBus import QDBusConnection

    from desktop.lock.session_signals import SessionSignals

    none = QDBusConnection("no such bus")
    assert not SessionSignals(none, none).delays_sleep


def test_windows_messages_that_mean_a_lock():
    from desktop.lock.windows_session import means_lock

    assert [means_lock(0x02B1, what) for what in (1, 2, 4, 5, 7, 8)] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    assert means_lock(0x0218, 4)
    assert not means_lock(0x0218, 18)
    assert not means_lock(0x0100, 7)

"""When Python's garbage is looked for, and on which thread what it holds of the window ends."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from desktop.collector import Collector


@pytest.fixture
def quiet():
    return []


@pytest.fixture
def opened():
    return [True]


@pytest.fixture
def collector(qtbot, quiet, opened):
    parent = QObject()
    yield Collector(lambda: bool(quiet), lambda: bool(opened), parent)
    parent.deleteLater()
    qtbot.waitUntil(gc.isenabled)
    gc.unfreeze()


class Held(QObject):
    """Nothing but a cycle holds it; tells on which thread it ended."""

    def __init__(self, ended):
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread()))


def litter(count):
    """So many new objects that a collector must see, and none that it could throw away."""
    return [[] for _ in range(count)]


def test_what_only_a_cycle_holds_ends_on_the_windows_thread(collector, quiet):
    ended = []
    Held(ended)
    other = threading.Thread(target=lambda: litter(500_000))
    other.start()
    other.join()
    assert ended == []
    quiet.append(True)
    collector.look()
    assert ended == [threading.main_thread()]


def test_while_somebody_works_only_what_is_new_is_looked_at(collector, quiet):
    ended = []
    old = Held(ended)
    gc.collect(1)  # now it is no longer new
    del old
    kept = litter(2_000)
    Held(ended)
    collector.look()
    assert len(ended) == 1
    quiet.append(True)
    collector.look()
    assert len(ended) == 2
    assert kept


def test_very_many_new_objects_wait_for_a_quiet_moment(collector, quiet):
    ended = []
    Held(ended)
    kept = litter(60_000)
    collector.look()
    assert ended == []
    quiet.append(True)
    collector.look()
    assert len(ended) == 1
    assert kept


def test_what_was_looked_at_once_is_looked_at_again_when_the_desk_is_closed(collector, quiet, opened):
    ended = []
    old = Held(ended)
    quiet.append(True)
    collector.look()
    del old
    kept = litter(2_000)
    collector.look()
    assert ended == []
    opened.clear()
    collector.look()
    assert len(ended) == 1
    assert kept


def test_python_collects_by_itself_again_when_the_window_is_gone(qtbot):
    parent = QObject()
    Collector(lambda: True, lambda: True, parent)
    assert not gc.isenabled()
    parent.deleteLater()
    qtbot.waitUntil(gc.isenabled)
    gc.unfreeze()

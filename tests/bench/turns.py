"""How long the window's thread is held, turn by turn of its loop, on a machine that others use as well."""

import os
import sys
import threading
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

_BUSY = 0.2  # milliseconds: a turn that took less found nothing to do
_NEXT = 12  # milliseconds: faster than anybody types, so that each turn is as full as it may be
_TASKS = "/proc/self/task"
_FILES = {}


def press(window, letter):
    """A letter as it comes from outside: through the window, which counts it as somebody's touch."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(window.windowHandle(), event)


def waits():
    """Milliseconds that each thread of this process waited for a core, by its id, where Linux tells it."""
    found = {}
    for task in os.listdir(_TASKS) if sys.platform == "linux" else ():  # noqa: PTH208 - with each turn: no paths
        try:
            if task not in _FILES:
                _FILES[task] = os.open(f"{_TASKS}/{task}/schedstat", os.O_RDONLY)
            found[int(task)] = int(os.pread(_FILES[task], 99, 0).split()[1]) / 1e6
        except OSError:
            continue  # it ended meanwhile
    return found


@dataclass
class Span:
    """What passes from now on until it is asked."""

    before: dict[int, float] = field(default_factory=waits)
    worked: float = field(default_factory=time.thread_time)
    begun: float = field(default_factory=time.perf_counter)  # last: the others take a while

    def took(self):
        """Milliseconds on the wall."""
        return 1000 * (time.perf_counter() - self.begun)

    def held(self):
        """Milliseconds that this thread worked, or waited for another of ours: not for a core others had.

        That is what it took, less its own wait for a core; and what it then neither worked nor waited,
        as when a search holds Python's lock, less that thread's wait for a core.
        """
        took, worked = self.took(), 1000 * (time.thread_time() - self.worked)
        waited = self._waited()
        own = waited.pop(threading.get_native_id(), 0.0)
        return worked + max(0.0, took - own - worked - sum(waited.values()))

    def without_waits(self):
        """Milliseconds on the wall, less what the thread that waited most for a core waited."""
        took = self.took()
        return took - max(self._waited().values(), default=0.0)

    def _waited(self):
        return {task: now - self.before[task] for task, now in waits().items() if task in self.before}


class Turns:
    """The turns of `app`'s loop that did anything: milliseconds that each held the thread."""

    def __init__(self, app):
        self._app = app
        self.held = []

    def turn(self, deed=lambda: None):
        """Do `deed`, as an event, and all that waits to be done; returns how long that held the thread."""
        span = Span()
        deed()
        self._app.processEvents()
        if span.took() < _BUSY:
            return 0.0
        self.held.append(span.held())
        return self.held[-1]

    def work(self, milliseconds):
        """Turn for a while, with a rest after each as a loop has; returns the longest that one held it."""
        longest, end = 0.0, time.perf_counter() + milliseconds / 1000
        while time.perf_counter() < end:
            longest = max(longest, self.turn())
            time.sleep(0.001)
        return longest

    def stroke(self, window, letter):
        """Type `letter`; returns the longest that a turn held the thread until the next could come."""
        return max(self.turn(lambda: press(window, letter)), self.work(_NEXT))

    def percentile(self):
        """The 99th percentile of what each turn held the thread."""
        return sorted(self.held)[int(len(self.held) * 0.99)]

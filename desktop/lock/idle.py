"""How long nobody has touched the window, and when that is too long."""

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

NOTICE: Final = 60
"""Seconds between the notice and the lock, or half of the time allowed if that is less."""

_MINUTE: Final = 60
_AGAIN: Final = 20
"""Seconds until it looks again at the latest: the time allowed is another when a live meeting is left."""
_BEGINS: Final = frozenset((QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress))
_TOUCHES: Final = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletRelease,
    )
)
_LOCKS: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


def awake_or_asleep() -> float:
    """Seconds that go on while the machine sleeps, where the system counts them."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Idle(QObject):
    """Watches the program's windows for a key, a click, a turn of the wheel or a touch.

    A mouse that is only moved does not count: one on a shaking table would keep the desk open.
    The windows are watched, and not the widgets: one look for each event that comes from outside.

    Signals:
        nearly: nobody has touched anything for long; the seconds until `idle`.
        touched: somebody did, after `nearly`; what was pressed is let go again.
        idle: now it is too long.
        key: Ctrl+L was pressed in a window that does not take it itself, such as a file dialog.
    """

    nearly = Signal(int)
    touched = Signal()
    idle = Signal()
    key = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = awake_or_asleep,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._clock = minutes, clock
        self._last = 0.0
        self._told = False
        self._counting = False
        self._watched: set[QWindow] = set()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to count: the desk was opened."""
        if not self._counting:
            QGuiApplication.instance().focusWindowChanged.connect(self._on_window)  # type: ignore[union-attr]
        self._counting = True
        for window in QGuiApplication.topLevelWindows():
            self._on_window(window)
        self._last, self._told = self._clock(), False
        self.look()

    def stop(self) -> None:
        """Count no more: the desk is closed."""
        self._timer.stop()
        if self._counting:
            self._counting = False
            QGuiApplication.instance().focusWindowChanged.disconnect(self._on_window)  # type: ignore[union-attr]
        for window in self._watched:
            window.removeEventFilter(self)
        self._watched.clear()

    def stay(self) -> None:
        """Count from now on again: somebody is here."""
        self._last = self._clock()
        if self._told and self._counting:
            self._told = False
            self.touched.emit()
            self.look()

    def left_alone(self) -> float:
        """Seconds since somebody touched the window; endless while nothing is counted."""
        return self._clock() - self._last if self._counting else math.inf

    @Slot()
    def look(self) -> None:
        """See how long it has been; tell of it, or look again when it may be too long."""
        allowed = self._minutes() * _MINUTE
        notice = min(NOTICE, allowed / 2)  # where a minute is all there is, it would be said all the time
        left = allowed - (self._clock() - self._last)
        if left <= 0:
            self.stop()
            self.idle.emit()
            return
        if left <= notice and not self._told:
            self._told = True
            self.nearly.emit(round(left))
        until = left if self._told else min(left - notice, _AGAIN)
        self._timer.start(round(max(until, 0.05) * 1000))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BEGINS:
            self._last = self._clock()
        if event.type() not in _TOUCHES:
            return False
        self.stay()
        pressed = isinstance(event, QKeyEvent) and event.keyCombination() == _LOCKS
        if pressed:
            self.key.emit()
        return pressed

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is None or window in self._watched:
            return
        self._watched.add(window)
        window.installEventFilter(self)
        window.destroyed.connect(lambda *_, gone=window: self._watched.discard(gone))

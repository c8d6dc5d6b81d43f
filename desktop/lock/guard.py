"""What locks the window by itself: nobody touches it, the machine sleeps, the session is locked or left."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from db.words import Words
from desktop.lock.idle import Idle, awake_or_asleep
from desktop.lock.idle_notice import IdleNotice


class Guard(QObject):
    """Watches while the desk is open.

    Signals:
        lock_asked: lock now; whoever hears it has locked when it returns.
    """

    lock_asked = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        words: Words,
        window: QWidget,
        *,
        clock: Callable[[], float] = awake_or_asleep,
    ) -> None:
        super().__init__(window)
        self._words, self._window = words, window
        self.idle = Idle(minutes, self, clock=clock)
        self.notice = IdleNotice(words, window)
        self.idle.nearly.connect(self.notice.show)
        # Later: what was clicked must not have moved away before it hears of the click.
        self.idle.touched.connect(self.notice.hide, Qt.ConnectionType.QueuedConnection)
        self.notice.stayed.connect(self.idle.stay)
        self.idle.idle.connect(self.lock_asked)
        # Not at once: the lock hides the window whose key it is, and the key is still on its way through it.
        self.idle.key.connect(lambda: QTimer.singleShot(0, self, self.lock_asked.emit))
        self._outside: object = None

    def listen(self) -> None:
        """Hear what the machine and the desktop say: not before the first screen stands."""
        if sys.platform == "win32":
            from desktop.lock.windows_session import WindowsSession

            heard = WindowsSession(int(self._window.winId()), self.lock_asked.emit)
            QApplication.instance().installNativeEventFilter(heard)  # type: ignore[union-attr]
            self._outside = heard
        elif sys.platform == "linux":
            from PySide6.QtDBus import QDBusConnection

            from desktop.lock.session_signals import SessionSignals

            why = self._words.t("Locks the cases before the computer sleeps")
            buses = (QDBusConnection.systemBus(), QDBusConnection.sessionBus())
            signals = SessionSignals(*buses, why=why, parent=self)
            signals.lock_asked.connect(self.lock_asked)
            self._outside = signals

    def watch(self, words: Words) -> None:
        """The desk was opened, in these words."""
        self.notice.speak(words)
        self.idle.start()

    @Slot()
    def rest(self) -> None:
        """The desk is being closed."""
        self.idle.stop()
        self.notice.hide()

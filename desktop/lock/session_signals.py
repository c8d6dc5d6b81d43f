"""What machine and desktop say over D-Bus: it sleeps, the lid is closed, the session is locked or left.

A lid that is closed without a sleep (a second screen is on) is heard from UPower. Without a bus nothing is.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

_LOGIN: Final = "org.freedesktop.login1"
_MANAGER_PATH: Final = "/org/freedesktop/login1"
_MANAGER: Final = f"{_LOGIN}.Manager"
_SESSION: Final = f"{_LOGIN}.Session"
_POWER: Final = "org.freedesktop.UPower"
_POWER_PATH: Final = "/org/freedesktop/UPower"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class SessionSignals(QObject):
    """Listens at the system's bus (logind, UPower) and at the session's (the screen saver).

    While it listens, logind waits for us before the machine sleeps (an inhibitor of the kind "delay"):
    everything that hears `lock_asked` is done before that inhibitor is let go.

    Signals:
        lock_asked: the machine sleeps, its lid is closed, the session is locked or left; lock now.
    """

    lock_asked = Signal()

    def __init__(
        self,
        system: QDBusConnection,
        session: QDBusConnection,
        *,
        why: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._system, self._why = system, why
        self._delay: QDBusUnixFileDescriptor | None = None
        self._lid_closed = False
        if system.isConnected():
            system.connect(_LOGIN, _MANAGER_PATH, _MANAGER, "PrepareForSleep", self, _slot("on_sleep(bool)"))
            changed = _slot("on_power_changed(QDBusMessage)")
            system.connect(_POWER, _POWER_PATH, _PROPERTIES, "PropertiesChanged", self, changed)
            self._delay_sleep()
            self._ask(_property(f"{_MANAGER_PATH}/session/auto", "Id"), self._on_session_id)
        if session.isConnected():
            for name in _SAVERS:
                session.connect("", "", name, "ActiveChanged", self, _slot("on_saver(bool)"))

    @property
    def delays_sleep(self) -> bool:
        """True while logind waits for us before the machine sleeps."""
        return self._delay is not None

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """The machine is about to sleep, or has woken."""
        if begins:
            self.lock_asked.emit()
            self._delay = None  # the last holder of the descriptor: it is closed, and logind goes on
        else:
            self._delay_sleep()

    @Slot(bool)
    def on_saver(self, active: bool) -> None:
        """The screen saver begins or ends."""
        if active:
            self.lock_asked.emit()

    @Slot()
    def on_session_lock(self) -> None:
        """Logind wants this session locked."""
        self.lock_asked.emit()

    @Slot(QDBusMessage)
    def on_session_changed(self, message: QDBusMessage) -> None:
        """Something about this session changed: it may be that another user is in front now."""
        if message.arguments()[:1] == [_SESSION]:
            self._ask(_property(message.path(), "Active"), self._on_active)

    @Slot(QDBusMessage)
    def on_power_changed(self, message: QDBusMessage) -> None:
        """Something about the machine changed: it may be that its lid is closed now."""
        if message.arguments()[:1] == [_POWER]:
            asked = _call(_POWER_PATH, _PROPERTIES, "Get", _POWER, "LidIsClosed", service=_POWER)
            self._ask(asked, self._on_lid)

    def _delay_sleep(self) -> None:
        self._ask(
            _call(_MANAGER_PATH, _MANAGER, "Inhibit", "sleep", "Tæt På", self._why, "delay"), self._on_delay
        )

    def _ask(self, call: QDBusMessage, answered: Callable[[Any], None]) -> None:
        """Have logind answer `call` later; an error is no answer: nothing is heard from it then."""
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(call), self)

        def on_finished() -> None:
            arguments = [] if watcher.isError() else watcher.reply().arguments()
            watcher.deleteLater()
            if arguments:
                answered(arguments[0])

        watcher.finished.connect(on_finished)

    def _on_delay(self, delay: object) -> None:
        if isinstance(delay, QDBusUnixFileDescriptor):
            self._delay = delay

    def _on_session_id(self, told: object) -> None:
        if isinstance(told, QDBusVariant):
            self._ask(_call(_MANAGER_PATH, _MANAGER, "GetSession", told.variant()), self._on_session)

    def _on_session(self, told: object) -> None:
        if isinstance(told, QDBusObjectPath):
            path = told.path()
            self._system.connect(_LOGIN, path, _SESSION, "Lock", self, _slot("on_session_lock()"))
            changed = _slot("on_session_changed(QDBusMessage)")
            self._system.connect(_LOGIN, path, _PROPERTIES, "PropertiesChanged", self, changed)

    def _on_lid(self, told: object) -> None:
        closed = isinstance(told, QDBusVariant) and told.variant() is True
        if closed and not self._lid_closed:
            self.lock_asked.emit()
        self._lid_closed = closed

    def _on_active(self, told: object) -> None:
        if isinstance(told, QDBusVariant) and told.variant() is False:
            self.lock_asked.emit()


def _call(path: str, interface: str, name: str, *arguments: str, service: str = _LOGIN) -> QDBusMessage:
    message = QDBusMessage.createMethodCall(service, path, interface, name)
    message.setArguments(list(arguments))
    return message


def _property(path: str, name: str) -> QDBusMessage:
    return _call(path, _PROPERTIES, "Get", _SESSION, name)


def _slot(signature: str) -> Any:  # the types of PySide6 ask for bytes, and it takes only a text
    return SLOT(signature)

"""What Windows says: that the session is locked or left, that the machine goes to sleep. Only for Windows."""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter

_SESSION_CHANGE: Final = 0x02B1  # WM_WTSSESSION_CHANGE
_LEAVING: Final = frozenset(
    {0x2, 0x4, 0x7}
)  # WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK
_POWER: Final = 0x0218  # WM_POWERBROADCAST
_SUSPEND: Final = 0x4  # PBT_APMSUSPEND
_THIS_SESSION: Final = 0  # NOTIFY_FOR_THIS_SESSION


def means_lock(message: int, what: int) -> bool:
    """True if the window message with this first parameter says that the user is going."""
    return (message == _SESSION_CHANGE and what in _LEAVING) or (message == _POWER and what == _SUSPEND)


class WindowsSession(QAbstractNativeEventFilter):
    """Hears the window messages of the window `handle`, and calls `lock` where they mean it."""

    def __init__(self, handle: int, lock: Callable[[], None]) -> None:
        super().__init__()
        self._lock = lock
        notify = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification  # type: ignore[attr-defined,unused-ignore]
        notify(wintypes.HWND(handle), wintypes.DWORD(_THIS_SESSION))

    def nativeEventFilter(self, kind: object, message: int) -> tuple[bool, int]:
        told = wintypes.MSG.from_address(int(message))
        if means_lock(int(told.message), int(told.wParam)):
            self._lock()
        return False, 0

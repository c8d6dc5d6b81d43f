"""Whether there is a screen to open a window on: where there is none, Qt would end the process unasked."""

import ctypes
import os
import sys
from typing import Final

_LINUX: Final = "linux"
_X11: Final = "libX11.so.6"


def has_display() -> bool:
    """True if a window can be opened: on Linux a display that answers, or a platform that was asked for."""
    if sys.platform != _LINUX or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _x11_answers()


def _x11_answers() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    try:
        x11 = ctypes.CDLL(_X11)
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    x11.XCloseDisplay(ctypes.c_void_p(display))
    return True

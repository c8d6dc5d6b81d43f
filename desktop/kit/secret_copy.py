"""The clipboard: what is copied of a person stays there for half a minute, and in no history."""

import atexit
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

_SECONDS: Final = 30
_MARKS: Final = (
    ("x-kde-passwordManagerHint", b"secret"),
    ("ExcludeClipboardContentFromMonitorProcessing", b"1"),  # Windows: neither its history nor its cloud
)
_NAME: Final = "secret copy"


def copy_secretly(text: str, *, seconds: float = _SECONDS) -> None:
    """Put `text` on the clipboard, marked so that histories leave it out; it is gone `seconds` later."""
    data = QMimeData()
    data.setText(text)
    for kind, value in _MARKS:
        data.setData(kind, value)
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data)
    _timer(clipboard).start(round(seconds * 1000))


def clear_ours() -> None:
    """Empty the clipboard, and the selection where there is one, if what they hold is from this program."""
    clipboard = QGuiApplication.clipboard()
    _timer(clipboard).stop()
    if clipboard.ownsClipboard() or _is_marked(clipboard):
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _timer(clipboard: QClipboard) -> QTimer:
    timer = clipboard.findChild(QTimer, _NAME)
    if isinstance(timer, QTimer):
        return timer
    made = QTimer(clipboard, singleShot=True)
    made.setObjectName(_NAME)
    made.timeout.connect(lambda: clipboard.clear() if _is_marked(clipboard) else None)
    # Whatever way the program ends: nothing stays, and Qt does not delete Python's data after Python.
    atexit.register(_clear_at_the_end)
    return made


def _clear_at_the_end() -> None:
    if QGuiApplication.instance() is not None:
        clear_ours()


def _is_marked(clipboard: QClipboard) -> bool:
    data: QObject | None = clipboard.mimeData()
    return isinstance(data, QMimeData) and data.hasFormat(_MARKS[0][0])

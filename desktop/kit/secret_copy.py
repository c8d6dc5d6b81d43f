"""The clipboard: what is copied of a person stays there for half a minute, and in no history."""

import atexit
import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

_SECONDS: Final = 30
_LONGER: Final = 120
_NUMBER: Final = re.compile(r"\d{6}[- ]?\d{4}")
_PUBLIC: Final = "age1"
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


class CopyWatch(QObject):
    """Sees to it that whatever is copied out of this program's fields goes as `copy_secretly` has it.

    A copy out of a field of one line (a number, an address), or one that holds ten digits like a CPR number,
    stays for half a minute; a longer text for two. A public key (age1…) is no secret and stays.
    """

    def __init__(self, parent: QObject, *, owns: Callable[[], bool] | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._owns = owns or self._clipboard.ownsClipboard
        self._clipboard.dataChanged.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        text = self._clipboard.text()
        if not text or not self._owns() or _is_marked(self._clipboard) or text.startswith(_PUBLIC):
            return
        short = isinstance(QApplication.focusWidget(), QLineEdit) or _NUMBER.search(text) is not None
        copy_secretly(text, seconds=_SECONDS if short else _LONGER)


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

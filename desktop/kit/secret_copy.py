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
_COPIED: Final = QClipboard.Mode.Clipboard
_MARKED: Final = QClipboard.Mode.Selection
"""What X11 gives to whoever presses the middle button: all that is marked with the mouse or the keys."""


def copy_secretly(text: str, *, seconds: float = _SECONDS, mode: QClipboard.Mode = _COPIED) -> None:
    """Put `text` on the clipboard, marked so that histories leave it out; it is gone `seconds` later."""
    data = QMimeData()
    data.setText(text)
    for kind, value in _MARKS:
        data.setData(kind, value)
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data, mode)
    _timer(clipboard, mode).start(round(seconds * 1000))


def clear_ours() -> None:
    """Empty the clipboard, and the selection where there is one, if what they hold is from this program."""
    clipboard = QGuiApplication.clipboard()
    for mode in _modes(clipboard):
        _timer(clipboard, mode).stop()
        if _is_ours(clipboard, mode) or _is_marked(clipboard, mode):
            clipboard.clear(mode)


class CopyWatch(QObject):
    """Sees to it that whatever is copied or marked in this program's fields goes as `copy_secretly` has it.

    What comes out of a field of one line (a number, an address), or holds ten digits like a CPR number,
    stays for half a minute; a longer text for two. A public key (age1…) is no secret and stays.
    """

    def __init__(
        self, parent: QObject, *, owns: Callable[[QClipboard, QClipboard.Mode], bool] | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._owns = owns or _is_ours
        self._clipboard.changed.connect(self._on_changed)

    @Slot(QClipboard.Mode)
    def _on_changed(self, mode: QClipboard.Mode) -> None:
        clipboard = self._clipboard
        if mode not in _modes(clipboard) or not self._owns(clipboard, mode) or _is_marked(clipboard, mode):
            return
        text = clipboard.text(mode)
        if not text or text.startswith(_PUBLIC):
            return
        short = isinstance(QApplication.focusWidget(), QLineEdit) or _NUMBER.search(text) is not None
        copy_secretly(text, seconds=_SECONDS if short else _LONGER, mode=mode)


def _modes(clipboard: QClipboard) -> tuple[QClipboard.Mode, ...]:
    return (_COPIED, _MARKED) if clipboard.supportsSelection() else (_COPIED,)


def _is_ours(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    return clipboard.ownsClipboard() if mode is _COPIED else clipboard.ownsSelection()


def _timer(clipboard: QClipboard, mode: QClipboard.Mode = _COPIED) -> QTimer:
    name = f"secret copy {mode.name}"
    timer = clipboard.findChild(QTimer, name)
    if isinstance(timer, QTimer):
        return timer
    made = QTimer(clipboard, singleShot=True)
    made.setObjectName(name)
    made.timeout.connect(lambda: clipboard.clear(mode) if _is_marked(clipboard, mode) else None)
    # Whatever way the program ends: nothing stays, and Qt does not delete Python's data after Python.
    atexit.register(_clear_at_the_end)
    return made


def _clear_at_the_end() -> None:
    if QGuiApplication.instance() is not None:
        clear_ours()


def _is_marked(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    data: QObject | None = clipboard.mimeData(mode)
    return isinstance(data, QMimeData) and data.hasFormat(_MARKS[0][0])

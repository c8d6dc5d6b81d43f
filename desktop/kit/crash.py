"""What nobody expected: said calmly, noted without a value, and never the end of the program."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from db.errors import Trouble
from db.paths import RESOURCES
from db.words import Words, later

_log: Final = logging.getLogger(__name__)
_ROOT: Final = RESOURCES.parent
_OURS: Final = ("db", "desktop")

UNEXPECTED: Final = Trouble(
    later("Something went wrong that should not have."),
    later("Nothing was lost: what you typed is kept. Go on, or lock and unlock if this screen looks odd."),
)
"""What is said of a fault of our own."""


def place(error: BaseException) -> str:
    """Type and place of `error`, such as `ValueError at db/rules/due.py:45`; never its text or a value.

    The place is the innermost line of our own code; of foreign code only the file's name is told.
    """
    foreign, ours = "nowhere", ""
    step = error.__traceback__
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        foreign = f"{path.name}:{step.tb_lineno}"
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OURS:
            ours = f"{path.relative_to(_ROOT).as_posix()}:{step.tb_lineno}"
        step = step.tb_next
    return f"{type(error).__name__} at {ours or foreign}"


def install(say: Callable[[str], None], words: Words | None = None) -> "Crash":
    """From now on, note every unexpected fault and have `say` tell the user, in `words` (Danish if None)."""
    spoken = words or Words()
    crash = Crash(lambda: say(spoken.error(UNEXPECTED)))
    crash.install()
    return crash


class Crash(QObject):
    """Hears of every unexpected fault, on any thread, and says so once at a time.

    Signals:
        happened: a fault was noted; on the thread of the window.
    """

    happened = Signal()

    def __init__(self, say: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say, self._saying = say, False
        self.happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on, hear of what nothing else catches."""
        sys.excepthook = self.heard
        threading.excepthook = self._heard_on_thread

    def heard(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Note an unexpected fault and have it said. A keyboard interrupt ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        _log.error("%s", place((error or kind()).with_traceback(trace)))
        self.happened.emit()

    def _heard_on_thread(self, args: threading.ExceptHookArgs) -> None:
        self.heard(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot()
    def _on_happened(self) -> None:
        if self._saying:
            return
        self._saying = True
        try:
            self._say()
        finally:
            self._saying = False

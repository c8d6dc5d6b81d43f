"""Where the user is stands in the store each second: after a crash the desk is opened there again."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from db.actions import whereabouts
from desktop.place import Place
from desktop.writer import Writer

_EACH: Final = 1000


class Whereabouts(QObject):
    """Has the writer keep the place that `place` tells; nothing is written while nobody moves."""

    def __init__(self, writer: Writer, place: Callable[[], Place], parent: QObject) -> None:
        super().__init__(parent)
        self._writer, self._place, self._kept = writer, place, ""
        self._timer = QTimer(self, interval=_EACH)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def stop(self) -> None:
        """Keep no more: the lock remembers the place by itself."""
        self._timer.stop()

    @Slot()
    def _on_time(self) -> None:
        told = self._place().told()
        if told != self._kept:
            self._kept = told
            self._writer.run_aside(lambda desk: whereabouts.keep(desk, told))

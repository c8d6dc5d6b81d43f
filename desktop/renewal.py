"""Deadlines computed anew after the law's rows or the municipality's have changed, a few cases at a time."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from db.actions.desk import Changed, Desk, Topic
from db.actions.up_to_date import is_current
from desktop.tools import Tools

_AFTER: Final = 1000  # milliseconds: the first room stands before anything else is done


class Renewal(QObject):
    """Goes through the cases once after an unlocking, if other rules hold than when they were computed.

    Between two batches the writer does what has been typed meanwhile. What fails is tried again at the next
    unlocking.
    """

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def stop(self) -> None:
        """Begin no more: the desk is being closed."""
        self._timer.stop()

    @Slot()
    def _on_time(self) -> None:
        self._next(_first)

    def _next(self, work: Callable[[Desk], str | None]) -> None:
        self._tools.writer.run_aside(work, done=self._on_done)

    def _on_done(self, after: str | None) -> None:
        if after is None:
            return
        if after == _END:
            self._tools.news.changed.emit(Changed(frozenset({Topic.CALENDAR})))
            return
        self._next(lambda desk: _some(desk, after))


_END: Final = "\uffff"


def _first(desk: Desk) -> str | None:
    return None if is_current(desk) else _some(desk, "")


def _some(desk: Desk, after: str) -> str:
    from db.actions import computed  # loads every rule: hardly an unlocking asks for it

    return computed.renew(desk, after) or _END

"""Automatic backups while the window is open: one look soon after each unlocking, then one an hour."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.actions import upkeep
from db.actions.desk import Desk
from db.actions.upkeep import Outcome, Plan
from db.errors import Damaged, ForUser
from desktop.kit.jobs import Cancelled, Task
from desktop.tools import Tools

_AFTER: Final = 10_000  # milliseconds: the day's work has begun before anything is copied
_AGAIN: Final = 3_600_000


class Upkeep(QObject):
    """Makes backups beside what is being done, on the thread of the jobs.

    Signals:
        told: a sentence about why no backup could be made of this store.
        damaged: the store has faults; `told` says so too.
    """

    told = Signal(str)
    damaged = Signal()

    def __init__(self, tools: Tools, plan: Plan, parent: QObject, *, after: int = _AFTER) -> None:
        super().__init__(parent)
        self._tools, self._plan = tools, plan
        self._task: Task | None = None
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        if not tools.desk.store.reading_only:
            self._timer.start(after)

    def stop(self) -> None:
        """Begin no more, and drop a backup that is being made: the desk is being closed."""
        self._stopped = True
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    @Slot()
    def _on_time(self) -> None:
        tools, plan = self._tools, self._plan

        def work(task: Task) -> Outcome:
            store = tools.desk.store
            desk = Desk(store, store.connect(), tools.desk.who, tools.now)
            try:
                return upkeep.automatic(desk, plan, step=lambda: task.step(0, 1))
            finally:
                desk.close(note_head=False)

        self._task = tools.jobs.run_long(work, done=self._on_done, failed=self._on_failed)

    def _on_done(self, outcome: Outcome) -> None:
        if self._stopped:
            return
        self._timer.start(_AGAIN)
        self._tools.writer.run(_noting(outcome, self._plan), done=self._on_noted, failed=self._on_failed)

    def _on_noted(self, changed: object) -> None:
        if changed is not None and not self._stopped:
            self._tools.news.changed.emit(changed)

    def _on_failed(self, error: BaseException) -> None:
        if self._stopped or isinstance(error, Cancelled):
            return
        if not isinstance(error, ForUser):
            raise error
        self.told.emit(self._tools.words.error(error))
        if isinstance(error, Damaged):
            self.damaged.emit()


def _noting(outcome: Outcome, plan: Plan) -> Callable[[Desk], object]:
    def noted(desk: Desk) -> object:
        if outcome.made is not None:  # what is cut off now stands in that backup
            upkeep.trim_journal(desk, plan)
        return upkeep.note_waiting(desk, waits=outcome.waits)

    return noted

"""Slow work, done beside the window, one job after the other."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from db.stepping import Ends, heard

T = TypeVar("T")


class Cancelled(Exception):
    """The job was asked to stop, and did: no error."""


class Task(QObject):
    """One job that tells how far it is and can be asked to stop.

    Signals:
        moved: how many steps are done, and of how many; on the thread of the window.
    """

    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self.ends = Ends()
        self.ended = False

    def cancel(self) -> None:
        """Ask the job to stop; it does so at its next step, and leaves no half work."""
        self._cancelled.set()
        self.ends.now()

    def heed(self) -> None:
        """Called by the job between two steps. Raises Cancelled if it is to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def step(self, done: int, of: int) -> None:
        """Called by the job: `done` steps of `of` are done. Raises Cancelled if it is to stop."""
        self.heed()
        self.moved.emit(done, of)


class Jobs(QObject):
    """Runs jobs in the order they come.

    A job is a plain function. It must not touch a widget, nor a store that was opened on another
    thread: it opens its own and closes it.

    Signals:
        busy: True when a job starts waiting or running, False when none is left.
    """

    busy = Signal(bool)
    _ended = Signal(object, object, object)

    def __init__(self, name: str = "job", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._left = 0
        self._tasks: list[Task] = []
        self._ended.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Start `work`; then call `done` with its result, or `failed` with its error (Cancelled too)."""
        self._left += 1
        self.busy.emit(True)
        future = self._pool.submit(work)
        future.add_done_callback(lambda ended: self._ended.emit(ended, done, failed))

    def run_long(
        self,
        work: Callable[[Task], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> Task:
        """Start `work` with a Task, through which it tells how far it is and hears whether to stop."""
        task = Task(self)
        self._tasks = [one for one in self._tasks if not one.ended] + [task]
        self.run(lambda: _done(task, work), done=done, failed=failed)
        return task

    def stop(self) -> None:
        """Drop the jobs still waiting, ask the one that runs to stop at its next step, and wait for it."""
        for task in self._tasks:
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object, object)
    def _answer(
        self,
        ended: Future[Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._left -= 1
        self.busy.emit(self._left > 0)
        if ended.cancelled():
            return
        if (error := ended.exception()) is not None:
            failed(error)
        else:
            done(ended.result())


def _done(task: Task, work: Callable[[Task], T]) -> T:
    try:
        with heard(task.heed, task.ends):
            return work(task)
    finally:
        task.ended = True

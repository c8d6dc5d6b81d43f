"""Files on their way into the store: one after the other, with how far it is and a way to stop."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.actions import attachments
from db.actions.attachments import Source
from db.actions.desk import Changed
from db.errors import ForUser
from desktop.kit.jobs import Cancelled, Task
from desktop.rooms.attachments.thumbnails import thumbnail_of
from desktop.tools import Tools


class TakingIn(QObject):
    """Takes files into one case; the window goes on meanwhile.

    Signals:
        moved: the file's name, and how many bytes of how many are on the disk.
        kept: a Changed for each file that is in the store.
        refused: a file's name, and why it was not kept (ForUser).
        ended: nothing is on its way any more.
    """

    moved = Signal(str, int, int)
    kept = Signal(object)
    refused = Signal(str, object)
    ended = Signal()

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._waiting: list[tuple[str, Path]] = []
        self._task: Task | None = None

    def take(self, case_id: str, files: Sequence[Path]) -> None:
        """Take `files` into the case, after those that wait."""
        self._waiting += [(case_id, file) for file in files]
        if self._task is None:
            self._next()

    def cancel(self) -> None:
        """Leave what waits, and the file that is on its way; those that are in the store stay."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def _next(self) -> None:
        if not self._waiting:
            self._task = None
            self.ended.emit()
            return
        case_id, file = self._waiting.pop(0)
        task = self._task = Task(self)
        task.moved.connect(lambda done, of, name=file.name: self.moved.emit(name, done, of))
        self.moved.emit(file.name, 0, 1)

        def write(small: bytes | None) -> None:
            self._tools.writer.run(
                lambda desk: attachments.add_file(desk, case_id, Source(file, small), task.step),
                done=self._on_kept,
                failed=lambda error: self._on_failed(file.name, error),
                task=task,
            )

        self._tools.jobs.run(
            lambda: thumbnail_of(file), done=write, failed=lambda error: self._on_failed(file.name, error)
        )

    def _on_kept(self, changed: Changed) -> None:
        self.kept.emit(changed)
        self._next()

    def _on_failed(self, name: str, error: BaseException) -> None:
        if isinstance(error, ForUser):
            self.refused.emit(name, error)
        elif not isinstance(error, Cancelled):
            self._task = None
            self._waiting.clear()
            self.ended.emit()
            raise error
        self._next()

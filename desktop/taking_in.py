"""An exchange document that is taken in from the window: all of it or nothing, and what was wrong with it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.actions.desk import Desk
from db.errors import ForUser
from db.words import Words
from desktop.kit.jobs import Task
from desktop.tools import Tools

_FIRST = 3  # faults that are told; the rest are counted


class TakingIn(QObject):
    """Takes one file in after the other, and says how it went.

    Signals:
        told: what is to be said about it, in a sentence or two.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words

    def take(self, file: Path) -> None:
        """Read `file` behind what is being written, and say so until it is done."""
        from db.actions import documents

        self.told.emit(self._words.t("Reading the file …"))

        def work(desk: Desk) -> documents.Imported:
            return documents.import_file(desk, file)

        self._tools.writer.run(work, done=self._on_taken, failed=self._on_failed, task=Task(self))

    def _on_taken(self, imported: object) -> None:
        from db.actions.documents import Imported

        if isinstance(imported, Imported):
            self._tools.news.changed.emit(imported.changed)
            self.told.emit(
                self._words.n("{count} case was taken in.", "{count} cases were taken in.", imported.cases)
            )

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.told.emit(why(error, self._words))


def why(error: ForUser, words: Words) -> str:
    """What happened and what to do, and of a faulty document its first faults: the place and what it is."""
    from db.exchange.faults import FaultyDocument

    told = words.error(error)
    if not isinstance(error, FaultyDocument):
        return told
    found = [" ".join((fault.pointer, words.t(fault.sentence))).strip() for fault in error.faults[:_FIRST]]
    left = len(error.faults) - len(found)
    more = [words.t("and {count} more", count=left)] if left else []
    return "\n".join((told, *found, *more))

"""How far the journal has come is written into the header each minute, not only when the store is closed."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from db.actions.desk import Desk
from db.errors import ForUser
from desktop.writer import Writer

_EACH: Final = 60_000


class Heads(QObject):
    """Has the writer note the journal's head, each minute; nothing is written if nothing was done."""

    def __init__(self, writer: Writer, parent: QObject, *, each: int = _EACH) -> None:
        super().__init__(parent)
        self._writer = writer
        self._timer = QTimer(self, interval=each)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def stop(self) -> None:
        """Begin no more: closing the store notes the last one."""
        self._timer.stop()

    @Slot()
    def _on_time(self) -> None:
        self._writer.run(_noted, done=_on_noted, failed=_on_failed)


def _noted(desk: Desk) -> None:
    desk.store.note_head(desk.db)


def _on_noted(_: None) -> None:
    """The older head was true too: there is nothing to tell."""


def _on_failed(error: BaseException) -> None:
    if not isinstance(error, ForUser):
        raise error

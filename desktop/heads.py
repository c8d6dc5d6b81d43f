"""How far the journal has come is written into the header each minute, not only when the store is closed."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

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
        self._writer.run_aside(lambda desk: desk.store.note_head(desk.db))  # the older head stays true

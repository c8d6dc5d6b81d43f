"""What is typed goes to the disk soon; what the disk refused goes again by itself."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

_WITHIN: Final = 400  # milliseconds from a keystroke to the writer
_AGAIN: Final = 5_000  # milliseconds after a refusal: a full disk may have room again


class Soon(QTimer):
    """Calls `slot` once, within half a second of the first keystroke it is told of."""

    def __init__(self, slot: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.timeout.connect(slot)

    def typed(self) -> None:
        """Something was typed."""
        if not self.isActive() or self.interval() != _WITHIN:
            self.start(_WITHIN)

    def refused(self) -> None:
        """The disk refused what was handed to it, which waits again: try once more in a while."""
        self.start(_AGAIN)

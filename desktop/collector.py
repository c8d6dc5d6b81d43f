"""Python's search for cyclic garbage: on the window's thread, the whole round only while nobody works."""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_EACH: Final = 1_000  # milliseconds between two looks
_FEW: Final = 1_000  # new objects: fewer are not worth a look
_MANY: Final = 20_000  # new objects: more take longer than a frame, and wait for a quiet moment
_TOO_MANY: Final = 1_000_000  # new objects: so many wait for nothing


class Collector(QObject):
    """Takes Python's own collecting over from the moment it is made; its parent's end gives that back.

    Left to itself Python collects on whatever thread makes the next object: a part of the window that only
    a cycle holds would be destroyed on the writer's thread, which Qt forbids. And a whole round over an open
    desk holds the window for three or four frames, which somebody who types would feel: what one round has
    looked at the next leaves out, until the desk is closed.
    """

    def __init__(self, quiet: Callable[[], bool], is_open: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._quiet, self._is_open = quiet, is_open
        self._owed, self._was_open = True, is_open()
        gc.disable()
        parent.destroyed.connect(gc.enable)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_EACH)

    @Slot()
    def look(self) -> None:
        """Collect what is new, or everything if nobody works; nothing, if that can wait."""
        new, quiet, is_open = gc.get_count()[0], self._quiet(), self._is_open()
        if self._was_open and not is_open:
            gc.unfreeze()
            self._owed = True
        self._was_open = is_open
        if quiet and (self._owed or new >= _FEW):
            gc.collect()
            gc.freeze()
            self._owed = False
        elif _FEW <= new < _MANY or new >= _TOO_MANY:
            gc.collect(1)
            self._owed = True

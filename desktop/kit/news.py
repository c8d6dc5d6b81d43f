"""News: what an action changed and which file was written, told to whoever shows it."""

from PySide6.QtCore import QObject, Signal


class News(QObject):
    """Carries what actions return to the rooms that show it.

    Signals:
        changed: what an action changed (it has `topics`), once it is on the disk.
        written: the path of a file that the user wanted, once it is there.
        undo_asked: the user wants the last change taken back, beside what it changed.
    """

    changed = Signal(object)
    written = Signal(object)
    undo_asked = Signal()

"""News: what an action changed, told to every screen."""

from PySide6.QtCore import QObject, Signal


class News(QObject):
    """Carries what actions return to the rooms that show it.

    Signals:
        changed: what an action changed (it has `topics`), once it is on the disk.
    """

    changed = Signal(object)

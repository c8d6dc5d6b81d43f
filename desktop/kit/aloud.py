"""What a screen reader says by itself, without anybody having gone there."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def say_aloud(widget: QWidget, sentence: str) -> None:
    """Let the reader, if one listens, say `sentence` on behalf of `widget`."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))

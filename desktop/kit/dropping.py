"""What is dragged in from another program: copied, never moved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files on this machine that `event` brings, in their order; what is no file is left out."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def take_copy(event: QDropEvent) -> None:
    """Take what `event` brings, as a copy: where it is told of a move a file manager deletes its own file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()

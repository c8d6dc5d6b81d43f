"""What is told above the room: a sentence, or which file was written and where it lies."""

from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.marks import Mark


class Told(QWidget):
    """One thing at a time; hidden until there is something to tell."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._folder = words, Path()
        self.banner = Banner(Mark.AGREED, "", parent=self)
        self.file = Banner(Mark.AGREED, "", action=words.t("Open the folder"), parent=self)
        self.file.asked.connect(self._on_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 16, 28, 8)  # in line with what stands below it, and apart from it
        for one in (self.banner, self.file):
            column.addWidget(one)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say `sentence`."""
        self.banner.say(sentence)
        self._show(self.banner)

    def tell_file(self, path: Path) -> None:
        """Say what the file at `path` is called and where it lies, and offer its folder."""
        self._folder = path.absolute().parent
        self.file.say(self._words.t("Saved: {file}", file=path.name), str(self._folder))
        self._show(self.file)

    def _show(self, shown: Banner) -> None:
        for one in (self.banner, self.file):
            one.setVisible(one is shown)
        self.show()

    @Slot()
    def _on_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self.tell(
                self._words.t(
                    "No program here shows folders. The file lies in {folder}.", folder=self._folder
                )
            )

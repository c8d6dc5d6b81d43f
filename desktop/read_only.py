"""The notice over a desk at which nothing can be written: what is whole of a damaged store."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.marks import Mark


class ReadOnlyNotice(QWidget):
    """What holds as long as this desk is open."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        banner = Banner(
            Mark.SOON,
            words.t("This is what could be read of the damaged store. It can only be read."),
            words.t(
                "Something may be missing. Look up or print what you need, then lock and go back to the"
                " newest whole backup."
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 8, 28, 0)
        column.addWidget(banner)

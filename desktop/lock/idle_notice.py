"""A calm word before the window locks by itself, over whatever window is in front."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from db.words import Words

if TYPE_CHECKING:
    from desktop.kit.banner import Banner

_MARGIN: Final = 16
_WIDEST: Final = 720


class IdleNotice(QObject):
    """Shows and takes away the notice. It goes at any key or click, and the button is one of them.

    Signals:
        stayed: somebody pressed the button.
    """

    stayed = Signal()

    def __init__(self, words: Words, window: QWidget) -> None:
        super().__init__(window)
        self._words, self._window = words, window
        self.banner: Banner | None = None

    def speak(self, words: Words) -> None:
        """Use other words from now on."""
        self._words = words

    @Slot(int)
    def show(self, seconds: int) -> None:
        """Say that the window locks in about so many seconds."""
        from desktop.kit.aloud import say_aloud
        from desktop.kit.banner import Banner  # the first window does without: `Qt` alone costs it 20 ms
        from desktop.kit.marks import Mark

        self.hide()
        words = self._words
        told = words.n(
            "Tæt På locks in {count} second if nobody touches it.",
            "Tæt På locks in {count} seconds if nobody touches it.",
            seconds,
        )
        over = QApplication.activeModalWidget() or self._window
        banner = self.banner = Banner(
            Mark.SOON,
            told,
            words.t("What is written in the cases is kept."),
            action=words.t("Stay"),
            parent=over,
        )
        banner.setAutoFillBackground(True)
        banner.asked.connect(self.stayed)
        width = min(over.width() - 2 * _MARGIN, _WIDEST)
        banner.setGeometry((over.width() - width) // 2, _MARGIN, width, 0)
        banner.show()  # how wide it is decides where its button stands, and so how high it is
        banner.resize(width, banner.heightForWidth(width))
        banner.raise_()
        say_aloud(banner, told)

    @Slot()
    def hide(self) -> None:
        """Take the notice away."""
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None

"""A calm word before the window locks by itself, at the top of whatever window is in front."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMargins, QObject, QSize, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from db.words import Words

if TYPE_CHECKING:
    from desktop.kit.banner import Banner

_MARGIN: Final = 16
_WIDEST: Final = 720  # pixels at 100 %


class IdleNotice(QObject):
    """Shows and takes away the notice. It goes at any key or click, and the button is one of them.

    It has room of its own above what stands in the window, and hides nothing that is being written.

    Signals:
        stayed: somebody pressed the button.
    """

    stayed = Signal()

    def __init__(self, words: Words, window: QWidget) -> None:
        super().__init__(window)
        self._words, self._window = words, window
        self.banner: Banner | None = None
        self._over, self._made, self._grown = window, QMargins(), QSize()

    def speak(self, words: Words) -> None:
        """Use other words from now on."""
        self._words = words

    @Slot(int)
    def show(self, seconds: int) -> None:
        """Say that the window locks in about so many seconds."""
        from desktop.kit.aloud import say_aloud
        from desktop.kit.banner import Banner  # the first window does without: `Qt` alone costs it 20 ms
        from desktop.kit.marks import Mark
        from desktop.kit.type import factor_of

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
        banner.asked.connect(self.stayed)
        width = min(over.width() - 2 * _MARGIN, round(_WIDEST * factor_of(over)))
        banner.setGeometry((over.width() - width) // 2, _MARGIN, width, 0)
        banner.show()  # how wide it is decides where its button stands, and so how high it is
        banner.resize(width, banner.heightForWidth(width))
        self._make_room(over, QMargins(0, banner.height() + _MARGIN, 0, 0))
        say_aloud(banner, told)

    @Slot()
    def hide(self) -> None:
        """Take the notice away, and give its room back."""
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
            self._give_back(self._over)

    def _give_back(self, over: QWidget) -> None:
        as_left = over.size() == self._grown  # nobody has drawn at the window meanwhile
        over.setContentsMargins(over.contentsMargins() - self._made)
        if as_left:
            over.resize(over.width(), over.height() - self._made.top())

    def _make_room(self, over: QWidget, room: QMargins) -> None:
        """Move all that stands in `over` down; a dialog, which is no larger than it must be, grows by it."""
        self._over, self._made, self._grown = over, room, QSize()
        over.setContentsMargins(over.contentsMargins() + room)
        high = over.height() + room.top()
        if isinstance(over, QDialog) and high <= over.screen().availableGeometry().height():
            over.resize(over.width(), high)
            self._grown = over.size()

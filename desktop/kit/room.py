"""A room: a screen that shows part of the case file and keeps itself up to date."""

from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import ForUser
from db.words import Words
from desktop.kit.ask import Ask
from desktop.kit.banner import Banner
from desktop.kit.jobs import Cancelled
from desktop.kit.marks import Mark
from desktop.kit.news import News


class Changed(Protocol):
    """What a room needs to know of a change."""

    @property
    def topics(self) -> frozenset[Any]:
        """What was changed."""


class Room(QWidget):
    """A screen that reads again when an action changed one of its `topics`.

    At once if it can be seen, otherwise when it is next shown. A room puts its widgets into `body`.
    """

    topics: ClassVar[frozenset[Hashable]] = frozenset()

    def __init__(self, words: Words, news: News, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.news, self.ask = words, news, ask
        self._stale = True
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.trouble)
        news.changed.connect(self._on_news)

    @property
    def stale(self) -> bool:
        """Whether the room shows what is no longer so."""
        return self._stale

    def read(self) -> None:
        """Read from the case file and show it. Each room has its own."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read now; if that fails for a known reason, say so in the room itself."""
        self._stale = True
        try:
            self.read()
        except ForUser as error:
            self.trouble.say(
                self.words.t(error.message, **error.facts), self.words.t(error.remedy, **error.facts)
            )
        else:
            self._stale = False
        self.trouble.setVisible(self._stale)

    def act(self, action: Callable[[], Any]) -> bool:
        """Do `action` and tell every room what changed, or the user why not. True if done."""
        try:
            changed = action()
        except ForUser as error:
            self.ask.tell(self, error)
            return False
        self.news.changed.emit(changed)
        return True

    def fail(self, error: BaseException) -> None:
        """The `failed` of a job: tell what is expected, pass over what was cancelled, raise the rest."""
        if isinstance(error, ForUser):
            self.ask.tell(self, error)
        elif not isinstance(error, Cancelled):
            raise error

    @Slot(object)
    def _on_news(self, changed: Changed) -> None:
        if changed.topics & self.topics:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

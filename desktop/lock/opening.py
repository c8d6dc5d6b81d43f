"""From a passphrase to an open store, and what is done to a closed one; only while somebody waits."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from db.errors import ForUser
from desktop.lock.closed import Closed

if TYPE_CHECKING:
    from db.store.open import Unlocked
    from desktop.lock.way_back import WayBack

T = TypeVar("T")


class Opening(QObject):
    """Opens the store, for as long as nobody asks for the lock: after that it stays closed.

    `told` is what is said once the desk stands.

    Signals:
        begins: a passphrase is being tried.
        opened: the open store; whoever hears it closes it.
        refused: it did not open; the lock screen says why.
    """

    begins = Signal()
    opened = Signal(object)
    refused = Signal()

    def __init__(self, closed: Closed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed, self._screen, self._writer = closed, closed.screen, closed.writer
        self.told = ""
        self.way_back: WayBack | None = None
        self._waited_for = self._trying = False
        self._screen.given.connect(self.give)
        self._screen.forgotten.connect(lambda: self._way_back().recover())
        self._screen.backup_asked.connect(lambda *given: self._way_back().find(*given))

    @Slot(str)
    def give(self, passphrase: str) -> None:
        """Somebody gave `passphrase`: open the store with it."""
        self._waited_for = True
        self._go_on(self._closed.path, passphrase)

    def give_up(self) -> None:
        """Nobody is there any more: close what is being opened, and open nothing that is on its way.

        What is being done to a closed store, such as going back to a backup, is done to its end.
        """
        self._waited_for = False
        if self.way_back is not None:
            self.way_back.put_away()
        if self._trying:
            self._trying = False
            self._writer.close()
            self._rest()

    def renew(self, passphrase: str) -> None:
        """Give the closed store a new key, and open it again."""
        from desktop.lock.making import renew_key, told_renewed

        closed = self._closed
        self._while_closed(
            lambda: renew_key(closed.path, passphrase, closed.now, closed.profile),
            passphrase,
            lambda backups: told_renewed(closed.words, backups),
        )

    def restore(self, backup: Path, passphrase: str) -> None:
        """Put `backup` in the place of the closed store, and open that."""
        from desktop.lock.making import restore_store, told_restored

        closed = self._closed
        self._while_closed(
            lambda: restore_store(closed.path, backup, passphrase, closed.now),
            passphrase,
            lambda found: told_restored(closed.words, found),
        )

    def _while_closed(self, work: Callable[[], T], passphrase: str, told: Callable[[T], str]) -> None:
        def done(result: T) -> None:
            self.told = told(result)
            self._go_on(self._closed.path, passphrase)

        self._waited_for = True
        self._screen.show_opening()
        self._writer.do(work, done=done, failed=self._on_refused)

    def _go_on(self, store: Path, passphrase: str) -> None:
        if not self._waited_for:
            self._rest()
            return
        self._trying = True
        self._screen.show_opening()
        self._writer.open(store, passphrase, done=self._on_open, failed=self._on_refused)
        self.begins.emit()

    def _rest(self) -> None:
        self._screen.be_calm()
        self._screen.ready()

    def _on_open(self, unlocked: "Unlocked") -> None:
        self._trying = False
        self.opened.emit(unlocked)

    def _on_refused(self, error: BaseException) -> None:
        self._trying = False
        if not isinstance(error, ForUser):
            raise error
        self.refused.emit()
        self._screen.refuse(error)

    def _way_back(self) -> "WayBack":
        from desktop.lock.way_back import WayBack  # not before somebody asks for it

        self._waited_for = True
        if self.way_back is None:
            made = WayBack(self._closed)
            made.opens.connect(self._on_recovered)
            made.restore_asked.connect(self.restore)
            made.readable.connect(self._go_on)
            self.way_back = made
        return self.way_back

    def _on_recovered(self, passphrase: str, told: str) -> None:
        self.told = told
        self._go_on(self._closed.path, passphrase)

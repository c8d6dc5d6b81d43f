"""What can be done at a locked door that does not open: IT's key, and the newest whole backup."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import ForUser, NotAllowed
from db.words import later
from desktop.kit.ask import WindowAsk
from desktop.lock import making
from desktop.lock.closed import Closed
from desktop.lock.forgotten import Forgotten
from desktop.lock.restore_dialog import RestoreDialog

if TYPE_CHECKING:
    from db.actions.kept_backups import Preview


class WayBack(QObject):
    """Loaded when somebody asks for it. It works on the closed store, on the writer's thread.

    Signals:
        opens: the passphrase that opens the store now, and what is told once it is open.
        restore_asked: a backup's file and the passphrase that opens it.
        readable: a store that can only be read, and the passphrase that opens it.
    """

    opens = Signal(str, str)
    restore_asked = Signal(object, str)
    readable = Signal(object, str)

    def __init__(self, closed: Closed) -> None:
        super().__init__(closed.screen)
        self._closed, self._screen, self._writer = closed, closed.screen, closed.writer
        self._ask = WindowAsk(closed.words)
        self.dialog: QWidget | None = None
        self._left = False

    def recover(self) -> None:
        """Ask for IT's key file and a new passphrase, or say that no key of IT's opens the store."""
        self._left = False
        try:
            recipients, by_code = making.ways_in(self._closed.path)
        except ForUser as error:
            self._screen.refuse(error)
            return
        if not recipients and not by_code:
            self._ask.tell(self._screen, _NO_KEY)
            return
        least = making.passphrase_length(self._closed.profile)
        choose = self._ask.what_to_open
        dialog = Forgotten(self._closed.words, recipients, least, choose, self._screen, by_code=by_code)
        dialog.given.connect(self._on_given)
        dialog.finished.connect(self.put_away)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def put_away(self) -> None:
        """Take the dialog away, with what was typed there, and open none: nobody waits for it any more."""
        self._left = True
        if self.dialog is not None:
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None

    def find(self, passphrase: str, look: bool) -> None:
        """Look for the newest backup that is whole and that `passphrase` opens; or gather what is whole."""
        self._left = False
        self._screen.show_opening()
        if look:
            self._writer.do(
                lambda: making.rescue(self._closed.path, passphrase),
                done=lambda path: self.readable.emit(path, passphrase),
                failed=self._on_none,
            )
            return
        self._writer.do(
            lambda: making.newest_good(self._closed.path, passphrase, self._closed.profile),
            done=self._on_found,
            failed=self._on_none,
        )

    @Slot(object, str, bool)
    def _on_given(self, way: Path | str, passphrase: str, renew: bool) -> None:
        closed = self._closed
        self._writer.do(
            lambda: making.recover_store(
                closed.path, way, passphrase, closed.now, closed.profile, renew=renew
            ),
            done=lambda found: self._on_recovered(found, passphrase, renewed=renew),
            failed=self._on_refused,
        )

    def _on_recovered(self, found: making.Recovered, passphrase: str, *, renewed: bool) -> None:
        words = self._closed.words
        told = words.t("The store has a new passphrase. The old ones no longer open it.")
        if found.renewed:
            told += " " + words.t("The store has a new key.")
        elif renewed:
            told += " " + words.t("The new key could not be made: do it under Settings.")
        told = f"{told} {making.told_backups(words, found.backups)}".strip()
        self.put_away()
        self.opens.emit(passphrase, told)

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        if isinstance(self.dialog, Forgotten):
            self.dialog.refuse(self._closed.words.error(error))

    def _on_found(self, found: "Preview") -> None:
        self._screen.be_calm()
        self._screen.ready()
        if self._left:
            return
        dialog = RestoreDialog(self._closed.words, found, self._screen)
        dialog.chosen.connect(self.restore_asked)
        dialog.finished.connect(self.put_away)
        self.dialog = dialog
        dialog.open()

    def _on_none(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._screen.refuse(error)
        self._screen.offer_backup()


_NO_KEY = NotAllowed(
    later("No key of IT's opens these cases, so nobody can set a new passphrase."),
    later("Try again in peace. An older passphrase may still open an older backup: ask IT where they lie."),
)

"""What is being typed into one record, on its way to the encrypted disk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.actions.typed import keep_typed
from db.errors import ForUser
from db.store.drafts import Draft
from desktop.kit.soon import Soon
from desktop.tools import Tools

_REST: Final = 120_000  # milliseconds without a keystroke until drafts become an action


class Keeping(QObject):
    """Brings typed texts to `drafts` within half a second, each bound to its case, record and field.

    `texts` are those that are no part of the record yet, by the path of their field.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        rested: nobody typed for two minutes; what was typed may become an action.
        failed: the expected failure (ForUser) that kept a text from the disk; it is still in `texts`.
    """

    saved = Signal(object)
    saving = Signal()
    rested = Signal()
    failed = Signal(object)

    def __init__(self, tools: Tools, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools, self._kind = tools, kind
        self._record = ""
        self._case_id: str | None = None
        self._form_version: int | None = None
        self._turn = 0
        self.texts: dict[str, str] = {}
        self._pending: dict[str, str] = {}
        self._soon = Soon(self.flush, self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.rested)

    @property
    def is_waiting(self) -> bool:
        """True if something was typed that is not handed to the writer yet."""
        return bool(self._pending)

    def bind(
        self, record: str, case_id: str | None, found: Mapping[str, str], form_version: int | None = None
    ) -> None:
        """Keep what is typed into `record` from now on; `found` is what was typed there before."""
        self.flush()
        self._rest.stop()
        if record != self._record:
            self._turn += 1
            self.texts = {}
        self.texts = {**found, **self.texts}
        self._record, self._case_id, self._form_version = record, case_id, form_version

    def type(self, path: str, text: str) -> None:
        """Take the text of a field as it now is."""
        self.texts[path] = text
        self._pending[path] = text
        self._soon.typed()
        self._rest.start()

    @Slot()
    def flush(self) -> None:
        """Hand what is pending to the writer."""
        self._soon.stop()
        if not self._pending or not self._record:
            return
        self.saving.emit()
        now, turn, case_id, version = self._tools.now(), self._turn, self._case_id, self._form_version
        typed, self._pending = self._pending, {}
        waiting = [
            Draft(self._kind, self._record, path, case_id, version, text, now) for path, text in typed.items()
        ]
        self._tools.writer.run(
            lambda desk: keep_typed(desk, waiting),
            done=self._on_kept,
            failed=lambda error: self._on_failed(error, turn, typed),
        )

    def taken(self) -> dict[str, str]:
        """All texts, which from now on are part of the record; `give_back` them if that fails."""
        self.flush()
        self._rest.stop()
        taken, self.texts = self.texts, {}
        return taken

    def give_back(self, texts: Mapping[str, str]) -> None:
        """Hold `texts` again, but what was typed since then holds."""
        self.texts = {**texts, **self.texts}

    def stop(self) -> None:
        """Forget what is pending, also what the disk may still refuse, and start nothing more."""
        self._turn += 1
        self._soon.stop()
        self._rest.stop()
        self._pending.clear()

    def _on_kept(self, at: datetime) -> None:
        self.saved.emit(at)

    def _on_failed(self, error: BaseException, turn: int, typed: dict[str, str]) -> None:
        if not isinstance(error, ForUser):
            raise error
        if turn == self._turn:
            self._pending = typed | self._pending
            self._soon.refused()
        self.failed.emit(error)

"""What is typed here reaches the encrypted disk before it is asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from db.actions import interventions, plans
from db.actions.desk import Desk
from db.errors import ForUser
from db.store import drafts
from desktop.discretion import Watch
from desktop.kit.fields import Field
from desktop.kit.soon import Soon
from desktop.tools import Tools

_RECORD: Final = "kept for"


class TypingKept(QObject):
    """Keeps texts as drafts of one record, named by their fields.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        refused: it could not be kept, and why.
    """

    saved = Signal(object)
    saving = Signal()
    refused = Signal(object)

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._watch = Watch(tools, lambda: self._case_id, self)
        self._case_id: str | None = None
        self._pending: dict[tuple[str, str, str], str] = {}
        self._given_up: set[str] = set()
        self._soon = Soon(self.keep, self)

    def follow(self, case_id: str, record: str, fields: Mapping[str, Field]) -> None:
        """Show what was typed in `fields` of `record` before, and keep what is typed from now on.

        A field may be followed for another record later.
        """
        waiting = drafts.of_record(self._tools.desk.db, interventions.KIND, record)
        self._case_id = case_id
        self._given_up.discard(record)
        for name, field in fields.items():
            self._watch.beside(field)
            if name in waiting:
                field.show_value(waiting[name].text)
            if not field.property(_RECORD):
                field.edited.connect(lambda text, name=name, field=field: self._on_typed(field, name, text))
            field.setProperty(_RECORD, [case_id, record])

    def forget(self, record: str) -> None:
        """What waits for `record` is written elsewhere, or given up."""
        self._pending = {key: text for key, text in self._pending.items() if key[1] != record}
        self._given_up.add(record)

    def stop(self) -> None:
        """Start nothing more."""
        self._soon.stop()

    @Slot()
    def keep(self) -> None:
        """Hand what is typed to the writer."""
        self._soon.stop()
        if not self._pending:
            return
        self.saving.emit()
        now = self._tools.now()
        typed, self._pending = self._pending, {}
        waiting = [
            drafts.Draft(interventions.KIND, record, name, case_id, None, text, now)
            for (case_id, record, name), text in typed.items()
        ]
        self._tools.writer.run(
            lambda desk: _keep(desk, waiting),
            done=self.saved.emit,
            failed=lambda error: self._on_refused(error, typed),
        )

    def _on_typed(self, field: Field, name: str, text: object) -> None:
        case_id, record = field.property(_RECORD)
        self._pending[case_id, record, name] = str(text or "")
        self._soon.typed()

    def _on_refused(self, error: BaseException, typed: dict[tuple[str, str, str], str]) -> None:
        if not isinstance(error, ForUser):
            raise error
        still = {key: text for key, text in typed.items() if key[1] not in self._given_up}
        self._pending = still | self._pending
        if self._pending:
            self._soon.refused()
        self.refused.emit(error)


def _keep(desk: Desk, waiting: Sequence[drafts.Draft]) -> datetime:
    for draft in waiting:
        plans.keep_draft(desk, draft)
    return desk.now()

"""What is typed here reaches the encrypted disk before it is asked for."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from db.actions import interventions
from db.store import drafts
from desktop.discretion import Watch
from desktop.keeping import Keeping
from desktop.kit.fields import Field
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
        self._kept: dict[str, Keeping] = {}

    def follow(self, case_id: str, record: str, fields: Mapping[str, Field]) -> None:
        """Show what was typed in `fields` of `record` before, and keep what is typed from now on.

        A field may be followed for another record later.
        """
        waiting = drafts.of_record(self._tools.desk.db, interventions.KIND, record)
        self._case_id = case_id
        self._of(record).bind(record, case_id, {})
        for name, field in fields.items():
            self._watch.beside(field)
            if name in waiting:
                field.show_value(waiting[name].text)
            if not field.property(_RECORD):
                field.edited.connect(lambda text, name=name, field=field: self._on_typed(field, name, text))
            field.setProperty(_RECORD, record)

    def forget(self, record: str) -> None:
        """What waits for `record` is written elsewhere, or given up."""
        self._of(record).stop()

    def stop(self) -> None:
        """Start nothing more."""
        for kept in self._kept.values():
            kept.stop()

    @Slot()
    def keep(self) -> None:
        """Hand what is typed to the writer."""
        for kept in self._kept.values():
            kept.flush()

    def _of(self, record: str) -> Keeping:
        if record not in self._kept:
            kept = self._kept[record] = Keeping(self._tools, interventions.KIND, self)
            kept.saved.connect(self.saved)
            kept.saving.connect(self.saving)
            kept.failed.connect(self.refused)
        return self._kept[record]

    def _on_typed(self, field: Field, name: str, text: object) -> None:
        self._of(field.property(_RECORD)).type(name, str(text or ""))

"""The fields of a short form, each kept on the encrypted disk while it is typed, and shown again later."""

from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from db.store import drafts
from desktop.keeping import Keeping
from desktop.kit.choice_field import ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick
from desktop.tools import Tools

_YES: Final = "yes"


class KeptFields(QObject):
    """Fields by their names, kept as drafts of one `record` of one case.

    `keeping` brings them to the disk; `named` are those that were taken.
    """

    def __init__(self, tools: Tools, kind: str, record: str, case_id: str | None, parent: QObject) -> None:
        super().__init__(parent)
        self._tools, self.kind, self.record, self._case_id = tools, kind, record, case_id
        self.named: dict[str, Field | Tick] = {}
        self.keeping = Keeping(tools, kind, self)

    def take(self, name: str, field: Field | Tick) -> None:
        """Keep what the user puts into `field` from now on, as `name`."""
        self.named[name] = field
        if isinstance(field, Tick):
            field.setObjectName(name)
            field.clicked.connect(lambda on, name=name: self.keeping.type(name, _YES if on else ""))
        else:
            field.input.setObjectName(name)
            field.edited.connect(lambda value, name=name: self.keeping.type(name, _text(value)))

    def waiting(self) -> dict[str, str]:
        """What was typed here before and not sent, by name; also what no field holds."""
        found = drafts.of_record(self._tools.desk.db, self.kind, self.record)
        return {name: draft.text for name, draft in found.items()}

    def bring_back(self) -> None:
        """Show what was typed here before and not sent."""
        told = {name: text for name, text in self.waiting().items() if name in self.named}
        for name, text in told.items():
            _show(self.named[name], text)
        self.keeping.bind(self.record, self._case_id, told)


def _text(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _show(field: Field | Tick, text: str) -> None:
    if isinstance(field, Tick):
        field.setChecked(text == _YES)
    elif isinstance(field, DateField):
        field.show_value(date.fromisoformat(text) if text else None)
    elif isinstance(field, ChoiceField):
        field.show_value(next((one for one in field.offered() if _text(one) == text), None))
    elif isinstance(field, LineField | TextField):
        field.show_value(text or None)

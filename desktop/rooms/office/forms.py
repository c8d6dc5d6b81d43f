"""What is asked in the office's sheets, kept while it is typed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from db.actions.desk import Changed, Desk
from db.actions.typed import forget_typed
from db.actions.unfinished import put_away
from db.errors import ForUser
from db.store import drafts
from desktop.keeping import Keeping
from desktop.kit.asking import Asking
from desktop.kit.choice_field import ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field
from desktop.tools import Tools

Refused = Callable[[ForUser], None]


class Asked(QObject):
    """Keeps what is typed into one sheet at a time, and does what it asks for.

    `kind` is the kind of its drafts.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        done: the record that was written.
    """

    saved = Signal(object)
    saving = Signal()
    done = Signal(str)

    def __init__(self, tools: Tools, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools, self._kind, self._record = tools, kind, ""
        self.keeping = Keeping(tools, kind, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)

    def follow(self, form: Asking, record: str) -> None:
        """Show what was typed into `form` about `record` before, and keep what is typed from now on."""
        found = drafts.of_record(self._tools.desk.db, self._kind, record)
        self._record = record
        self.keeping.bind(record, None, {name: one.text for name, one in found.items()})
        self.keeping.failed.connect(form.refuse)
        texts = dict(self.keeping.texts)
        form.show_kept(texts)
        for name, field in form.fields().items():
            if name in texts:
                _show(field, texts[name])
            field.edited.connect(lambda value, name=name: self.keeping.type(name, _text(value)))
        form.kept.connect(self.keeping.type)

    def give_up(self, record: str) -> None:
        """Forget what was typed about `record`."""
        self.keeping.taken()
        kind = self._kind
        self._tools.writer.run(lambda desk: put_away(desk, kind, record), done=self._told, failed=_unexpected)

    def do(self, work: Callable[[Desk], Changed], refused: Refused, *, forget: bool = False) -> None:
        """Do `work` at the writing desk; what was typed is then part of the record.

        With `forget` the drafts of the sheet that is followed go with it; else `work` sees to its own.
        """
        texts, kind, record = self.keeping.taken(), self._kind, self._record

        def whole(desk: Desk) -> Changed:
            changed = work(desk)
            if forget:
                forget_typed(desk, kind, record)
            return changed

        def failed(error: BaseException) -> None:
            if not isinstance(error, ForUser):
                raise error
            self.keeping.give_back(texts)
            refused(error)

        self._tools.writer.run(whole, done=self._on_done, failed=failed)

    def _on_done(self, changed: Changed) -> None:
        self.saved.emit(self._tools.now())
        self.done.emit(changed.record or "")
        self._told(changed)

    def _told(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)


def _text(value: object) -> str:
    """A field's value as it stands in a draft: days as 2026-11-23, choices by their name in the records."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _show(field: Field, text: str) -> None:
    if isinstance(field, DateField):
        field.show_value(date.fromisoformat(text) if text else None)
    elif isinstance(field, ChoiceField):
        field.show_value(next((one for one in field.offered() if _text(one) == text), None))
    else:
        field.show_value(text)


def _unexpected(error: BaseException) -> None:
    raise error

"""What is asked in the office's sheets, kept while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from db.actions.desk import Changed, Desk
from db.errors import ForUser
from db.store import drafts
from desktop.keeping import Keeping
from desktop.kit.asking import Asking
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
        self._tools, self._kind = tools, kind
        self.keeping = Keeping(tools, kind, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)

    def follow(self, form: Asking, record: str) -> None:
        """Show what was typed into `form` about `record` before, and keep what is typed from now on."""
        found = drafts.of_record(self._tools.desk.db, self._kind, record)
        self.keeping.bind(record, None, {name: one.text for name, one in found.items()})
        self.keeping.failed.connect(form.refuse)
        for name, field in form.fields().items():
            if name in self.keeping.texts:
                field.show_value(self.keeping.texts[name])
            field.edited.connect(lambda text, name=name: self.keeping.type(name, str(text or "")))

    def give_up(self, record: str) -> None:
        """Forget what was typed about `record`."""
        from db.actions.office import forget_typed

        self.keeping.taken()
        kind = self._kind
        self._tools.writer.run(
            lambda desk: forget_typed(desk, kind, record), done=self._told, failed=_unexpected
        )

    def do(self, work: Callable[[Desk], Changed], refused: Refused) -> None:
        """Do `work` at the writing desk; what was typed is then part of the record."""
        texts = self.keeping.taken()

        def failed(error: BaseException) -> None:
            if not isinstance(error, ForUser):
                raise error
            self.keeping.give_back(texts)
            refused(error)

        self._tools.writer.run(work, done=self._on_done, failed=failed)

    def _on_done(self, changed: Changed) -> None:
        self.saved.emit(self._tools.now())
        self.done.emit(changed.record or "")
        self._told(changed)

    def _told(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)


def _unexpected(error: BaseException) -> None:
    raise error

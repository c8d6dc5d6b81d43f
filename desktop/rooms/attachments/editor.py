"""What an attachment is called, which day and kind it has, and who may read it: kept as it is typed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import attachments
from db.actions.desk import Changed
from db.errors import ForUser
from db.records.attachment import Attachment, AttachmentKind
from db.records.plan import Readers
from db.rules import names
from db.store import drafts
from db.words import Words
from desktop.discretion import Watch
from desktop.keeping import Keeping
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.sheet import Section
from desktop.tools import Tools


class AttachmentEditor(Section):
    """The fields of one attachment; leaving one makes it a change.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        changed: the Changed of the action.
        failed: the expected failure (ForUser).
    """

    saved = Signal(object)
    saving = Signal()
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words: Words = tools.words
        super().__init__(words.t("Change the attachment"), parent)
        self._tools, self._case_id = tools, ""
        self._stored: Attachment | None = None
        self.keeping = Keeping(tools, attachments.KIND, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.rested.connect(self.commit)
        self.keeping.failed.connect(self.failed)
        self.name = LineField(words.t("What it is called"))
        self.name.input.setObjectName("attachment/title")
        Watch(tools, lambda: self._case_id, self).beside(self.name)
        self.day = DateField(words.t("Day"), words, tools.today)
        kinds = [Choice(kind, words.t(name)) for kind, name in names.ATTACHMENTS.items()]
        self.kind = ChoiceField(words.t("What kind"), kinds)
        readers = [Choice(who, words.t(name)) for who, name in names.READERS.items()]
        self.readers = ChoiceField(words.t("May be read by"), readers)
        line = FlowLayout(gap=16, foot=True)
        for field in (self.name, self.day, self.kind, self.readers):
            line.addWidget(field)
        self.sheet.add_padded(line)
        self.name.edited.connect(lambda _: self.keeping.type("title", self.name.value()))
        self.name.left.connect(self.commit)
        self.day.left.connect(self.commit)
        self.kind.edited.connect(lambda _: self.commit())
        self.readers.edited.connect(lambda _: self.commit())

    @property
    def attachment_id(self) -> str:
        """The attachment that is shown; "" for none."""
        return self._stored.id if self._stored is not None else ""

    def show_one(self, case_id: str, one: Attachment) -> None:
        """Show `one`, and what was typed of its title before."""
        self._case_id, self._stored = case_id, one
        found = drafts.of_record(self._tools.desk.db, attachments.KIND, one.id)
        self.keeping.bind(one.id, case_id, {path: draft.text for path, draft in found.items()})
        self.name.show_value(self.keeping.texts.get("title", one.title))
        self.day.show_value(one.on)
        self.kind.show_value(AttachmentKind(one.kind))
        self.readers.show_value(Readers(one.readers))

    @Slot()
    def commit(self) -> None:
        """Make what stands here the attachment's, if anything differs."""
        before, case_id = self._stored, self._case_id
        if before is None:
            return
        after = before.changed(
            title=self.name.value() or before.title,
            on=(self.day.value() if self.day.readable else None) or before.on,
            kind=self.kind.value(),
            readers=self.readers.value(),
        )
        if after == before:
            return
        typed = self.keeping.taken()
        self._stored = after
        self.saving.emit()

        def refused(error: BaseException) -> None:
            self.keeping.give_back(typed)
            self._stored = before
            if not isinstance(error, ForUser):
                raise error
            self.failed.emit(error)

        self._tools.writer.run(
            lambda desk: attachments.change(desk, case_id, before, after), done=self._on_done, failed=refused
        )

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        self.commit()
        self.keeping.flush()

    def stop(self) -> None:
        """Start nothing more."""
        self.keeping.stop()

    def _on_done(self, changed: Changed) -> None:
        self.saved.emit(self._tools.now())
        self.changed.emit(changed)

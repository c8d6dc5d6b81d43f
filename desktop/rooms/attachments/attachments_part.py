"""Bilag: files dropped or chosen lie inside the encrypted store, and leave it only when that is asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from db.actions import attachments as actions
from db.actions.desk import Changed, Desk
from db.errors import ForUser, NotAllowed
from db.records.attachment import Attachment
from db.records.case import Case
from db.records.person import Person
from db.rules import file_kinds
from db.store import attachments, holds
from db.store.trouble import known_trouble
from db.words import later
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.dropping import dropped_files, take_copy
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.opened_files import OpenedFiles
from desktop.rooms.attachments.editor import AttachmentEditor
from desktop.rooms.attachments.row import AttachmentRow, size_text
from desktop.rooms.attachments.taking_in import TakingIn
from desktop.tools import Tools


class AttachmentsPart(ScrollPage):
    """The part *Bilag* of a case.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    saved = Signal(object)
    saving = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case_id = ""
        self.rows: dict[str, AttachmentRow] = {}
        self._heads: dict[str, bytes] = {}
        self.taking = TakingIn(tools, self)
        self.taking.moved.connect(self._on_moved)
        self.taking.kept.connect(self._on_kept)
        self.taking.refused.connect(self._on_not_kept)
        self.taking.ended.connect(self._on_ended)
        self._lay_out()

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show the attachments of `case`, the newest day first."""
        if case.id != self._case_id:
            self.editor.keep()
            self.editor.hide()
            self.trouble.hide()
        self._case_id = case.id
        db = self._tools.desk.db
        with known_trouble():
            held = holds.of_case(db, case.id)
            found = attachments.of_case(db, case.id)
            removed = attachments.of_case(db, case.id, removed=True)
            self._heads = attachments.heads(db, case.id)
            small = {one.id: attachments.thumbnail(db, one.id) for one in (*found, *removed)}
        writable = held is None or not held.is_read_only
        self.setAcceptDrops(writable)
        self.add.setEnabled(writable)
        self.rows = {}
        self._fill(self.listed, found, small)
        if not found:
            self.listed.add(self._empty())
        self._fill(self.removed, removed, small)
        self.removed.setVisible(bool(removed))

    def show_record(self, record_id: str) -> None:
        """Show the attachment `record_id`."""
        if (row := self.rows.get(record_id)) is not None:
            self.ensureWidgetVisible(row)
            next(iter(row.buttons.values())).setFocus()

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        self.editor.keep()

    def stop(self) -> None:
        """Start nothing more: what is on its way is left, and leaves no half."""
        self.taking.cancel()
        self.editor.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event)
        if files and self._case_id:
            take_copy(event)
            self._take(files)

    def _lay_out(self) -> None:
        words = self._words
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.add = Button(words.t("Add a file"), Rank.PRIMARY)
        self.add.clicked.connect(self._on_add)
        self.progress = Label("", Voice.SOFT)
        self.cancel = Button(words.t("Stop"))
        self.cancel.clicked.connect(self.taking.cancel)
        line = FlowLayout(gap=16)
        for widget in (self.add, self.progress, self.cancel):
            line.addWidget(widget)
        self.progress.hide()
        self.cancel.hide()
        self.editor = AttachmentEditor(self._tools)
        self.editor.hide()
        self.editor.saved.connect(self.saved)
        self.editor.saving.connect(self.saving)
        self.editor.changed.connect(self._tools.news.changed)
        self.editor.failed.connect(self._refuse)
        self.listed = Section(words.t("Put in so far"))
        self.removed = Section(words.t("Removed"))
        self.body.addLayout(line)
        parts: tuple[QWidget, ...] = (self.trouble, self.editor, self.listed, self.removed)
        for part in parts:
            self.body.addWidget(part)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self._words.t("No attachments yet."),
            self._words.t(
                "Drag documents and photos here. They lie inside the encrypted store, up to 50 MB each."
            ),
        )

    def _fill(self, section: Section, found: list[Attachment], small: Mapping[str, bytes | None]) -> None:
        section.sheet.clear()
        for one in found:
            row = AttachmentRow(one, self._heads.get(one.id, b""), small[one.id], self._words)
            row.asked.connect(lambda deed, one=one: self._on_asked(deed, one))
            section.add(row)
            self.rows[one.id] = row

    def _take(self, files: list[Path]) -> None:
        self.trouble.hide()
        self.taking.take(self._case_id, files)

    @Slot()
    def _on_add(self) -> None:
        if (chosen := self._tools.ask.what_to_open(self)) is not None:
            self._take([chosen])

    @Slot(str, int, int)
    def _on_moved(self, name: str, done: int, of: int) -> None:
        said = self._words.t("{name}: {done} of {all}", name=name, done=size_text(done), all=size_text(of))
        self.progress.setText(said if done else self._words.t("Reading {name} …", name=name))
        self.progress.show()
        self.cancel.show()
        self.saving.emit()

    @Slot(object)
    def _on_kept(self, changed: Changed) -> None:
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

    @Slot(str, object)
    def _on_not_kept(self, name: str, error: ForUser) -> None:
        self.trouble.say(f"{file_kinds.shown_name(name)}: {self._words.error(error)}")
        self.trouble.show()

    @Slot()
    def _on_ended(self) -> None:
        self.progress.hide()
        self.cancel.hide()
        self.saved.emit(self._tools.now())

    def _on_asked(self, deed: str, one: Attachment) -> None:
        words, case_id = self._words, self._case_id
        if deed == "edit":
            self.editor.keep()
            self.editor.show_one(case_id, one)
            self.editor.show()
            self.ensureWidgetVisible(self.editor)
            self.editor.name.input.setFocus()
        elif deed == "open":
            self._open(one)
        elif deed == "save":
            self._save(one)
        elif deed == "remove":
            self._do(lambda desk: actions.remove(desk, case_id, one))
        elif deed == "bring_back":
            self._do(lambda desk: actions.bring_back(desk, case_id, one))
        elif self._tools.ask.confirm(
            self,
            words.t("Erase this attachment for good?"),
            yes=words.t("Erase for good"),
            why=words.t("It cannot be brought back. It stays in older backups until they are thinned."),
            careful=True,
        ):
            self._do(lambda desk: actions.erase(desk, case_id, one))

    def _open(self, one: Attachment) -> None:
        words = self._words
        facts = file_kinds.facts_of(one.name, self._heads.get(one.id, b""))
        if facts.may_run:
            self.trouble.say(
                words.t("A program is not opened from here."),
                words.t("Ask the sender what it is. You can remove it, or save a copy for your IT."),
            )
            self.trouble.show()
            return
        if not self._tools.ask.confirm(
            self,
            words.t("Open it in another program?"),
            yes=words.t("Open"),
            why=words.t(
                "Meanwhile a copy lies outside the encrypted store, in a folder of your own. It is removed"
                " when you lock. What you change or print there is not kept here, and the other program may"
                " remember it."
            ),
        ):
            return
        shown, ending = OpenedFiles(self._tools.desk.store.path), facts.ending
        self._tools.writer.run(
            lambda desk: actions.content_to_show(desk, one.id),
            done=lambda content: self._show_outside(shown, ending, content),
            failed=self._refuse,
        )

    def _show_outside(self, shown: OpenedFiles, ending: str, content: bytes) -> None:
        """The copy's name says nothing of what it is about."""
        number = len(list(shown.folder.glob("*"))) + 1 if shown.folder.is_dir() else 1
        try:
            with known_trouble():
                path = shown.put(f"bilag-{number}.{ending}" if ending else f"bilag-{number}", content)
        except ForUser as error:
            self._refuse(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            path.unlink(missing_ok=True)
            self._refuse(
                NotAllowed(
                    later("No program on this computer shows files of this kind."),
                    later("The attachment is still here. Save a copy, or ask IT."),
                )
            )

    def _save(self, one: Attachment) -> None:
        words = self._words
        if not self._tools.ask.confirm(
            self,
            words.t("Save a copy outside the store?"),
            yes=words.t("Save a copy"),
            why=words.t(
                "The copy is not encrypted: whoever has the file can read it. The journal remembers it."
            ),
            careful=True,
        ):
            return
        ending = file_kinds.facts_of(one.name).ending
        out = self._tools.ask.where_to_save(self, f"bilag.{ending}" if ending else "bilag")
        if out is not None:
            self._do(
                lambda desk: actions.write_out(desk, one.id, out), lambda: self._tools.news.written.emit(out)
            )

    def _do(self, work: Callable[[Desk], Changed], then: Callable[[], None] = lambda: None) -> None:
        def done(changed: Changed) -> None:
            self._on_kept(changed)
            self.add.setFocus()  # the row that had it is made anew, or gone
            then()

        self.trouble.hide()
        self.saving.emit()
        self._tools.writer.run(work, done=done, failed=self._refuse)

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(self._words.error(error))
        self.trouble.show()

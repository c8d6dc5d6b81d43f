"""Ctrl+N: a note from anywhere. Each letter is on the encrypted disk within a second, case or no case."""

from datetime import datetime
from typing import ClassVar, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.actions import notes as actions
from db.actions.desk import Changed
from db.actions.unfinished import put_away
from db.errors import ForUser
from db.records.base import COPENHAGEN, day_of, new_id
from db.records.note import Note, NoteKind
from db.rules import child_talk, names
from db.rules.calendar import typed_time
from db.store import drafts
from db.store import notes as store
from db.words import later
from desktop.case_pick import CasePick
from desktop.discretion import Discretion
from desktop.keeping import Keeping
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank, is_answer
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.help_key import take_keys
from desktop.kit.keys import Keys
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.scroll import ScrollPage
from desktop.kit.secret_copy import copy_secretly
from desktop.kit.tab_order import ReadByTab
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice, factor_of
from desktop.place import Place
from desktop.tools import Tools

_ON_CLIPBOARD: Final = 120  # seconds: long enough to carry it into the other program
_WIDE: Final = 720
_TALL: Final = 640
_TALK: Final = "talk/"


class NotePanel(ReadByTab, QDialog):
    """One note over everything else. It becomes part of its case as soon as there are a case and a word.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    saved = Signal(object)
    saving = Signal()
    KEYS: ClassVar[Keys] = (("Esc", later("Put the note where it belongs, and go back")),)

    def __init__(self, tools: Tools, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._words, self._page = tools, tools.words, parent
        self._id = ""
        self._stored: Note | None = None
        self._at = tools.now()
        self.keeping = Keeping(tools, actions.KIND, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.rested.connect(self.commit)
        self.keeping.failed.connect(self._on_refused)
        self.setWindowTitle("Tæt På")
        self.setAccessibleName(self._words.t("Quick note"))
        self.setModal(True)
        self._lay_out()
        self._connect()
        take_keys(self)

    def open_note(self, note_id: str = "", case_id: str | None = None) -> None:
        """Show the note `note_id`, or what was typed of it; without one a new note, about `case_id` if given.

        Raises Stale if its case is gone.
        """
        if self.isVisible():
            self.keep()
        db = self._tools.desk.db
        found = drafts.of_record(db, actions.KIND, note_id) if note_id else {}
        in_case = store.case_of(db, note_id) if note_id else None
        self._id = note_id or new_id()
        self._stored = store.get(db, note_id) if in_case is not None else None
        known = in_case or next((draft.case_id for draft in found.values()), case_id)
        self.pick.show_case(known, fixed=in_case is not None)
        self.keeping.bind(self._id, known, {path: draft.text for path, draft in found.items()})
        self._show_fields()
        size = factor_of(self)
        room = self._page.size()
        self.resize(min(round(_WIDE * size), room.width()), min(round(_TALL * size), room.height()))
        self.open()
        self.text.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> Place:
        """The note that is open."""
        return Place("note", self.pick.case_id or "", record=self._id)

    def keep(self) -> None:
        """Hand everything that was typed to the writer, as a note if there is a case."""
        self.commit()
        self.keeping.flush()

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        self.keeping.stop()
        self.discretion.stop()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_answer(event):
            self.ready.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def reject(self) -> None:
        self.keep()
        super().reject()

    @Slot()
    def commit(self) -> None:
        """Make what stands here a note of its case, if there is one and anything differs."""
        after, case_id = self._note(), self.pick.case_id
        if case_id is None or not after.text.strip() or not self._differs(after):
            return
        typed, before = self.keeping.taken(), self._stored
        self._stored = after
        self.pick.show_case(case_id, fixed=True)
        self._show_carried()
        self.saving.emit()
        self._tools.writer.run(
            lambda desk: actions.save_note(desk, case_id, before, after),
            done=self._on_committed,
            failed=lambda error: self._on_not_committed(error, typed, before),
        )

    def _note(self) -> Note:
        text = child_talk.note_text(self.text.value(), self._answers(), self._words)
        carried = self._stored.carried_over_on if self._stored else None
        if self.carried.isChecked() != (carried is not None):
            carried = self._tools.today() if self.carried.isChecked() else None
        return Note(
            id=self._id, at=self._moment(), kind=self.kind.value(), text=text, carried_over_on=carried
        )

    def _moment(self) -> datetime:
        """The day and time of the fields; what is not touched keeps its seconds."""
        day = (self.day.value() if self.day.readable else None) or day_of(self._at)
        if day == day_of(self._at) and self.time.value() == self._words.time(self._at):
            return self._at
        clock = typed_time(self.time.value()) or self._at.astimezone(COPENHAGEN).time()
        return datetime.combine(day, clock, COPENHAGEN)

    def _differs(self, after: Note) -> bool:
        """True if the user changed something: outer spaces of an old text are nobody's change."""
        if self._stored is None:
            return True
        marked = after.carried_over_on != self._stored.carried_over_on
        return marked or (bool(self.keeping.texts) and after != self._stored)

    def _answers(self) -> dict[str, str]:
        if self.kind.value() is not NoteKind.CHILD_TALK:
            return {}
        return {key: field.value() for key, field in self.talk.items()}

    def _lay_out(self) -> None:
        words = self._words
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.copied = Banner(
            Mark.AGREED,
            words.t("Copied as plain text, for two minutes. Mark it as carried over once it stands there."),
            parent=self,
        )
        for banner in (self.trouble, self.copied):
            banner.hide()
        self.text = TextField(words.t("Note"), lines=6, voice=Voice.MEETING)
        self.discretion = Discretion(self._tools, lambda: self._note().text, lambda: self.pick.case_id)
        kinds = [Choice(one, _upper(words.t(names.NOTES[one]))) for one in NoteKind]
        self.kind = ChoiceField(words.t("What kind of note"), kinds)
        self.day = DateField(words.t("Day"), words, self._tools.today)
        self.time = LineField(words.t("Time of day"), longest=5)
        self.pick = CasePick(
            self._tools,
            self._words.t("It can wait: until then the note stands under Not finished."),
        )
        self._talk_part = QWidget()
        asked = QVBoxLayout(self._talk_part)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(10)
        told = words.t(
            "What a note of a talk with the child says ({source})", source=words.t(child_talk.SOURCE)
        )
        asked.addWidget(Label(told, Voice.SECTION))
        self.talk = {key: TextField(words.t(one), lines=1) for key, one in child_talk.ASKED.items()}
        for answer in self.talk.values():
            asked.addWidget(answer)
        self.copy = Button(words.t("Copy for DUBU"))
        self.carried = Tick(words.t("Carried over to DUBU"))
        self.away = Button(words.t("Throw away"), Rank.CAREFUL)
        self.ready = Button(words.t("Done"), Rank.PRIMARY, key="Esc")
        line = FlowLayout(gap=16, foot=True)
        for field in (self.kind, self.day, self.time):
            line.addWidget(field)
        page = ScrollPage(self)
        page.body.setSpacing(14)
        for banner in (self.trouble, self.copied):
            page.body.addWidget(banner)
        page.body.addWidget(self.text)
        page.body.addWidget(self.discretion)
        page.body.addLayout(line)
        page.body.addWidget(self._talk_part)
        page.body.addWidget(self.pick)
        foot = QWidget(self)
        buttons = FlowLayout(foot, gap=12)
        buttons.setContentsMargins(28, 8, 28, 16)
        for button in (self.ready, self.copy, self.carried, self.away):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        named = {"text": self.text, "at": self.time, **{_TALK + key: one for key, one in self.talk.items()}}
        for path, field in named.items():
            field.input.setObjectName(path)
            field.edited.connect(lambda _, path=path: self._on_typed(path))
            field.left.connect(self.commit)
            field.edited.connect(self.discretion.typed)
        self.kind.input.setObjectName("kind")
        self.kind.edited.connect(self._on_kind)
        self.day.input.setObjectName("day")
        self.day.edited.connect(lambda _: self._on_typed("at"))
        self.day.left.connect(self.commit)
        self.time.left.connect(self._look_at_time)
        self.pick.picked.connect(self._on_case)
        self.copy.clicked.connect(self._on_copy)
        self.carried.clicked.connect(self.commit)
        self.away.clicked.connect(self._on_away)
        self.ready.clicked.connect(self.reject)

    def _show_fields(self) -> None:
        texts, stored = self.keeping.texts, self._stored
        self.trouble.hide()
        self.copied.hide()
        self.kind.show_value(NoteKind(texts["kind"]) if "kind" in texts else _kind_of(stored))
        self._take_apart(texts.get("text", stored.text if stored else ""))
        known = stored.at if stored else self._tools.now()
        self._at = datetime.fromisoformat(texts["at"]) if "at" in texts else known
        self.day.show_value(day_of(self._at))
        self.time.show_value(self._words.time(self._at))
        self.time.show_fault("")
        for key, field in self.talk.items():
            field.show_value(texts.get(_TALK + key, field.value()))
        self._talk_part.setVisible(self.kind.value() is NoteKind.CHILD_TALK)
        self._show_carried()
        self.discretion.typed()

    @Slot()
    def _look_at_time(self) -> None:
        """Say beside the time that it is none; the note keeps the one it had."""
        readable = typed_time(self.time.value()) is not None
        self.time.show_fault("" if readable else self._words.t("Write a time such as 13.30."))

    def _show_carried(self) -> None:
        self.carried.setChecked(self._stored is not None and self._stored.carried_over_on is not None)
        self.carried.setVisible(self._stored is not None)
        self.away.setVisible(self._stored is None)

    def _on_typed(self, path: str) -> None:
        """Before it is a note each field is kept by itself; afterwards its whole text, answers included."""
        note = self._note()
        if path == "at":
            self.keeping.type(path, note.at.isoformat())
        elif self._stored is not None:
            self.keeping.type("text", note.text)
        elif path.startswith(_TALK):
            self.keeping.type(path, self.talk[path.removeprefix(_TALK)].value())
        else:
            self.keeping.type(path, self.text.value())

    @Slot(object)
    def _on_kind(self, kind: object) -> None:
        talk = kind is NoteKind.CHILD_TALK
        if talk:
            self._take_apart(self.text.value())
        elif any(field.value() for field in self.talk.values()):
            self._put_into_text()
        self._talk_part.setVisible(talk)
        self.keeping.type("kind", str(kind))
        self.commit()

    def _take_apart(self, whole: str) -> None:
        """Show the text of a note; what stands in that of a talk under its questions goes back there."""
        talk = self.kind.value() is NoteKind.CHILD_TALK
        text, given = child_talk.taken_apart(whole, self._words) if talk else (whole, {})
        self.text.show_value(text)
        for key, field in self.talk.items():
            field.show_value(given.get(key, ""))

    def _put_into_text(self) -> None:
        """What was answered of a talk stays in a note that is called something else."""
        given = {key: field.value() for key, field in self.talk.items()}
        self.text.show_value(child_talk.note_text(self.text.value(), given, self._words))
        for key, field in self.talk.items():
            field.show_value("")
            if _TALK + key in self.keeping.texts:
                self.keeping.type(_TALK + key, "")
        self._on_typed("text")

    @Slot(str)
    def _on_case(self, case_id: str) -> None:
        self.keeping.bind(self._id, case_id, self.keeping.texts)
        for path, text in list(self.keeping.texts.items()):
            self.keeping.type(path, text)
        self.commit()
        self.discretion.look()

    @Slot()
    def _on_copy(self) -> None:
        note, words = self._note(), self._words
        kind = _upper(words.t(names.NOTES[note.kind]))
        told = child_talk.plain_text(kind, words.moment(note.at), note.text)
        copy_secretly(told, seconds=_ON_CLIPBOARD)
        self.copied.show()

    @Slot()
    def _on_away(self) -> None:
        words, note_id = self._words, self._id
        if self._note().text.strip() and not self._tools.ask.confirm(
            self, words.t("Throw this note away?"), yes=words.t("Throw away"), careful=True
        ):
            return
        self.keeping.stop()
        self.keeping.texts.clear()
        self._clear()
        self._tools.writer.run(
            lambda desk: put_away(desk, actions.KIND, note_id),
            done=self._tools.news.changed.emit,
            failed=self._on_refused,
        )
        super().reject()

    def _clear(self) -> None:
        self.text.show_value("")
        for field in self.talk.values():
            field.show_value("")

    def _on_committed(self, changed: Changed) -> None:
        self.trouble.hide()
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

    def _on_not_committed(self, error: BaseException, typed: dict[str, str], before: Note | None) -> None:
        self.keeping.give_back(typed)
        self._stored = before
        self._on_refused(error)

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(self._words.error(error))
        self.trouble.show()


def _kind_of(note: Note | None) -> NoteKind:
    return note.kind if note is not None else NoteKind.NOTE


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]

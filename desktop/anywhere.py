"""What can be done from anywhere at the desk: a quick note, a list saved, the last change taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import ForUser
from db.rules import names, openings
from db.rules.summary import short_name
from db.store import case_list, minutes
from db.words import later
from desktop.kit.help_key import ask_help
from desktop.kit.jobs import Cancelled, Task
from desktop.kit.keys import NOTE, Key
from desktop.list_saving import ListSaving
from desktop.place import Place
from desktop.tools import Tools

if TYPE_CHECKING:
    from db.actions.undo import Undone


class Anywhere(QObject):
    """The two deeds, their keys, and the panel of the note once it was asked for.

    Signals:
        made: the panel was made; it is kept and closed with the desk.
        told: a sentence for the user, once something was taken back or could not be.
        stale: what stands in front is to be read again.
    """

    made = Signal(object)
    told = Signal(str)
    stale = Signal()

    def __init__(
        self,
        tools: Tools,
        page: QWidget,
        keep: Callable[[], None],
        place: Callable[[], Place],
        front: Callable[[], QWidget],
    ) -> None:
        super().__init__(page)
        self._tools, self._page, self._keep, self._place = tools, page, keep, place
        self._front, self._lists = front, ListSaving(tools, page)
        self._panel: QWidget | None = None
        self.in_front = ""
        """The case in front, also as a meeting or a form of it; "" for none."""
        self._why = ("", "")  # the case whose opening was answered for, and the answer
        Key("Ctrl+N", page, NOTE, self.new_note)
        Key("Ctrl+Shift+S", page, later("Save the list in front"), self.save_list)
        Key("Ctrl+Z", page, later("Take back the last change"), self.take_back)

    @Slot()
    def new_note(self) -> None:
        """Begin a note, about the case in front if there is one."""
        self.open_note(Place("note", self._place().case_id))

    def open_note(self, place: Place) -> None:
        """Open the note that `place` names, or a new one about its case."""
        from desktop.rooms.note.note_panel import NotePanel

        if self._panel is None:
            self._panel = NotePanel(self._tools, self._page)
            self.made.emit(self._panel)
        try:
            self._panel.open_note(place.record, place.case_id or None)  # type: ignore[attr-defined]
        except ForUser as error:
            self.told.emit(self._tools.words.error(error))

    @Slot()
    def take_back(self) -> None:
        """Take back the last change; what is being typed becomes that change first."""
        from db.actions.undo import undo  # not before it is asked for

        self._keep()
        self._tools.writer.run(undo, done=self._on_undone, failed=self._on_refused)

    def allowed(self, place: Place) -> Place:
        """`place`, or *I dag* where policy asks why a case comes in front by it and nobody will say."""
        case_id = place.case_id if place.room in ("case", "note", "live", "form") else ""
        if place.room == "note" and not place.record:
            return place
        if place.room == "live" and not case_id:
            case_id = minutes.case_of(self._tools.desk.db, place.record) or ""
        return place if not case_id or self.may_see(case_id) else Place()

    def may_see(self, case_id: str) -> bool:
        """Ask why the case is opened, where policy asks; False if nobody will say."""
        asked = self._tools.policy.text("ask_why_opened") == "yes"
        if not asked or case_id in (self.in_front, self._why[0]):
            return True
        from desktop.kit.why_dialog import WhyDialog

        dialog = WhyDialog(self._tools.words, openings.REASONS, openings.LONGEST, self._page)
        dialog.asked()
        dialog.deleteLater()
        self._why = (case_id if dialog.reason else "", dialog.reason)
        return bool(dialog.reason)

    def see(self, case_id: str) -> None:
        """The case is in front: a line of the journal, once, however many of its parts are looked at."""
        if case_id != self.in_front:
            self._note_opening(case_id)
        self.in_front = case_id

    def see_record(self, place: Place, before: str) -> None:
        """A meeting or a form that opens by itself opens its case; `before` was the case in front."""
        if place.room in ("live", "form"):
            case_id = place.case_id or minutes.case_of(self._tools.desk.db, place.record) or ""
            self.in_front = before if case_id else ""
            if case_id:
                self.see(case_id)

    def see_note(self, place: Place) -> None:
        """A note that is opened over another room than its case's opens its case."""
        if place.record and place.case_id and place.case_id != self.in_front:
            self._note_opening(place.case_id)

    def _note_opening(self, case_id: str) -> None:
        from db.actions.readings import see_case

        why = self._why[1] if self._why[0] == case_id else ""
        self._why = ("", "")
        self._tools.writer.run(
            lambda desk: see_case(desk, case_id, why), done=lambda _: None, failed=self._on_refused
        )

    def do(self, deed: str) -> None:
        """What was asked for by its name: `undo`, `print`, `list`, `backup` or `keys`."""
        if deed == "undo":
            self.take_back()
        elif deed == "print":
            self.print_front()
        elif deed == "list":
            self.save_list()
        elif deed == "backup":
            self.back_up()
        elif deed == "keys":
            ask_help(self._page)

    def print_front(self) -> None:
        """Print what is in front, as Ctrl+P does there; say so where nothing can be printed."""
        front = self._place()
        room = next((one for one in self._page.findChildren(QWidget) if _prints(one)), None)
        if front.room == "case" and room is not None:
            room.print_front()  # type: ignore[attr-defined]
        else:
            self.told.emit(self._tools.words.t("There is nothing to print here. Open a case, or Papers."))

    @Slot()
    def save_list(self) -> None:
        """Save what the room in front lists; it says so where it lists nothing."""
        self._lists.save(self._front())

    def back_up(self) -> None:
        """Make a backup of the store where the user wants it, beside what is being done."""
        from db.actions import backups

        tools = self._tools
        out = tools.ask.where_to_save(self._page, "sager.taetpaa-backup")
        if out is None:
            return
        self._keep()
        tools.writer.settle()
        self.told.emit(tools.words.t("The backup is being made …"))

        def work(task: Task) -> None:
            db = tools.desk.store.connect()
            try:
                backups.back_up(tools.desk.store, db, out, made_at=tools.now(), step=lambda: task.step(0, 1))
            finally:
                db.close()

        done = tools.words.t("The backup was written, opened and compared with the store.")
        tools.jobs.run_long(work, done=lambda _: self.told.emit(done), failed=self._on_refused)

    def _on_undone(self, undone: "Undone") -> None:
        words, case_id = self._tools.words, undone.changed.case_id
        what = words.t(names.RECORDS.get(undone.kind, later("a change")))
        child = case_list.children_of(self._tools.desk.db, [case_id]).get(case_id) if case_id else None
        about = f" ({short_name(child)})" if child else ""
        self._tools.news.changed.emit(undone.changed)
        self.stale.emit()
        self.told.emit(
            words.t("Taken back: {what}, changed {time}.", what=what + about, time=words.time(undone.at))
        )

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, ForUser):
            raise error
        self.told.emit(self._tools.words.error(error))


def _prints(widget: QWidget) -> bool:
    return widget.isVisible() and callable(getattr(widget, "print_front", None))

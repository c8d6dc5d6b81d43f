"""The meeting, live: what is said at the table is on the encrypted disk within a second."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import minutes as actions
from db.actions.desk import Changed, Topic
from db.actions.typed import forget_typed
from db.errors import ForUser
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import day_of
from db.records.case import Case
from db.rules import live_minutes as rules
from db.rules import placement_review
from db.rules.summary import short_name
from db.store import cases, drafts, people
from db.store import minutes as store
from db.words import later
from desktop.discretion import Watch
from desktop.keeping import Keeping
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.choice_field import Choice
from desktop.kit.keys import PRINT, Key
from desktop.kit.marks import Mark
from desktop.kit.scroll import ScrollPage
from desktop.kit.tab_order import name_of_focus, stand_in
from desktop.place import Place
from desktop.rooms.live import told
from desktop.rooms.live.agenda import Agenda
from desktop.rooms.live.agreed import Agreed
from desktop.rooms.live.hand import Change, Hand
from desktop.rooms.live.notes import Columns, Notes
from desktop.rooms.live.paper import Paper
from desktop.rooms.live.placement import PlacementQuestion
from desktop.rooms.live.scale import Scale
from desktop.rooms.live.screen import Screen
from desktop.rooms.live.table import Table
from desktop.rooms.live.voice import ChildsVoice
from desktop.rooms.live.who import Who
from desktop.tools import Tools

_TICK: Final = 10_000  # milliseconds between two looks at the clock
_WHOLE: Final = -1


class LiveRoom(QWidget):
    """One meeting while it is held. Nothing is saved by hand.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        case_asked: the id of the case to open, and its tab.
        room_asked: the key of the room to open.
        lock_asked: the user wants to lock, from the screen that is turned round.
    """

    saved = Signal(object)
    saving = Signal()
    case_asked = Signal(str, str)
    room_asked = Signal(str)
    lock_asked = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._stored: Appointment | None = None
        self._case: Case | None = None
        self._part: int | None = None
        self._running = 0
        self._who = Who({}, (), tools.words)
        self.keeping = Keeping(tools, actions.KIND, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.rested.connect(self.commit)
        self.keeping.failed.connect(self._on_refused)
        watch = Watch(tools, lambda: self._case, self)
        self._hand = Hand(tools.words, self.keeping.type, self.commit, self._change, watch)
        self.turning = Screen(tools, self)
        self.turning.lock_asked.connect(self.lock_asked)
        self.paper = Paper(tools, self)
        self.paper.failed.connect(self._on_refused)
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._show_clock)
        self._lay_out()
        self._keys()
        tools.news.changed.connect(self._on_news)

    def show_place(self, place: Place) -> None:
        """Show the meeting that `place` names, at its part (`tab`). Raises Stale if it is gone."""
        meeting = store.get(self._tools.desk.db, place.record)
        if self._stored is not None and self._stored.id == meeting.id and self._running:
            meeting = self._stored  # what is on its way to the disk is what holds
        elif self._stored is not None:
            self.keep()
        case_id = store.case_of(self._tools.desk.db, meeting.id)
        self._case = None if case_id is None else cases.get(self._tools.desk.db, case_id)
        found = drafts.of_record(self._tools.desk.db, actions.KIND, meeting.id)
        self.keeping.bind(meeting.id, case_id, {path: draft.text for path, draft in found.items()})
        self._part = told.part_named(meeting, place.tab, place.field)
        self.trouble.hide()
        self.found.setVisible(bool(found))
        if found:
            at = self._words.time(max(draft.at for draft in found.values()))
            self.found.say(self._words.t("What you were writing at {time} is here again.", time=at))
        self._show(meeting)
        self._stand_in_notes()
        self._clock.start()
        if found:
            QTimer.singleShot(0, self.commit)

    def place(self) -> Place:
        """The meeting and the part that are shown."""
        part = "whole" if self._part is None else str(self._part)
        record = self._stored.id if self._stored else ""
        return Place("live", self._case.id if self._case else "", tab=part, record=record)

    @property
    def begins(self) -> datetime | None:
        """When the meeting that is shown begins; None without one."""
        return self._stored.starts_at if self._stored is not None else None

    def keep(self) -> None:
        """Hand everything that was typed to the writer, as part of the meeting."""
        self.commit()

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        self._clock.stop()
        self.keeping.stop()
        for question in self._questions:
            question.stop()
        self.turning.end()

    @Slot()
    def commit(self) -> None:
        """Make what was typed part of the meeting, if it differs."""
        for question in self._questions:
            question.commit()
        self._change(_as_it_is)

    def choose_part(self, place: int) -> None:
        """Take the part at `place` in hand; behind the last one comes the whole meeting."""
        if self._stored is None:
            return
        self.commit()
        count = len(self._stored.agenda)
        self._part = place if 0 <= place < count else None
        self._show_middle(self._stored)
        self._agenda.show_part(count if self._part is None else self._part)
        self._show_clock()
        self._stand_in_notes()

    def turn(self) -> None:
        """Show only what everyone may read, over everything else."""
        if self._stored is None:
            return
        self.commit()
        try:
            self.turning.turn(self._stored, self._part, self._case, self._who)
        except ForUser as error:
            self._say(self._words.error(error))

    def print_paper(self) -> None:
        """Write the minutes as a PDF to where the user says."""
        if self._stored is not None:
            self.commit()
            self.paper.ask(self._stored, self._who)

    def _change(self, change: Change) -> None:
        """Do `change` on the meeting with all that was typed: one action, if anything differs."""
        before = self._stored
        if before is None:
            return
        typed = self.keeping.taken()
        child = self._case.child if self._case else None
        after = change(rules.with_typed(before, typed, child))
        waiting = rules.left_over(after, typed)
        for path, text in waiting.items():
            self.keeping.type(path, text)
        if before == after:
            self._forget_typed(before, typed)
            return
        # Taken for granted, so that what is typed meanwhile stands on it; a refusal reads it again.
        self._stored = after
        self.saving.emit()
        self._running += 1
        self._tools.writer.run(
            lambda desk: actions.save_meeting(desk, before, after),
            done=self._on_committed,
            failed=lambda error: self._on_not_committed(error, typed),
        )
        if len(after.agreements) < len(before.agreements):
            self._show_agreed(after)

    def _lay_out(self) -> None:
        words = self._words
        self.head = Head("")
        self.clock = Chip(Mark.AGREED, "")
        self.turn_button = Button(words.t("Turn the screen"), key="F9")
        self.turn_button.clicked.connect(self.turn)
        self.paper_button = Button(words.t("Minutes as PDF"), key="Ctrl P", icon_name="print")
        self.paper_button.clicked.connect(self.print_paper)
        self.end_button = Button(words.t("End the meeting"))
        self.end_button.clicked.connect(self._on_end)
        self.case_button = Button(words.t("To the case"), icon_name="back")
        self.case_button.clicked.connect(self._on_case)
        for part in (self.clock, self.case_button, self.turn_button, self.paper_button, self.end_button):
            self.head.buttons.addWidget(part)
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.found = Banner(Mark.AGREED, "", parent=self)
        self.not_told = Banner(Mark.LATE, "", parent=self)
        for banner in (self.trouble, self.found, self.not_told):
            banner.hide()
        self._table = Table()
        self._agenda = Agenda(words)
        self._agenda.chosen.connect(self.choose_part)
        self._table.left.addWidget(self._agenda)
        self._notes: Notes | None = None
        self._columns: Columns | None = None
        self._side: list[QWidget] = []
        self._questions: list[PlacementQuestion] = []
        page = ScrollPage(self)
        for row in (self.head, self.trouble, self.found, self.not_told, self._table):
            page.body.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _keys(self) -> None:
        Key("F9", self, later("Turn the screen"), self.turn)
        Key("Ctrl+P", self, PRINT, self.print_paper)
        Key("Ctrl+PgUp", self, later("The part of the agenda before"), lambda: self._step(-1))
        Key("Ctrl+PgDown", self, later("The next part of the agenda"), lambda: self._step(1))

    def _step(self, by: int) -> None:
        if self._stored is not None:
            count = len(self._stored.agenda)
            now = count if self._part is None else self._part
            self.choose_part(min(count, max(0, now + by)))

    def _show(self, meeting: Appointment) -> None:
        stood = name_of_focus(self)
        self._stored = meeting
        known = people.of(self._tools.desk.db, told.people_of(meeting, self._case))
        self._who = Who(known, self._case.relations if self._case else (), self._words)
        now = rules.with_typed(meeting, self.keeping.texts, self._case.child if self._case else None)
        self._show_head(meeting)
        self._agenda.show_lines(told.lines(now, self._who, self._words))
        self._agenda.show_part(len(now.agenda) if self._part is None else self._part)
        self._show_middle(now)
        self._show_side(now)
        stand_in(self, stood)

    def _stand_in_notes(self) -> None:
        if self._notes is not None and self._notes.first is not None:
            self._notes.first.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_head(self, meeting: Appointment) -> None:
        case = self._case
        child = self._who.people.get(case.child) if case else None
        about = f" · {short_name(child.name)}" if child else ""
        under = self._words.moment(meeting.starts_at)
        held = meeting.status is AppointmentStatus.HELD
        status = f" · {self._words.t('held')}" if held else ""
        self.head.show_head(told.title(meeting, self._words) + about, under + status)
        self.end_button.setVisible(not held)
        self.case_button.setVisible(case is not None)
        self.not_told.setVisible(case is not None and case.parents_not_told is not None)
        if case is not None and case.parents_not_told is not None:
            self.not_told.say(self._words.t("The family must not be told now."), case.parents_not_told.reason)
        self._show_clock()

    def _show_middle(self, meeting: Appointment) -> None:
        for old in (self._notes, self._columns):
            if old is not None:
                _away(old)
        self._notes = Notes(meeting, self._part, self._hand)
        self._table.middle.insertWidget(0, self._notes)
        self._columns = Columns(meeting, self._hand)
        self._table.middle.addWidget(self._columns)

    def _show_side(self, meeting: Appointment) -> None:
        for part in self._side:
            _away(part)
        child = self._case.child if self._case else None
        scale = Scale(meeting, rules.raters(meeting, child), child, self._who, self._hand)
        self._questions = self._made_questions(meeting)
        self._side = [scale, self._made_agreed(meeting), ChildsVoice(meeting, self._hand), *self._questions]
        for part in self._side:
            self._table.right.addWidget(part)

    def _made_questions(self, meeting: Appointment) -> list[PlacementQuestion]:
        """The half-year question of each placement that this meeting asks about."""
        if self._case is None:
            return []
        case_id, found = self._case.id, placement_review.asked_of(self._case, meeting)
        made = [PlacementQuestion(self._tools, case_id, meeting, one) for one in found]
        for one in made:
            one.saved.connect(self.saved)
            one.saving.connect(self.saving)
            one.failed.connect(self._on_refused)
        return made

    def _show_agreed(self, meeting: Appointment) -> None:
        _away(self._side[1])
        self._side[1] = self._made_agreed(meeting)
        self._table.right.insertWidget(1, self._side[1])

    def _made_agreed(self, meeting: Appointment) -> Agreed:
        offered = [Choice(person, self._who.called(person)) for person in self._who.people]
        return Agreed(meeting, offered, self._tools.today, self._hand)

    @Slot()
    def _show_clock(self) -> None:
        if self._stored is not None:
            mark, text = told.clock(self._stored, self._part, self._tools.now(), self._words)
            self.clock.show_mark(mark, text)
            now = day_of(self._stored.starts_at) == self._tools.today()
            self.clock.setVisible(now and self._stored.status is not AppointmentStatus.HELD)

    @Slot()
    def _on_end(self) -> None:
        if self._stored is None or not self._tools.ask.confirm(
            self,
            self._words.t("Has the meeting been held?"),
            yes=self._words.t("End the meeting"),
            why=self._words.t("It counts as held from now on. You can still write in it."),
        ):
            return
        self._change(lambda meeting: meeting.changed(status=AppointmentStatus.HELD))
        self._show_head(self._stored)
        self.paper_button.set_rank(Rank.PRIMARY)
        self.paper_button.setFocus()

    @Slot()
    def _on_case(self) -> None:
        if self._case is not None:
            self.case_asked.emit(self._case.id, "overview")

    def _forget_typed(self, meeting: Appointment, typed: dict[str, str]) -> None:
        """What was typed and taken back again is no draft."""
        if typed and not self.keeping.texts:
            self._tools.writer.run(
                lambda desk: forget_typed(desk, actions.KIND, meeting.id),
                done=lambda _: self.saved.emit(self._tools.now()),
                failed=self._on_refused,
            )

    def _on_committed(self, changed: Changed) -> None:
        self._running -= 1
        self.trouble.hide()
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

    def _on_not_committed(self, error: BaseException, typed: dict[str, str]) -> None:
        self._running -= 1
        self.keeping.give_back(typed)
        self._on_refused(error)
        if self._stored is not None:
            self._show(store.get(self._tools.desk.db, self._stored.id))

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._say(self._words.error(error))

    def _say(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.show()

    @Slot(object)
    def _on_news(self, changed: object) -> None:
        """Another screen changed this meeting, or something was taken back: show it as it now is."""
        if self._stored is None or not isinstance(changed, Changed) or Topic.CALENDAR not in changed.topics:
            return
        if self._running:
            return
        try:
            found = store.get(self._tools.desk.db, self._stored.id)
        except ForUser:
            self.room_asked.emit("today")
            return
        if found != self._stored:
            self._show(found)


def _as_it_is(meeting: Appointment) -> Appointment:
    return meeting


def _away(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()

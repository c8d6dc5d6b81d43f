"""The meeting editor: the agenda's parts, who takes part in which, and when each comes and goes."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import interpreters as arranging
from db.actions import meetings
from db.actions.desk import Changed
from db.actions.typed import forget_typed
from db.errors import ForUser, Stale
from db.records.appointment import AgendaPart, Appointment, AppointmentStatus
from db.records.base import day_of
from db.records.case import Case, CaseStatus
from db.records.interpreting import Interpreting
from db.records.person import Person
from db.rules import agenda
from db.rules.agenda import Concern
from db.rules.amounts import read_whole
from db.store import drafts, interpreters, minutes
from db.words import later
from desktop.bending import passed_by
from desktop.discretion import Watch
from desktop.keeping import Keeping
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.fields import Field
from desktop.kit.flow import FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Section
from desktop.kit.strip import Strip
from desktop.rooms.meetings.agenda_grid import AgendaGrid
from desktop.rooms.meetings.interpreters import PATH, Interpreters
from desktop.rooms.meetings.inviting import Inviting
from desktop.rooms.meetings.meeting_head import MeetingHead
from desktop.tools import Tools

CONCERNS: Final[Mapping[Concern, str]] = {
    Concern.NO_MINUTES: later("A part has no minutes."),
    Concern.NOBODY: later("Nobody takes part in one of the parts."),
    Concern.LEFT_NETWORK: later("Somebody on the agenda is not in the network on that day."),
    Concern.TOO_LONG: later("The parts take longer than the meeting."),
    Concern.MIDNIGHT: later("The meeting goes past midnight."),
    Concern.HOLIDAY: later("The day is a public holiday."),
    Concern.CHILD_ABSENT: later("The child has no part in the meeting."),
    Concern.CHILD_UNHEARD: later("Say how the child is heard."),
}


class MeetingEditor(QWidget):
    """Prepares one meeting. Nothing is saved by hand.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    saved = Signal(object)
    saving = Signal()

    def __init__(
        self, tools: Tools, case: Case, people: Mapping[str, Person], meeting: Appointment, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._tools, self._words, self._case = tools, tools.words, case
        known = interpreters.who_interpret(tools.desk.db, interpreters.of_case(tools.desk.db, case.id))
        self._people, self._stored = {**known, **people}, meeting
        self._running = 0
        self.keeping = Keeping(tools, meetings.KIND, self)
        self.keeping.saved.connect(self._on_kept)
        self.keeping.saving.connect(self.saving)
        self.keeping.rested.connect(self.commit)
        self.keeping.failed.connect(self._on_refused)
        words, locked = tools.words, meeting.status is not AppointmentStatus.PLANNED
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.concerns = Banner(Mark.SOON, "", parent=self)
        self.head = MeetingHead(meeting, words, tools.today(), locked=locked, parent=self)
        self.head.typed.connect(self.keeping.type)
        self.head.left.connect(self.commit)
        self.parts = Section(words.t("Agenda and who takes part"), self)
        self.across = Strip(self)
        self.parts.add(self.across)
        self.interpreters = Interpreters(case, self._people, words, self)
        self.interpreters.arranged.connect(self._on_arranged)
        self.interpreters.typed.connect(self.keeping.type)
        self.times = Section(words.t("Who comes when"), self)
        self.add = Button(words.t("Add a part"), parent=self)
        self.add.clicked.connect(self._on_add)
        self.add.setEnabled(not locked)
        self.inviting = Inviting(tools, case.id, meeting, self)
        self.inviting.about_to.connect(self.keep)
        self.inviting.saving.connect(self.saving)
        self.inviting.saved.connect(self._on_kept)
        self.inviting.refused.connect(self._on_refused)
        line = FlowLayout(gap=12)
        for button in (self.add, self.inviting.button):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        # What comes and goes stands below the grid: it must not move under the mouse.
        for part in (self.trouble, self.head, self.parts, self.concerns, self.inviting.outdated):
            column.addWidget(part)
        column.addLayout(line)
        column.addWidget(self.inviting)
        column.addWidget(self.interpreters)
        column.addWidget(self.times)
        self._watch = Watch(tools, lambda: case, self)
        self._watch.within(self.head)
        self.grid = self._new_grid()
        self._tell()
        self._take_up()

    @property
    def meeting_id(self) -> str:
        """The meeting that is shown."""
        return self._stored.id

    def fits(self, meeting: Appointment) -> bool:
        """True if `meeting` is what the screen stands on, or the screen has something newer on its way."""
        return meeting == self._stored or self.keeping.is_waiting or self._running > 0

    @Slot()
    def commit(self) -> None:
        """Make what stands on the screen the meeting, if it differs."""
        self._write(self._read())
        if self._stored.status is AppointmentStatus.PLANNED:
            self.interpreters.commit()

    def keep(self) -> None:
        """Hand everything that was typed to the writer, as part of the meeting."""
        if self._stored.status is AppointmentStatus.PLANNED:
            self.keeping.flush()
            self.commit()
            self.inviting.keep()

    def stop(self) -> None:
        """Start nothing more."""
        self.keeping.stop()
        self.inviting.stop()

    def print_paper(self) -> None:
        """Show the invitations as they go out, to be changed and written into a folder."""
        self.inviting.make()

    def _read(self) -> Appointment:
        found = self.head.meeting(self._stored)
        for at, part in enumerate(self._stored.agenda):
            title = self.grid.titles[at].value()
            told = self.grid.minutes[at].value()
            count = read_whole(told, least=0)
            unreadable = bool(told) and count is None
            self.grid.minutes[at].show_fault(self._words.t("A number.") if unreadable else "")
            same = title == part.title.strip()
            found = agenda.with_part(
                found, at, title=part.title if same else title, minutes=part.minutes if unreadable else count
            )
        return found

    def _write(self, after: Appointment) -> None:
        before, case_id = self._stored, self._case.id
        anew = len(before.agenda) != len(after.agenda)
        planned = before.status is AppointmentStatus.PLANNED
        if before == after and not (
            planned and any(not self._stands_apart(one) for one in self.keeping.texts)
        ):
            return
        typed = self.keeping.taken()
        # Taken for granted, so that what is done meanwhile stands on it; a refusal reads the meeting again.
        self._stored = after
        self.saving.emit()
        self._running += 1
        self._tools.writer.run(
            lambda desk: (
                meetings.change_meeting(desk, case_id, before, after)
                if before != after
                else forget_typed(desk, meetings.KIND, after.id)
            ),  # what was typed and taken back again is no draft
            done=self._on_committed,
            failed=lambda error: self._on_not_committed(error, typed),
        )
        self._keep_apart(typed, "agenda/" if anew else "")
        if anew:
            self.grid = self._new_grid()
        self._tell()

    def _new_grid(self) -> AgendaGrid:
        day = day_of(self._stored.starts_at)
        there = agenda.in_network(self._case, day)
        named = {person for part in self._stored.agenda for person in part.participants}
        people = [one for key, one in self._people.items() if key in there | named]
        locked = self._stored.status is not AppointmentStatus.PLANNED
        grid = AgendaGrid(self._stored.agenda, people, self._words, locked=locked)
        grid.ticked.connect(self._on_ticked)
        grid.typed.connect(self.keeping.type)
        grid.left.connect(self.commit)
        grid.removed.connect(self._on_removed)
        self._watch.within(grid)
        self.across.setWidget(grid)
        return grid

    def _tell(self) -> None:
        """Show what follows from the agenda: when each part is, who comes when, what is amiss."""
        words, meeting = self._words, self._stored
        when = agenda.slots(meeting.starts_at, meeting.agenda)
        self.grid.show_times([words.time(slot.starts_at) for slot in when])
        self.times.sheet.clear()
        for stay in agenda.stays(meeting):
            person = self._people.get(stay.person)
            waits = stay.waiting
            why = words.n("waits {count} minute", "waits {count} minutes", waits) if waits else ""
            span = f"{words.time(stay.arrives_at)}\N{EN DASH}{words.time(stay.leaves_at)}"
            name = person.name if person is not None else words.t("Nobody named")
            self.times.add(FactRow(name, why, tail=span))
        self.times.setVisible(bool(meeting.agenda))
        day = day_of(meeting.starts_at)
        network = agenda.in_network(self._case, day)
        planned = meeting.status is AppointmentStatus.PLANNED
        found = [words.t(CONCERNS[one]) for one in agenda.concerns(meeting, network, self._case.child)]
        arranged = interpreters.of_case(self._tools.desk.db, self._case.id)
        self.interpreters.show_meeting(meeting, arranged, locked=not planned)
        if self.interpreters.missing():
            found.append(words.t("Somebody needs an interpreter, and none is arranged."))
        if self._case.status is CaseStatus.CLOSED:
            found.insert(0, words.t("The case is closed: nobody is reminded of the meeting."))
        if deadline := passed_by(self._tools, self._case.id, meeting.kind, self._tools.today(), day):
            found.append(words.t("The day lies after the deadline: {deadline}.", deadline=deadline))
        self.concerns.say(words.t("Look at this before you invite"), " ".join(found))
        self.concerns.setVisible(bool(found) and planned)
        self.inviting.show_meeting(meeting)

    def _take_up(self) -> None:
        """Show again what was being typed when the desk was closed, and make it part of the meeting."""
        waiting = drafts.of_record(self._tools.desk.db, meetings.KIND, self._stored.id)
        self.keeping.bind(
            self._stored.id, self._case.id, {path: draft.text for path, draft in waiting.items()}
        )
        taken = False
        for path, draft in waiting.items():
            if path.startswith(PATH):
                self.interpreters.bring_back(path.removeprefix(PATH), draft.text)
                taken = True
            field = self._field(path)
            if field is not None:
                field.show_value(draft.text)
                taken = True
        if taken and self._stored.status is AppointmentStatus.PLANNED:
            QTimer.singleShot(0, self, self.commit)

    def _keep_apart(self, typed: Mapping[str, str], done_with: str) -> None:
        """The drafts of what stands apart go with the others: keep them again, but those `done_with`."""
        for path, text in typed.items():
            if self._stands_apart(path) and not (done_with and path.startswith(done_with)):
                self.keeping.type(path, text)
        self.keeping.flush()  # a lock that comes now finds them on the disk

    def _stands_apart(self, path: str) -> bool:
        """True if what was typed there is no part of the meeting here: unreadable, or written elsewhere."""
        field = self._field(path)
        return field is None or bool(field.fault.text())

    def _field(self, path: str) -> Field | None:
        fields: dict[str, Field] = {
            "title": self.head.title,
            "place": self.head.place,
            "clock": self.head.clock,
        }
        fields["length"] = self.head.length
        for at, (title, count) in enumerate(zip(self.grid.titles, self.grid.minutes, strict=True)):
            fields |= {f"agenda/{at}/title": title, f"agenda/{at}/minutes": count}
        return fields.get(path)

    @Slot(int, str, bool)
    def _on_ticked(self, part: int, person: str, on: bool) -> None:
        self._write(agenda.with_participant(self._read(), part, person, takes_part=on))

    @Slot(object)
    def _on_arranged(self, one: Interpreting) -> None:
        self._write(self._read())  # what is typed above goes first: its drafts are taken up with this
        case_id, typed = self._case.id, self.keeping.taken()
        self.saving.emit()
        self._running += 1
        self._tools.writer.run(
            lambda desk: arranging.arrange(desk, case_id, one),
            done=self._on_arrangement_kept,
            failed=lambda error: self._on_not_committed(error, typed),
        )
        self._keep_apart(typed, PATH)

    def _on_arrangement_kept(self, changed: Changed) -> None:
        self._on_committed(changed)
        self._tell()

    @Slot(int)
    def _on_removed(self, part: int) -> None:
        self._write(agenda.without_part(self._read(), part))
        self.add.setFocus()

    @Slot()
    def _on_add(self) -> None:
        found = self._read()
        part = AgendaPart(title=self._words.t("New part"), minutes=15)
        self._write(found.changed(agenda=(*found.agenda, part)))
        self.grid.titles[-1].setFocus()

    def _on_kept(self, at: object) -> None:
        self.trouble.hide()
        self.saved.emit(at)

    def _on_committed(self, changed: Changed) -> None:
        self._running -= 1
        self._on_kept(self._tools.now())
        self.inviting.begin_anew()
        self._tools.news.changed.emit(changed)

    def _on_not_committed(self, error: BaseException, typed: Mapping[str, str]) -> None:
        self._running -= 1
        self.keeping.give_back(typed)
        self._on_refused(error)

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(self._words.error(error))
        self.trouble.show()
        if isinstance(error, Stale):
            self._stored = minutes.get(self._tools.desk.db, self._stored.id)

"""What the calendar does with an entry: moves it, marks it, opens where it is answered."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.actions import appointments, marks, series
from db.actions.desk import Changed, Desk
from db.errors import ForUser
from db.records.appointment import Appointment, AppointmentStatus
from db.records.case import CaseStatus
from db.rules import names
from db.rules.calendar import moved_to
from db.rules.deadline import Deadline
from db.rules.due_reason import why
from db.rules.series import told
from db.rules.summary import short_name, with_number
from db.store import case_list, deadlines
from db.store import marks as mark_store
from db.store import minutes as store
from db.store import series as series_store
from db.store.calendar_view import Shown
from db.words import later
from desktop.bending import note_on_move
from desktop.discretion import Watch
from desktop.kit.choice_field import Choice
from desktop.kit.room import Room
from desktop.place import Place
from desktop.rooms.calendar.appointment_dialog import AppointmentDialog, Wish
from desktop.rooms.calendar.day_side import DO, MARKS, what_can_be_done
from desktop.rooms.calendar.entries import line_of
from desktop.tools import Tools

_FAMILIES: Final = 500  # as many as a list to choose from can hold
_WHY: Final = {
    "met": later("How was it met?"),
    "not_kept": later("Why was it not kept?"),
    "waive": later("Why does it fall away?"),
}


class Doing(QObject):
    """Does what is asked for, through the writer; `room` asks and shows.

    Signals:
        placed: the id of an appointment that was written down or moved, and the day where it now stands.
    """

    placed = Signal(str, object)

    def __init__(self, tools: Tools, room: Room) -> None:
        super().__init__(room)
        self._tools, self._room = tools, room

    def why(self, entry: Shown) -> str:
        """Why a deadline is there and how it was marked; of an appointment its series and why not held."""
        parts = self._of_appointment(entry) if entry.kind is not None else self._of_deadline(entry)
        return "\n".join(part for part in parts if part)

    def _of_appointment(self, entry: Shown) -> Iterator[str]:
        words, db = self._tools.words, self._tools.desk.db
        tie = series_store.tie_of(db, entry.record)
        if tie is not None:
            facts = {"number": tie.number, "count": tie.count, "often": told(tie.rule, words)}
            yield words.t("Number {number} of {count} in a series: {often}.", **facts)
        if entry.status is AppointmentStatus.MISSED:
            yield words.t("Not held: {reason}", reason=store.get(db, entry.record).missed_reason)

    def _of_deadline(self, entry: Shown) -> Iterator[str]:
        words, db = self._tools.words, self._tools.desk.db
        found = self._deadline(entry)
        if found is not None:
            yield why(found, words)
        if entry.mark is not None and entry.case_id is not None:
            mark = mark_store.of_entry(db, entry.case_id, entry.rule, entry.record, entry.day)
            if mark is not None:
                state = words.t(names.HANDLED[mark.state])
                facts = {"day": words.day(mark.on), "state": state, "reason": mark.reason}
                yield words.t("Marked on {day} as {state}: {reason}", **facts)

    def write_new(self, day: date, at: time | None, case_id: str | None = None) -> None:
        """Ask for a new appointment on `day`, for the case `case_id` if one is named."""
        families = case_list.rows(self._tools.desk.db, today=self._tools.today(), limit=_FAMILIES)
        cases = [
            (row.case_id, with_number(short_name(row.child), row.number))
            for row in families
            if row.status is not CaseStatus.CLOSED
        ]
        self._open(AppointmentDialog(self._tools, self._room, Wish(day, at, case_id), cases))

    def move(self, entry: Shown, day: date, at: time | None) -> None:
        """Move an appointment, and ask for a reason where a deadline is passed by it."""
        words = self._tools.words
        if entry.kind is None or not isinstance(entry.starts, datetime):
            self._room.trouble.say(
                words.t("A deadline cannot be moved."),
                words.t("It follows from its rule; move what meets it."),
            )
            self._room.trouble.show()
            return
        self._room.trouble.hide()
        before = store.get(self._tools.desk.db, entry.record)
        starts = moved_to(entry.starts, day, at)
        note = note_on_move(self._tools, self._room, before, day)
        if note is None:
            return

        def moved(changed: Changed) -> None:
            self._on_done(changed)
            self.placed.emit(before.id, day)

        self._tools.writer.run(
            lambda desk: appointments.move_appointment(desk, before, starts, note=note),
            done=moved,
            failed=self._on_failed,
        )

    def ask_which(self, entries: Sequence[Shown]) -> Shown | None:
        """Which of `entries` of one day is meant, where there is no room for them beside; None for none."""
        words = self._tools.words
        if len(entries) == 1:
            return entries[0]
        picked: Shown | None = self._tools.ask.choose(
            self._room,
            words.t("Which one?"),
            [Choice(one, line_of(one, words)) for one in entries],
            yes=words.t("Go on"),
        )
        return picked

    def ask_what(self, entry: Shown) -> None:
        """Ask what to do with `entry`, where there is no room for it beside."""
        words = self._tools.words
        keys = what_can_be_done(entry, self._tools.now())
        picked = self._tools.ask.choose(
            self._room,
            words.t("What do you want to do?"),
            [Choice(key, words.t(DO[key])) for key in keys],
            yes=words.t("Go on"),
            why="\n".join(part for part in (line_of(entry, words), self.why(entry)) if part),
        )
        if picked is not None:
            self.do(picked, entry)

    def do(self, what: str, entry: Shown) -> None:
        """Do what a button beside the calendar asks for."""
        if what in MARKS:
            self._mark(what, entry)
        elif what == "unmark":
            case_id = entry.case_id or ""
            self._act(lambda desk: marks.unmark_deadline(desk, case_id, entry.rule, entry.record, entry.day))
        elif what in ("open", "live"):
            self._go(what, entry)
        elif what == "change":
            stored = self._stored(entry)
            wish = Wish(entry.day)
            self._open(AppointmentDialog(self._tools, self._room, wish, [], stored))
        else:
            self._appointment(what, entry)

    def _watch(self, entry: Shown) -> Callable[[QWidget], None]:
        """Lets a reason say when it names a child of another case than the entry's."""
        return Watch(self._tools, lambda: entry.case_id, self).beside

    def _open(self, dialog: AppointmentDialog) -> None:
        def written() -> None:
            if dialog.changed is not None and dialog.changed.record is not None:
                self.placed.emit(dialog.changed.record, dialog.day.value())

        dialog.accepted.connect(written)
        dialog.open()

    def _appointment(self, what: str, entry: Shown) -> None:
        stored, words = self._stored(entry), self._tools.words
        if what == "held":
            self._act(lambda desk: appointments.hold_appointment(desk, stored))
        elif what == "missed":
            reason = self._tools.ask.text(
                self._room,
                words.t("Why was it not held?"),
                yes=words.t("Write it down"),
                watch=self._watch(entry),
            )
            if reason is not None:
                self._act(lambda desk: appointments.miss_appointment(desk, stored, reason))
        elif series_store.tie_of(self._tools.desk.db, stored.id) is not None:
            self._leave_out(stored)
        elif self._tools.ask.confirm(
            self._room, words.t("Cancel this appointment?"), yes=words.t("Cancel the appointment")
        ):
            self._act(lambda desk: appointments.cancel_appointment(desk, stored))

    def _leave_out(self, stored: Appointment) -> None:
        words = self._tools.words
        picked = self._tools.ask.choose(
            self._room,
            words.t("What is left out?"),
            [
                Choice("one", words.t("only this appointment")),
                Choice("rest", words.t("this one and those of the series that follow")),
            ],
            yes=words.t("Leave it out"),
        )
        if picked == "one":
            self._act(lambda desk: appointments.cancel_appointment(desk, stored))
        elif picked == "rest":
            self._act(lambda desk: series.leave_out_following(desk, stored))

    def _mark(self, what: str, entry: Shown) -> None:
        state, question = MARKS[what], _WHY[what]
        words, case_id = self._tools.words, entry.case_id
        reason = self._tools.ask.text(
            self._room, words.t(question), yes=words.t("Write it down"), watch=self._watch(entry)
        )
        if reason is None or case_id is None:
            return
        self._act(
            lambda desk: marks.mark_deadline(
                desk, case_id, entry.rule, entry.record, entry.day, state, reason
            )
        )

    def _go(self, what: str, entry: Shown) -> None:
        place = Place("live", entry.case_id or "", record=entry.record)
        if what == "open":
            place = Place("case", entry.case_id or "", "overview")
        self._room.place_asked.emit(place)  # type: ignore[attr-defined]

    def _stored(self, entry: Shown) -> Appointment:
        return store.get(self._tools.desk.db, entry.record)

    def _deadline(self, entry: Shown) -> Deadline | None:
        found = deadlines.on_day(self._tools.desk.db, entry.record, entry.day)
        return next((one for one in found if one.rule == entry.rule), None)

    def _act(self, work: Callable[[Desk], Changed]) -> None:
        self._tools.writer.run(work, done=self._on_done, failed=self._on_failed)

    def _on_done(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self._room, error)
        self._room.refresh()

"""An appointment written down or changed: what, when, where, and for which case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.actions import appointments as actions
from db.actions import series
from db.actions.desk import Changed, Desk
from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus
from db.records.base import COPENHAGEN, new_id
from db.rules import names
from db.rules.agenda import moment_at
from db.rules.calendar import Taken, overlaps, typed_time
from db.rules.holidays import is_public_holiday
from db.rules.spans import days_after
from db.store import calendar_view, minutes
from db.store import series as series_store
from desktop.action_dialog import ActionDialog
from desktop.bending import note_on_move, passed_by
from desktop.discretion import Watch
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField, first_faulty
from desktop.kit.labels import Label
from desktop.kit.type import Voice
from desktop.rooms.calendar.repeat import RepeatFields
from desktop.tools import Tools

_MORNING: Final = time(9)
_LONGEST: Final = timedelta(hours=12)
_LASTS: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the dialog begins with: a day, a time, the case it belongs to and the name of its child."""

    day: date
    at: time | None = None
    case_id: str | None = None
    child: str = ""


class AppointmentDialog(ActionDialog):
    """Asks for an appointment; `stored` is one to be changed, None for a new one."""

    def __init__(
        self,
        tools: Tools,
        parent: QWidget,
        wish: Wish,
        cases: list[tuple[str, str]],
        stored: Appointment | None = None,
    ) -> None:
        words = tools.words
        super().__init__(
            tools,
            parent,
            words.t("New appointment") if stored is None else words.t("Change the appointment"),
            yes=words.t("Write it down"),
        )
        self._stored = stored
        self.kind = ChoiceField(
            words.t("What"),
            [Choice(kind, _capital(words.t(name))) for kind, name in names.APPOINTMENTS.items()],
        )
        self.case = ChoiceField(
            words.t("Case"),
            [Choice(key, name) for key, name in cases],
            none=words.t("No case: the office's own"),
        )
        self.title = LineField(words.t("Title"))
        self.day = DateField(words.t("Day"), words, tools.today, ahead=True)
        self.starts = LineField(words.t("From"))
        self.ends = LineField(words.t("To"))
        self.place = LineField(words.t("Place"))
        self.repeat = RepeatFields(words, tools.today)
        self.whole = ChoiceField(
            words.t("What is changed"),
            [
                Choice(False, words.t("only this appointment")),
                Choice(True, words.t("this one and those of the series that follow")),
            ],
        )
        self.whole.show_value(False)
        self.notice = Label("", Voice.SOFT, parent=self)
        for part in (self.kind, self.case, self.title):
            self.body.addWidget(part)
        times = QHBoxLayout()
        times.setSpacing(16)
        times.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        for one in (self.starts, self.ends):
            times.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(times)
        for below in (self.place, self.repeat, self.whole, self.notice, self.fault):
            self.body.addWidget(below)
        self.notice.hide()
        Watch(tools, self._case_id, self).within(self)
        self._fill(wish)
        self.case.setVisible(stored is None)
        self.repeat.setVisible(stored is None)
        tied = stored is not None and series_store.tie_of(tools.desk.db, stored.id) is not None
        self.whole.setVisible(tied)
        self.repeat.grown.connect(self.fit)
        for field in (self.kind, self.case, self.day, self.starts, self.ends):
            field.edited.connect(self._on_time)
        self._on_time(None)
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _case_id(self) -> str | None:
        """The case that the appointment is about; None for none."""
        stored = self._stored
        chosen: str | None = self.case.value()
        return chosen if stored is None else minutes.case_of(self._tools.desk.db, stored.id)

    def _fill(self, wish: Wish) -> None:
        stored, words = self._stored, self._words
        if stored is None:
            begin = datetime.combine(wish.day, wish.at or _MORNING)
            self.kind.show_value(AppointmentKind.FOLLOW_UP if wish.case_id else AppointmentKind.OTHER)
            self.case.show_value(wish.case_id)
            self.day.show_value(wish.day)
            self.starts.show_value(f"{begin:%H.%M}")
            self.ends.show_value(f"{begin + _LASTS:%H.%M}")
            return
        self.kind.show_value(stored.kind)
        self.title.show_value(stored.title)
        self.day.show_value(stored.starts_at.astimezone(COPENHAGEN).date())
        self.starts.show_value(words.time(stored.starts_at))
        self.ends.show_value(words.time(stored.ends_at) if stored.ends_at else "")
        self.place.show_value(stored.place)

    @Slot(object)
    def _on_time(self, _: object) -> None:
        words, day, notices = self._words, self.day.value(), []
        self.repeat.show_first(day)
        if day is not None and is_public_holiday(day):
            notices.append(words.t("This day is a public holiday."))
        begin, end = typed_time(self.starts.value()), typed_time(self.ends.value())
        backwards = begin is not None and end is not None and self._is_backwards()
        self.ends.show_fault(words.t("Too early.") if backwards else "")  # the field is narrow
        if backwards:
            notices.append(words.t("It ends before it begins. Write a later time."))
        if begin is not None and end is not None and end < begin and not backwards:
            notices.append(words.t("It ends on the day after."))
        if day is not None and begin is not None and not backwards and self._overlaps(day):
            notices.append(words.t("It overlaps another of your appointments."))
        if day is not None and (deadline := self._passed(day)):
            notices.append(words.t("The day lies after the deadline: {deadline}.", deadline=deadline))
        self.notice.setText(" ".join(notices))
        self.notice.setVisible(bool(notices))
        self.fit()

    def _passed(self, day: date) -> str:
        """The deadline that it would meet today, or on the day where it stands, and no longer on `day`."""
        stored, since = self._stored, self._tools.today()
        if stored is None:
            return passed_by(self._tools, self.case.value(), self.kind.value(), since, day)
        case_id = minutes.case_of(self._tools.desk.db, stored.id)
        since = min(since, stored.starts_at.astimezone(COPENHAGEN).date())
        return passed_by(self._tools, case_id, self.kind.value(), since, day)

    def _is_backwards(self) -> bool:
        """Whether the end lies before the beginning and no night is meant: over twelve hours would follow.

        What is already written down so is left as it was.
        """
        starts, ends = self._span()
        stored = self._stored
        if ends is None or (stored is not None and (starts, ends) == (stored.starts_at, stored.ends_at)):
            return False
        return ends - starts > _LONGEST

    def _overlaps(self, day: date) -> bool:
        """Whether another planned appointment of that day runs at the same time."""
        starts, ends = self._span()
        own = self._stored.id if self._stored is not None else ""
        taken = [
            Taken(one.record, one.starts, one.ends or one.starts + _LASTS)
            for one in calendar_view.between(self._tools.desk.db, day, day, self._tools.today())
            if isinstance(one.starts, datetime)
            and one.status is AppointmentStatus.PLANNED
            and one.record != own
        ]
        return own in overlaps([*taken, Taken(own, starts, ends or starts + _LASTS)])

    @Slot()
    def _on_yes(self) -> None:
        faulty = self._first_fault()
        self.fit()
        if faulty is not None:
            faulty.setFocus()
            return
        stored, day, note = self._stored, self.day.value(), ""
        if stored is not None and stored.status is AppointmentStatus.PLANNED and day is not None:
            why = note_on_move(self._tools, self, stored, day)
            if why is None:
                return
            note = why
        self.run(self._work(note), self.end)

    def _work(self, note: str) -> Callable[[Desk], Changed]:
        starts, ends = self._span()
        fields = {
            "kind": self.kind.value(),
            "title": self.title.value(),
            "starts_at": starts,
            "ends_at": ends,
            "place": self.place.value(),
        }
        stored, case_id = self._stored, self.case.value()
        if stored is None:
            new = Appointment.model_validate({"id": new_id(), **fields})
            pattern = self.repeat.pattern()
            if pattern is not None:
                return lambda desk: series.add_series(desk, case_id, new, pattern)
            return lambda desk: actions.add_appointment(desk, case_id, new)
        after = stored.changed(**fields)
        if self.whole.value():
            return lambda desk: series.change_following(desk, stored, after, note=note)
        return lambda desk: actions.change_appointment(desk, stored, after, note=note)

    def _span(self) -> tuple[datetime, datetime | None]:
        """When it begins and ends; what was not typed anew stays the moment that it was."""
        day, begin = self.day.value() or date.min, typed_time(self.starts.value()) or _MORNING
        end, stored = typed_time(self.ends.value()), self._stored
        starts = _moment(day, begin, stored.starts_at if stored else None)
        if end is None:
            return starts, None
        ends = _moment(day, end, stored.ends_at if stored else None)
        return starts, ends if ends > starts else _moment(
            days_after(day, 1), end, stored.ends_at if stored else None
        )

    def _first_fault(self) -> Field | None:
        """The first field that cannot be taken; a narrow one says it short, and the sentence stands below."""
        words = self._words
        day_fault = "" if self.day.value() and self.day.readable else words.t("Write the day, as 3/3-26.")
        faults: dict[Field, str] = {self.day: day_fault}
        narrow, said = self._fault_of_times() if not day_fault else ({}, "")
        faults |= {self.starts: "", self.ends: ""} | narrow
        if not any(faults.values()) and (found := self.repeat.fault()) is not None:
            faults[found[0]] = found[1]
        for asked in (self.repeat.step, self.repeat.count, self.repeat.until):
            faults.setdefault(asked, "")
        self.fault.say(said)
        return first_faulty(faults)

    def _fault_of_times(self) -> tuple[dict[Field, str], str]:
        """What is wrong with the times: a word for each field, and the sentence; nothing if nothing is."""
        words, day = self._words, self.day.value() or date.min
        begin, end = typed_time(self.starts.value()), typed_time(self.ends.value())
        unread: list[Field] = [] if begin else [self.starts]
        if self.ends.value() and end is None:
            unread.append(self.ends)
        if unread:
            sentence = words.t("This is not a time. Write it as 14.30.")
            return dict.fromkeys(unread, words.t("Such as 14.30.")), sentence
        if begin is not None and moment_at(day, begin) is None:
            sentence = words.t("The clocks skip this time on that day: summer time begins.")
            return {self.starts: words.t("Not on that day.")}, sentence
        starts, ends = self._span()
        if starts == ends or (end is not None and end == begin):
            sentence = words.t("It ends when it begins. Write a later time, or none.")
            return {self.ends: words.t("Too early.")}, sentence
        if self._is_backwards():
            return {self.ends: words.t("Too early.")}, ""  # the notice says it already
        return {}, ""


def _moment(day: date, clock: time, before: datetime | None) -> datetime:
    """The moment of `clock` on `day`; of two the one that it was `before`, else the first."""
    if before is not None:
        was = before.astimezone(COPENHAGEN)
        if (was.date(), was.time().replace(second=0, fold=0)) == (day, clock):
            return before
    return datetime.combine(day, clock, COPENHAGEN).astimezone(UTC)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

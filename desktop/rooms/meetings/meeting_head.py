"""When and where a meeting is, and how the child is heard in it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.appointment import Appointment, AppointmentKind, ChildHeard
from db.records.base import COPENHAGEN, day_of
from db.rules import names
from db.rules.agenda import moment_at
from db.rules.amounts import read_whole
from db.words import Words
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.type import factor_of

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[.:]?([0-5]\d)")
_NARROW: Final = 96


class MeetingHead(QWidget):
    """The fields above the agenda.

    Signals:
        typed: a field's path and its text, while it is being typed.
        left: a value is ready to be kept.
    """

    typed = Signal(str, str)
    left = Signal()

    def __init__(
        self, meeting: Appointment, words: Words, today: date, *, locked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        kinds = [Choice(kind, words.t(names.APPOINTMENTS[kind]).capitalize()) for kind in AppointmentKind]
        heard = [Choice(one, words.t(names.HEARD[one]).capitalize()) for one in ChildHeard]
        self.title = LineField(words.t("Title"), parent=self)
        self.kind = ChoiceField(words.t("What kind"), kinds, parent=self)
        self.day = DateField(words.t("Day"), words, lambda: today, ahead=True, parent=self)
        self.clock = LineField(words.t("Begins at"), longest=5, parent=self)
        self.length = LineField(words.t("Minutes in all"), longest=4, parent=self)
        self.place = LineField(words.t("Place"), parent=self)
        self.heard = ChoiceField(words.t("How the child is heard"), heard, parent=self)
        for narrow in (self.clock, self.length):
            narrow.setFixedWidth(round(_NARROW * factor_of(self) + 24))
        texts = (("title", self.title), ("place", self.place), ("clock", self.clock), ("length", self.length))
        for path, field in texts:
            field.input.setObjectName(path)
            field.edited.connect(lambda text, path=path: self.typed.emit(path, str(text)))
        fields: tuple[Field, ...] = (self.day, self.clock, self.length, self.kind, self.heard)
        for one in (*fields, self.title, self.place):
            one.setEnabled(not locked)
            one.left.connect(self.left)
        for choice in (self.kind, self.heard):
            choice.edited.connect(lambda _: self.left.emit())
        line = FlowLayout(gap=16, foot=True)
        for one in fields:
            line.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addLayout(line)
        column.addWidget(self.place)
        self._show(meeting)

    def meeting(self, stored: Appointment) -> Appointment:
        """`stored` with what stands in the fields; what cannot be read keeps its old value and says so."""
        starts = self._starts(stored)
        length = self._length(stored)
        self.length.show_fault("" if length else self._words.t("Write a number of minutes."))
        lasts = length or _minutes(stored)
        return stored.changed(
            title=_kept(self.title.value(), stored.title),
            place=_kept(self.place.value(), stored.place),
            kind=self.kind.value(),
            child_heard=self.heard.value(),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=lasts) if lasts else None,
        )

    def _starts(self, stored: Appointment) -> datetime:
        found = _TIME.fullmatch(self.clock.value())
        day = self.day.value() if self.day.readable else None
        moment = moment_at(day, time(int(found[1]), int(found[2]))) if found and day else None
        fault = "" if found else self._words.t("Write a time such as 13.30.")
        if found and day and moment is None:
            fault = self._words.t("The clocks skip this time on that day: summer time begins.")
        self.clock.show_fault(fault)
        return moment or stored.starts_at

    def _length(self, stored: Appointment) -> int | None:
        told = self.length.value()
        return read_whole(told) if told else _minutes(stored)

    def _show(self, meeting: Appointment) -> None:
        self.title.show_value(meeting.title)
        self.kind.show_value(meeting.kind)
        self.day.show_value(day_of(meeting.starts_at))
        self.clock.show_value(self._words.time(meeting.starts_at.astimezone(COPENHAGEN)))
        self.length.show_value(str(_minutes(meeting) or ""))
        self.place.show_value(meeting.place)
        self.heard.show_value(meeting.child_heard)


def _minutes(meeting: Appointment) -> int | None:
    if meeting.ends_at is None:
        return None
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60


def _kept(told: str, stored: str) -> str:
    """What was typed; a text that only differs in its outer spaces stays as it was."""
    return stored if told == stored.strip() else told

"""A ready series of the office's own appointments: from when, at what time, how many."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import Signal

from db.errors import ForUser
from db.records.appointment import Appointment, AppointmentKind
from db.records.base import COPENHAGEN, new_id
from db.rules.amounts import read_whole
from db.rules.calendar import typed_time
from db.rules.series import MOST, Pattern, days_of, rule_text, told
from db.words import Words
from desktop.kit.asking import Asking
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label

_LONGEST: Final = 600


class SeriesForm(Asking):
    """Asks what practice leaves open; how often it comes is given.

    Signals:
        ready: the first Appointment, and the Pattern.
    """

    ready = Signal(object, object)

    def __init__(
        self,
        title: str,
        kind: AppointmentKind,
        pattern: Pattern,
        words: Words,
        today: Callable[[], date],
        *,
        minutes: int | None = None,
        institution: str | None = None,
        source: str = "",
    ) -> None:
        super().__init__(words.t("Plan {what}", what=title), words.t("Plan them"), words)
        self._title, self._kind, self._pattern, self._institution = title, kind, pattern, institution
        self.first = DateField(words.t("The first day"), words, today, ahead=True)
        self.first.show_value(today())
        self.at = LineField(words.t("At"), longest=5)
        self.at.show_value("09.00" if words.language == "da" else "09:00")
        self.minutes = LineField(words.t("Minutes each time"), longest=3)
        self.minutes.show_value("" if minutes is None else str(minutes))
        self.count = LineField(words.t("How many"), longest=3)
        self.count.show_value(str(pattern.count))
        often = told(rule_text(today(), pattern), words)
        self.sheet.add_padded(Label(" · ".join(part for part in (often, source) if part)))
        line = FlowLayout(gap=16, foot=True)
        for field in (self.first, self.at, self.minutes, self.count):
            line.addWidget(field)
        self.sheet.add_padded(line)
        self.end_with_buttons()

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {"first": self.first, "at": self.at, "minutes": self.minutes, "count": self.count}

    def answer(self) -> None:
        """Emit the first appointment and how it is repeated, or say beside a field what is wrong."""
        words, first = self._words, self.first.value()
        clock = typed_time(self.at.value())
        minutes = read_whole(self.minutes.value(), most=_LONGEST)
        count = read_whole(self.count.value(), most=MOST)
        self.at.show_fault("" if clock else words.t("Write it as 9.30."))
        for field, number, most in ((self.minutes, minutes, _LONGEST), (self.count, count, MOST)):
            field.show_fault("" if number else words.t("A whole number from 1 to {most}.", most=most))
        if not self.readable(self.first):
            return
        if first is None:
            self.first.show_fault(words.t("A first day is needed."))
            return
        if clock is None or not minutes or not count:
            return
        starts = datetime.combine(first, clock, COPENHAGEN)
        pattern = Pattern(self._pattern.every, self._pattern.step, count=count)
        try:
            days_of(first, pattern)
        except ForUser as error:
            self.refuse(error)
            return
        new = Appointment(
            id=new_id(),
            kind=self._kind,
            title=self._title,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=minutes),
            institution=self._institution,
        )
        self.ready.emit(new, pattern)

"""What a calendar file holds: days and moments under neutral titles, and nothing about anybody.

Source: contract, section 1, calendar: no name, CPR, case number, address, phone or mail in any property.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from db.records.appointment import Appointment, AppointmentStatus
from db.records.case import HandledState
from db.rules import names
from db.rules.deadline import Deadline, calendar_day, is_given
from db.rules.due_list import Listed, title_of
from db.words import Words

_APPOINTMENT: Final = "appointment"
TAKES_PLACE: Final = frozenset({AppointmentStatus.PLANNED, AppointmentStatus.HELD})
"""What an appointment is that is written into a calendar."""
_USUAL: Final = timedelta(hours=1)
"""How long an appointment without an end is taken to last."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry: what it stems from (`key`, never written), its title, and when.

    A day stands for a whole day; `ends` is None for a day and for a mere moment.
    """

    key: str
    title: str
    starts: date | datetime
    ends: datetime | None = None

    @property
    def day(self) -> date:
        """The day it begins on, in Copenhagen."""
        return calendar_day(self.starts)

    @property
    def digest(self) -> str:
        """Another text when the entry says something else than before."""
        return hashlib.sha256(f"{self.title}\0{self.starts}\0{self.ends}".encode()).hexdigest()


def entries_of(
    rows: Iterable[Listed], appointments: Mapping[str, Appointment], words: Words
) -> list[CalendarEntry]:
    """The entries for `rows`, in their order; `appointments` are those among them, by id.

    An appointment that was missed or cancelled is left out.
    """
    found: list[CalendarEntry] = []
    for row in rows:
        deadline = row.deadline
        if deadline.rule != _APPOINTMENT:
            title = words.t("Deadline: {title}", title=title_of(deadline, words))
            found.append(CalendarEntry(key_of(row), title, deadline.due))
        elif (appointment := appointments.get(deadline.trigger_id)) and appointment.status in TAKES_PLACE:
            found.append(_of_appointment(appointment, words))
    return found


def still_stands(deadline: Deadline, today: date) -> bool:
    """True if what a calendar was told of `deadline` is no mistake by now.

    What passed and what was missed did happen; a deadline that something met, or that was waived,
    is nothing to wait for any more. Of an appointment its status decides.
    """
    if not is_given(deadline, today):
        return False
    if deadline.rule == _APPOINTMENT or deadline.mark is HandledState.MISSED or deadline.passing:
        return deadline.mark is not HandledState.WAIVED
    return deadline.mark is None and deadline.met is None


def key_of(row: Listed) -> str:
    """What tells an entry from every other, and stays while its day changes."""
    deadline = row.deadline
    # A year of supervision has the placement for its trigger each year, and a birthday the child for
    # its trigger in each of the child's cases; any other trigger starts one open link.
    more = f" {deadline.due_day.year}" if deadline.rule == "supervision_year" else ""
    if deadline.trigger_kind == "person":
        more = f" {row.case}"
    return f"{deadline.rule} {deadline.trigger_id}{more}"


def _of_appointment(appointment: Appointment, words: Words) -> CalendarEntry:
    title = words.t(names.APPOINTMENTS[appointment.kind])
    ends = appointment.ends_at or appointment.starts_at + _USUAL
    return CalendarEntry(
        f"appointment {appointment.id}", title[:1].upper() + title[1:], appointment.starts_at, ends
    )

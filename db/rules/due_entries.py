"""What every rule shares: the case seen in the order of time, and the list its deadlines are put on.

Source: contract, section 3, due: what counts once, what falls away, what is marked by hand.
"""

from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Final, NamedTuple

from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus, ChildHeard
from db.records.base import day_of
from db.records.case import Case, CaseStatus, Handled, HandledState
from db.records.intervention import Intervention, Stage
from db.records.note import NoteKind
from db.records.person import Person
from db.rules.deadline import Deadline, calendar_day
from db.rules.rulebook import Rulebook, RuleRow
from db.rules.spans import days_after

_CONTACT_APPOINTMENTS: Final = frozenset(
    {
        AppointmentKind.PHONE,
        AppointmentKind.HOME_VISIT,
        AppointmentKind.NETWORK_MEETING,
        AppointmentKind.FOLLOW_UP,
        AppointmentKind.CHILD_TALK,
    }
)
_CONTACT_NOTES: Final = frozenset({NoteKind.PHONE, NoteKind.HOME_VISIT, NoteKind.CHILD_TALK})
_AT: Final = attrgetter("at")


class Happening(NamedTuple):
    """Something held or noted: its day, the moment or day on record, the kind and the id of its record."""

    day: date
    at: date | datetime
    kind: str
    id: str


Trigger = tuple[str, str, date | datetime | None]
"""Kind and id of the record that starts a deadline, and the day or moment it starts from."""


class Entries:
    """The deadlines of one case, or of one record of the office, as its rules add them to `found`."""

    __slots__ = ("_closed", "_marks", "found")

    def __init__(self, *, closed: bool = False, handled: Iterable[Handled] = ()) -> None:
        self.found: list[Deadline] = []
        self._closed = closed
        self._marks: dict[tuple[str, str, date], Handled] = {}
        for mark in handled:
            self._marks.setdefault((mark.rule, mark.trigger, mark.due), mark)

    def add(
        self,
        rule: RuleRow,
        trigger: Trigger,
        due: date | datetime,
        met: date | datetime | None = None,
        *,
        late: bool | None = None,
        title: str = "",
        gone: bool = False,
        missed: bool = False,
        not_before: date | None = None,
        falls_away_from: date | None = None,
    ) -> None:
        """Add what `rule` asks because of `trigger`, unless it has fallen away.

        `late` is given where the caller knows it already. `title` stands in place of the
        rule's own. `gone` says that the entry falls away if nothing meets it. A mark by
        hand is looked up before that, and what is marked stays.
        """
        mark = self._marks.get((rule.id, trigger[1], calendar_day(due))) if self._marks else None
        if mark is not None:
            met = mark.on if mark.state is HandledState.MET else None
            late = falls_away_from = None
        elif met is not None:
            falls_away_from = None
        elif not missed:
            if gone or (self._closed and not rule.passing):
                return
            if self._closed:
                # Time meets it only then, and until it is met a closed case does not show it.
                not_before = days_after(calendar_day(due), 1)
        if late is None:
            late = met is not None and _lies_after(met, due)
        self.found.append(
            Deadline(
                rule.id,
                title or rule.title,
                rule.basis,
                rule.ref,
                *trigger,
                due,
                met,
                late and not rule.never_late,
                None if mark is None else mark.state,
                rule.passing,
                not_before,
                falls_away_from,
                missed,
            )
        )

    def add_held(
        self, rule: RuleRow, trigger: Trigger, due: date, following: Happening | None, *, gone: bool = False
    ) -> None:
        """Add what `following` meets, of those that were held or noted; None if nothing has yet."""
        if following is None:
            self.add(rule, trigger, due, gone=gone)
        else:
            self.add(rule, trigger, due, following.at, late=following.day > due)


class Facts:
    """A case in the order of time: what was held and noted, each day once, by the first of that day."""

    __slots__ = ("book", "case", "child", "contacts", "entries", "follow_ups", "visits")

    def __init__(self, case: Case, child: Person, book: Rulebook) -> None:
        self.case = case
        self.child = child
        self.book = book
        self.entries = Entries(closed=case.status is CaseStatus.CLOSED, handled=case.handled)
        contacts, follow_ups, visits = _held(case.appointments)
        contacts += [
            Happening(day_of(note.at), note.at, "note", note.id)
            for note in case.notes
            if note.kind in _CONTACT_NOTES
        ]
        self.contacts = _each_day_once(contact for contact in contacts if contact.day > case.opened)
        self.follow_ups = _each_day_once(follow_ups)
        self.visits = _each_day_once(visits)

    def interventions(self) -> Iterable[Intervention]:
        """Those that count for rules: all but the expected ones, in the document's order."""
        return (item for item in self.case.interventions if item.stage is not Stage.EXPECTED)


def runs_on(item: Intervention, day: date) -> bool:
    """True from `starts_on` to `ended_on`, both included, or without end."""
    return item.starts_on <= day and (item.ended_on is None or day <= item.ended_on)


def ended_before(item: Intervention, day: date) -> bool:
    """True if `item` ended on a day before `day`."""
    return item.ended_on is not None and item.ended_on < day


def first_from(happenings: Iterable[Happening], day: date) -> Happening | None:
    """The first of `happenings`, in order of time, on `day` or later; None without one."""
    return next((happening for happening in happenings if happening.day >= day), None)


def _held(appointments: Iterable[Appointment]) -> tuple[list[Happening], list[Happening], list[Happening]]:
    """The held contacts, follow-ups and supervision visits with a talk, in the document's order."""
    contacts: list[Happening] = []
    follow_ups: list[Happening] = []
    visits: list[Happening] = []
    for item in appointments:
        if item.status is not AppointmentStatus.HELD:
            continue
        happening = Happening(day_of(item.starts_at), item.starts_at, "appointment", item.id)
        if item.kind in _CONTACT_APPOINTMENTS:
            contacts.append(happening)
        if item.kind is AppointmentKind.FOLLOW_UP:
            follow_ups.append(happening)
        elif item.kind is AppointmentKind.SUPERVISION_VISIT and item.child_heard is ChildHeard.TALK:
            visits.append(happening)
    return contacts, follow_ups, visits


def _each_day_once(happenings: Iterable[Happening]) -> list[Happening]:
    by_day: dict[date, Happening] = {}
    for happening in sorted(happenings, key=_AT):
        by_day.setdefault(happening.day, happening)
    return list(by_day.values())


def _lies_after(met: date | datetime, due: date | datetime) -> bool:
    """A moment after the moment; otherwise a day after the day."""
    if isinstance(met, datetime) and isinstance(due, datetime):
        return met > due
    return calendar_day(met) > calendar_day(due)

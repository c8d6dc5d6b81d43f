"""A meeting's agenda: when each part is, when each participant comes and goes, and what is amiss."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from db.records.appointment import AgendaPart, Appointment, ChildHeard
from db.records.base import COPENHAGEN, day_of
from db.records.case import Case
from db.rules.holidays import public_holidays


@dataclass(frozen=True, slots=True)
class Slot:
    """When a part of the agenda is: `part` counts from 0."""

    part: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """A participant's parts in their order. Between the first and the last there may be waiting."""

    person: str
    slots: tuple[Slot, ...]

    @property
    def arrives_at(self) -> datetime:
        """When the first of the parts begins."""
        return self.slots[0].starts_at

    @property
    def leaves_at(self) -> datetime:
        """When the last of the parts ends."""
        return self.slots[-1].ends_at

    @property
    def waiting(self) -> int:
        """Whole minutes between arriving and leaving that belong to none of the parts."""
        there = self.leaves_at - self.arrives_at
        inside = sum((slot.ends_at - slot.starts_at for slot in self.slots), timedelta())
        return int((there - inside).total_seconds()) // 60


class Concern(StrEnum):
    """What the caseworker should look at before inviting."""

    NO_MINUTES = "no_minutes"
    NOBODY = "nobody"
    LEFT_NETWORK = "left_network"
    TOO_LONG = "too_long"
    MIDNIGHT = "midnight"
    HOLIDAY = "holiday"
    CHILD_ABSENT = "child_absent"
    CHILD_UNHEARD = "child_unheard"


def slots(starts_at: datetime, agenda: Sequence[AgendaPart]) -> tuple[Slot, ...]:
    """When each part is, one after the other without pause; a part without minutes takes none."""
    found, begins = [], starts_at
    for number, part in enumerate(agenda):
        ends = begins + timedelta(minutes=part.minutes or 0)
        found.append(Slot(number, begins, ends))
        begins = ends
    return tuple(found)


def stays(appointment: Appointment) -> tuple[Stay, ...]:
    """Each participant's stay, in the order in which the agenda first names them."""
    when = slots(appointment.starts_at, appointment.agenda)
    people = dict.fromkeys(person for part in appointment.agenda for person in part.participants)
    return tuple(
        Stay(
            person,
            tuple(when[at] for at, part in enumerate(appointment.agenda) if person in part.participants),
        )
        for person in people
    )


def in_network(case: Case, on: date) -> frozenset[str]:
    """The child, and everybody whose relation holds on the day `on`."""
    held = (
        one.person
        for one in case.relations
        if (one.from_ is None or one.from_ <= on) and (one.to is None or on <= one.to)
    )
    return frozenset((case.child, *held))


def concerns(appointment: Appointment, network: Collection[str], child: str) -> tuple[Concern, ...]:
    """What is amiss with a meeting; `network` is who belongs to the case that day, the `child` too."""
    agenda, ends, day = appointment.agenda, appointment.ends_at, day_of(appointment.starts_at)
    people = {person for part in agenda for person in part.participants}
    done = slots(appointment.starts_at, agenda)[-1].ends_at if agenda else appointment.starts_at
    last = max(done, ends or done)
    found = {
        Concern.NO_MINUTES: any(not part.minutes for part in agenda),
        Concern.NOBODY: any(not part.participants for part in agenda),
        Concern.LEFT_NETWORK: bool(people - set(network)),
        Concern.TOO_LONG: ends is not None and done > ends,
        Concern.MIDNIGHT: day_of(last) != day,
        Concern.HOLIDAY: day in public_holidays(day.year),
        Concern.CHILD_ABSENT: child not in people,
        Concern.CHILD_UNHEARD: appointment.child_heard is ChildHeard.NOT_RELEVANT,
    }
    return tuple(concern for concern, holds in found.items() if holds)


def moment_at(day: date, clock: time) -> datetime | None:
    """The moment at which Copenhagen's clock shows `clock` on `day`, the first of two.

    None for a time that the clocks skip when summer time begins.
    """
    there = datetime.combine(day, clock, COPENHAGEN)
    moment = there.astimezone(UTC)
    return moment if moment.astimezone(COPENHAGEN).time() == clock else None


def with_part(appointment: Appointment, at: int, **fields: object) -> Appointment:
    """`appointment` with `fields` of the part number `at` replaced."""
    agenda = list(appointment.agenda)
    agenda[at] = agenda[at].changed(**fields)
    return appointment.changed(agenda=tuple(agenda))


def with_participant(appointment: Appointment, at: int, person: str, *, takes_part: bool) -> Appointment:
    """`appointment` with the person in part number `at`, or not; those who are there keep their order."""
    others = tuple(one for one in appointment.agenda[at].participants if one != person)
    return with_part(appointment, at, participants=(*others, person) if takes_part else others)


def without_part(appointment: Appointment, at: int) -> Appointment:
    """`appointment` without the part number `at`; what was written of it becomes of the whole meeting."""

    def moved(part: int | None) -> int | None:
        if part is None or part == at:
            return None
        return part - 1 if part > at else part

    return appointment.changed(
        agenda=tuple(one for number, one in enumerate(appointment.agenda) if number != at),
        notes=tuple(note.changed(part=moved(note.part)) for note in appointment.notes),
    )

"""Visits to institutions by their fixed caseworker: how many were made in a year, and how they are spread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus
from db.records.base import day_of
from db.records.office import InstitutionKind
from db.rules.series import Every, Pattern

_MONTHS: Final = 12
_WEEKS: Final = 52
_KINDS: Final = (AppointmentKind.VISIT_TO_DAY_CARE, AppointmentKind.OTHER)


@dataclass(frozen=True, slots=True)
class Visits:
    """How many visits of a year were made, and how many are planned and still to come."""

    made: int
    planned: int


def visits_in(appointments: Iterable[Appointment], institution: str, year: int) -> Visits:
    """The visits to `institution` in `year`, of appointments that belong to no case. A fact, no deadline."""
    ours = [
        one.status
        for one in appointments
        if one.institution == institution and one.kind in _KINDS and day_of(one.starts_at).year == year
    ]
    return Visits(ours.count(AppointmentStatus.HELD), ours.count(AppointmentStatus.PLANNED))


def kind_of_visit(kind: InstitutionKind) -> AppointmentKind:
    """What a visit to an institution of `kind` is called among appointments."""
    day_care = kind is InstitutionKind.DAY_CARE
    return AppointmentKind.VISIT_TO_DAY_CARE if day_care else AppointmentKind.OTHER


def spread(per_year: int, count: int) -> Pattern:
    """`count` visits, as evenly as `per_year` visits lie in a year: whole months where there are enough."""
    if per_year <= _MONTHS:
        return Pattern(Every.MONTHS, max(1, _MONTHS // max(1, per_year)), count=count)
    return Pattern(Every.WEEKS, max(1, _WEEKS // per_year), count=count)


def left_this_year(per_year: int, visits: Visits) -> int:
    """How many visits of the agreed number are neither made nor planned; never below 1: one may always go."""
    return max(1, per_year - visits.made - visits.planned)


def next_of(appointments: Iterable[Appointment], kind: AppointmentKind, now: datetime) -> Appointment | None:
    """The next planned appointment of `kind` that begins at `now` or later; None without one."""
    coming = [
        one
        for one in appointments
        if one.kind is kind and one.status is AppointmentStatus.PLANNED and one.starts_at >= now
    ]
    return min(coming, key=lambda one: one.starts_at, default=None)

"""What belongs to no single case: institutions, and the rooms and courses that can be booked."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from db.records.base import Count, Day, Id, Number, Record


class InstitutionKind(StrEnum):
    """What kind of place a caseworker is tied to."""

    DAY_CARE = "day_care"
    SCHOOL = "school"
    RESIDENTIAL = "residential"
    OTHER = "other"


class Institution(Record):
    """A place with a fixed caseworker; visits are counted a year and last minutes."""

    id: Id
    name: str = ""
    kind: InstitutionKind
    caseworker: str = ""
    visits_per_year: Count | None = None
    visit_minutes: Count | None = None


class ResourceKind(StrEnum):
    """What can be booked for a family."""

    FAMILY_ROOM = "family_room"
    RESPITE = "respite"
    COURSE = "course"
    OTHER = "other"


class Resource(Record):
    """A room, a respite weekend or a course with a number of places."""

    id: Id
    name: str = ""
    kind: ResourceKind
    places: Number = 1


class BookingStatus(StrEnum):
    """How far a booking has come."""

    WAITING = "waiting"
    BOOKED = "booked"
    CANCELLED = "cancelled"


class Booking(Record):
    """A resource kept for a case, from a day to a day, both included."""

    spans: ClassVar = (("from_", "to"),)

    id: Id
    resource: Id | None = None
    case: Id | None = None
    from_: Day = Field(alias="from")
    to: Day | None = None
    status: BookingStatus = BookingStatus.BOOKED

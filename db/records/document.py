"""The exchange document as a whole."""

from typing import Annotated, Literal

from pydantic import Field

from db.records.appointment import Appointment
from db.records.base import Record
from db.records.case import Case
from db.records.entrance import Inquiry
from db.records.office import Booking, Institution, Resource
from db.records.person import Person


class Document(Record):
    """People, cases and what belongs to no case, complete in itself."""

    format: Literal["taetpaa-exchange"]
    version: Annotated[int, Field(strict=True, ge=1, le=1)]
    people: tuple[Person, ...] = ()
    institutions: tuple[Institution, ...] = ()
    resources: tuple[Resource, ...] = ()
    bookings: tuple[Booking, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    cases: tuple[Case, ...] = ()

"""What can be done with the office's resources: made, changed, booked, waited for."""

from datetime import date
from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.actions.office import Shelf, put, take_away
from db.errors import NotAllowed
from db.records.base import new_id
from db.records.case import CaseStatus
from db.records.office import Booking, BookingStatus, Resource
from db.rules import capacity
from db.store import cases, office
from db.words import later

RESOURCE: Final = "resource"
BOOKING: Final = "booking"
NEW: Final = "new"
"""Under this id stands what is typed about a record that is not made yet."""
_TOPICS: Final = frozenset({Topic.OFFICE, Topic.DRAFTS})
_SHELF: Final = Shelf(RESOURCE, "resource", RESOURCE, NEW, _TOPICS)


def save_resource(desk: Desk, before: Resource | None, after: Resource) -> Changed:
    """Make a resource (`before` None) or change it.

    Raises NotAllowed without a name, or with fewer places than are booked on a day; Stale if it changed.
    """
    if not after.name.strip():
        raise NotAllowed(later("It has no name."), later("Write what it is called."))
    capacity.with_places(after, office.bookings_of(desk.db, after.id))
    return put(desk, _SHELF, before, after)


def remove_resource(desk: Desk, resource: Resource) -> Changed:
    """Take a resource away that was never booked. Raises NotAllowed if it was, Stale if it changed."""
    if office.is_named(desk.db, resource):
        raise NotAllowed(
            later("This has been booked: it stays, with who had it."),
            later("Give it a name that says it is no longer used."),
        )
    return take_away(desk, _SHELF, resource)


def new_booking(
    resource: str, case_id: str | None, first: date, last: date | None, *, wait: bool = False
) -> Booking:
    """A booking that does not stand anywhere yet. Raises NotAllowed if it would end before it starts."""
    if last is not None and last < first:
        raise NotAllowed(later("It would end before it starts."), later("Correct the days."))
    status = BookingStatus.WAITING if wait else BookingStatus.BOOKED
    return Booking(id=new_id(), resource=resource, case=case_id, from_=first, to=last, status=status)


def book(desk: Desk, new: Booking) -> Changed:
    """Book, or put on the waiting list, as `new` says.

    Raises NotAllowed where nothing is free on one of the days, where the case has it already, and for a
    closed case; Stale if the resource or the case is gone.
    """
    if new.case is not None and cases.get(desk.db, new.case).status is CaseStatus.CLOSED:
        raise NotAllowed(later("This case is closed."), later("Open it again before you book."))
    return _save(desk, "booking.added", None, new)


def change_booking(desk: Desk, before: Booking, first: date, last: date | None) -> Changed:
    """Move a booking, or one who waits, to other days. Raises NotAllowed as `book` does, Stale."""
    if last is not None and last < first:
        raise NotAllowed(later("It would end before it starts."), later("Correct the days."))
    return _save(desk, "booking.changed", before, before.changed(from_=first, to=last))


def move_up(desk: Desk, before: Booking) -> Changed:
    """Give one who waits the place. Raises NotAllowed where nothing is free on one of the days, Stale."""
    return _save(desk, "booking.moved_up", before, before.changed(status=BookingStatus.BOOKED))


def cancel_booking(desk: Desk, before: Booking) -> Changed:
    """Cancel a booking; it stays among what was. Raises Stale if it changed meanwhile."""
    return _save(desk, "booking.cancelled", before, before.changed(status=BookingStatus.CANCELLED))


def refuse_unfit(desk: Desk, one: Booking) -> None:
    """Raises NotAllowed if `one` cannot stand beside the other bookings, Stale if its resource is gone."""
    if one.resource is not None:
        resource = office.get(desk.db, Resource, one.resource)
        capacity.booked(resource, office.bookings_of(desk.db, resource.id), one)


def _save(desk: Desk, name: str, before: Booking | None, after: Booking) -> Changed:
    with action(desk, name, BOOKING, after.id, after.case) as act:
        refuse_unfit(desk, after)
        office.save(desk.db, after, expected=before)
        act.changed(BOOKING, after.id, after.case, before, after)
    return Changed(_TOPICS, after.case, after.id)

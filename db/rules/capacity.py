"""Who has a place when: how many are taken, where there are too many, and who may move up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from db.errors import NotAllowed
from db.records.office import Booking, BookingStatus, Resource
from db.words import later

_FARTHEST = 2200


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many places are taken from a day to a day, both included; `date.max` is without end."""

    first: date
    last: date
    taken: int


def stretches(bookings: Iterable[Booking]) -> list[Stretch]:
    """How many of `bookings` are booked on which days, in order; days on which none is are left out.

    A booking takes one place from its first to its last day, both included; one without a last day never
    ends. What waits or was cancelled takes none.
    """
    steps: dict[date, int] = {}
    for one in bookings:
        if one.status is BookingStatus.BOOKED:
            steps[one.from_] = steps.get(one.from_, 0) + 1
            if (after := _day_after(one.to)) is not None:
                steps[after] = steps.get(after, 0) - 1
    days = sorted(steps)
    if not days:
        return []
    taken = list(accumulate(steps[day] for day in days))
    lasts = [*(day - timedelta(days=1) for day in days[1:]), date.max]
    return [
        Stretch(first, last, count) for first, last, count in zip(days, lasts, taken, strict=True) if count
    ]


def taken_on(bookings: Iterable[Booking], day: date) -> int:
    """How many places are taken on `day`."""
    return next((one.taken for one in stretches(bookings) if one.first <= day <= one.last), 0)


def overbooked(places: int, bookings: Iterable[Booking]) -> list[Stretch]:
    """The days on which more is booked than there are places, in order."""
    return [one for one in stretches(bookings) if one.taken > places]


def first_full(places: int, bookings: Iterable[Booking], first: date, last: date | None) -> date | None:
    """The first day from `first` to `last` (None: without end) on which no place is left; None if none is."""
    end = last or date.max
    return next(
        (
            max(one.first, first)
            for one in stretches(bookings)
            if one.taken >= places and one.first <= end and first <= one.last
        ),
        None,
    )


def waiting(bookings: Iterable[Booking]) -> list[Booking]:
    """Who waits, in the order in which it was asked."""
    return [one for one in bookings if one.status is BookingStatus.WAITING]


def may_move_up(places: int, bookings: Sequence[Booking]) -> list[Booking]:
    """Those who wait and would have a place on each of their days now, each taken alone, in their order."""
    return [one for one in waiting(bookings) if first_full(places, bookings, one.from_, one.to) is None]


def lanes(bookings: Iterable[Booking]) -> list[list[Booking]]:
    """The booked ones beside each other, as few lanes as can be: in a lane no two share a day."""
    found: list[list[Booking]] = []
    booked = (one for one in bookings if one.status is BookingStatus.BOOKED)
    for one in sorted(booked, key=lambda item: (item.from_, item.to or date.max)):
        free = next((lane for lane in found if (lane[-1].to or date.max) < one.from_), None)
        if free is None:
            found.append([one])
        else:
            free.append(one)
    return found


def booked(resource: Resource, others: Sequence[Booking], one: Booking) -> Booking:
    """`one` itself, as it may stand beside the `others` of `resource`.

    Raises NotAllowed, in words, where a place is missing on one of its days, where the same case has or
    awaits the resource on them already, and for days that cannot be. What is cancelled may always stand.
    """
    if one.status is BookingStatus.CANCELLED:
        return one
    if one.from_.year > _FARTHEST or (one.to is not None and one.to.year > _FARTHEST):
        raise NotAllowed(later("A day lies too far ahead."), later("Correct the days."))
    beside = [other for other in others if other.id != one.id]
    if any(_is_the_same(other, one) for other in beside):
        raise NotAllowed(
            later("The family has or awaits this on these days already."),
            later("Change the booking that stands, or choose other days."),
        )
    if one.status is BookingStatus.WAITING:
        return one
    full = first_full(resource.places, beside, one.from_, one.to)
    if full is not None:
        raise NotAllowed(
            later("Nothing is free on {day}."),
            later("Choose other days, or put the family on the waiting list."),
            day=full,
        )
    return one


def with_places(resource: Resource, bookings: Iterable[Booking]) -> Resource:
    """`resource` itself. Raises NotAllowed if it has fewer places than are booked on a day."""
    over = overbooked(resource.places, bookings)
    if over:
        raise NotAllowed(
            later("On {day} {count} are booked."),
            later("Keep as many places, or change the bookings first."),
            day=over[0].first,
            count=over[0].taken,
        )
    return resource


def _is_the_same(other: Booking, one: Booking) -> bool:
    return (
        one.case is not None
        and other.case == one.case
        and other.status is not BookingStatus.CANCELLED
        and other.from_ <= (one.to or date.max)
        and one.from_ <= (other.to or date.max)
    )


def _day_after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + timedelta(days=1)

"""Who has a place when, held against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import NotAllowed
from db.records.office import Booking, BookingStatus, Resource, ResourceKind
from db.rules import capacity

START = date(2026, 2, 20)
DAYS = [START + timedelta(days=number) for number in range(40)]


def booking(number, first, last, status="booked", case=None):
    return Booking(id=f"b{number}", resource="r", case=case, from_=first, to=last, status=status)


@st.composite
def some_bookings(draw):
    found = []
    for number in range(draw(st.integers(0, 8))):
        first = draw(st.sampled_from(DAYS))
        long = draw(st.none() | st.integers(0, 12))
        last = None if long is None else first + timedelta(days=long)
        found.append(booking(number, first, last, draw(st.sampled_from(list(BookingStatus)))))
    return found


def counted(bookings, day):
    """The oracle: everybody who has a place on `day`, counted one by one."""
    return sum(
        one.status == "booked" and one.from_ <= day and (one.to is None or day <= one.to) for one in bookings
    )


@given(some_bookings(), st.integers(1, 4), st.sampled_from(DAYS), st.integers(0, 20))
def test_taken_full_and_overbooked_agree_with_counting_each_day(bookings, places, first, long):
    for day in (START - timedelta(days=1), *DAYS, START + timedelta(days=400)):
        assert capacity.taken_on(bookings, day) == counted(bookings, day)
    over = capacity.overbooked(places, bookings)
    for day in DAYS:
        assert any(one.first <= day <= one.last for one in over) == (counted(bookings, day) > places)
    last = first + timedelta(days=long)
    span = [first + timedelta(days=number) for number in range(long + 1)]
    full = next((day for day in span if counted(bookings, day) >= places), None)
    assert capacity.first_full(places, bookings, first, last) == full


@given(some_bookings(), st.integers(1, 3))
def test_who_may_move_up_never_makes_a_day_too_full(bookings, places):
    for one in capacity.may_move_up(places, bookings):
        moved = [b.changed(status="booked") if b.id == one.id else b for b in bookings]
        days = [day for day in DAYS if one.from_ <= day and (one.to is None or day <= one.to)]
        assert all(counted(moved, day) <= places for day in days)
    kept_waiting = {one.id for one in capacity.waiting(bookings)} - {
        one.id for one in capacity.may_move_up(places, bookings)
    }
    for one in bookings:
        if one.id in kept_waiting:
            last = one.to or DAYS[-1] + timedelta(days=20)
            span = [one.from_ + timedelta(days=number) for number in range((last - one.from_).days + 1)]
            assert any(counted(bookings, day) >= places for day in span)


@given(some_bookings())
def test_in_a_lane_no_two_share_a_day_and_there_are_no_more_lanes_than_the_fullest_day_needs(bookings):
    lanes = capacity.lanes(bookings)
    for day in DAYS:
        assert all(counted(lane, day) <= 1 for lane in lanes)
    fullest = max((counted(bookings, one.from_) for one in bookings), default=0)
    assert len(lanes) == fullest
    assert sum(map(len, lanes)) == sum(one.status == "booked" for one in bookings)


ROOM = Resource(id="r", name="Familieværelse", kind=ResourceKind.FAMILY_ROOM, places=2)
HELD = [
    booking(1, date(2026, 3, 1), date(2026, 3, 14), case="c1"),
    booking(2, date(2026, 3, 10), date(2026, 3, 20), case="c2"),
    booking(3, date(2026, 3, 12), date(2026, 3, 13), "waiting", case="c3"),
]


@pytest.mark.parametrize(
    ("first", "last", "case", "told"),
    [
        (date(2026, 3, 14), date(2026, 3, 15), "c4", "free"),
        (date(2026, 3, 1), None, "c4", "free"),
        (date(2026, 3, 14), date(2026, 3, 30), "c1", "already"),
        (date(2026, 3, 13), date(2026, 3, 13), "c3", "already"),
        (date(2300, 1, 1), None, "c4", "far ahead"),
    ],
)
def test_what_cannot_be_booked_is_refused_in_words(first, last, case, told):
    with pytest.raises(NotAllowed, match=told):
        capacity.booked(ROOM, HELD, booking(9, first, last, case=case))


def test_the_day_before_and_after_is_free_and_a_booking_is_not_in_its_own_way():
    for first, last in ((date(2026, 3, 15), None), (date(2026, 2, 1), date(2026, 3, 9))):
        assert capacity.booked(ROOM, HELD, booking(9, first, last, case="c4"))
    assert capacity.booked(ROOM, HELD, HELD[1].changed(to=date(2026, 3, 25)))
    assert capacity.booked(ROOM, HELD, booking(9, date(2026, 3, 12), None, "waiting", case="c4"))


def test_fewer_places_than_are_booked_are_refused_with_the_day():
    with pytest.raises(NotAllowed) as told:
        capacity.with_places(ROOM.changed(places=1), HELD)
    assert told.value.facts == {"day": date(2026, 3, 10), "count": 2}
    assert capacity.with_places(ROOM, HELD) == ROOM

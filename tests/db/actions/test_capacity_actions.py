"""Rooms and places are booked, waited for and given up on a real store; nothing is given away twice."""

from datetime import date

import pytest
from stores import at_work

from db.actions import capacity as actions
from db.actions import entrance
from db.actions.undo import undo
from db.errors import NotAllowed, Stale
from db.records.base import new_id
from db.records.office import Booking, Resource, ResourceKind
from db.rules import capacity
from db.store import cases, documents, journal, office

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 14)


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def room(desk):
    made = Resource(id=new_id(), name="Familieværelse 9", kind=ResourceKind.FAMILY_ROOM)
    actions.save_resource(desk, None, made)
    return made


@pytest.fixture
def families(desk):
    return [case_id for case_id in cases.ids(desk.db) if cases.get(desk.db, case_id).closed is None]


def booked(desk, room, case_id, **more):
    new = actions.new_booking(room.id, case_id, FIRST, LAST, **more)
    actions.book(desk, new)
    return new


def test_from_booking_to_moving_up(desk, room, families):
    mine = booked(desk, room, families[0])
    with pytest.raises(NotAllowed, match="Nothing is free"):
        booked(desk, room, families[1])
    second = booked(desk, room, families[1], wait=True)
    third = booked(desk, room, families[2], wait=True)
    with pytest.raises(NotAllowed, match="Nothing is free"):
        actions.move_up(desk, second)
    actions.cancel_booking(desk, mine)
    held = office.bookings_of(desk.db, room.id)
    assert [one.id for one in capacity.may_move_up(room.places, held)] == [second.id, third.id]
    actions.move_up(desk, second)
    with pytest.raises(NotAllowed):
        actions.move_up(desk, third)
    assert [one.status for one in office.bookings_of(desk.db, room.id)] == ["cancelled", "booked", "waiting"]
    assert [one.id for one in office.bookings_of_case(desk.db, families[1])][-1] == second.id
    assert list(journal.faults(desk.db)) == []
    assert {one.id for one in documents.whole(desk.db).bookings} >= {mine.id, second.id, third.id}


def test_taking_back_a_cancellation_never_gives_a_place_away_twice(desk, room, families):
    mine = booked(desk, room, families[0])
    waits = booked(desk, room, families[1], wait=True)
    actions.cancel_booking(desk, mine)
    undo(desk)
    assert office.get(desk.db, Booking, mine.id).status == "booked"
    actions.cancel_booking(desk, office.get(desk.db, Booking, mine.id))
    actions.move_up(desk, waits)
    undo(desk)
    actions.change_booking(desk, waits, date(2027, 1, 1), None)
    undo(desk)
    assert office.get(desk.db, Booking, waits.id) == waits
    undo(desk)
    assert office.get(desk.db, Booking, mine.id).status == "booked"


def test_a_resource_that_was_booked_stays_and_a_new_one_is_taken_back(desk, room, families):
    mine = booked(desk, room, families[0])
    with pytest.raises(NotAllowed, match="has been booked"):
        actions.remove_resource(desk, room)
    with pytest.raises(NotAllowed, match="no name"):
        actions.save_resource(desk, room, room.changed(name="  "))
    wider = room.changed(places=2)
    actions.save_resource(desk, room, wider)
    assert office.everything(desk.db, Resource)[-1] == wider
    booked(desk, wider, families[1])
    with pytest.raises(NotAllowed, match="are booked"):
        actions.save_resource(desk, wider, room)
    with pytest.raises(Stale):
        actions.save_resource(desk, room, wider.changed(name="Andet"))
    assert office.get(desk.db, Booking, mine.id).resource == room.id
    other = Resource(id=new_id(), name="Kursus", kind=ResourceKind.COURSE, places=8)
    actions.save_resource(desk, None, other)
    actions.remove_resource(desk, other)
    undo(desk)
    undo(desk)
    assert other not in office.everything(desk.db, Resource)


def test_bad_days_a_closed_case_and_a_lost_resource_are_refused_and_nothing_is_written(desk, room, families):
    before = documents.whole(desk.db)
    with pytest.raises(NotAllowed, match="end before"):
        actions.new_booking(room.id, families[0], LAST, FIRST)
    with pytest.raises(Stale):
        actions.book(desk, actions.new_booking("gone", families[0], FIRST, LAST))
    assert documents.whole(desk.db) == before
    entrance.close_case(desk, families[0], on=date(2026, 11, 20), reason="Flyttet", agreed=True)
    with pytest.raises(NotAllowed, match="closed"):
        booked(desk, room, families[0])

"""CPR and phone numbers are found however they were written and however they are asked for."""

import pytest
from stores import at_work

from db.actions import family, notes
from db.records.note import Note
from db.store import cases, people, search

CASE = "f01-c1"


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as working:
        case = cases.get(working.db, CASE)
        place, relation = 0, case.relations[0]
        person = people.of(working.db, [relation.person])[relation.person]
        family.save_member(working, case, place, person.changed(phone="20 30 40 51"), relation)
        text = "Farmor har 61 62 63 64 og cpr 120350-1234, læge 98765432"
        notes.save_note(working, CASE, None, Note(id="n-ny", at=working.now(), kind="note", text=text))
        yield working, relation.person


@pytest.mark.parametrize(
    "asked", ["20304051", "20 30 40 51", "+45 20304051", "+4520304051", "0045 20 30 40 51", "203040"]
)
def test_a_phone_number_leads_to_its_person(desk, asked):
    working, person = desk
    assert person in [hit.record for hit in search.find(working.db, asked, 20)]


@pytest.mark.parametrize(
    "asked",
    ["61626364", "61 62 63 64", "1203501234", "120350-1234", "120350 1234", "98 76 54 32", "98765432"],
)
def test_numbers_in_a_note_are_found_either_way(desk, asked):
    working, _ = desk
    assert [hit.record for hit in search.find(working.db, asked, 20)] == ["n-ny"]

"""Who lives at a protected address is told nowhere: not by search, paper, letter or the day's page."""

import json
from datetime import date

import pytest
from exchange_documents import smallest
from stores import at_work

from db.actions import family, papers, undo
from db.actions import minutes as minute_actions
from db.actions.documents import import_document
from db.records.letterhead import Letterhead
from db.records.relation import Role
from db.rules import inviting
from db.rules.readers import Edition
from db.store import cases, deadlines, homes, people, search, triggers
from db.store import minutes as meeting_store

PLACE = "Skjulestien 4, Nordby"


def document():
    """Two siblings' cases; only the younger is marked, the mother and the elder live there too."""
    raw = smallest()
    raw["people"] = [
        {"id": "p1", "name": "Lille Prøve", "address": PLACE, "protected_address": True},
        {"id": "p2", "name": "Mor Prøve", "address": "skjulestien 4 nordby"},
        {"id": "p3", "name": "Store Prøve", "address": "Skjulestien 4"},
        {"id": "p4", "name": "Ida Lærer", "address": "Skolegade 1"},
    ]
    meeting = {
        "id": "m1", "kind": "network_meeting", "title": "Møde", "place": PLACE, "status": "planned",
        "starts_at": "2026-12-02T13:00:00+01:00", "ends_at": "2026-12-02T14:30:00+01:00",
        "agenda": [{"title": "Alt", "minutes": 30, "participants": ["p2", "p4"]}],
        "worries": f"Faren kender {PLACE}",
    }  # fmt: skip
    ties = [
        {"person": "p2", "role": "mother", "lives_with_child": True, "custody": True},
        {"person": "p4", "role": "teacher"},
    ]
    elder = raw["cases"][0] | {
        "id": "c2", "number": "2026-0002", "child": "p3", "relations": ties, "appointments": [meeting],
        "plans": [{"id": "l1", "kind": "child_plan", "purpose": "Ro", "goals": []}],
    }  # fmt: skip
    younger = raw["cases"][0] | {"id": "c1", "number": "2026-0001", "child": "p1", "relations": ties}
    raw["cases"] = [younger, elder]
    return raw


@pytest.fixture
def desk(empty_store):
    with at_work(empty_store) as desk:
        import_document(desk, json.dumps(document()).encode())
        yield desk


def found(desk, text):
    return {hit.record for hit in search.find(desk.db, text)}


def test_the_siblings_case_protects_the_home_in_this_one(desk):
    shown = homes.shielded(desk.db, "c2")
    assert {key for key, person in shown.items() if person.protected_address} == {"p2", "p3"}


def test_search_finds_nobody_by_the_address(desk):
    assert found(desk, "Skjulestien") == {"m1"}  # what somebody wrote in a text of the file
    assert found(desk, "Skolegade") == {"p4"}


def test_what_is_marked_later_is_no_longer_found_and_taken_back_it_is_again(desk):
    teacher = people.get(desk.db, "p4")
    ties = cases.get(desk.db, "c1").relations
    place = next(at for at, one in enumerate(ties) if one.person == "p4")
    hidden = teacher.changed(protected_address=True)
    family.save_member(desk, cases.get(desk.db, "c1"), place, hidden, ties[place])
    assert found(desk, "Skolegade") == set()
    assert {hit.case_id for hit in search.find(desk.db, "Ida Lærer")} == {"c1", "c2"}
    undo.undo(desk)
    assert found(desk, "Skolegade") == {"p4"}
    assert {hit.case_id for hit in search.find(desk.db, "Ida Lærer")} == {"c1", "c2"}


def test_somebody_who_moves_in_with_a_protected_child_is_no_longer_found(desk):
    ties = cases.get(desk.db, "c1").relations
    place = next(at for at, one in enumerate(ties) if one.person == "p4")
    living = ties[place].changed(lives_with_child=True, role=Role.OTHER)
    family.save_member(desk, cases.get(desk.db, "c1"), place, people.get(desk.db, "p4"), living)
    assert found(desk, "Skolegade") == set()
    family.remove_member(desk, cases.get(desk.db, "c1"), place)
    assert found(desk, "Skolegade") == {"p4"}


def test_the_files_own_plan_withholds_the_address_of_everybody_who_lives_there(desk):
    case = cases.get(desk.db, "c2")
    known = papers.named_people(desk.db, case)
    sheet = papers.sheet_of(case, known, case.plans[0], Edition.FULL, desk, Letterhead())
    assert {one.value for one in sheet.withheld} >= {"skjulestien 4 nordby", "Skjulestien 4"}
    assert "Skolegade 1" not in {one.value for one in sheet.withheld}


@pytest.mark.parametrize("party", [None, "p4"])
def test_the_minutes_hold_neither_the_place_nor_the_address(desk, party):
    sheet = minute_actions.sheet_of(desk, "m1", party, Letterhead())
    assert "skjulestien" not in sheet.appointment.model_dump_json().casefold()


def test_an_invitation_holds_neither(desk):
    meeting = meeting_store.get(desk.db, "m1")
    known = homes.shielded(desk.db, "c2")
    made = inviting.invitations(cases.get(desk.db, "c2"), meeting, known)
    assert "skjulestien" not in " ".join(one.model_dump_json() for one in made).casefold()


def test_the_days_page_tells_no_place(desk):
    stored = deadlines.on_day(desk.db, "m1", date(2026, 12, 2))
    assert triggers.of(desk.db, stored)["m1"].place == ""

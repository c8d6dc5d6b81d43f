"""A case as each reader may read it: nothing that is not theirs is in the view at all."""

import json
from datetime import date

import pytest
from exchange_documents import smallest

from db.errors import NotAllowed
from db.records.document import Document
from db.rules.readers import Reader, Reading, has_right
from db.rules.view import view_of

DAY = date(2026, 11, 23)


def raw_case():
    raw = smallest()
    contact = {"address": "Bøgevej 12", "phone": "70112233", "email": "en@eksempel.dk"}
    raw["people"] = [
        {"id": "p1", "name": "Barn Prøve", "born": "2015-05-09"} | contact,
        {"id": "p2", "name": "Mor Prøve", "note": "kun for os"} | contact,
        {"id": "p3", "name": "Onkel Prøve"} | contact,
    ]
    rated = [
        {"on": "2026-03-01", "rated_by": "p3", "score": 2, "note": "hemmeligt"},
        {"on": "2026-03-02", "rated_by": "p2", "score": 4, "note": "alene", "readers": "caseworker"},
        {"on": "2026-03-03", "rated_by": "p1", "score": 6, "note": "til alle", "readers": "everyone"},
    ]
    goals = [
        {"id": "g1", "title": "Ro", "child_words": "mit", "progress": rated},
        {"id": "g2", "title": "Andet", "sub_goals": [{"title": "glemt", "status": "given_up"}]},
    ]
    raw["cases"][0] |= {
        "child": "p1",
        "relations": [
            {"person": "p2", "role": "mother", "custody": True, "note": "fra et opkald", "quality": "broken"},
            {"person": "p3", "role": "relative"},
        ],
        "plans": [
            {"id": "l1", "kind": "child_plan", "purpose": "formål", "parents_words": "os", "goals": goals}
        ],
        "interventions": [
            {
                "id": "i1",
                "title": "Støtte",
                "starts_on": "2026-01-01",
                "price": "9500.00",
                "unit": "month",
                "step": 3,
            }
        ],
        "inquiries": [
            {
                "id": "q1",
                "kind": "notification",
                "received_at": "2026-01-05T09:10:00+01:00",
                "from": "naboen",
                "anonymous": True,
            }
        ],
        "allocations": [{"id": "a1", "panel_on": "2026-01-15", "grey_zone": True}],
        "notes": [{"id": "n1", "kind": "note", "at": "2026-01-05T09:10:00+01:00", "text": "et notat"}],
    }
    return raw


@pytest.fixture
def document():
    return Document.model_validate(json.loads(json.dumps(raw_case())))


def seen(document, reader):
    return view_of(document.cases[0], document.people, reader, DAY)


def test_the_caseworker_sees_all_and_the_team_lead_all_but_who_an_anonymous_notifier_is(document):
    own = seen(document, Reader(kind=Reading.CASEWORKER))
    assert own.case == document.cases[0]
    lead = seen(document, Reader(kind=Reading.TEAM_LEAD))
    assert lead.case.inquiries[0].from_ == ""
    assert lead.case.interventions == own.case.interventions


@pytest.mark.parametrize(
    "reader",
    [
        Reader(kind=Reading.EVERYONE),
        Reader(kind=Reading.PARTY, party="p2"),
        Reader(kind=Reading.PARTY, party="p3", agreed_only=True),
    ],
)
def test_prices_ladder_grey_zones_notes_and_notifiers_never_leave_the_office(document, reader):
    told = seen(document, reader).model_dump_json()
    for hidden in (
        "950000",
        "naboen",
        "et notat",
        "formål",
        "fra et opkald",
        "broken",
        "kun for os",
        "glemt",
    ):
        assert hidden not in told
    assert '"grey_zone":true' not in told


def test_each_reads_of_the_plan_what_it_takes_part_in(document):
    def notes(reader):
        return [one.note for goal in seen(document, reader).case.plans[0].goals for one in goal.progress]

    assert notes(Reader(kind=Reading.EVERYONE)) == ["til alle"]
    assert notes(Reader(kind=Reading.PARTY, party="p2")) == ["hemmeligt", "til alle"]
    agreed = seen(document, Reader(kind=Reading.PARTY, party="p3", agreed_only=True)).case.plans[0]
    assert [goal.id for goal in agreed.goals] == ["g1"]
    assert (agreed.parents_words, agreed.goals[0].child_words) == ("", "")
    assert notes(Reader(kind=Reading.PARTY, party="p3", agreed_only=True)) == ["hemmeligt", "til alle"]


def test_nobody_elses_home_or_number_is_in_a_partys_view(document):
    found = {one.id: one for one in seen(document, Reader(kind=Reading.PARTY, party="p2")).people}
    assert found["p2"].phone == "70112233"
    assert {found["p1"].phone, found["p1"].address, found["p3"].email} == {""}


def test_while_parents_are_not_told_there_is_no_view_but_the_offices(document):
    hidden = document.cases[0].changed(parents_not_told={"reason": "Fare", "until": None})
    for reader in (Reader(kind=Reading.EVERYONE), Reader(kind=Reading.PARTY, party="p2")):
        with pytest.raises(NotAllowed):
            view_of(hidden, document.people, reader, DAY)
    assert view_of(hidden, document.people, Reader(kind=Reading.CASEWORKER), DAY).case == hidden


@pytest.mark.parametrize(
    ("person", "relation", "right"),
    [
        ("p2", {}, True),
        ("p2", {"to": "2026-11-22"}, False),
        ("p2", {"from": "2026-11-24"}, False),
        ("p2", {"custody": False}, False),
        ("p2", {"custody": False, "role": "guardian"}, True),
        ("p2", {"custody": False, "role": "representative", "to": "2026-11-23"}, True),
        ("p3", {}, False),
        ("p1", {}, True),
    ],
)
def test_who_has_a_right_to_an_edition(person, relation, right):
    raw = raw_case()
    raw["cases"][0]["relations"][0] |= relation
    document = Document.model_validate(raw)
    found = next(one for one in document.people if one.id == person)
    assert has_right(document.cases[0], found, DAY, 10) is right


def test_a_child_has_a_right_from_its_birthday_on(document):
    child = document.people[0]
    for born, right in (("2016-11-23", True), ("2016-11-24", False), (None, False)):
        assert has_right(document.cases[0], child.changed(born=born), DAY, 10) is right

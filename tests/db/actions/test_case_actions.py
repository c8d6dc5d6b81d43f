"""A new case: the child, the case, its deadlines, its words, and one line of the journal."""

from datetime import date

import pytest
from stores import TODAY, at_work

from db.actions.cases import create_case
from db.actions.desk import Topic
from db.errors import NotAllowed
from db.records.case import CaseStatus
from db.rules.today import Section
from db.store import cases, deadlines, documents, journal, people, search


@pytest.fixture
def desk(empty_store):
    with at_work(empty_store) as found:
        yield found


def test_a_new_case_is_an_inquiry_from_today(desk):
    changed = create_case(
        desk, child="  Ida   Skov ", number=" 2026-0001 ", born=date(2010, 12, 1), coordinator=" Bo Dam "
    )
    case = cases.get(desk.db, changed.case_id)
    child = people.get(desk.db, case.child)
    assert (case.number, case.status, case.opened) == ("2026-0001", CaseStatus.INQUIRY, TODAY)
    assert (case.coordinator, case.caseworker) == ("Bo Dam", desk.who)
    assert (child.name, child.born, child.expected) == ("Ida Skov", date(2010, 12, 1), None)
    assert changed.topics >= {Topic.CASES, Topic.PEOPLE}
    assert list(journal.faults(desk.db)) == []
    assert journal.head(desk.db)[0] == 1


def test_it_is_found_and_its_deadlines_are_known_at_once(desk):
    made = create_case(desk, child="Ida Skov", number="2026-0001", born=date(2010, 12, 1))
    assert {(hit.kind, hit.case_id) for hit in search.find(desk.db, "ida skov")} >= {("person", made.case_id)}
    assert [hit.kind for hit in search.find(desk.db, "2026-0001")] == ["case"]
    listed = deadlines.open_of_case(desk.db, made.case_id, date(2028, 11, 1))
    assert [entry.deadline.rule for entry in listed] == ["adult", "youth_support_end"]
    page = deadlines.page_of_day(desk.db, desk.now(), dict.fromkeys(Section, 12))
    assert page.entries == ()


def test_a_child_not_born_yet_has_the_day_it_is_expected(desk):
    made = create_case(desk, child="Kommende barn", number="1", expected=date(2027, 2, 1))
    child = people.get(desk.db, cases.get(desk.db, made.case_id).child)
    assert (child.born, child.expected) == (None, date(2027, 2, 1))
    born = create_case(desk, child="Bo", number="2", born=date(2026, 11, 1), expected=date(2026, 11, 5))
    assert people.get(desk.db, cases.get(desk.db, born.case_id).child).expected is None


@pytest.mark.parametrize(
    "wrong",
    [{"child": "  "}, {"number": " "}, {"born": date(2026, 11, 24)}, {"number": "2026-0001"}],
    ids=["no name", "no number", "born ahead", "number in use"],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(desk, wrong):
    create_case(desk, child="Ida Skov", number="2026-0001", born=date(2015, 5, 5))
    before = documents.whole(desk.db)
    given = {"child": "Bo Dam", "number": "2026-0002", "born": date(2016, 5, 5)}
    with pytest.raises(NotAllowed):
        create_case(desk, **(given | wrong))
    assert documents.whole(desk.db) == before
    assert journal.head(desk.db)[0] == 1

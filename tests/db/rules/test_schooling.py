"""Reduced hours, what they lack, what stands beside them; and absence by quarters."""

from datetime import date

import pytest
from stores import TODAY, at_work

from db.actions import school as actions
from db.errors import NotAllowed, Stale
from db.records.case import School
from db.records.intervention import Intervention
from db.records.note import Event, EventKind
from db.rules import schooling
from db.rules.schooling import Missing
from db.store import cases, journal
from db.words import Words

CASE = "f01-c1"
DAY = date(2026, 3, 2)
WORDS = Words("da")


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({}, ()),
        ({"name": "Skolen", "doctor_statement": DAY}, ()),
        ({"reduced_hours": "12"}, (Missing.SINCE, Missing.PARENTS, Missing.DOCTOR)),
        ({"reduced_hours": "12", "reduced_since": DAY, "parents_agree": DAY}, (Missing.DOCTOR,)),
        ({"reduced_since": DAY, "doctor_statement": DAY}, (Missing.PARENTS,)),
        ({"reduced_hours": "12.5", "reduced_since": DAY, "parents_agree": DAY, "doctor_statement": DAY}, ()),
    ],
)
def test_both_conditions_are_asked_for_only_where_hours_are_reduced(fields, lacks):
    assert schooling.missing(School(**fields)) == lacks


@pytest.mark.parametrize(
    ("text", "much"),
    [
        ("Ulovligt fravær på 22 % i 4. kvartal 2026.", True),
        ("15\u00a0% i alt", True),
        ("Kun 14 % ulovligt", False),
        ("To uger med fire fraværsdage", False),
        ("9,20 % ulovligt fravær", False),
        ("12,95 % ulovligt fravær", False),
        ("15,5 % ulovligt fravær", True),
    ],
)
def test_absence_that_is_reported_is_known_by_its_share(text, much):
    event = Event.model_validate({"id": "e", "on": "2026-04-01", "kind": "school_absence", "text": text})
    assert schooling.is_reported(event) is much


def test_quarters_and_the_day_of_their_absence():
    assert schooling.quarters(date(2026, 2, 3)) == [
        date(2026, 1, 1),
        date(2025, 10, 1),
        date(2025, 7, 1),
        date(2025, 4, 1),
    ]
    assert schooling.quarter_number(date(2026, 10, 1)) == 4
    assert schooling.absence_day(date(2025, 10, 1), TODAY) == date(2025, 12, 31)
    assert schooling.absence_day(date(2026, 10, 1), TODAY) == TODAY


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as working:
        yield working


def test_the_school_is_written_and_help_since_then_stands_beside_it(desk):
    case = cases.get(desk.db, CASE)
    fields = {"name": "Åskolen", "reduced_hours": "12.5", "reduced_since": DAY}
    actions.save_school(desk, CASE, case.school, fields)
    now = cases.get(desk.db, CASE)
    assert (now.school.name, now.school.reduced_hours, now.school.reduced_since) == ("Åskolen", "12.5", DAY)
    item = Intervention(
        id="x", catalogue="lost_earnings", law_group="compensating", starts_on=DAY, unit="month"
    )
    ended = item.changed(id="y", starts_on=date(2025, 1, 1), ended_on=date(2025, 12, 31), expected_end=None)
    other = item.changed(id="z", catalogue="pmto", legal_ref="BL §32", law_group="supportive")
    lost, extra = schooling.beside(now.changed(interventions=(item, ended, other)))
    assert [one.id for one in lost] == ["x"]
    assert [one.id for one in extra] == ["z"]
    with pytest.raises(Stale):
        actions.save_school(desk, CASE, case.school, {"name": "En anden"})
    with pytest.raises(NotAllowed):
        actions.save_school(desk, CASE, now.school, {"reduced_hours": "mange"})
    assert list(journal.faults(desk.db)) == []


def test_absence_from_fifteen_per_cent_becomes_an_event(desk):
    quarter = date(2026, 7, 1)
    for percent, first in ((None, quarter), (14, quarter), (101, quarter), (20, date(2027, 1, 1))):
        with pytest.raises(NotAllowed):
            actions.record_absence(desk, CASE, percent, first, WORDS)
    actions.record_absence(desk, CASE, 15, quarter, WORDS)
    event = schooling.absences(cases.get(desk.db, CASE))[0]
    assert event.kind is EventKind.SCHOOL_ABSENCE
    assert event.on == date(2026, 9, 30) or event.on > date(2026, 9, 30)
    assert any(
        "15 %" in one.text and "3. kvartal 2026" in one.text
        for one in schooling.absences(cases.get(desk.db, CASE))
    )

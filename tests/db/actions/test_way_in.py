"""A case from a notification on a Friday evening to its closing, and what is refused on the way."""

from datetime import UTC, date, datetime

import pytest
from stores import at_work

from db.actions import consents, entrance, family, inquiries, undo
from db.errors import ForUser, NotAllowed, Stale
from db.records.base import new_id
from db.records.case import CaseStatus, NotTold, Worker
from db.records.entrance import (
    Allocation,
    AllocationResult,
    Assessment,
    AssessmentKind,
    Decision,
    Inquiry,
    InquiryKind,
    Outcome,
)
from db.records.person import Person
from db.records.relation import Consent, Relation
from db.rules import way
from db.rules.way import Deed
from db.store import cases, deadlines, search
from db.store import entrance as store

FRIDAY = datetime(2026, 11, 20, 15, 55, tzinfo=UTC)  # 16:55 in Copenhagen


def notification(**fields):
    told = {"kind": InquiryKind.NOTIFICATION, "received_at": FRIDAY, "from_": "Skovskolen"}
    return Inquiry(id=new_id(), **{**told, "professional": True, "text": "Alvilde kommer sulten.", **fields})


def open_ones(desk):
    """The open deadlines of the next weeks."""
    return deadlines.open_until(desk.db, desk.today(), date(2026, 12, 31))


def opened(desk, **fields):
    """The case that a notification became."""
    told = notification(assessed_at=FRIDAY, acute=False)
    inquiries.record_inquiry(desk, told)
    made = inquiries.open_case(
        desk, told.id, child="Alvilde Berg", number="2026-0900", coordinator="Hanne Lind", **fields
    )
    return made.case_id


def test_the_clock_of_a_friday_evening_runs_over_the_weekend_and_stops(empty_store):
    with at_work(empty_store) as desk:
        told = notification()
        inquiries.record_inquiry(desk, told)
        rules = {one.deadline.rule: one.deadline for one in open_ones(desk) if one.case_id is None}
        assert rules["notification_assessed_24h"].due == datetime(2026, 11, 21, 15, 55, tzinfo=UTC)
        after = told.changed(assessed_at=FRIDAY.replace(hour=18), acute=True)
        inquiries.change_inquiry(desk, None, told, after)
        assert store.without_case(desk.db) == [after]
        assert [one.deadline.rule for one in open_ones(desk)] == ["notification_receipt"]


def test_an_inquiry_goes_along_into_the_case_that_it_opens(empty_store):
    with at_work(empty_store) as desk:
        case_id = opened(desk, not_told=NotTold(reason="Fare for barnet"))
        case = cases.get(desk.db, case_id)
        assert case.status is CaseStatus.INTAKE
        assert case.parents_not_told.reason == "Fare for barnet"
        assert [one.outcome for one in case.inquiries] == [Outcome.OPEN_CASE]
        assert store.without_case(desk.db) == []
        with pytest.raises(NotAllowed, match="belongs to a case"):
            inquiries.open_case(desk, case.inquiries[0].id, child="En Anden", number="2026-0901")


def test_every_step_leads_to_the_next_and_is_found_again(empty_store):
    with at_work(empty_store) as desk:
        case_id = opened(desk)

        def step():
            return way.next_step(cases.get(desk.db, case_id), desk.today()).deed

        assert step() is Deed.RECEIPT
        (told,) = cases.get(desk.db, case_id).inquiries
        inquiries.reply(desk, case_id, told, desk.today())
        assert step() is Deed.ALLOCATE
        panel = Allocation(id=new_id(), panel_on=date(2026, 11, 24))
        entrance.save_allocation(desk, case_id, None, panel)
        assert step() is Deed.RESULT
        done = panel.changed(result=AllocationResult.DISABILITY, reason="Funktionsnedsættelsen er afgørende.")
        entrance.save_allocation(desk, case_id, panel, done)
        assert cases.get(desk.db, case_id).status is CaseStatus.ASSESSMENT
        assert step() is Deed.BEGIN_ASSESSMENT
        full = Assessment(id=new_id(), kind=AssessmentKind.FULL, known_on=date(2026, 11, 20))
        entrance.save_assessment(desk, case_id, None, full)
        assert step() is Deed.FINISH_ASSESSMENT
        ended = full.changed(
            started_on=date(2026, 11, 21),
            finished_on=date(2026, 11, 23),
            conclusion="Trænger til aflastning.",
        )
        entrance.save_assessment(desk, case_id, full, ended)
        assert step() is Deed.PLAN
        decision = Decision(id=new_id(), made_on=date(2026, 11, 23), text="Familien får aflastning.")
        entrance.save_decision(desk, case_id, None, decision)
        assert step() is Deed.TELL_DECISION
        entrance.close_case(
            desk, case_id, on=date(2026, 11, 23), reason="Målet er nået", reached="Alvilde spiser med."
        )
        assert step() is Deed.NOTHING
        for text in ("sulten", "funktionsnedsættelsen", "trænger", "aflastning", "spiser"):
            assert [hit.case_id for hit in search.find(desk.db, text)][:1] == [case_id], text


def test_what_cannot_be_is_a_sentence_and_changes_nothing(empty_store):
    today = date(2026, 11, 23)
    with at_work(empty_store) as desk:
        case_id = opened(desk)
        (told,) = cases.get(desk.db, case_id).inquiries
        panel = Allocation(id=new_id(), panel_on=today)
        before = cases.get(desk.db, case_id)
        wrong = [
            lambda: inquiries.record_inquiry(
                desk, notification(received_at=datetime(2026, 11, 24, tzinfo=UTC))
            ),
            lambda: inquiries.change_inquiry(
                desk, case_id, told, told.changed(receipt_sent_on=date(2026, 11, 19))
            ),
            lambda: inquiries.record_inquiry(desk, notification(anonymous=True, receipt_sent_on=today)),
            lambda: entrance.save_allocation(
                desk, case_id, None, panel.changed(result=AllocationResult.SHARED)
            ),
            lambda: entrance.save_allocation(desk, case_id, None, panel.changed(grey_zone_review_on=today)),
            lambda: entrance.save_decision(
                desk, case_id, None, Decision(id=new_id(), made_on=date(2026, 11, 24), text="Nej")
            ),
            lambda: entrance.save_decision(
                desk, case_id, None, Decision(id=new_id(), made_on=today, text="Nej", consents=("x",))
            ),
            lambda: entrance.close_case(desk, case_id, on=today, reason=" "),
            lambda: entrance.begin_intake(desk, case_id, coordinator=" "),
            lambda: family.set_not_told(desk, case_id, NotTold()),
            lambda: entrance.reopen_case(desk, case_id),
        ]
        for one in wrong:
            with pytest.raises(ForUser):
                one()
        assert cases.get(desk.db, case_id) == before
        entrance.close_case(desk, case_id, on=today, reason="Flyttet")
        with pytest.raises(NotAllowed, match="closed already"):
            entrance.close_case(desk, case_id, on=today, reason="Flyttet")


def test_a_step_is_taken_back_and_one_changed_meanwhile_is_refused(empty_store):
    with at_work(empty_store) as desk:
        case_id = opened(desk)
        before = cases.get(desk.db, case_id)
        panel = Allocation(id=new_id(), panel_on=date(2026, 11, 23))
        done = panel.changed(result=AllocationResult.SOCIAL, reason="Familiens hovedproblem er et andet.")
        entrance.save_allocation(desk, case_id, None, done)
        undo.undo(desk)
        assert cases.get(desk.db, case_id) == before
        with pytest.raises(Stale):
            entrance.save_allocation(desk, case_id, panel, done)


def test_workers_and_not_told_stand_in_the_case(empty_store):
    with at_work(empty_store) as desk:
        case_id = opened(desk)
        workers = (Worker(name="Per", unit="PPR"), Worker(name="Ida", unit="Skole"))
        entrance.begin_intake(desk, case_id, coordinator="Anna", workers=workers)
        family.set_not_told(desk, case_id, NotTold(reason="Børnehus"))
        case = cases.get(desk.db, case_id)
        assert [one.unit for one in case.workers] == ["PPR", "Skole"]
        assert case.parents_not_told == NotTold(reason="Børnehus")
        family.set_not_told(desk, case_id, None)
        assert cases.get(desk.db, case_id).parents_not_told is None


def test_days_that_cannot_be_are_refused_and_leave_everything(empty_store):
    with at_work(empty_store) as desk:
        case_id = opened(desk, born=date(2015, 5, 9))
        case = cases.get(desk.db, case_id)
        friend = Person(id="p-ven", name="Oskar", born=date(2014, 1, 2), deceased=date(2020, 1, 1))
        ties = [
            {"from_": date(2013, 1, 1)},
            {"from_": date(2014, 2, 1), "to": date(2015, 1, 1)},
            {"from_": date(2020, 2, 1)},
        ]
        for days in ties:
            with pytest.raises(NotAllowed):
                family.save_member(desk, case, None, friend, Relation(person="p-ven", role="friend", **days))
        asked = case.inquiries[0].id
        early = Decision(id=new_id(), made_on=date(2026, 11, 19), text="Ja", inquiry=asked)
        with pytest.raises(NotAllowed, match="before the application"):
            entrance.save_decision(desk, case_id, None, early)
        told = Consent(id=new_id(), given_by=case.child, about="Skole", given_on=date(2015, 5, 8))
        with pytest.raises(NotAllowed, match="before this person was born"):
            consents.give_consent(desk, case_id, told)
        assert cases.get(desk.db, case_id) == case

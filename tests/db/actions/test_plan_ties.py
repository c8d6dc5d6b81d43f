"""Interventions stay tied to what carries their goals on, and to nothing that was taken away."""

import pytest
from stores import at_work

from db.actions import plans as actions
from db.records.intervention import Intervention
from db.records.plan import PlanStatus
from db.store import aggregates, cases, journal, people, plans, search


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def case(desk):
    return cases.get(desk.db, cases.resolve(desk.db, "2025-0001"))


def adopted(desk, case):
    return next(plan for plan in plans.of_case(desk.db, case.id) if plan.status is PlanStatus.ADOPTED)


def ties(desk, case):
    return {item.id: set(item.goals) for item in aggregates.of_case(desk.db, Intervention, case.id)}


def test_a_new_version_is_tied_as_the_old_one_was(desk, case):
    old, before = adopted(desk, case), ties(desk, case)
    new = plans.get(desk.db, actions.begin_version(desk, case.id, old).record)
    carried = {goal.id: after.id for goal, after in zip(old.goals, new.goals, strict=True)}
    assert any(before.values())
    for item, goals in ties(desk, case).items():
        assert goals == before[item] | {carried[goal] for goal in before[item] if goal in carried}
    assert list(journal.faults(desk.db)) == []


def test_a_goal_taken_away_takes_its_ties_with_it(desk, case):
    new = plans.get(desk.db, actions.begin_version(desk, case.id, adopted(desk, case)).record)
    tied = {goal for goals in ties(desk, case).values() for goal in goals}
    gone = next(goal.id for goal in new.goals if goal.id in tied)
    after = new.changed(goals=tuple(goal for goal in new.goals if goal.id != gone))
    actions.save_plan(desk, case.id, new, after)
    assert gone not in {goal for goals in ties(desk, case).values() for goal in goals}
    assert desk.db.execute("pragma foreign_key_check").fetchall() == []
    assert list(journal.faults(desk.db)) == []


def test_a_meetings_place_is_not_found_where_an_address_is_protected(desk):
    for case_id in cases.ids(desk.db):
        case = cases.get(desk.db, case_id)
        hidden = any(person.protected_address for person in people.of_case(desk.db, case_id).values())
        for appointment in case.appointments:
            if not appointment.place or appointment.place in appointment.title:
                continue
            bodies = desk.db.execute(
                "select body from found where record = ? and case_id = ?", [appointment.id, case_id]
            ).fetchall()
            lines = {line for (body,) in bodies for line in body.split(chr(10))}
            assert (appointment.place in lines) is not hidden
    assert search.find(desk.db, "Pilestien 88") == []

"""Help is ordered, changed, followed up and ended on a real store; bad input meets a sentence."""

from datetime import date

import pytest
from stores import TODAY, at_work

from db.actions import interventions as actions
from db.actions import plans as plan_actions
from db.actions.interventions import End
from db.actions.undo import undo
from db.errors import NotAllowed, Stale
from db.records.base import new_id
from db.records.intervention import EndReason, Intervention, PlacementKind, Stage, Unit
from db.records.plan import PlanStatus
from db.rules import choosing, ordering
from db.store import backgrounds, cases, interventions, journal, plans


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def case(desk):
    return cases.get(desk.db, cases.resolve(desk.db, "2025-0001"))


def wanted(desk, row="pmto", **fields):
    made = choosing.as_intervention(desk.catalogue[row], "da", starts_on=TODAY, until=None)
    return made.changed(purpose="At aftenerne bliver rolige.", **fields)


def ordered(desk, case, row="pmto", **fields):
    item = wanted(desk, row, **fields)
    actions.order_help(desk, case.id, item, child_view="Far skal også være med.")
    return item


def test_help_from_order_to_end(desk, case):
    goal = next(plan for plan in case.plans if plan.status is PlanStatus.ADOPTED).goals[0]
    item = ordered(desk, case, goals=(goal.id,))
    running = item.changed(stage=Stage.RUNNING, quantity=2000)
    actions.change_help(desk, case.id, item, running)
    actions.goes_on(desk, case.id, running, "Familien flyttede midt i det.")
    actions.end_help(
        desk,
        case.id,
        running,
        End(
            date(2026, 12, 20),
            EndReason.BREAKDOWN,
            why="Behandleren stoppede.",
            complaint="Mor vil have en anden behandler.",
        ),
    )
    now = cases.get(desk.db, case.id)
    found = now.interventions[-1]
    assert (found.ended_on, found.end_reason, found.goals) == (date(2026, 12, 20), "breakdown", (goal.id,))
    assert [event.kind for event in now.events[len(case.events) :]] == ["complaint"]
    texts = [note.text for note in now.notes[len(case.notes) :]]
    assert texts[0] == "PMTO: Far skal også være med."
    assert backgrounds.of_case(desk.db, case.id)[item.id].child_view == now.notes[len(case.notes)].id
    assert backgrounds.reasons(desk.db, case.id)[item.id] == {now.notes[len(case.notes) + 1].id}
    assert list(journal.faults(desk.db)) == []


def test_the_need_and_the_childs_view_come_first(desk, case):
    with pytest.raises(NotAllowed, match="need is not written"):
        actions.order_help(desk, case.id, wanted(desk).changed(purpose=" "), child_view="Ja")
    with pytest.raises(NotAllowed, match="child's view"):
        actions.order_help(desk, case.id, wanted(desk), child_view=" \n")
    assert cases.get(desk.db, case.id) == case


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"expected_end": date(2026, 11, 1)}, "end before it starts"),
        ({"price": -1}, "not below zero"),
        ({"quantity": 0}, "above zero"),
        ({"placement": PlacementKind.FOSTER}, "cannot be written"),
    ],
)
def test_what_cannot_stand_is_said(desk, fields, told):
    with pytest.raises(NotAllowed, match=told):
        ordering.altered(wanted(desk), **fields)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"price": ordering.DEAREST + 1}, "ten million"),
        ({"quantity": 2_000_000}, "quantity is above"),
        ({"title": " "}, "no name"),
        ({"starts_on": date(9000, 1, 1)}, "too far ahead"),
    ],
)
def test_absurd_orders_are_refused(desk, case, fields, told):
    with pytest.raises(NotAllowed, match=told):
        actions.order_help(desk, case.id, wanted(desk, **fields), child_view="Ja")


def test_two_placements_do_not_run_on_the_same_days(desk, case):
    first = ordered(desk, case, "foster_family")
    with pytest.raises(NotAllowed, match="another placement"):
        ordered(desk, case, "residential_home")
    expected = ordered(desk, case, "residential_home", stage=Stage.EXPECTED)
    actions.end_help(desk, case.id, first, End(date(2026, 12, 31), EndReason.MOVED))
    moved = expected.changed(stage=Stage.ORDERED, starts_on=date(2027, 1, 1))
    actions.change_help(desk, case.id, expected, moved)
    assert interventions.get(desk.db, moved.id) == moved


def test_a_row_that_left_the_catalogue_changes_nothing_in_use(desk, case):
    item = ordered(desk, case, catalogue="gone")
    later = item.changed(quantity=3000)
    actions.change_help(desk, case.id, item, later)
    assert interventions.get(desk.db, item.id) == later


def test_a_goal_that_is_taken_away_lets_the_help_stand(desk, case):
    old = next(plan for plan in case.plans if plan.status is PlanStatus.ADOPTED)
    new = plans.get(desk.db, plan_actions.begin_version(desk, case.id, old).record)
    item = ordered(desk, case, goals=(new.goals[0].id,))
    plan_actions.save_plan(desk, case.id, new, new.changed(goals=new.goals[1:]))
    assert interventions.get(desk.db, item.id).goals == ()


def test_expected_help_has_its_days_and_can_be_taken_away(desk, case):
    item = ordered(desk, case, "institution", stage=Stage.EXPECTED, starts_on=date(2027, 3, 1))
    days = actions.SearchDays(date(2026, 12, 1), date(2027, 1, 15), date(2027, 2, 15))
    actions.plan_search(desk, case.id, item, days)
    assert backgrounds.of_case(desk.db, case.id)[item.id].offer_on == date(2027, 1, 15)
    with pytest.raises(NotAllowed, match="First comes the search"):
        actions.plan_search(desk, case.id, item, actions.SearchDays(None, date(2027, 3, 2), None))
    with pytest.raises(NotAllowed, match="only expected"):
        actions.end_help(desk, case.id, item, End(TODAY, EndReason.OTHER))
    actions.take_away(desk, case.id, item)
    assert item.id not in {one.id for one in interventions.of_case(desk.db, case.id)}


def test_an_order_can_be_taken_back_and_a_stale_one_is_refused(desk, case):
    item = ordered(desk, case)
    undo(desk)
    assert cases.get(desk.db, case.id).interventions == case.interventions
    with pytest.raises(Stale):
        actions.change_help(desk, case.id, item, item.changed(quantity=2000))


def test_free_help_needs_no_row(desk, case):
    free = Intervention(
        id=new_id(), title="Svømning med far", starts_on=TODAY, unit=Unit.WEEK, purpose="At være sammen."
    )
    actions.order_help(desk, case.id, free, child_view="Ja tak.")
    assert interventions.get(desk.db, free.id) == free

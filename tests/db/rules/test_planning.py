from datetime import date

import pytest

from db.books import deadlines as rulebook
from db.errors import NotAllowed
from db.records.person import Person
from db.records.plan import Goal, Plan, PlanKind, PlanStatus, Progress, SubGoal
from db.rules import planning
from db.rules.planning import Difference

BOOK = rulebook.read()
ADOPTED = date(2026, 3, 2)


def person(born):
    return Person(id="p", name="Mia", born=born)


def draft(**fields):
    goal = Goal(
        id="g",
        title="Ro",
        sub_goals=(SubGoal(id="u", title="Lys ud", responsible="p"),),
        progress=(Progress(on=date(2026, 1, 1), score=4),),
    )
    return Plan.model_validate(
        {"id": "l", "kind": "child_plan", "goals": (goal,), "purpose": "Søvn"} | fields
    )


@pytest.mark.parametrize(
    ("born", "today", "kind"),
    [
        (None, date(2026, 1, 1), PlanKind.CHILD_PLAN),
        (date(2010, 3, 2), date(2026, 3, 1), PlanKind.CHILD_PLAN),
        (date(2010, 3, 2), date(2026, 3, 2), PlanKind.YOUTH_PLAN),
        (date(2008, 2, 29), date(2024, 2, 28), PlanKind.CHILD_PLAN),
        (date(2008, 2, 29), date(2024, 2, 29), PlanKind.YOUTH_PLAN),
        (date(2025, 12, 31), date(2026, 1, 1), PlanKind.CHILD_PLAN),
        (date(2027, 1, 1), date(2026, 1, 1), PlanKind.CHILD_PLAN),
        (date(2000, 1, 1), date(2026, 1, 1), PlanKind.YOUTH_PLAN),
    ],
)
def test_from_the_sixteenth_birthday_it_is_a_youth_plan(born, today, kind):
    assert planning.fitting_kind(person(born), today, BOOK) is kind
    new = planning.new_plan(person(born), today, BOOK)
    assert (new.kind, new.status, new.goals) == (kind, PlanStatus.DRAFT, ())


def test_two_new_plans_have_two_ids():
    assert (
        planning.new_plan(person(None), ADOPTED, BOOK).id != planning.new_plan(person(None), ADOPTED, BOOK).id
    )


def test_adopting_sets_the_day_and_nothing_else():
    plan = draft(decided_on=ADOPTED)
    done = planning.adopted(plan, on=ADOPTED)
    assert done == plan.changed(status="adopted", adopted_on=ADOPTED)


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (draft(status="adopted", adopted_on=ADOPTED), "Only a draft"),
        (draft(status="replaced"), "Only a draft"),
        (draft(goals=()), "no goal"),
        (draft(goals=(Goal(id="g", title=" \n"),)), "no goal"),
        (draft(decided_on=date(2026, 3, 3)), "before it was decided"),
    ],
)
def test_what_cannot_be_adopted(plan, told):
    with pytest.raises(NotAllowed, match=told):
        planning.adopted(plan, on=ADOPTED)


def test_the_next_version_carries_the_words_on_under_new_ids():
    plan = draft(
        status="adopted", decided_on=ADOPTED, adopted_on=ADOPTED, approved_by="Lederen", approved_on=ADOPTED
    )
    new = planning.next_version(plan)
    assert (new.status, new.replaces, new.purpose) == (PlanStatus.DRAFT, "l", "Søvn")
    assert (new.decided_on, new.adopted_on, new.approved_by, new.approved_on) == (None, None, "", None)
    assert new.goals[0].title == "Ro"
    assert new.goals[0].progress == plan.goals[0].progress
    ids = {new.id, new.goals[0].id, new.goals[0].sub_goals[0].id}
    assert len(ids) == 3
    assert not ids & {"l", "g", "u"}
    with pytest.raises(NotAllowed, match="draft already"):
        planning.next_version(new)


def test_a_version_without_changes_has_no_differences():
    plan = draft(status="adopted", adopted_on=ADOPTED)
    assert planning.differences(plan, planning.next_version(plan)) == ()


def test_differences_stand_in_the_plans_order():
    old = draft()
    goal = old.goals[0]
    changed = goal.changed(
        title="Mere ro", sub_goals=(*goal.sub_goals, SubGoal(title="Bog")), status="reached"
    )
    new = old.changed(purpose="Søvn og mad", goals=(changed, Goal(id="g2", title="Venner")))
    assert planning.differences(old, new) == (
        Difference(0, "purpose", "Søvn", "Søvn og mad"),
        Difference(1, "title", "Ro", "Mere ro"),
        Difference(1, "status", "not_begun", "reached"),
        Difference(1, "sub_goals", "Lys ud", "Lys ud\nBog"),
        Difference(2, "new", "", "Venner"),
    )
    assert Difference(2, "gone", "Venner", "") in planning.differences(new, old)


def test_a_goal_is_known_again_wherever_it_stands():
    goals = [Goal(id=one, title=one, baseline=f"før {one}") for one in ("Ro", "Venner", "Skole")]
    old = draft().changed(goals=tuple(goals))
    ro, _, skole = goals
    new = old.changed(
        goals=(skole.changed(id="s"), ro.changed(id="r", title="Mere ro"), Goal(id="n", title="Hund"))
    )
    assert planning.differences(old, new) == (
        Difference(2, "title", "Ro", "Mere ro"),
        Difference(3, "new", "", "Hund"),
        Difference(2, "gone", "Venner", ""),
    )


@pytest.mark.parametrize(
    ("kind", "decided_on", "ref"),
    [
        ("child_plan", date(2023, 12, 31), "SEL §140"),
        ("child_plan", date(2024, 1, 1), "BL §91"),
        ("child_plan", None, "BL §91"),
        ("youth_plan", date(2026, 1, 1), "BL §108-109"),
        ("action_plan", date(2022, 5, 1), "SEL §140"),
    ],
)
def test_a_plan_stands_on_the_law_of_the_day_it_was_decided(kind, decided_on, ref):
    assert planning.paragraph(draft(kind=kind, decided_on=decided_on), date(2026, 3, 2), BOOK) == ref

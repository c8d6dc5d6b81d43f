"""What each edition of a plan keeps, decided before anything is drawn."""

from datetime import date

import pytest

from db.records.plan import Goal, Plan, PlanKind, Progress, Readers
from db.rules.readers import Edition, plan_for


def a_plan(readers):
    rating = Progress(on=date(2026, 3, 1), rated_by="p1", score=4, note="fordi det går", readers=readers)
    goal = Goal(
        id="g1", title="I skole", child_words="mit mål", child_words_readers=readers, progress=(rating,)
    )
    return Plan(
        id="l1",
        kind=PlanKind.CHILD_PLAN,
        child_words="mine ord",
        child_words_readers=readers,
        parents_words="vores ord",
        family_support="en aften om ugen",
        approved_by="en leder",
        approved_on=date(2026, 3, 2),
        goals=(goal,),
    )


@pytest.mark.parametrize("readers", Readers)
def test_the_files_own_copy_holds_everything(readers):
    plan = a_plan(readers)
    assert plan_for(plan, Edition.FULL) == plan


@pytest.mark.parametrize("readers", [Readers.CASEWORKER, Readers.PARTICIPANTS])
def test_the_family_gets_nothing_that_not_everyone_may_read(readers):
    shown = plan_for(a_plan(readers), Edition.FAMILY)
    assert shown.child_words == ""
    assert shown.goals[0].child_words == ""
    assert shown.goals[0].progress == ()


def test_the_family_gets_what_the_child_said_yes_to():
    plan = a_plan(Readers.EVERYONE)
    shown = plan_for(plan, Edition.FAMILY)
    assert shown.child_words == "mine ord"
    assert shown.goals == plan.goals


def test_each_text_is_released_for_itself():
    plan = a_plan(Readers.EVERYONE)
    other = plan.goals[0].progress[0].changed(readers=Readers.PARTICIPANTS, score=9)
    goal = plan.goals[0].changed(
        child_words_readers=Readers.CASEWORKER, progress=(*plan.goals[0].progress, other)
    )
    shown = plan_for(plan.changed(goals=(goal,)), Edition.FAMILY)
    assert shown.child_words == "mine ord"
    assert shown.goals[0].child_words == ""
    assert [rating.score for rating in shown.goals[0].progress] == [4]


def test_the_family_keeps_its_own_words_and_support_but_no_approval():
    shown = plan_for(a_plan(Readers.CASEWORKER), Edition.FAMILY)
    assert (shown.parents_words, shown.family_support) == ("vores ord", "en aften om ugen")
    assert (shown.approved_by, shown.approved_on) == ("", None)

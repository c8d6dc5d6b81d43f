"""What each edition of a plan may hold, decided before anything is drawn."""

import pytest

from db.records.plan import Goal, Plan, PlanKind, Progress, Readers
from db.rules.readers import Edition, plan_for


def plan(readers):
    rated = tuple(Progress(on="2026-03-01", score=score, readers=one) for score, one in enumerate(Readers))
    return Plan(
        id="p",
        kind=PlanKind.CHILD_PLAN,
        child_words="Jeg vil hjem",
        child_words_readers=readers,
        parents_words="Vi vil sove",
        approved_by="Leder Larsen",
        approved_on="2026-03-02",
        goals=(Goal(id="g", title="Sove", child_words="Lyset", child_words_readers=readers, progress=rated),),
    )


@pytest.mark.parametrize("readers", list(Readers))
def test_the_full_edition_is_the_plan_itself(readers):
    whole = plan(readers)
    assert plan_for(whole, Edition.FULL) is whole


@pytest.mark.parametrize("readers", [Readers.CASEWORKER, Readers.PARTICIPANTS])
def test_a_childs_words_that_not_everyone_may_read_are_not_in_the_family_edition(readers):
    family = plan_for(plan(readers), Edition.FAMILY)
    assert family.child_words == ""
    assert family.goals[0].child_words == ""


def test_the_family_edition_keeps_what_everyone_may_read_and_nothing_of_the_approval():
    family = plan_for(plan(Readers.EVERYONE), Edition.FAMILY)
    assert (family.child_words, family.goals[0].child_words) == ("Jeg vil hjem", "Lyset")
    assert [rating.readers for rating in family.goals[0].progress] == [Readers.EVERYONE]
    assert (family.approved_by, family.approved_on) == ("", None)
    assert family.parents_words == "Vi vil sove"


def test_words_of_the_plan_and_of_a_goal_are_released_each_for_itself():
    mixed = plan(Readers.EVERYONE).changed(child_words_readers=Readers.PARTICIPANTS)
    family = plan_for(mixed, Edition.FAMILY)
    assert (family.child_words, family.goals[0].child_words) == ("", "Lyset")

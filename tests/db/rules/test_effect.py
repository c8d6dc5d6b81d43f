"""What help has done for a goal: before, at each follow-up, and when nothing was seen twice."""

from datetime import date

import pytest

from db.records.case import Case
from db.rules import effect


def a_case(scores, *, follow_ups=("2026-04-10", "2026-07-10"), **fields):
    item = {
        "id": "i1",
        "title": "PMTO",
        "starts_on": "2026-01-10",
        "unit": "month",
        "goals": ["g1"],
        "stage": "running",
    } | fields
    progress = [{"on": day, "rated_by": who, "score": score} for day, who, score in scores]
    goal = {"id": "g1", "title": "Sove", "progress": progress}
    return Case.model_validate(
        {
            "id": "c",
            "number": "1",
            "child": "barn",
            "status": "active",
            "opened": "2025-01-01",
            "interventions": [item],
            "plans": [{"id": "p1", "kind": "child_plan", "goals": [goal]}],
            "appointments": [
                {
                    "id": f"a{day}",
                    "kind": "follow_up",
                    "status": "held",
                    "starts_at": f"{day}T10:00:00+02:00",
                }
                for day in follow_ups
            ],
        }
    )


STILL = [("2026-01-05", "barn", 3), ("2026-04-10", "barn", 3), ("2026-07-09", "barn", 2)]


def test_before_and_at_each_follow_up_in_the_childs_own_ratings():
    case = a_case([*STILL, ("2026-04-10", "mor", 9)])
    (found,) = effect.effects(case, case.interventions[0])
    assert found.before == 3
    assert [(seen.on, seen.score) for seen in found.seen] == [(date(2026, 4, 10), 3), (date(2026, 7, 10), 2)]


@pytest.mark.parametrize(
    ("scores", "fields", "day"),
    [
        (STILL, {}, date(2026, 7, 10)),
        ([*STILL[:2], ("2026-07-09", "barn", 4)], {}, None),
        (STILL[1:], {}, None),
        (STILL[:2], {}, None),
        (STILL, {"law_group": "compensating"}, None),
        (STILL, {"law_group": "general"}, None),
        (STILL, {"ended_on": "2026-08-01"}, None),
        (STILL, {"stage": "ordered"}, None),
        (STILL, {"goals": []}, None),
    ],
)
def test_no_effect_is_said_only_when_it_was_seen_twice(scores, fields, day):
    case = a_case(scores, **fields)
    assert effect.no_effect_since(case, case.interventions[0]) == day


def test_one_follow_up_is_not_enough():
    case = a_case(STILL, follow_ups=("2026-04-10",))
    assert effect.no_effect_since(case, case.interventions[0]) is None


def test_a_tie_to_a_goal_that_is_gone_is_left_out():
    case = a_case(STILL, goals=["gone"])
    assert effect.tied_goals(case, case.interventions[0]) == ()

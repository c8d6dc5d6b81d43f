from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.intervention import Intervention, LawGroup, PlacementKind, Stage
from db.rules.ladder import moves, step_on

DAY = date(2026, 3, 1)


def an_intervention(**fields):
    return Intervention.model_validate({"id": "i", "starts_on": DAY, "unit": "month", "step": 3} | fields)


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({}, 3),
        ({"step": None}, None),
        ({"starts_on": DAY + timedelta(1)}, None),
        ({"starts_on": DAY - timedelta(9), "ended_on": DAY}, 3),  # the last day counts
        ({"starts_on": DAY - timedelta(9), "ended_on": DAY - timedelta(1)}, None),
        ({"starts_on": DAY - timedelta(9), "expected_end": DAY - timedelta(5)}, 3),  # stops nothing
        ({"stage": "expected"}, None),
        ({"stage": "ordered"}, 3),
        ({"law_group": "general"}, None),
        ({"law_group": "compensating"}, None),
        ({"law_group": "adult"}, None),
        ({"placement": "foster", "step": 5}, 5),
    ],
)
def test_what_counts_on_a_day(fields, step):
    assert step_on([an_intervention(**fields)], DAY) == step


def test_nothing_stands_on_no_step():
    assert step_on([], DAY) is None


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "step": st.none() | st.integers(1, 6),
                "starts_on": st.dates(date(2026, 2, 25), date(2026, 3, 5)),
                "stage": st.sampled_from(Stage),
                "placement": st.none() | st.sampled_from(PlacementKind),
            },
            optional={"ended_on": st.dates(date(2026, 3, 5), date(2026, 3, 9))},
        )
    ),
    st.dates(date(2026, 2, 24), date(2026, 3, 10)),
)
def test_the_highest_of_those_that_count_each_alone(rows, day):
    items = [an_intervention(**row) for row in rows]
    alone = [step for item in items if (step := step_on([item], day)) is not None]
    assert step_on(items, day) == (max(alone) if alone else None)


@given(st.sampled_from([group for group in LawGroup if group != "placement"]))
def test_only_supportive_groups_climb(group):
    assert (step_on([an_intervention(law_group=group)], DAY) == 3) == (group.value == "supportive")


def test_each_move_has_what_began_and_what_had_ended_as_its_reasons():
    low = an_intervention(id="low", starts_on=DAY, ended_on=DAY + timedelta(29))
    high = an_intervention(id="high", starts_on=DAY + timedelta(10), ended_on=DAY + timedelta(19), step=5)
    hoped = an_intervention(id="hoped", starts_on=DAY + timedelta(10), stage="expected", step=6)
    beside = an_intervention(id="beside", starts_on=DAY + timedelta(10), law_group="compensating", step=6)
    found = moves([low, high, hoped, beside], DAY - timedelta(5), DAY + timedelta(60))
    told = [(one.on, one.before, one.after, one.began, one.ended) for one in found]
    assert told == [
        (DAY, None, 3, (low,), ()),
        (DAY + timedelta(10), 3, 5, (high,), ()),
        (DAY + timedelta(20), 5, 3, (), (high,)),
        (DAY + timedelta(30), 3, None, (), (low,)),
    ]


def test_help_that_changes_no_step_makes_no_move():
    items = [an_intervention(id=f"i{step}", step=step, starts_on=DAY + timedelta(step)) for step in (3, 2, 1)]
    assert [one.after for one in moves(items, DAY, DAY + timedelta(9))] == [1, 2, 3]
    assert moves(items, DAY + timedelta(4), DAY + timedelta(9))[0].began == ()

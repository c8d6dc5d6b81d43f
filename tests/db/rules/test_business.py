"""The business case of the practice, to the krone, and when it pays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from db.records.business import BusinessCase, BusinessYear
from db.rules.business import payback, reckon
from db.rules.business_texts import paid_text
from db.words import Words

THOUSAND = 1000 * 100
# practice.md, section 6, in 1,000 kr.: savings, costs, lasting net, one-off, total.
TABLE = {
    2016: (0, 0, 0, 4_000, 4_000),
    2017: (-14_500, 9_900, -4_600, 900, -3_700),
    2018: (-16_200, 10_100, -6_100, 600, -5_500),
    2019: (-16_200, 10_100, -6_100, 400, -5_700),
    2020: (-16_200, 10_100, -6_100, 0, -6_100),
}
PRACTICE = BusinessCase(
    id="b",
    title="Tættere på familien",
    years=tuple(
        BusinessYear(year=year, savings=row[0] * THOUSAND, costs=row[1] * THOUSAND, one_off=row[3] * THOUSAND)
        for year, row in TABLE.items()
    ),
)


def test_the_table_of_the_practice_comes_out_to_the_krone():
    found = reckon(PRACTICE)
    assert {
        one.year: tuple(
            amount // THOUSAND for amount in (one.savings, one.costs, one.lasting, one.one_off, one.total)
        )
        for one in found.years
    } == TABLE
    assert all(
        amount % THOUSAND == 0 for one in found.years for amount in (one.lasting, one.total, one.so_far)
    )
    assert [one.so_far // THOUSAND for one in found.years] == [4_000, 300, -5_200, -10_900, -17_000]
    assert found.total == -17_000 * THOUSAND


def test_the_practice_has_paid_for_itself_a_month_into_the_third_year():
    found = reckon(PRACTICE)
    assert found.payback == 25
    assert paid_text(found, Words("da")) == (
        "2016-2020 i alt: -17.000.000 kr. Den er tjent hjem efter 2 år 1 måned."
    )


@pytest.mark.parametrize(
    ("totals", "months"),
    [
        ([], 0),
        ([0, -5], 0),
        ([100, -100], 24),
        ([100, -200], 18),
        ([100, -1200], 13),
        ([100, -1], None),
        ([100], None),
        ([100, -200, 300, -400], 42),
        ([-50, 40], 0),
    ],
)
def test_payback_worked_out_by_hand(totals, months):
    assert payback(totals) == months


@given(st.lists(st.integers(-1000, 1000), max_size=8))
def test_payback_lies_where_the_sum_turns_for_good(totals):
    months = payback(totals)
    sums = [sum(totals[: place + 1]) for place in range(len(totals))]
    if months is None:
        assert sums[-1] > 0
    else:
        assert all(one <= 0 for one in sums[-(-months // 12) - 1 if months else 0 :])


@pytest.mark.parametrize(
    "years",
    [
        [{"year": 2020, "savings": 5}],
        [{"year": 2020, "costs": -5}],
        [{"year": 2020}, {"year": 2020}],
        [{"year": 2021}, {"year": 2020}],
        [{"year": 20}],
        [{"year": 2020, "costs": 10**14}],
    ],
)
def test_what_is_no_business_case_is_refused(years):
    with pytest.raises(ValidationError):
        BusinessCase.model_validate({"id": "b", "title": "T", "years": years})

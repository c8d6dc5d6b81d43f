"""The state's share, against the chapter's own figures."""

import pytest

from db.books import refusion as book
from db.rules.refusion import Limits, paid_back


@pytest.mark.parametrize(
    ("cost", "back"),
    [(860_000, 0), (1_680_000, 205_000), (2_120_000, 425_000), (2_500_000, 710_000), (0, 0), (860_001, 0)],
)
def test_the_year_2022_as_the_law_gives_it(cost, back):
    assert paid_back([cost * 100], book.shipped()[2022]) == back * 100


def test_children_of_one_household_are_taken_together():
    limits = book.shipped()[2022]
    assert paid_back([90_000_000, 78_000_000], limits) == paid_back([168_000_000], limits) == 20_500_000
    assert paid_back([90_000_000], limits) + paid_back([78_000_000], limits) == 1_000_000


def test_only_years_that_were_read_in_a_source_are_shipped():
    assert dict(book.shipped()) == {
        2021: Limits(85_000_000, 166_000_000, 209_000_000),
        2022: Limits(86_000_000, 168_000_000, 212_000_000),
    }

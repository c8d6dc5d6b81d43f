"""Danish public holidays against a list typed from the calendars of 2023 to 2027."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from db.public_holidays import computed
from db.rules.holidays import is_arbejdsdag, is_hverdag, is_public_holiday, public_holidays

TYPED = {
    2023: "01-01 04-06 04-07 04-09 04-10 05-05 05-18 05-28 05-29 12-25 12-26",
    2024: "01-01 03-28 03-29 03-31 04-01 05-09 05-19 05-20 12-25 12-26",
    2025: "01-01 04-17 04-18 04-20 04-21 05-29 06-08 06-09 12-25 12-26",
    2026: "01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26",
    2027: "01-01 03-25 03-26 03-28 03-29 05-06 05-16 05-17 12-25 12-26",
}
EASTERS = {
    2000: "04-23", 2008: "03-23", 2011: "04-24", 2016: "03-27", 2019: "04-21", 2022: "04-17",
    2028: "04-16", 2030: "04-21", 2035: "03-25", 2038: "04-25",
}  # fmt: skip


@pytest.mark.parametrize("year", TYPED)
def test_public_holidays_of_a_year(year: int):
    assert sorted(public_holidays(year)) == [
        date.fromisoformat(f"{year}-{day}") for day in TYPED[year].split()
    ]


@pytest.mark.parametrize("year", EASTERS)
def test_the_days_that_move_with_easter(year: int):
    easter = date.fromisoformat(f"{year}-{EASTERS[year]}")
    moving = [-3, -2, 0, 1, 39, 49, 50] + ([26] if year < 2024 else [])
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    assert public_holidays(year) == fixed | {easter + timedelta(days=days) for days in moving}


@pytest.mark.parametrize("year", range(2023, 2028))
def test_days_on_which_only_offices_are_closed(year: int):
    for month, day in ((6, 5), (12, 24), (12, 31), (5, 1)):
        assert not is_public_holiday(date(year, month, day))


def test_weekdays_and_working_days():
    week = [date(2026, 6, 1) + timedelta(days=number) for number in range(7)]  # a Monday, no holiday
    assert [is_hverdag(day) for day in week] == [True] * 6 + [False]
    assert [is_arbejdsdag(day) for day in week] == [True] * 5 + [False] * 2
    assert not is_hverdag(date(2026, 4, 2))
    assert not is_arbejdsdag(date(2026, 5, 14))
    assert is_arbejdsdag(date(2024, 4, 26))
    assert not is_hverdag(date(2023, 5, 5))


def test_years_the_package_does_not_know_have_none():
    assert public_holidays(1) == public_holidays(9999) == frozenset()


def test_a_start_without_deadlines_does_not_wait_for_the_package():
    code = "import db.rules.due, db.rules.holidays, sys; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_table_is_what_the_package_gives():
    """After an update of the package: run packaging/public_holidays.py."""
    assert [year for year in range(1950, 2151) if public_holidays(year) != computed(year)] == []
    assert public_holidays(1800) == computed(1800)

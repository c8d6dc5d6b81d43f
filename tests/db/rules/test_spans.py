"""Counting days, weeks and months, against other ways of counting."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from db.records.base import COPENHAGEN, moment_text
from db.rules.holidays import public_holidays
from db.rules.spans import (
    LAST_MOMENT,
    TimeUnit,
    after,
    birthday,
    days_after,
    hours_after,
    months_after,
    weekdays_after,
    working_day_from,
    working_days_after,
)

ORDINARY = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(ORDINARY, st.integers(-600, 600))
def test_months_as_dateutil_counts_them(day: date, months: int):
    assert months_after(day, months) == day + relativedelta(months=months)


@given(ORDINARY, st.integers(0, 100))
def test_birthdays_as_dateutil_counts_years(born: date, age: int):
    assert birthday(born, age) == born + relativedelta(years=age)


@given(ORDINARY, st.integers(0, 300))
def test_days_and_weeks(day: date, count: int):
    assert days_after(day, count) == day + timedelta(days=count)
    assert after(day, count, TimeUnit.WEEKS).strftime("%A") == day.strftime("%A")
    assert (after(day, count, TimeUnit.WEEKS) - day).days == 7 * count


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(1, 15))
def test_weekdays_by_their_names(day: date, count: int):
    ahead = [day + timedelta(days=number) for number in range(1, 60)]
    open_days = [each for each in ahead if each not in public_holidays(each.year)]
    named = [(each, each.strftime("%A")) for each in open_days]
    assert weekdays_after(day, count) == [each for each, name in named if name != "Sunday"][count - 1]
    working = [each for each, name in named if name not in ("Saturday", "Sunday")]
    assert working_days_after(day, count) == working[count - 1]
    if day.strftime("%A") in ("Saturday", "Sunday") or day in public_holidays(day.year):
        assert working_day_from(day) == working[0]
    else:
        assert working_day_from(day) == day


@given(st.integers(0, 3_800_000_000), st.integers(1, 100))
def test_hours_are_elapsed_hours(second: int, hours: int):
    moment = datetime.fromtimestamp(second, COPENHAGEN)
    assert hours_after(moment.astimezone(UTC), hours).timestamp() - moment.timestamp() == hours * 3600


@given(
    st.dates(), st.integers(-1_000_000, 1_000_000), st.sampled_from(sorted(set(TimeUnit) - {TimeUnit.HOURS}))
)
def test_no_count_leaves_the_calendar(day: date, amount: int, unit: TimeUnit):
    if unit in (TimeUnit.WEEKDAYS, TimeUnit.WORKING_DAYS):
        amount = abs(amount) % 30
    assert date.min <= after(day, amount, unit) <= date.max


def test_the_ends_of_the_calendar():
    assert months_after(date(9999, 12, 31), 1) == date.max
    assert months_after(date(1, 1, 31), -1) == date.min
    assert days_after(date.max, 10**9) == date.max
    assert weekdays_after(date.max, 6) == working_day_from(date.max) == date.max
    assert hours_after(LAST_MOMENT, 24) == LAST_MOMENT
    assert moment_text(LAST_MOMENT) == "9999-12-31T23:59:59+01:00"
    with pytest.raises(ValueError, match="no day"):
        after(date(2026, 1, 1), 24, TimeUnit.HOURS)

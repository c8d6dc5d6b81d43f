"""The calendar's rules: days kept in place, clocks that change, what overlaps, and where a rule bends."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.appointment import AppointmentKind
from db.rules.calendar import (
    Taken,
    bent_by,
    moved_to,
    overlaps,
    side_by_side,
    typed_time,
    week_of,
    weeks_of_month,
)
from db.rules.deadline import Deadline
from db.rules.rulebook import RuleBasis

CPH = ZoneInfo("Europe/Copenhagen")
FIRST = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
MOMENTS = st.integers(FIRST, FIRST + 35 * 365 * 86_400).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
STRETCHES = st.lists(st.tuples(MOMENTS, st.integers(1, 600)), max_size=12).map(
    lambda found: [
        Taken(str(place), starts, starts + timedelta(minutes=length))
        for place, (starts, length) in enumerate(found)
    ]
)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 1)))
def test_a_month_is_whole_weeks_that_hold_each_of_its_days_once(day):
    weeks = weeks_of_month(day.year, day.month)
    flat = [one for week in weeks for one in week]
    assert all(len(week) == 7 and week[0].isoweekday() == 1 for week in weeks)
    assert all(after - before == timedelta(days=1) for before, after in pairwise(flat))
    assert next(one for one in flat if one.month == day.month).day == 1
    assert day in flat
    assert week_of(day) in weeks


@given(MOMENTS, st.dates(date(2000, 1, 1), date(2035, 1, 1)))
def test_a_moved_appointment_keeps_its_time_of_day(moment, day):
    local = moved_to(moment, day).astimezone(CPH)
    before = moment.astimezone(CPH)
    skipped = timedelta(hours=1) if local.time() != before.time() else timedelta(0)
    wanted = datetime.combine(day, before.time())
    assert local.replace(tzinfo=None) - wanted == skipped
    assert skipped == timedelta(0) or (day.month == 3 and before.hour == 2)


def test_the_night_the_clock_goes_forward():
    half_past_two = datetime(2027, 3, 27, 2, 30, tzinfo=CPH).astimezone(UTC)
    assert moved_to(half_past_two, date(2027, 3, 28)).astimezone(CPH).time() == time(3, 30)
    assert moved_to(half_past_two, date(2027, 3, 29), time(9)).astimezone(CPH).time() == time(9)


def test_the_hour_that_the_clock_shows_twice():
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02.30 for the second time
    assert moved_to(second, date(2026, 10, 25)) == second
    assert moved_to(second, date(2026, 10, 25), time(2, 30)) == second - timedelta(hours=1)
    assert moved_to(second, date(2027, 3, 28)).astimezone(CPH).time() == time(3, 30)


@given(STRETCHES)
def test_what_overlaps_is_what_shares_a_minute_with_something_else(taken):
    wanted = {
        one.key
        for one in taken
        for other in taken
        if one.key != other.key and one.starts < other.ends and other.starts < one.ends
    }
    assert overlaps(taken) == wanted


@given(STRETCHES)
def test_side_by_side_nothing_covers_anything(taken):
    lanes = side_by_side(taken)
    assert lanes.keys() == {one.key for one in taken}
    for one in taken:
        assert 0 <= lanes[one.key][0] < lanes[one.key][1]
        for other in taken:
            if one.key != other.key and one.starts < other.ends and other.starts < one.ends:
                assert lanes[one.key][0] != lanes[other.key][0]
                assert lanes[one.key][1] == lanes[other.key][1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("14.30", time(14, 30)),
        (" 9 ", time(9)),
        ("0905", time(9, 5)),
        ("24", None),
        ("9.60", None),
        ("x", None),
        ("", None),
    ],
)
def test_times_as_people_type_them(text, wanted):
    assert typed_time(text) == wanted


def due(rule, day):
    return Deadline(rule, rule, RuleBasis.LAW, "", "intervention", "i1", None, day)


def test_a_rule_bends_where_the_appointment_would_have_met_it():
    found = [
        due("first_follow_up", date(2026, 12, 4)),
        due("contact", date(2026, 12, 2)),
        due("adult", date(2026, 12, 3)),
    ]
    bent = bent_by(AppointmentKind.FOLLOW_UP, date(2026, 12, 1), date(2026, 12, 5), found)
    assert [one.rule for one in bent] == ["contact", "first_follow_up"]
    assert bent_by(AppointmentKind.FOLLOW_UP, date(2026, 12, 1), date(2026, 12, 2), found) == []
    assert bent_by(AppointmentKind.PANEL, date(2026, 12, 1), date(2026, 12, 5), found) == []
    assert [
        one.rule for one in bent_by(AppointmentKind.PHONE, date(2026, 12, 1), date(2026, 12, 9), found)
    ] == ["contact"]

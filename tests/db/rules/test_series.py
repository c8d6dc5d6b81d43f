"""Series: the days that RFC 5545 gives, the time of day kept across summer time, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import NotAllowed
from db.records.appointment import Agreement, Appointment
from db.rules.series import Every, Pattern, days_of, followed, on_day, rule_text, series_of, told
from db.words import Words

CPH = ZoneInfo("Europe/Copenhagen")


def at(*moment, **more):
    starts = datetime(*moment, tzinfo=CPH)
    return Appointment(id="a", kind="phone", starts_at=starts, ends_at=starts + timedelta(hours=1), **more)


def clock(one):
    return one.starts_at.astimezone(CPH).strftime("%Y-%m-%d %H:%M")


def test_every_three_weeks_six_times_stays_at_one_o_clock_when_summer_time_begins():
    found = series_of(at(2027, 2, 22, 13), Pattern(Every.WEEKS, 3, count=6))
    assert [clock(one) for one in found] == [
        "2027-02-22 13:00",
        "2027-03-15 13:00",
        "2027-04-05 13:00",
        "2027-04-26 13:00",
        "2027-05-17 13:00",
        "2027-06-07 13:00",
    ]
    assert found[1].starts_at.hour == 12
    assert found[2].starts_at.hour == 11
    assert all(one.ends_at - one.starts_at == timedelta(hours=1) for one in found)
    assert len({one.id for one in found}) == 6


def test_a_month_without_that_day_has_its_last_and_until_includes_its_day():
    days = days_of(date(2027, 1, 31), Pattern(Every.MONTHS, 1, until=date(2027, 4, 30)))
    assert days == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert days_of(date(2028, 2, 29), Pattern(Every.MONTHS, 12, count=3)) == [
        date(2028, 2, 29),
        date(2029, 2, 28),
        date(2030, 2, 28),
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.sampled_from(list(Every)),
    st.integers(1, 6),
    st.integers(1, 20),
)
def test_the_rule_written_down_gives_the_same_days_to_another_program(first, every, step, count):
    pattern = Pattern(every, step, count=count)
    event = icalendar.Event.from_ical(
        f"BEGIN:VEVENT\r\nUID:x\r\nDTSTART;VALUE=DATE:{first:%Y%m%d}\r\n"
        f"RRULE:{rule_text(first, pattern)}\r\nEND:VEVENT\r\n"
    )
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(first, first + timedelta(days=200 * 31))
    assert sorted(one.start for one in found) == days_of(first, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern(Every.WEEKS, 1),
        Pattern(Every.WEEKS, 0, count=3),
        Pattern(Every.WEEKS, 1, count=0),
        Pattern(Every.WEEKS, 1, until=date(2026, 1, 1)),
        Pattern(Every.DAYS, 1, count=201),
        Pattern(Every.DAYS, 1, until=date(9999, 12, 31)),
        Pattern(Every.DAYS, 1, count=10**9),
    ],
)
def test_what_has_no_end_or_no_beginning_or_too_many_is_refused(pattern):
    with pytest.raises(NotAllowed):
        days_of(date(2027, 1, 1), pattern)


def test_what_lies_beyond_the_calendar_is_left_out():
    assert days_of(date(9999, 12, 1), Pattern(Every.MONTHS, 999, count=3)) == [date(9999, 12, 1)]


def test_nights_on_which_the_clocks_change():
    night = at(2027, 3, 27, 23, 30)
    assert clock(on_day(night, date(2027, 10, 30))) == "2027-10-30 23:30"
    across = Appointment(
        id="a",
        kind="other",
        starts_at=datetime(2027, 3, 20, 1, 30, tzinfo=CPH),
        ends_at=datetime(2027, 3, 20, 3, 30, tzinfo=CPH),
    )
    short = on_day(across, date(2027, 3, 28))
    assert short.ends_at - short.starts_at == timedelta(hours=1)
    inside = Appointment(
        id="a",
        kind="other",
        starts_at=datetime(2027, 3, 20, 2, 30, tzinfo=CPH),
        ends_at=datetime(2027, 3, 20, 3, 15, tzinfo=CPH),
    )
    moved = on_day(inside, date(2027, 3, 28))
    assert moved.ends_at > moved.starts_at


def test_those_that_follow_move_likewise_and_keep_what_is_their_own():
    before = at(2027, 2, 22, 13, title="Ring")
    after = before.changed(
        starts_at=datetime(2027, 2, 23, 9, tzinfo=CPH), ends_at=datetime(2027, 2, 23, 9, 30, tzinfo=CPH)
    )
    others = [at(2027, 3, 15, 13, title="Ring til skolen"), at(2027, 4, 7, 15, title="Ring")]
    found = followed(before, after, others)
    assert [(clock(one), one.title) for one in found] == [
        ("2027-03-16 09:00", "Ring til skolen"),
        ("2027-04-08 09:00", "Ring"),
    ]
    assert all(one.ends_at - one.starts_at == timedelta(minutes=30) for one in found)


def test_what_was_agreed_in_the_first_is_not_repeated():
    first = at(2027, 2, 22, 13, agreements=(Agreement(title="Ringer"),))
    found = series_of(first, Pattern(Every.WEEKS, 1, count=2))
    assert [len(one.agreements) for one in found] == [1, 0]
    assert found[0].starts_at == datetime(2027, 2, 22, 12, tzinfo=UTC)


def test_how_often_is_told():
    day = date(2027, 1, 1)
    assert told(rule_text(day, Pattern(Every.WEEKS, 3, count=6)), Words("da")) == "hver 3. uge"
    assert told(rule_text(day, Pattern(Every.MONTHS, 1, count=6)), Words("da")) == "hver måned"

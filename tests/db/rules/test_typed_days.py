from datetime import date

import pytest

from db.rules.typed_days import typed_day
from db.words import Words


@pytest.fixture
def words():
    return Words("da")


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/3-26", date(2026, 3, 3)),
        ("03.03.2026", date(2026, 3, 3)),
        ("2026-03-03", date(2026, 3, 3)),
        ("3.3.26", date(2026, 3, 3)),
        ("3/3/2026", date(2026, 3, 3)),
        ("3-3-2026", date(2026, 3, 3)),
        ("3 3 26", date(2026, 3, 3)),
        (" 3 / 3 - 26 ", date(2026, 3, 3)),
        ("3/3", date(2026, 3, 3)),
        ("3. marts 2026", date(2026, 3, 3)),
        ("3. mar. 2026", date(2026, 3, 3)),
        ("3 maj", date(2026, 5, 3)),
        ("31. DECEMBER", date(2026, 12, 31)),
        ("9/5-14", date(2014, 5, 9)),
        ("9/5-84", date(1984, 5, 9)),
        ("1/1-46", date(2046, 1, 1)),
        ("1/1-47", date(1947, 1, 1)),
        ("29/2-2024", date(2024, 2, 29)),
        ("", None),
        ("   ", None),
    ],
)
def test_days_as_people_type_them(words, typed, day):
    assert typed_day(typed, today=TODAY, words=words) == day


@pytest.mark.parametrize(
    "typed",
    [
        "32/3",
        "3/13-26",
        "29/2-2026",
        "3",
        "3/",
        "3/3-",
        "3/3-2",
        "i morgen",
        "3. mars 2026",
        "2026-3",
        "0/0-00",
        "3/3-202",
    ],
)
def test_what_is_no_day_is_refused(words, typed):
    with pytest.raises(ValueError, match=r"day|month|year"):
        typed_day(typed, today=TODAY, words=words)


def test_english_months(words):
    assert typed_day("3 March 2026", today=TODAY, words=Words("en")) == date(2026, 3, 3)


def test_every_day_that_is_written_out_can_be_typed(words):
    for ordinal in range(date(2025, 1, 1).toordinal(), date(2027, 1, 1).toordinal(), 5):
        day = date.fromordinal(ordinal)
        assert typed_day(words.day(day), today=TODAY, words=words) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15/1", date(2027, 1, 15)),
        ("3. marts", date(2027, 3, 3)),
        ("24/12", date(2026, 12, 24)),
        ("24/8", date(2026, 8, 24)),
        ("23/8", date(2027, 8, 23)),
        ("15/1-26", date(2026, 1, 15)),
        ("2026-01-15", date(2026, 1, 15)),
    ],
)
def test_a_day_to_come_without_its_year_is_the_next_one(words, typed, day):
    assert typed_day(typed, today=TODAY, words=words, ahead=True) == day

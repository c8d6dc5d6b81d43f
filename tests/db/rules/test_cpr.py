from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules import cpr

WEIGHTS = "4327654321"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0905140000", "0905140000"),
        ("090514-0000", "0905140000"),
        ("090514 0000", "0905140000"),
        ("090514--0000", None),
        ("09051-40000", None),
        ("090514000", None),
        ("09051400000", None),
        (" 0905140000", None),
        ("0905140000\n", None),
        ("090514000a", None),
        ("٠٩٠٥١٤٠٠٠٠", None),
        ("", None),
    ],
)
def test_ten_digits_with_or_without_a_hyphen_or_space(text, digits):
    assert cpr.digits_of(text) == digits


@pytest.mark.parametrize(
    ("number", "born"),
    [
        # The years 00, 36, 37, 57, 58 and 99 with each group of the seventh digit.
        ("0101000000", date(1900, 1, 1)),
        ("0101363000", date(1936, 1, 1)),
        ("0101990000", date(1999, 1, 1)),
        ("0101004000", date(2000, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101994000", date(1999, 1, 1)),
        ("0101005000", date(2000, 1, 1)),
        ("0101578000", date(2057, 1, 1)),
        ("0101585000", date(1858, 1, 1)),
        ("0101998000", date(1899, 1, 1)),
        ("0101009000", date(2000, 1, 1)),
        ("0101369000", date(2036, 1, 1)),
        ("0101379000", date(1937, 1, 1)),
        ("0101999000", date(1999, 1, 1)),
        ("2902240000", date(1924, 2, 29)),
        ("2902004000", date(2000, 2, 29)),
        ("2902000000", None),  # 1900 was no leap year
        ("3102144000", None),
        ("0013144000", None),
        ("0005144000", None),
        ("3205144000", None),
        ("6705144000", date(2014, 5, 7)),  # a replacement number: the 7th, and 60
        ("9105144000", date(2014, 5, 31)),
        ("9205144000", None),
        ("6005144000", None),
        ("9106144000", None),
    ],
)
def test_the_day_of_birth(number, born):
    assert cpr.birth_day(number) == born


def test_replacement_numbers_are_known_by_their_day():
    assert cpr.is_replacement("6705144000")
    assert not cpr.is_replacement("0705144000")


@given(st.dates(date(2000, 1, 1), date(2036, 12, 31)), st.integers(0, 999))
def test_just_one_last_digit_or_none_passes(born, serial):
    numbers = [f"{born:%d%m%y}4{serial:03d}"[:9] + str(last) for last in range(10)]
    passing = [number for number in numbers if cpr.check_holds(number)]
    total = sum(int(digit) * int(weight) for digit, weight in zip(numbers[0], WEIGHTS, strict=True))
    assert passing == [number for number in numbers if (total + int(number[9])) % 11 == 0]
    assert len(passing) <= 1


@given(st.dates(date(1858, 1, 1), date(2057, 12, 31)))
def test_every_day_has_a_number(born):
    numbers = [f"{born:%d%m%y}{seventh}000" for seventh in range(10)]
    assert born in {cpr.birth_day(number) for number in numbers}


def test_the_mask_hides_the_last_four():
    assert cpr.masked("0905144321") == "090514-xxxx"
    assert cpr.with_hyphen("0905144321") == "090514-4321"

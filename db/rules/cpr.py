"""CPR numbers: the day of birth within, the replacement numbers, the check that may fail, the mask.

Source: law.md, section 5 (cpr.dk): the seventh digit tells the century, a replacement
number has 60 added to its day, and since 1 October 2007 numbers are given out that
fail modulus 11, so that failing it is never a fault. A number is ten digits here.
"""

import re
from datetime import date
from typing import Final

_SHAPE: Final = re.compile(r"(\d{6})[- ]?(\d{4})", re.ASCII)
_WEIGHTS: Final = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_REPLACEMENT: Final = 60
_CENTURIES: Final = {
    "0123": (1900, 1900, 1900),
    "49": (2000, 1900, 1900),
    "5678": (2000, 2000, 1800),
}
"""By the seventh digit: the century of the years 00-36, 37-57 and 58-99."""


def digits_of(text: str) -> str | None:
    """The ten digits of `text`, written with or without a hyphen or space after the sixth; else None."""
    match = _SHAPE.fullmatch(text)
    return match[1] + match[2] if match else None


def birth_day(number: str) -> date | None:
    """The day of birth in `number`, 60 taken off in a replacement number; None if there is no such day."""
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    try:
        return date(_century(number[6], year) + year, month, day - _REPLACEMENT * is_replacement(number))
    except ValueError:
        return None


def _century(seventh: str, year: int) -> int:
    early, middle, late = next(years for digits, years in _CENTURIES.items() if seventh in digits)
    if year <= 36:
        return early
    return middle if year <= 57 else late


def is_replacement(number: str) -> bool:
    """True for a replacement number (erstatningspersonnummer), which is nobody's real CPR number."""
    return int(number[:2]) > _REPLACEMENT


def check_holds(number: str) -> bool:
    """True if `number` passes modulus 11. A real number may fail it."""
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=True)) % 11 == 0


def with_hyphen(number: str) -> str:
    """`DDMMYY-SSSS`, the whole number, for where it must be read."""
    return f"{number[:6]}-{number[6:]}"


def masked(number: str) -> str:
    """`DDMMYY-xxxx`, as a number is shown until somebody asks for it."""
    return f"{number[:6]}-xxxx"

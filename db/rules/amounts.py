"""Amounts as people type them in Danish: `1.234,50`, `1,5` and `12`, without floats."""

import re
from decimal import Decimal
from typing import Final

from db.words import Words

_THOUSANDS: Final = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
_PLAIN: Final = re.compile(r"-?\d{1,12}([.,]\d+)?", re.ASCII)
_WHOLE: Final = re.compile(r"\d{1,9}", re.ASCII)
_ENDINGS: Final = ("kroner", "kr.", "kr")
_DIGITS: Final = {100: 2, 1000: 3}


def read_money(text: str) -> int | None:
    """Øre; None for what is no amount. A point before three digits parts thousands."""
    bare = text.strip().lower()
    for ending in _ENDINGS:
        bare = bare.removesuffix(ending).strip()
    return _scaled(bare, 100)


def money_text(cents: int) -> str:
    """`1.234,50`, as a field shows it: what `read_money` reads again, whatever the window's language is."""
    return Words("da").money(cents).removesuffix(" kr.")


def read_quantity(text: str) -> int | None:
    """Thousandths; None for what is no quantity."""
    return _scaled(text.strip(), 1000)


def read_whole(text: str, *, least: int = 1, most: int = 999_999_999) -> int | None:
    """The whole number from `least` to `most`; None for what is none."""
    number = int(text) if _WHOLE.fullmatch(text) else None
    return number if number is not None and least <= number <= most else None


def quantity_text(thousandths: int) -> str:
    """`1,5`, without zeros that say nothing."""
    whole, rest = divmod(thousandths, 1000)
    return f"{whole},{rest:03d}".rstrip("0").rstrip(",")


def _scaled(bare: str, scale: int) -> int | None:
    bare = bare.replace(" ", "").replace("\u00a0", "")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    number = Decimal(bare.replace(",", "."))
    if len(bare.replace(",", ".").partition(".")[2]) > _DIGITS[scale]:
        return None
    return int(number * scale)

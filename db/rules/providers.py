"""Which agreements with providers hold when, and for which help."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from db.errors import NotAllowed
from db.records.provider import Provider
from db.rules.danish import sort_key
from db.rules.ordering import DEAREST
from db.words import later

_LONGEST_NUMBER: Final = 12


class Holds(StrEnum):
    """Whether an agreement holds on a day."""

    NOW = "now"
    LATER = "later"
    OVER = "over"


def holds_on(one: Provider, day: date) -> Holds:
    """Whether the agreement of `one` holds on `day`; its first and its last day are included."""
    if one.agreed_to is not None and one.agreed_to < day:
        return Holds.OVER
    if one.agreed_from is not None and one.agreed_from > day:
        return Holds.LATER
    return Holds.NOW


def for_help(providers: Iterable[Provider], row: str, day: date) -> list[Provider]:
    """Those whose agreement holds on `day` and who give the catalogue's `row`, or anything; by name.

    Never by price: the need decides.
    """
    found = [one for one in providers if one.catalogue in ("", row) and holds_on(one, day) is Holds.NOW]
    return sorted(found, key=lambda one: (sort_key(one.name), one.id))


def agreed(one: Provider) -> Provider:
    """`one` itself. Raises NotAllowed, in words, for an id or a price that cannot be."""
    number = one.tilbudsportal
    if number and not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        raise NotAllowed(
            later("The id in Tilbudsportalen is figures only."), later("Copy it from Tilbudsportalen.")
        )
    if one.price is not None and one.price > DEAREST:
        raise NotAllowed(
            later("The price of one unit is above ten million kroner."), later("Correct the price.")
        )
    return one

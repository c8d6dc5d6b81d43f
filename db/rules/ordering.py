"""What can be ordered: an intervention whose days, price and place agree with themselves and the case."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from db.errors import NotAllowed
from db.records.intervention import EndReason, Intervention, Stage
from db.rules.choosing import overlapping
from db.words import later

DEAREST: Final = 1_000_000_000
"""The highest price of one unit that is believed, in øre: ten million kroner."""
_MOST: Final = 1_000_000
_THOUSANDTHS: Final = 1000
_FARTHEST: Final = 2200


def agreed(item: Intervention, others: Sequence[Intervention]) -> Intervention:
    """`item` itself. Raises NotAllowed, in words, for what cannot be agreed beside `others`."""
    if not item.title.strip():
        raise NotAllowed(later("The help has no name."), later("Write what it is."))
    if item.price > DEAREST:
        raise NotAllowed(
            later("The price of one unit is above ten million kroner."), later("Correct the price.")
        )
    if item.quantity > _MOST:
        raise NotAllowed(
            later("The quantity is above {most}."),
            later("Correct the quantity."),
            most=_MOST // _THOUSANDTHS,
        )
    if max(item.starts_on, item.expected_end or item.starts_on).year > _FARTHEST:
        raise NotAllowed(later("A day lies too far ahead."), later("Correct the days."))
    if overlapping(others, item) is not None:
        raise NotAllowed(
            later("The child has another placement on these days."),
            later("End that one first, or mark this one as expected."),
        )
    return item


def altered(item: Intervention, **fields: Any) -> Intervention:
    """`item` with `fields` replaced. Raises NotAllowed, in words, for values that cannot stand."""
    start = fields.get("starts_on", item.starts_on)
    for name in ("expected_end", "ended_on"):
        last = fields.get(name, getattr(item, name))
        if start is not None and last is not None and last < start:
            raise NotAllowed(later("It would end before it starts."), later("Correct the days."))
    if fields.get("price", item.price) < 0:
        raise NotAllowed(later("A price is not below zero."), later("Correct the price."))
    if fields.get("quantity", item.quantity) <= 0:
        raise NotAllowed(later("A quantity is above zero."), later("Correct the quantity."))
    try:
        return item.changed(**fields)
    except ValidationError as error:
        raise NotAllowed(
            later("The help cannot be written like this."), later("See the days, the price and the kind.")
        ) from error


def ended(item: Intervention, on: date, reason: EndReason) -> Intervention:
    """`item` as it ends on its last day `on`. Raises NotAllowed if it ended before or never began."""
    if item.ended_on is not None:
        raise NotAllowed(later("This help has ended already."))
    if item.stage is Stage.EXPECTED:
        raise NotAllowed(later("This help is only expected: it never began."), later("Take it away instead."))
    return altered(item, ended_on=on, end_reason=reason)

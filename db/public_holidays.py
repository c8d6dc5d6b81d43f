"""The public holidays of Denmark: a table made from the package `holidays` by `packaging/public_holidays.py`.

The package itself brings the rules of every country of the world, 300 modules of them; it is
asked only for years beyond the table.
"""

import json
from datetime import date
from functools import cache

from db.paths import RESOURCES

TABLE = RESOURCES / "law" / "public_holidays.json"
"""By year, its public holidays as `MM-DD`, Sundays apart."""


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of `year`; empty for years that the package does not know."""
    days = _table().get(str(year))
    if days is None:
        return computed(year)
    return frozenset(date(year, int(day[:2]), int(day[3:])) for day in days)


def computed(year: int) -> frozenset[date]:
    """The public holidays of `year` as the package `holidays` gives them."""
    from holidays import country_holidays  # 300 modules: not before it is needed

    return frozenset(country_holidays("DK", years=year))


@cache
def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(TABLE.read_text("utf-8"))
    return found

"""The limits of the state's share in dear cases, which an administrator writes in year by year."""

from collections.abc import Mapping
from typing import Final

from db.actions.catalogue import PROVIDER
from db.actions.desk import Changed, Desk, Topic
from db.actions.office import Shelf, put, take_away
from db.errors import NotAllowed
from db.records.refusion import RefusionYear
from db.rules.refusion import Limits
from db.store import office
from db.words import later

KIND: Final = "refusion_year"
NEW: Final = "refusion_new"
"""Under this id stands what is typed about a year that is not written in yet."""
YEARS: Final = (2023, 2100)
"""The first and the last year that can be written in; what is older ships with the program."""
HIGHEST: Final = 10**11
"""The highest limit, in øre."""
_TOPICS: Final = frozenset({Topic.OFFICE, Topic.HELP, Topic.DRAFTS})
_SHELF: Final = Shelf(KIND, "refusion", PROVIDER, NEW, _TOPICS)


def in_force(desk: Desk) -> Mapping[int, Limits]:
    """The limits by year: the office's own, under what ships and what the municipality's profile says."""
    own = {
        one.year: Limits(one.first, one.second, one.third) for one in office.everything(desk.db, RefusionYear)
    }
    return {**own, **desk.refusion}


def save_year(desk: Desk, before: RefusionYear | None, after: RefusionYear) -> Changed:
    """Write a year's limits in (`before` None) or correct them.

    Raises NotAllowed for a year that is known already or out of reach, limits that do not rise and a missing
    source; Stale if it changed meanwhile.
    """
    _refuse(desk, after)
    return put(desk, _SHELF, before, after)


def remove_year(desk: Desk, one: RefusionYear) -> Changed:
    """Take a year's limits away: its share is then not counted. Raises Stale if it changed meanwhile."""
    return take_away(desk, _SHELF, one)


def _refuse(desk: Desk, after: RefusionYear) -> None:
    if not YEARS[0] <= after.year <= YEARS[1]:
        message = later("The year lies between {first} and {last}.")
        raise NotAllowed(message, later("Correct the year."), first=YEARS[0], last=YEARS[1])
    if after.year in desk.refusion:
        raise NotAllowed(
            later("The limits of {year} are known already."),
            later("They come with the program or from the municipality's profile, and are changed there."),
            year=after.year,
        )
    if any(one.year == after.year and one.id != after.id for one in office.everything(desk.db, RefusionYear)):
        message = later("The limits of {year} are written in already.")
        raise NotAllowed(message, later("Choose that year, and correct it."), year=after.year)
    if not 0 < after.first < after.second < after.third <= HIGHEST:
        raise NotAllowed(later("The three limits do not rise."), later("Write the lowest first."))
    if not after.source.strip():
        raise NotAllowed(
            later("It is not said where the limits were read."),
            later("Write the source: nothing is guessed."),
        )

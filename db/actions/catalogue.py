"""What can be done with the office's own catalogue and its providers."""

from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.actions.office import Shelf, put, take_away
from db.books import catalogue as catalogue_book
from db.books.catalogue import Catalogue
from db.errors import NotAllowed
from db.records.catalogue import CatalogueRow
from db.records.provider import Provider
from db.rules import providers as rules
from db.rules.ordering import DEAREST
from db.store import drafts, own_catalogue
from db.store.own_catalogue import OwnRow
from db.words import Words, later

PROVIDER: Final = "provider"
ROW: Final = "catalogue_row"
NEW: Final = "new"
"""Under this id stands what is typed about something that is not made yet."""
_TOPICS: Final = frozenset({Topic.OFFICE, Topic.HELP, Topic.DRAFTS})
_SHELF: Final = Shelf(PROVIDER, "provider", PROVIDER, NEW, _TOPICS)


def in_force(desk: Desk) -> Catalogue:
    """What can be ordered: the shipped rows, the office's own over them, the profile's on top."""
    return own_catalogue.in_force(desk.db, desk.catalogue, catalogue_book.shipped())


def names_of(desk: Desk, words: Words) -> dict[str, str]:
    """What each row is called, by its id; one that is no longer offered too, for it was ordered before."""
    own = {key: one.row for key, one in own_catalogue.everything(desk.db).items()}
    return {key: row.name.in_language(words.language) for key, row in {**own, **in_force(desk)}.items()}


def is_the_profiles(desk: Desk, row: str) -> bool:
    """True if the municipality's profile has this row: it is changed there, not here."""
    return desk.catalogue.get(row) != catalogue_book.shipped().get(row)


def save_provider(desk: Desk, before: Provider | None, after: Provider) -> Changed:
    """Make an agreement with a provider (`before` None) or change it.

    Raises NotAllowed without a name and for what cannot be agreed, Stale if it changed meanwhile.
    """
    if not after.name.strip():
        raise NotAllowed(later("It has no name."), later("Write what it is called."))
    rules.agreed(after)
    return put(desk, _SHELF, before, after)


def remove_provider(desk: Desk, one: Provider) -> Changed:
    """Take an agreement away; what was ordered keeps its name and price. Raises Stale if it changed."""
    return take_away(desk, _SHELF, one)


def save_row(desk: Desk, row: CatalogueRow, *, offered: bool = True, new: bool = False) -> Changed:
    """Write the office's own row; what ships by the same id stands under it, and what was ordered stays.

    Raises NotAllowed for a row of the profile, without a name, for an id that is taken or an absurd price.
    """
    _refuse(desk, row, new=new)
    before = own_catalogue.everything(desk.db).get(row.id)
    with action(desk, "catalogue.saved" if offered else "catalogue.hidden", ROW, row.id) as act:
        own_catalogue.put(desk.db, OwnRow(row, offered))
        drafts.drop_record(desk.db, PROVIDER, f"{ROW} {NEW if new else row.id}")
        act.changed(ROW, row.id, None, before.row if before else None, row)
    return Changed(_TOPICS, None, row.id)


def drop_own_row(desk: Desk, row: str) -> Changed:
    """Let the row that ships stand again; one of the office alone is gone. What was ordered stays."""
    before = own_catalogue.everything(desk.db).get(row)
    with action(desk, "catalogue.dropped", ROW, row) as act:
        own_catalogue.remove(desk.db, row)
        drafts.drop_record(desk.db, PROVIDER, f"{ROW} {row}")
        act.changed(ROW, row, None, before.row if before else None, None)
    return Changed(_TOPICS, None, row)


def _refuse(desk: Desk, row: CatalogueRow, *, new: bool) -> None:
    if is_the_profiles(desk, row.id):
        raise NotAllowed(
            later("This row is the municipality's: it stands in its profile."),
            later("Ask whoever keeps the profile to change it."),
        )
    if new and (row.id in desk.catalogue or row.id in own_catalogue.everything(desk.db)):
        raise NotAllowed(later("Another row has this id."), later("Choose the row itself, and change it."))
    if not row.name.da.strip():
        raise NotAllowed(later("It has no name."), later("Write what it is called."))
    if row.price > DEAREST:
        raise NotAllowed(
            later("The price of one unit is above ten million kroner."), later("Correct the price.")
        )

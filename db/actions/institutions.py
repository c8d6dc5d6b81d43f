"""What can be done with the places that a caseworker is tied to."""

from typing import Final

from db.actions.desk import Changed, Desk, Topic
from db.actions.office import Shelf, put, take_away
from db.errors import NotAllowed
from db.records.office import Institution
from db.store import office
from db.words import later

KIND: Final = "institution"
NEW: Final = "new"
"""Under this id stands what is typed about an institution that is not made yet."""
_TOPICS: Final = frozenset({Topic.OFFICE, Topic.DRAFTS})
_SHELF: Final = Shelf(KIND, "institution", KIND, NEW, _TOPICS)


def save_institution(desk: Desk, before: Institution | None, after: Institution) -> Changed:
    """Make an institution (`before` None) or change it. Raises NotAllowed without a name, Stale."""
    if not after.name.strip():
        raise NotAllowed(later("It has no name."), later("Write what it is called."))
    return put(desk, _SHELF, before, after)


def remove_institution(desk: Desk, institution: Institution) -> Changed:
    """Take an institution away that no appointment names. Raises NotAllowed if one does, Stale."""
    if office.is_named(desk.db, institution):
        raise NotAllowed(
            later("Appointments stand with this institution: it stays."),
            later("Give it a name that says it is no longer visited."),
        )
    return take_away(desk, _SHELF, institution)

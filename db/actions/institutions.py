"""What can be done with the places that a caseworker is tied to."""

from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.office import Institution
from db.store import drafts, office
from db.words import later

KIND: Final = "institution"
NEW: Final = "new"
"""Under this id stands what is typed about an institution that is not made yet."""
_TOPICS: Final = frozenset({Topic.OFFICE, Topic.DRAFTS})


def save_institution(desk: Desk, before: Institution | None, after: Institution) -> Changed:
    """Make an institution (`before` None) or change it. Raises NotAllowed without a name, Stale."""
    if not after.name.strip():
        raise NotAllowed(later("It has no name."), later("Write what it is called."))
    with action(desk, "institution.saved", KIND, after.id) as act:
        office.save(desk.db, after, expected=before)
        drafts.drop_record(desk.db, KIND, after.id if before else NEW)
        act.changed(KIND, after.id, None, before, after)
    return Changed(_TOPICS, None, after.id)


def remove_institution(desk: Desk, institution: Institution) -> Changed:
    """Take an institution away that no appointment names. Raises NotAllowed if one does, Stale."""
    if office.is_named(desk.db, institution):
        raise NotAllowed(
            later("Appointments stand with this institution: it stays."),
            later("Give it a name that says it is no longer visited."),
        )
    with action(desk, "institution.removed", KIND, institution.id) as act:
        office.remove(desk.db, institution)
        drafts.drop_record(desk.db, KIND, institution.id)
        act.changed(KIND, institution.id, None, institution, None)
    return Changed(_TOPICS, None, None)

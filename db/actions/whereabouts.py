"""Where the user is, by ids and names of fields: kept inside the store, for the start after a crash."""

from typing import Final

from db.actions.desk import Desk
from db.store import facts
from db.store.trouble import known_trouble

_PLACE: Final = "place"


def keep(desk: Desk, place: str) -> None:
    """Remember `place`: nothing of a case, and so no line of the journal. Raises Trouble or NotAllowed."""
    with known_trouble(), desk.db.atomic():
        facts.put(desk.db, _PLACE, place)


def kept(desk: Desk) -> str:
    """The place that was kept last; empty if none was."""
    return facts.get(desk.db, _PLACE) or ""

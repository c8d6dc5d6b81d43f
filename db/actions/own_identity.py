"""The caseworker's own age identity: kept inside the encrypted store, so that it lies nowhere in the open."""

from typing import TYPE_CHECKING, Final

from db.actions.desk import Desk, action
from db.exchange import identities
from db.records.base import new_id
from db.store import facts
from db.store.trouble import known_trouble

if TYPE_CHECKING:
    import pyrage

_IDENTITY: Final = "identity"


def recipient(desk: Desk) -> str | None:
    """The public recipient of this store's identity; None if none was made yet."""
    found = facts.get(desk.db, _IDENTITY)
    return None if not found else str(identities.of_text(found)[0].to_public())


def made_recipient(desk: Desk) -> str:
    """The public recipient of this store's identity, which is made if there is none."""
    found = recipient(desk)
    if found is not None:
        return found
    text, made = identities.new_identity(desk.now())
    with known_trouble(), action(desk, "identity.made", "identity", new_id()):
        facts.put(desk.db, _IDENTITY, text)
    return made


def holders(desk: Desk) -> "list[pyrage.x25519.Identity]":
    """What opens a package made for this store's recipient; nothing if it has none."""
    found = facts.get(desk.db, _IDENTITY)
    return identities.of_text(found) if found else []

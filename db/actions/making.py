"""A new store, as the municipality wants it made."""

from datetime import date
from pathlib import Path

from db.books.policy import Policy
from db.books.profile import Profile
from db.errors import NotAllowed
from db.store import open as door
from db.words import later


def make(
    store: Path,
    passphrase: str,
    *,
    today: date,
    profile: Profile,
    policy: Policy,
    recipient: str | None = None,
) -> None:
    """Make an empty encrypted store with a slot for `recipient`, or else for the profile's.

    Raises NotAllowed if policy asks for such a slot and no recipient is known, and as `open.make`.
    """
    recovery = recipient or profile.recovery_recipient or None
    if recovery is None and policy.text("recovery_slot") == "required":
        raise NotAllowed(
            later("Your municipality asks for a slot that IT can open, and no recipient is known."),
            later("Ask IT for their recovery recipient. No store was made."),
        )
    door.make(store, passphrase, today=today, recovery=recovery)

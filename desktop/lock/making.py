"""The first store, a new key for one, and a backup put in its place: done on the writer's thread."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.actions import making
from db.actions.desk import at_the_desk
from db.actions.office import name_caseworker
from db.books import municipality
from db.records.base import day_of
from db.store import open as door

if TYPE_CHECKING:
    from db.actions.backups import Restored


def make_store(
    store: Path, name: str, passphrase: str, now: Callable[[], datetime], folder: Path | None = None
) -> None:
    """An empty store for the caseworker `name`, as the profile in `folder` and policy want it.

    Raises NotAllowed or Trouble and leaves nothing behind.
    """
    found = municipality.read(folder)
    making.make(store, passphrase, today=day_of(now()), profile=found.profile, policy=found.policy)
    with door.unlock_by_passphrase(store, passphrase) as unlocked:
        desk = at_the_desk(unlocked, now=now, who=name)
        try:
            name_caseworker(desk, name)
        finally:
            desk.close()


def renew_key(
    store: Path, passphrase: str, now: Callable[[], datetime], folder: Path | None = None
) -> list[str]:
    """Give the closed `store` a new data key; returns the names of the backups that the old one still opens.

    Raises as `new_key.renew`: then nothing was changed.
    """
    from db.actions import new_key, upkeep

    plan = upkeep.plan_of(municipality.read(folder).policy)
    return [path.name for path in new_key.renew(store, passphrase, now=now, plan=plan).backups]


def restore_store(store: Path, backup: Path, passphrase: str, now: Callable[[], datetime]) -> "Restored":
    """Put `backup` in the place of the closed `store`, which is kept beside it.

    Raises as `backups.restore`: then nothing was changed.
    """
    from db.actions import backups

    return backups.restore(store, backup, passphrase, today=day_of(now()))

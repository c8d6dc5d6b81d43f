"""The first store, a new key for one, the way back into one: done on the writer's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.actions import making
from db.actions.at_the_desk import at_the_desk
from db.actions.office import name_caseworker
from db.books import municipality
from db.errors import ForUser, NotAllowed
from db.records.base import day_of
from db.store import header
from db.store import open as door
from db.store.keys import SlotKind
from db.store.trouble import known_trouble
from db.words import Words, later

if TYPE_CHECKING:
    from db.actions.kept_backups import Preview
    from db.actions.restore import Restored

_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery by IT did: whether the store has a new key, and the backups the old one still opens."""

    renewed: bool
    backups: tuple[str, ...] = ()


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

    Raises as `put_back`: then nothing was changed.
    """
    from db.actions.restore import put_back

    return put_back(store, backup, passphrase, today=day_of(now()))


def told_renewed(words: Words, backups: list[str]) -> str:
    """What is said once the store has a new key; `backups` are those that the old one still opens."""
    told = words.t("The store has a new key.")
    return f"{told} {told_backups(words, backups)}".strip()


def told_backups(words: Words, backups: Sequence[str]) -> str:
    """How many backups the old key still opens, "" for none: of one its name."""
    if len(backups) < 2:
        return words.t("The old key still opens {name}.", name=backups[0]) if backups else ""
    return words.t(
        "The old key still opens {count} backups. Settings say where they lie.", count=len(backups)
    )


def told_restored(words: Words, found: "Restored") -> str:
    """What is said once a backup stands in the place of the store."""
    told = words.t("The backup of {moment} is in place.", moment=words.moment(found.made_at))
    if found.kept is not None:
        told += " " + words.t("The store that stood here is kept beside it as {name}.", name=found.kept.name)
    return told


def rescue(store: Path, passphrase: str) -> Path:
    """Gather what is whole of the closed, damaged `store` in one that can only be read; returns that.

    Raises WrongPassphrase, Damaged (its header or its first page is gone), InUse, Trouble.
    """
    from db.store import salvage

    with door.unlock_by_passphrase(store, passphrase, to_check=True) as damaged:
        return salvage.rescued(damaged).path


def ways_in(store: Path) -> tuple[list[str], bool]:
    """IT's recipients that open the closed `store`, and whether it has a recovery code.

    Raises Damaged, or Trouble where nobody may look.
    """
    with known_trouble():
        slots = header.read(store).slots
    recipients = [slot.recipient for slot in slots if slot.kind is SlotKind.RECOVERY]
    return recipients, any(slot.kind is SlotKind.CODE for slot in slots)


def passphrase_length(folder: Path | None = None) -> int:
    """The fewest characters of a new passphrase, as policy has it."""
    return municipality.read(folder).policy.number("passphrase_length")


def recover_store(
    store: Path,
    way: Path | str,
    passphrase: str,
    now: Callable[[], datetime],
    folder: Path | None = None,
    *,
    renew: bool,
) -> Recovered:
    """Open the closed `store` with IT's key file or a code; from now on only `passphrase` opens it, and IT.

    With `renew` it is given a new data key as well; if the disk has no room for that, the passphrase is
    set all the same. Raises NotAllowed (no key file), WrongPassphrase, InUse, Damaged, Trouble: then
    nothing was changed.
    """
    from db.actions import keys

    opened = (
        door.unlock_by_code(store, way)
        if isinstance(way, str)
        else door.unlock_by_identity(store, _secret(way))
    )
    with opened as unlocked:
        desk = at_the_desk(unlocked, now=now)
        try:
            keys.set_passphrase(desk, passphrase)
        finally:
            desk.close()
    try:
        return (
            Recovered(True, tuple(renew_key(store, passphrase, now, folder))) if renew else Recovered(False)
        )
    except ForUser:
        return Recovered(False)


def newest_good(store: Path, passphrase: str, folder: Path | None = None) -> "Preview":
    """The newest backup of the closed `store` that `passphrase` opens and that is whole.

    Raises as `kept_backups.newest_good`.
    """
    from db.actions import kept_backups, upkeep

    plan = upkeep.plan_of(municipality.read(folder).policy)
    return kept_backups.newest_good(store, plan, passphrase, step=lambda: None)


def _secret(identity: Path) -> str:
    try:
        with identity.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotAllowed(
            later("The identity file cannot be read."), later("Name the file that holds IT's secret key.")
        ) from error

"""A new data key: after a lost passphrase, a leaver or a removed slot, the old one opens nothing new."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from os import urandom
from pathlib import Path
from typing import Final

from db import stepping
from db.actions import upkeep
from db.actions.at_the_desk import at_the_desk
from db.actions.desk import Desk, action
from db.errors import Damaged
from db.store import copying, header, keys, restoring
from db.store import open as door
from db.store.check import check
from db.store.keys import Slot, SlotKind
from db.store.trouble import known_trouble
from db.store.unlocked import Unlocked, give_key
from db.words import later

_ENDING: Final = ".renewed"


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many other passphrases open the store no more, and the backups that the old key still opens."""

    dropped: int
    backups: tuple[Path, ...]


def renew(
    store: Path,
    passphrase: str,
    *,
    now: Callable[[], datetime],
    plan: upkeep.Plan,
    passes: int = 0,
    step: Callable[[], None] | None = None,
) -> Renewed:
    """Put a copy of the store that a new data key opens in its place; the old file is removed.

    `passphrase` and IT's recipients open it as before, other passphrases no more. The copy is compared
    and checked before it takes the store's place; cut short at any moment, the next opening finds the old
    store or the new one, whole. Raises WrongPassphrase, InUse, Damaged or Trouble: then nothing was changed.
    """
    with known_trouble(), door.unlock_by_passphrase(store, passphrase) as opened:
        desk = at_the_desk(opened, now=now)
        fresh = store.with_name(store.name + _ENDING)
        copying.remove(fresh)
        key = bytearray(urandom(keys.KEY_BYTES))
        try:
            slots = _slots(desk, passphrase, key, passes)
            _write_copy(desk, fresh, key, slots, step or stepping.step)
            backups = tuple(made[at] for made in [upkeep.made(desk, plan)] for at in sorted(made))
            dropped = len(opened.header.slots) - len(slots)
        except BaseException:
            copying.remove(fresh)
            raise
        finally:
            keys.wipe(key)
            desk.close()
        for ending in (".lock", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                fresh.with_name(fresh.name + ending).unlink()
        restoring.put_in_place(store, fresh, store.with_name(store.name + restoring.SPENT))
        return Renewed(dropped, backups)


def _slots(desk: Desk, passphrase: str, key: bytearray, passes: int) -> tuple[Slot, ...]:
    """New slots for the passphrase and for IT's recipients, in the order of the old ones."""
    store, today = desk.store.header.store, desk.today()
    recoveries = [
        keys.recovery_slot(slot.recipient, key, today=today)
        for slot in desk.store.header.slots
        if slot.kind is SlotKind.RECOVERY
    ]
    passes = passes or keys.fitting_passes()
    return (keys.passphrase_slot(passphrase, key, store, today=today, passes=passes), *recoveries)


def _write_copy(
    desk: Desk, fresh: Path, key: bytearray, slots: tuple[Slot, ...], step: Callable[[], None]
) -> None:
    """The store at `fresh`, under `key`, with a header of its own. Raises Damaged if it is not the same."""
    first = fresh.with_name(fresh.name + ".copy")
    with copying.whole_copy(desk.store, desk.db, first, step) as copy:
        db = copy.connect(log=False)
        try:
            before = copying.contents(db, step)
            give_key(db.conn, key, anew=True)
        finally:
            db.close()
        first.replace(fresh)
        told = copy.header.model_copy(update={"slots": slots})
    new = Unlocked(fresh, told, key, desk.store.lock)
    db = new.connect(log=False)
    try:
        if copying.contents(db, step) != before:
            raise _unlike()
        with action(Desk(new, db, desk.who, desk.now), "key.renewed", "slot", SlotKind.PASSPHRASE.value):
            pass
        head = new.head(db)
    finally:
        db.close()
    new.header = told.model_copy(update={"head": head})
    header.sync_file(fresh)
    header.write(fresh, new.header)
    if not check(new).sound:
        raise _unlike()


def _unlike() -> Damaged:
    return Damaged(
        later("The copy with the new key is not as the store."), later("Nothing was changed. See check.")
    )

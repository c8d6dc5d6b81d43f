"""Real stores for the tests: made once with the cheapest key derivation there is, then copied."""

import hashlib
import shutil
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from db.actions import demonstration
from db.actions.at_the_desk import at_the_desk
from db.store import header, keys
from db.store import open as door

PASSPHRASE = "blåbærgrød på en våd onsdag"
TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
FAMILIES = 4
NAME = "sager.taetpaa"


def noon():
    """The clock of the tests."""
    return NOON


def made(folder, passphrase=PASSPHRASE, name=NAME, **options):
    """A new empty store in `folder`, whose slot opens at once."""
    store = folder / name
    door.make(store, passphrase, today=TODAY, passes=1, **options)
    with door.unlock_by_passphrase(store, passphrase) as unlocked:
        key, known = bytes(unlocked.key), unlocked.header
        quick = keys.passphrase_slot(passphrase, key, known.store, today=TODAY, passes=1, memory_kib=64)
        header.write(store, known.model_copy(update={"slots": (quick, *known.slots[1:])}))
    return store


def filled(folder, count=FAMILIES, passphrase=PASSPHRASE, name=NAME, **options):
    """A new store with a few of the demonstration's families."""
    store = made(folder, passphrase, name, **options)
    with at_work(store, passphrase) as desk:
        demonstration.fill(desk, count=count)
    return store


def copied(store, folder):
    """A copy of `store` and its header in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (store.name, f"{store.name}.header"):
        shutil.copy2(store.with_name(name), folder / name)
    return folder / store.name


def copied_whole(store, folder):
    """A copy of all that lies beside `store`, its log too, in the new `folder`."""
    shutil.copytree(store.parent, folder, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
    return folder / store.name


@contextmanager
def at_work(store, passphrase=PASSPHRASE, now=noon):
    """A desk at `store`."""
    with door.unlock_by_passphrase(store, passphrase) as unlocked:
        desk = at_the_desk(unlocked, now=now, who="Hanne Lind")
        try:
            yield desk
        finally:
            desk.close()


def digests(folder):
    """What every file in `folder` holds, by name; the lock holds nothing and may come and go."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }

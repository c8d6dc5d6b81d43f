"""The backups that are kept: which there are, and what a restore of one would change, before it is done."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock
from sqlite_utils import Database

from db.actions import upkeep
from db.actions.upkeep import Plan
from db.errors import Damaged, ForUser, NotAllowed, WrongPassphrase
from db.exchange import backup_file
from db.exchange.backup_file import BackupFile
from db.records.base import day_of
from db.store import cases, copying, erasing, header, journal, keys
from db.store.check import check
from db.store.trouble import known_trouble
from db.store.unlocked import Unlocked
from db.words import later

_ENDING: Final = ".looked"


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that is there: its moment, its file, and its size in bytes."""

    at: datetime
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What a store holds: rows by kind, as `copying.KINDS` names them, and its journal's last moment."""

    counts: Mapping[str, int]
    lines: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would change. `before` is None where the present store cannot be read.

    `days` are those on which something was written that the backup does not have, in their order;
    `erased` counts the cases of the backup that were erased since, and are erased from it again.
    """

    backup: Path
    made_at: datetime
    after: Holding
    before: Holding | None
    days: tuple[date, ...] = ()
    other_store: bool = False
    erased: int = 0


def kept(store: Path, store_id: str, plan: Plan) -> list[Kept]:
    """The backups of a store in the folder that policy names and beside it, the newest first.

    Of any store if `store_id` is "": the header may be gone.
    """
    found: dict[datetime, Kept] = {}
    for one in (Plan(), plan):
        with suppress(OSError):
            for at, path in upkeep.made_of(store, store_id, one).items():
                found[at] = Kept(at, path, path.stat().st_size)
    return [found[at] for at in sorted(found, reverse=True)]


def of_closed(store: Path, plan: Plan) -> list[Kept]:
    """The backups of the closed `store`, as `kept`; of any store that had its place if its header is gone."""
    return kept(store, _id_of(store), plan)


def preview(
    present: Unlocked, db: Database, backup: Path, passphrase: str, *, step: Callable[[], None]
) -> Preview:
    """What putting `backup` in the place of the open store would change.

    The backup is unpacked beside the store, opened with the store's own key or else `passphrase`, and
    checked. Raises NotAllowed (no such file), WrongPassphrase, Damaged (the backup is not whole), Trouble;
    nothing is changed. `step` is called now and then, and may raise to stop.
    """
    with known_trouble():
        found = backup_file.read(backup)
        with _looked_at(found, present.path, present.key, passphrase, step) as (copy, there):
            other = copy.header.store != present.header.store
            after, before = holding(there), holding(db)
            days = () if other else _days_since(db, after.lines)
            erased = 0 if other else len(erasing.erased(db).keys() & set(cases.ids(there)))
            return Preview(backup, found.made_at, after, before, days, other, erased)


def newest_good(store: Path, plan: Plan, passphrase: str, *, step: Callable[[], None]) -> Preview:
    """The newest backup of the closed `store` that opens with `passphrase` and is whole.

    Raises NotAllowed if there is none, WrongPassphrase if `passphrase` opens none of them, Trouble.
    """
    with known_trouble():
        wrong: WrongPassphrase | None = None
        for one in of_closed(store, plan):
            step()
            try:
                found = backup_file.read(one.path)
                with _looked_at(found, store, b"", passphrase, step) as (_, there):
                    return Preview(one.path, found.made_at, holding(there), None)
            except WrongPassphrase as error:
                wrong = error
            except (Damaged, NotAllowed):
                continue
        if wrong is not None:
            raise wrong
    raise NotAllowed(
        later("There is no whole backup here."), later("Ask IT whether there is one in another place.")
    )


def holding(db: Database) -> Holding:
    """What the store behind `db` holds."""
    seen = copying.glance(db)
    last = datetime.fromisoformat(seen.last) if seen.last else None
    return Holding(copying.counts(db), seen.lines, last)


@contextmanager
def _looked_at(
    found: BackupFile, store: Path, key: keys.Key, passphrase: str, step: Callable[[], None]
) -> Iterator[tuple[Unlocked, Database]]:
    """The backup, unpacked beside `store` and open to be read; it is gone again afterwards."""
    fresh = store.with_name(store.name + _ENDING)
    copying.remove(fresh)
    try:
        step()
        backup_file.unpack(found, fresh, header.header_path(fresh))
        step()
        told = header.read(fresh)
        opened = _key(told, key, passphrase)
        lock = FileLock(
            fresh.with_name(fresh.name + ".lock"), thread_local=False
        )  # never taken: nobody knows
        with Unlocked(fresh, told, opened, lock) as copy:
            if not told.head.is_sealed_by(opened, told.store) or not check(copy, alone=True).sound:
                raise backup_file.damaged()
            step()
            db = copy.connect(read_only=True)
            try:
                yield copy, db
            finally:
                db.close()
    except Damaged as error:
        raise backup_file.damaged() from error
    finally:
        copying.remove(fresh)


def _key(told: header.Header, key: keys.Key, passphrase: str) -> bytearray:
    if key and told.head.is_sealed_by(key, told.store):
        return bytearray(key)
    for slot in told.slots:
        if slot.kind is keys.SlotKind.PASSPHRASE and passphrase:
            opened = keys.key_by_passphrase(slot, passphrase, told.store)
            if opened is not None:
                return opened
    raise WrongPassphrase(
        later("The backup has another key than the store has now."),
        later("Write the passphrase that was in use when it was made."),
    )


def _days_since(db: Database, lines: int) -> tuple[date, ...]:
    return tuple(sorted({day_of(at) for at in journal.moments_after(db, lines)}))


def _id_of(store: Path) -> str:
    try:
        return header.read(store).store
    except (ForUser, OSError):
        return ""

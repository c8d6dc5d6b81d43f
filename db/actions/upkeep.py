"""What a store needs done by itself: automatic backups, on a schedule and before it is changed in whole."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.books.policy import Policy
from db.errors import Trouble
from db.records.base import COPENHAGEN, new_id
from db.rules import keeping
from db.rules.choosing import months_after
from db.store import documents, erasing, facts, journal
from db.store.trouble import known_trouble
from db.words import later

_ENDING: Final = ".backups"
_STAMP: Final = "%Y%m%d-%H%M%S"
_ID: Final = 12
_NAME: Final = re.compile(r"taetpaa-([0-9a-f]{12})-(\d{8}-\d{6})\.backup")
_WAITING: Final = "backups_wait_since"


@dataclass(frozen=True, slots=True)
class Plan:
    """How automatic backups are made, as policy settles it. `folder` None is beside the store.

    The journal is cut after `journal_months`.
    """

    folder: Path | None = None
    hours: int = 20
    days: int = 90
    journal_months: int = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: a backup was made, none was due, or its folder is out of reach."""

    made: Path | None = None
    waits: bool = False


def plan_of(policy: Policy) -> Plan:
    """The plan that policy settles."""
    folder = policy.text("backup_folder")
    return Plan(
        Path(folder) if folder else None,
        *(policy.number(name) for name in ("backup_hours", "backup_days", "journal_months")),
    )


def folder_of(store: Path, plan: Plan) -> Path:
    """Where the automatic backups of `store` lie."""
    return plan.folder or store.with_name(store.name + _ENDING)


def automatic(desk: Desk, plan: Plan, *, step: Callable[[], None] | None = None) -> Outcome:
    """Make a backup if the newest is older than `plan` asks, and thin the older ones.

    What was erased is written out of the pages first, if that was cut short. Raises Damaged if the store
    is not whole. `step` is called now and then, and may raise to stop.
    """
    if erasing.is_unscrubbed(desk.db):
        with known_trouble():
            erasing.scrub(desk.store, desk.db)
    try:
        newest = max(made(desk, plan), default=None)
        if newest is not None and timedelta() <= desk.now() - newest < timedelta(hours=plan.hours):
            return Outcome()
        return Outcome(made=make_now(desk, plan, step=step))
    except (OSError, Trouble):
        return Outcome(waits=True)


def before_change(desk: Desk) -> None:
    """Make a backup beside the store, before it is changed as a whole; an empty one has nothing to lose.

    Raises Damaged if the store is not whole, Trouble if the disk refuses.
    """
    if not documents.is_empty(desk.db):
        make_now(desk, Plan())


def trim_journal(desk: Desk, plan: Plan) -> int:
    """Cut off the lines of the journal that policy no longer keeps; returns how many.

    The last digest that was cut stands as an anchor, and one line says that it was done.
    """
    day = months_after(desk.today(), -plan.journal_months)
    before = datetime.combine(day, time(0), COPENHAGEN)
    with known_trouble(), desk.db.atomic():
        gone = journal.trim(desk.db, before)
        if gone:
            with action(desk, "journal.trimmed", "journal", new_id()):
                pass
    return gone


def note_waiting(desk: Desk, *, waits: bool) -> Changed | None:
    """Remember whether backups wait for their folder, and since when; None if that is known already."""
    since = facts.get(desk.db, _WAITING) or ""
    if bool(since) == waits:
        return None
    with known_trouble(), desk.db.atomic():
        facts.put(desk.db, _WAITING, desk.today().isoformat() if waits else "")
    return Changed(frozenset({Topic.CALENDAR}))


def waiting_since(desk: Desk) -> date | None:
    """The day since which backups wait for their folder; None if they do not."""
    since = facts.get(desk.db, _WAITING)
    return date.fromisoformat(since) if since else None


def make_now(desk: Desk, plan: Plan, *, step: Callable[[], None] | None = None) -> Path:
    """Make a backup whenever the last one was made, thin those there and beside the store; the new file.

    Raises Damaged if the store is not whole, Trouble if the disk refuses or the folder is out of reach:
    then nothing was changed. `step` is called now and then, and may raise to stop.
    """
    from db.actions import backups  # not before one is made: each start would wait for it

    folder, own = folder_of(desk.store.path, plan), desk.store.header.store[:_ID]
    with known_trouble():
        if plan.folder is None and not folder.exists():
            folder.mkdir(mode=0o700)
        if not folder.is_dir():
            raise Trouble(
                later("The folder of the backups is out of reach."), later("They wait until it is there.")
            )
        out = folder / f"taetpaa-{own}-{desk.now().astimezone(UTC).strftime(_STAMP)}.backup"
        backups.back_up(desk.store, desk.db, out, made_at=desk.now(), step=step)
    for place in (plan, replace(plan, folder=None)):
        there = made(desk, place)
        for moment in keeping.to_thin({*there, desk.now()}, desk.now(), days=plan.days):
            if moment in there:
                with suppress(OSError):
                    there[moment].unlink()
    return out


def made(desk: Desk, plan: Plan) -> dict[datetime, Path]:
    """The automatic backups of this store, by their moment."""
    return made_of(desk.store.path, desk.store.header.store, plan)


def made_of(store: Path, store_id: str, plan: Plan) -> dict[datetime, Path]:
    """The automatic backups of the store at `store`, by their moment; of any store there if its id is ""."""
    own, found = store_id[:_ID], {}
    folder = folder_of(store, plan)
    for path in folder.iterdir() if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named is not None and (not own or named[1] == own):
            with suppress(ValueError):  # digits that are no moment
                found[datetime.strptime(named[2], _STAMP).replace(tzinfo=UTC)] = path
    return found

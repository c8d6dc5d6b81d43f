"""One store takes the place of another, which is kept beside it: finished however often it is cut short.

A note beside the store says which file goes where. It is on the disk before the first file is
moved, and whoever opens the store next does what is left.
"""

import json
import os
from pathlib import Path
from typing import Final

from db.errors import Damaged
from db.store.header import sync_folder
from db.words import later

SPENT: Final = ".spent"
"""The ending of a store that is not kept once another has its place: its key is no longer trusted."""
_NOTE: Final = ".restoring"
_LARGEST: Final = 4096


def note_path(store: Path) -> Path:
    """Where the note of an unfinished restore stands."""
    return store.with_name(store.name + _NOTE)


def put_in_place(store: Path, fresh: Path, kept: Path) -> None:
    """Let `fresh` and its header take the place of `store`, which is from now on called `kept`.

    All three are neighbours, and the caller holds the lock of `store`. Raises OSError.
    """
    note = note_path(store)
    part = note.with_name(note.name + ".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump({"fresh": fresh.name, "kept": kept.name}, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(note)
    sync_folder(store.parent)
    finish(store)


def finish(store: Path) -> None:
    """Do what is left of a restore that was cut short; the caller holds the lock. Raises Damaged, OSError."""
    note = note_path(store)
    if not note.exists():
        return
    fresh, kept = _read(note)
    for ending, others in ((".header", ()), ("", ("-wal", "-shm"))):
        new = fresh.with_name(fresh.name + ending)
        if not new.exists():
            continue  # done before it was cut short: what stands there is the new one
        for one in (*others, ending):
            old = store.with_name(store.name + one)
            if old.exists():
                old.replace(kept.with_name(kept.name + one))
        new.replace(store.with_name(store.name + ending))
    sync_folder(store.parent)
    if kept.name.endswith(SPENT):
        for ending in ("-wal", "-shm", ".header", ""):
            kept.with_name(kept.name + ending).unlink(missing_ok=True)
    note.unlink()


def _read(note: Path) -> tuple[Path, Path]:
    try:
        with note.open("rb") as file:
            names = json.loads(file.read(_LARGEST))
        fresh, kept = str(names["fresh"]), str(names["kept"])
    except (ValueError, KeyError, TypeError):
        fresh = kept = ""
    if not fresh or not kept or Path(fresh).name != fresh or Path(kept).name != kept:
        raise Damaged(
            later("A restore was cut short, and its note is damaged."), later("Restore the backup once more.")
        )
    return note.with_name(fresh), note.with_name(kept)

"""A closed store, and what whoever opens or mends it at the lock works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.words import Words
from desktop.lock.lock_screen import LockScreen
from desktop.writer import Writer


@dataclass(slots=True)
class Closed:
    """The store at `path`, with the municipality's `profile`; `screen` says in `words` what becomes of it."""

    words: Words
    path: Path
    now: Callable[[], datetime]
    profile: Path | None
    writer: Writer
    screen: LockScreen

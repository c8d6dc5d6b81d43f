"""Two small files beside the store: that it is open, and how often the passphrase was wrong. Nothing else."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FREE_TRIES: Final = 2
_LONGEST_WAIT: Final = 60
_MOST: Final = 1000
_LARGEST: Final = 200


def may_be_at(store: Path) -> bool:
    """True if there is a store, only its header (then it is lost), or a folder that nobody may look into."""
    return _is_there(store, if_hidden=True) or _is_there(store.with_name(f"{store.name}.header"))


def _is_there(path: Path, *, if_hidden: bool = False) -> bool:
    try:
        return path.exists()
    except PermissionError:
        return if_hidden
    except OSError:  # a name that no file can have is refused in words when one is to be made
        return False


class OpenMark:
    """A file that stands while the store is open: found at a start, the last time ended by a crash."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".open")

    def stands(self) -> bool:
        """True if the store was not closed."""
        return _is_there(self._path)

    def set(self) -> None:
        """The store is open; a folder that refuses a file costs only the sentence after a crash."""
        with suppress(OSError):
            self._path.touch(mode=0o600)

    def take_away(self) -> None:
        """The store was closed as it should be."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Mistakes:
    """How often in a row the passphrase was wrong, and when it was last (seconds since 1970)."""

    count: int = 0
    last: float = 0.0

    def wait(self, now: float) -> int:
        """Whole seconds until the next try: after two free ones twice as long each time, up to a minute.

        A clock that was put back does not make it longer than that.
        """
        if self.count <= _FREE_TRIES:
            return 0
        whole = min(_LONGEST_WAIT, 1 << min(self.count - _FREE_TRIES, 8))
        gone = now - self.last
        return whole if gone < 0 else max(0, round(whole - gone))


class MistakesFile:
    """Keeps the mistakes over restarts."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".tries")

    def read(self) -> Mistakes:
        """What is kept; none for a missing or a faulty file."""
        try:
            with self._path.open("rb") as file:
                found = json.loads(file.read(_LARGEST))
            count, last = int(found["count"]), float(found["last"])
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return Mistakes()
        return Mistakes(min(max(count, 0), _MOST), last)

    def add(self, now: float) -> Mistakes:
        """One more, now; returns them all."""
        found = Mistakes(min(self.read().count + 1, _MOST), now)
        with suppress(OSError):
            part = self._path.with_name(self._path.name + ".part")
            part.touch(mode=0o600)
            part.write_text(json.dumps({"count": found.count, "last": found.last}), "ascii")
            part.replace(self._path)
        return found

    def forget(self) -> None:
        """The right passphrase was given."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

"""Two small files beside the store: that it is open, and how often the passphrase was wrong. Nothing else."""

import json
from contextlib import suppress
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


def wait_after(mistakes: int) -> int:
    """Whole seconds to wait after so many in a row: none for two, then twice as long each, up to a minute."""
    if mistakes <= _FREE_TRIES:
        return 0
    return min(_LONGEST_WAIT, 1 << min(mistakes - _FREE_TRIES, 8))


class MistakesFile:
    """Keeps over restarts how often in a row the passphrase was wrong.

    No moment is kept: a new start waits the whole time again, so that no moved clock makes it shorter.
    """

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".tries")

    def read(self) -> int:
        """How many; none for a missing or a faulty file."""
        try:
            with self._path.open("rb") as file:
                count = int(json.loads(file.read(_LARGEST))["count"])
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return 0
        return min(max(count, 0), _MOST)

    def add(self) -> int:
        """One more; returns how many they are."""
        count = min(self.read() + 1, _MOST)
        with suppress(OSError):
            part = self._path.with_name(self._path.name + ".part")
            part.touch(mode=0o600)
            part.write_text(json.dumps({"count": count}), "ascii")
            part.replace(self._path)
        return count

    def forget(self) -> None:
        """The right passphrase was given."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

"""Copies that another program shows: in a folder of the user's own, gone when the store is locked.

What a crash left is removed at the next start. Only the standard library: the lock screen clears it too.
"""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path


class OpenedFiles:
    """The folder for the copies of one store: in memory where the system has such a place, else beside it."""

    def __init__(self, store: Path) -> None:
        own = os.environ.get("XDG_RUNTIME_DIR", "")
        mark = hashlib.sha256(str(store.absolute()).encode()).hexdigest()[:16]
        beside = store.with_name(store.name + ".shown")
        self.folder = Path(own) / f"taetpaa-{mark}" if own and Path(own).is_dir() else beside

    def put(self, name: str, content: bytes) -> Path:
        """Write a copy called `name` that only the user may read. Raises OSError, and leaves no half copy."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        path = self.folder / name
        with suppress(FileNotFoundError):
            path.unlink()
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise
        return path

    def clear(self) -> None:
        """Remove every copy; one that another program holds fast goes the next time."""
        with suppress(OSError):  # no folder can have such a name: then there is none
            if not self.folder.is_symlink():
                shutil.rmtree(self.folder, ignore_errors=True)

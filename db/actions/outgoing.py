"""Files that leave the store: new ones only, all of them or none."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import NotAllowed
from db.store.trouble import known_trouble
from db.words import later


@contextmanager
def new_files(files: Mapping[Path, bytes], *, in_place: bool = False) -> Iterator[None]:
    """Put `files` in their places after what is done inside; none of them if it fails.

    They are on the disk, under another name, before anything is done inside, and only the
    user may read them. A folder that is missing is made if the one above it is there. Raises
    NotAllowed if there is a file of a name already (unless asked to put the new one `in_place`)
    or no such folder, Trouble if the disk refuses.
    """
    for path in files:
        if not path.name:  # "", "." or the root: a folder, and never a new file
            _refuse_known(path)
    parts = {path.with_name(path.name + ".part"): path for path in files}
    made: list[Path] = []
    try:
        with known_trouble():
            for part, path in parts.items():
                if not in_place:
                    _refuse_known(path)
                made += _folder_made(path.parent)
                _write(part, files[path])
                made.append(part)
        yield
        with known_trouble():
            for part, path in parts.items():
                part.replace(path)
                made += [] if in_place else [path]
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _refuse_known(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise NotAllowed(later("There is a file of that name already."), later("Choose another name."))


def _folder_made(folder: Path) -> list[Path]:
    if folder.is_dir():
        return []
    if not folder.parent.is_dir():
        raise NotAllowed(later("There is no such folder."), later("Make it first, or choose another."))
    folder.mkdir(mode=0o700)
    return [folder]


def _write(part: Path, data: bytes) -> None:
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    except FileNotFoundError as error:  # a folder that holds no files of ours, or that has just gone
        raise NotAllowed(later("Nothing can be written there."), later("Choose another folder.")) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise

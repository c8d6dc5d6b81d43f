"""Whether a municipality's profile is sound: every part of it is read, and every fault told."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from db.books import catalogue, deadlines, forms, ladder, letters, profile, refusion
from db.books.places import toml_line
from db.books.profile_seal import SUMS
from db.errors import NotAllowed
from db.words import later

_REMEDY: Final = later("Correct the file, or ask IT to put the earlier one back.")
_MOST: Final = 1000


def faults(folder: Path) -> list[NotAllowed]:
    """What is wrong with the profile in `folder`, each with file, line and reason; empty if it is sound."""
    return [*profile.faults(folder), *_strangers(folder), *_parts(folder)]


def _parts(folder: Path) -> Iterator[NotAllowed]:
    for name, look in _PARTS.items():
        part = folder / name
        if not part.exists():
            continue
        if part.is_dir() == name.endswith(".toml"):
            yield _fault(
                later("{file}, line {line}: a folder stands where a file belongs, or a file for one."), name
            )
            continue
        written = [fault for file in _files(part) for fault in _unwritten(file, part)]
        yield from written
        if not written:
            yield from look(part)


def _files(part: Path) -> list[Path]:
    return sorted(part.rglob("*.toml"))[:_MOST] if part.is_dir() else [part]


def _unwritten(file: Path, part: Path) -> Iterator[NotAllowed]:
    named = f"{file.parent.name}/{file.name}" if file != part else file.name
    try:
        tomllib.loads(file.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        message = later("{file}, line {line}: this is not written as TOML.")
        yield _fault(message, named, toml_line(error))
    except (OSError, UnicodeDecodeError):
        yield _fault(later("{file}, line {line}: the file cannot be read as text."), named)


def _strangers(folder: Path) -> Iterator[NotAllowed]:
    """What lies in the profile and would never be read: most often a slip in a name."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        known = path.name in _PARTS or path.name in ("profile.toml", SUMS) or path.suffix not in ("", ".toml")
        if not known and not path.name.startswith("."):
            yield _fault(later("{file}, line {line}: a profile has no part of this name."), path.name)


def _read(read: Callable[[], object]) -> Iterator[NotAllowed]:
    """The fault that `read` meets, if it meets one."""
    try:
        read()
    except NotAllowed as error:
        yield error


def _deadlines(part: Path) -> Iterator[NotAllowed]:
    yield from _read(lambda: deadlines.with_profile(deadlines.read(), part))


def _ladder(part: Path) -> Iterator[NotAllowed]:
    yield from _read(lambda: ladder.read(part))


def _catalogue(part: Path) -> Iterator[NotAllowed]:
    yield from _read(lambda: catalogue.with_profile(part))


def _refusion(part: Path) -> Iterator[NotAllowed]:
    yield from _read(lambda: refusion.with_profile(part))


def _letters(part: Path) -> Iterator[NotAllowed]:
    yield from _read(lambda: letters.with_profile(part))


def _forms(part: Path) -> Iterator[NotAllowed]:
    for file in _files(part):
        yield from _read(lambda file=file: forms.read(file))  # type: ignore[misc]


def _fault(message: str, file: str, line: int = 1, **facts: object) -> NotAllowed:
    return NotAllowed(message, _REMEDY, file=file, line=line, **facts)


_PARTS: Final[Mapping[str, Callable[[Path], Iterator[NotAllowed]]]] = {
    "deadlines": _deadlines,
    "catalogue": _catalogue,
    "forms": _forms,
    "letters": _letters,
    "ladder.toml": _ladder,
    "refusion.toml": _refusion,
}
"""The parts of a profile beside profile.toml (contract, section 4), and what looks at each."""

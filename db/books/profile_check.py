"""Whether a municipality's profile is sound: every part of it is read, and every fault told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from db.books import catalogue, deadlines, forms, ladder, letters, profile, refusion, toml_file
from db.books.profile_seal import SUMS
from db.books.toml_file import REMEDY
from db.errors import NotAllowed
from db.words import later

_MOST: Final = 1000
_FORMS: Final = "forms"
_NO_SUCH_PART: Final = later("{file}, line {line}: a profile has no part of this name.")
_PARTS: Final[Mapping[str, Callable[[Path], object]]] = {
    "deadlines": lambda part: deadlines.with_profile(deadlines.read(), part),
    "catalogue": catalogue.with_profile,
    _FORMS: forms.read,  # file by file
    "letters": letters.with_profile,
    "ladder.toml": ladder.read,
    "refusion.toml": refusion.with_profile,
}
"""The parts of a profile beside profile.toml (contract, section 4), and what reads each."""


def faults(folder: Path) -> list[NotAllowed]:
    """What is wrong with the profile in `folder`, each with file, line and reason; empty if it is sound."""
    return [*profile.faults(folder), *misplaced(folder), *_parts(folder)]


def misplaced(folder: Path) -> Iterator[NotAllowed]:
    """What lies in the profile in `folder` where it would never be read, by name; each a fault."""
    yield from _strangers(folder)
    for name in _PARTS:
        part = folder / name
        if _confused(part):
            yield _fault(
                later("{file}, line {line}: a folder stands where a file belongs, or a file for one."), name
            )
        elif part.is_dir():
            for path in sorted(set(part.rglob("*.toml")) - set(_files(part)))[:_MOST]:
                yield _fault(_NO_SUCH_PART, path.relative_to(folder).as_posix())


def _confused(part: Path) -> bool:
    return part.exists() and part.is_dir() == part.name.endswith(".toml")


def _files(part: Path) -> list[Path]:
    """The files of the folder `part` that are read, in order."""
    return sorted(part.glob("*/*.toml" if part.name == _FORMS else "*.toml"))


def _parts(folder: Path) -> Iterator[NotAllowed]:
    for name, read in _PARTS.items():
        part = folder / name
        if not part.exists() or _confused(part):
            continue
        files = _files(part)[:_MOST] if part.is_dir() else [part]
        written = list(_met(partial(toml_file.read, alone=not part.is_dir()), files))
        yield from written
        if not written:
            yield from _met(read, files if name == _FORMS else [part])


def _met(read: Callable[[Path], object], places: Iterable[Path]) -> Iterator[NotAllowed]:
    """The faults that `read` meets, the first of each of `places`."""
    for place in places:
        try:
            read(place)
        except NotAllowed as error:
            yield error


def _strangers(folder: Path) -> Iterator[NotAllowed]:
    """What lies in the profile and would never be read: most often a slip in a name."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        known = path.name in _PARTS or path.name in ("profile.toml", SUMS) or path.suffix not in ("", ".toml")
        if not known and not path.name.startswith("."):
            yield _fault(_NO_SUCH_PART, path.name)


def _fault(message: str, file: str) -> NotAllowed:
    return NotAllowed(message, REMEDY, file=file, line=1)

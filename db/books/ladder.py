"""The ladder: its steps, and where the placements stand that no source settles; a profile may change both."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from db.books.catalogue import Catalogue
from db.books.places import field_line, toml_line
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.intervention import PlacementKind
from db.words import later

_STEPS: Final = 6
_FILE: Final = RESOURCES / "ladder.toml"
_UNSETTLED: Final = (PlacementKind.OWN_ROOM, PlacementKind.BOARDING_SCHOOL)
"""The placements of which the sources disagree on the step (law, section 7)."""

_FIELDS: Final = frozenset({"source", "checked", "step", "placements"})
_UNKNOWN: Final = later("{file}, line {line}: the field {field} is not known.")
_UNFIT: Final = later("{file}, line {line}: the field {field} has a value that cannot stand there.")
_REMEDY: Final = later("It lists six steps, 1 to 6, or the step of own_room and boarding_school, or both.")

later("general services")
later("preventive")
later("at home")
later("family or network")
later("foster family")
later("residential")


@dataclass(frozen=True, slots=True)
class Ladder:
    """What the steps are called, keys of the words or the profile's own, lowest first.

    `placements` gives the step of those placements that are a setting.
    """

    steps: tuple[str, ...]
    placements: Mapping[PlacementKind, int] = field(default_factory=dict)


@cache
def shipped() -> Ladder:
    """The ladder that ships with the program."""
    return read(_FILE)


def with_profile(file: Path) -> Ladder:
    """The shipped ladder with what the profile's `file` says instead; the shipped one if it is not there.

    Raises NotAllowed, with file, line and reason, for a faulty one.
    """
    return read(file) if file.is_file() else shipped()


def read(file: Path) -> Ladder:
    """The ladder of `file`; what it does not say stands as shipped. Raises as `with_profile`."""
    try:
        text = file.read_text("utf-8-sig")
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = later("{file}, line {line}: this is not written as TOML.")
        raise NotAllowed(message, _REMEDY, file=file.name, line=toml_line(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        message = later("{file}, line {line}: the file cannot be read as text.")
        raise NotAllowed(message, _REMEDY, file=file.name, line=1) from error
    try:
        return _ladder(written, own=file != _FILE)
    except _FaultyError as fault:
        line = field_line(text, fault.field, fault.nth)
        raise NotAllowed(fault.reason, _REMEDY, file=file.name, line=line, field=fault.field) from None


def _ladder(written: Mapping[str, Any], *, own: bool) -> Ladder:
    for name in written:
        if name not in _FIELDS:
            raise _FaultyError(name, _UNKNOWN)
    steps, placements = written.get("step"), written.get("placements", {})
    titles = shipped().steps if steps is None and own else _titles(steps)
    return Ladder(titles, {**(shipped().placements if own else {}), **_placed(placements)})


def placed(catalogue: Catalogue, ladder: Ladder) -> Catalogue:
    """`catalogue` with its placements on the steps that the ladder sets."""
    return {
        key: row.changed(step=step)
        if row.placement is not None
        and (step := ladder.placements.get(row.placement)) not in (None, row.step)
        else row
        for key, row in catalogue.items()
    }


def _titles(rows: Any) -> tuple[str, ...]:
    listed = rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else []
    if len(listed) != _STEPS:
        raise _FaultyError("step")
    for number, row in enumerate(listed, 1):
        title = row.get("title")
        if row.keys() != {"number", "title"} or row["number"] != number:
            raise _FaultyError("step", nth=number)
        if not isinstance(title, str) or not title.strip():
            raise _FaultyError("step", nth=number)
    return tuple(str(row["title"]) for row in listed)


def _placed(placements: Any) -> dict[PlacementKind, int]:
    known = {kind.value: kind for kind in _UNSETTLED}
    if not isinstance(placements, dict):
        raise _FaultyError("placements")
    for name, step in placements.items():
        if name not in known:
            raise _FaultyError(name, _UNKNOWN)
        if type(step) is not int or not 1 <= step <= _STEPS:
            raise _FaultyError(name)
    return {known[name]: step for name, step in placements.items()}


class _FaultyError(Exception):
    """What is wrong in a ladder's file: the field, the how many-th of that name, and the reason."""

    def __init__(self, field: str, reason: str = _UNFIT, *, nth: int = 1) -> None:
        super().__init__(field)
        self.field, self.reason, self.nth = field, reason, nth

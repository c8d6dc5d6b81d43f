"""The ladder: its steps, and where the placements stand that no source settles; a profile may change both."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from db.books.catalogue import Catalogue
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.intervention import PlacementKind
from db.words import later

_STEPS: Final = 6
_FILE: Final = RESOURCES / "ladder.toml"
_UNSETTLED: Final = (PlacementKind.OWN_ROOM, PlacementKind.BOARDING_SCHOOL)
"""The placements of which the sources disagree on the step (law, section 7)."""

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

    Raises NotAllowed, with the file, for a faulty one.
    """
    return read(file) if file.is_file() else shipped()


def read(file: Path) -> Ladder:
    """The ladder of `file`; what it does not say stands as shipped. Raises NotAllowed for a faulty file."""
    try:
        written = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _fault(file) from error
    steps, placements = written.get("step"), written.get("placements", {})
    titles = shipped().steps if steps is None and file != _FILE else _titles(file, steps)
    return Ladder(titles, {**_known(file), **_placed(file, placements)})


def placed(catalogue: Catalogue, ladder: Ladder) -> Catalogue:
    """`catalogue` with its placements on the steps that the ladder sets."""
    return {
        key: row.changed(step=step)
        if row.placement is not None
        and (step := ladder.placements.get(row.placement)) not in (None, row.step)
        else row
        for key, row in catalogue.items()
    }


def _known(file: Path) -> Mapping[PlacementKind, int]:
    return {} if file == _FILE else shipped().placements


def _titles(file: Path, rows: Any) -> tuple[str, ...]:
    listed = rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else []
    if [row.get("number") for row in listed] != list(range(1, _STEPS + 1)):
        raise _fault(file)
    titles = [row.get("title") for row in listed]
    if not all(isinstance(title, str) and title.strip() for title in titles):
        raise _fault(file)
    return tuple(str(title) for title in titles)


def _placed(file: Path, placements: Any) -> dict[PlacementKind, int]:
    known = {kind.value: kind for kind in _UNSETTLED}
    if not isinstance(placements, dict) or not set(placements) <= set(known):
        raise _fault(file)
    steps = list(placements.values())
    if not all(type(step) is int and 1 <= step <= _STEPS for step in steps):
        raise _fault(file)
    return {known[name]: step for name, step in placements.items()}


def _fault(file: Path) -> NotAllowed:
    return NotAllowed(
        later("The ladder's file {file} is faulty."),
        later("It lists six steps, 1 to 6, or the step of own_room and boarding_school, or both."),
        file=file.name,
    )

"""The ladder: its steps, and where the placements stand that no source settles; a profile may change both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from db.books import toml_file
from db.books.catalogue import Catalogue
from db.books.toml_file import TomlFile
from db.paths import RESOURCES
from db.records.intervention import PlacementKind
from db.words import later

_STEPS: Final = 6
_FILE: Final = RESOURCES / "ladder.toml"
_UNSETTLED: Final = (PlacementKind.OWN_ROOM, PlacementKind.BOARDING_SCHOOL)
"""The placements of which the sources disagree on the step (law, section 7)."""

_FIELDS: Final = frozenset({"source", "checked", "step", "placements"})
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


def read(path: Path) -> Ladder:
    """The ladder of the file at `path`; what it does not say stands as shipped. Raises as `with_profile`."""
    file = toml_file.read(path, alone=True, remedy=_REMEDY)
    own = path != _FILE
    for name in file.content:
        if name not in _FIELDS:
            raise file.unknown(name)
    titles = shipped().steps if own and "step" not in file.content else _titles(file)
    return Ladder(titles, {**(shipped().placements if own else {}), **_placed(file)})


def placed(catalogue: Catalogue, ladder: Ladder) -> Catalogue:
    """`catalogue` with its placements on the steps that the ladder sets."""
    return {
        key: row.changed(step=step)
        if row.placement is not None
        and (step := ladder.placements.get(row.placement)) not in (None, row.step)
        else row
        for key, row in catalogue.items()
    }


def _titles(file: TomlFile) -> tuple[str, ...]:
    rows = file.rows("step")
    if len(rows) != _STEPS:
        raise file.unfit("step")
    for nth, row in enumerate(rows):
        title = row.get("title") if isinstance(row, dict) else None
        sound = isinstance(title, str) and title.strip()
        if not sound or row.keys() != {"number", "title"} or row["number"] != nth + 1:
            raise file.unfit("step", nth)
    return tuple(str(row["title"]) for row in rows)


def _placed(file: TomlFile) -> dict[PlacementKind, int]:
    placements = file.content.get("placements", {})
    known = {kind.value: kind for kind in _UNSETTLED}
    if not isinstance(placements, dict):
        raise file.unfit("placements")
    for name, step in placements.items():
        if name not in known:
            raise file.unknown("placements", name)
        if type(step) is not int or not 1 <= step <= _STEPS:
            raise file.unfit("placements", name)
    return {known[name]: step for name, step in placements.items()}

"""The fictional families of resources/demo."""

import json
import tomllib
from pathlib import Path
from typing import Any

from db.paths import RESOURCES
from db.rules.families import Names, named


def families(folder: Path = RESOURCES / "demo" / "families") -> list[Any]:
    """Each family as a raw exchange document, in the order of their file names."""
    return [_document(path) for path in sorted(folder.glob("*.json"))]


def office(file: Path = RESOURCES / "demo" / "office.json") -> Any:
    """What belongs to no family: institutions, rooms, panels, as a raw exchange document."""
    return _document(file)


def names(file: Path = RESOURCES / "demo" / "names.toml") -> Names:
    """Names for the families beyond the written ones."""
    return Names(**tomllib.loads(file.read_text("utf-8")))


def _document(file: Path) -> Any:
    return named(json.loads(file.read_text("utf-8")))

"""The ladder's steps, from resources/ladder.toml."""

import tomllib
from pathlib import Path

from db.errors import NotAllowed
from db.paths import RESOURCES
from db.words import later

_STEPS = 6

later("general services")
later("preventive")
later("at home")
later("family or network")
later("foster family")
later("residential")


def steps(file: Path = RESOURCES / "ladder.toml") -> tuple[str, ...]:
    """What the steps are called, keys of the catalogue, lowest first. Raises NotAllowed for a faulty file."""
    rows = tomllib.loads(file.read_text("utf-8")).get("step", [])
    numbers = [row.get("number") for row in rows]
    if numbers != list(range(1, _STEPS + 1)) or not all(isinstance(row.get("title"), str) for row in rows):
        raise NotAllowed(
            later("The ladder's file {file} is faulty."), later("It lists six steps, 1 to 6."), file=file.name
        )
    return tuple(row["title"] for row in rows)

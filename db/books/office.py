"""What the office has set for itself, from resources/office.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from db.errors import NotAllowed
from db.paths import RESOURCES
from db.words import later


@dataclass(frozen=True, slots=True)
class Office:
    """The office's own figures. `caseload_target` is how many open cases a caseworker should have."""

    caseload_target: int


def read(file: Path = RESOURCES / "office.toml") -> Office:
    """The office's figures. Raises NotAllowed if the file is missing, or a figure in it."""
    try:
        target = tomllib.loads(file.read_text("utf-8")).get("caseload_target")
    except (OSError, ValueError):
        target = None
    if not isinstance(target, int) or isinstance(target, bool) or target < 1:
        raise NotAllowed(
            later("The office's file {file} is faulty."),
            later("It gives caseload_target, a whole number of cases."),
            file=file.name,
        )
    return Office(target)

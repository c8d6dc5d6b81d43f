"""Whose consent help rests on, from resources/consents.toml."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from db.errors import NotAllowed
from db.paths import RESOURCES
from db.rules.consents import ConsentRow
from db.words import later


def read(file: Path = RESOURCES / "consents.toml") -> tuple[ConsentRow, ...]:
    """The rows in the file's order. Raises NotAllowed if the file, or a row of it, is faulty."""
    try:
        rows = tuple(
            ConsentRow.model_validate(row) for row in tomllib.loads(file.read_text("utf-8"))["consent"]
        )
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise _faulty(file) from error
    if len({row.id for row in rows}) != len(rows):
        raise _faulty(file)
    return rows


def _faulty(file: Path) -> NotAllowed:
    return NotAllowed(
        later("The file {file} of consents is faulty."),
        later("Correct the file, or ask IT to put the earlier one back."),
        file=file.name,
    )

"""From which age something holds, from resources/ages.toml."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.base import Record
from db.words import later


class Age(Record):
    """A row: from the birthday `years` on, by which paragraph, since when."""

    id: str
    years: int = Field(ge=0, le=120)
    legal_ref: str
    source: str = Field(min_length=1)
    certainty: str
    in_force_from: date


def years(age_id: str, file: Path = RESOURCES / "ages.toml") -> int:
    """The age of the row `age_id`. Raises NotAllowed if the file is faulty or has no such row."""
    try:
        rows = [Age.model_validate(row) for row in tomllib.loads(file.read_text("utf-8"))["age"]]
        return next(row.years for row in rows if row.id == age_id)
    except (OSError, ValueError, KeyError, StopIteration, ValidationError) as error:
        raise NotAllowed(
            later("The file {file} of ages is faulty."),
            later("Correct the file, or ask IT to put the earlier one back."),
            file=file.name,
        ) from error

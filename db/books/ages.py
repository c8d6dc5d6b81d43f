"""From which age something holds, from resources/ages.toml."""

from datetime import date
from pathlib import Path

from pydantic import Field

from db.books import toml_file
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


def years(age_id: str, path: Path = RESOURCES / "ages.toml") -> int:
    """The age of the row `age_id`. Raises NotAllowed if the file is faulty or has no such row."""
    file = toml_file.read(path, alone=True)
    rows = tuple(file.rows_of(Age, "age"))  # all of them are looked at, whichever is asked for
    found = next((row.years for row in rows if row.id == age_id), None)
    if found is None:
        raise file.fault(later("{file}: there is no row {row}."), row=age_id)
    return found

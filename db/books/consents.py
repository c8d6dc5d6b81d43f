"""Whose consent help rests on, from resources/consents.toml."""

from pathlib import Path

from pydantic import Field

from db.books import toml_file
from db.paths import RESOURCES
from db.records.base import Record
from db.rules.consents import ConsentRow
from db.words import later


class _Stated(Record):
    consent: tuple[ConsentRow, ...] = Field(min_length=1)


def read(path: Path = RESOURCES / "consents.toml") -> tuple[ConsentRow, ...]:
    """The rows in the file's order. Raises NotAllowed if the file, or a row of it, is faulty."""
    file = toml_file.read(path, alone=True)
    rows = file.checked(_Stated, file.content).consent
    for nth, row in enumerate(rows):
        if row.id in (before.id for before in rows[:nth]):
            line = file.line_of("consent", nth)
            raise file.fault(later("{file}, line {line}: another row has this id."), line)
    return rows

"""Reads the catalogue of interventions, `resources/catalogue/*.toml`, and a municipality's rows on top."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from db.books import toml_file
from db.paths import RESOURCES
from db.records.catalogue import CatalogueRow
from db.words import later

FOLDER: Final = RESOURCES / "catalogue"
_REASONS: Final = {
    "ages_turned": later("{file}, line {line}: the age to is lower than the age from."),
    "placement_without_group": later(
        "{file}, line {line}: a placement has a kind, and nothing else has one."
    ),
    "beside_the_ladder": later("{file}, line {line}: compensating help and help for adults is on no step."),
}

Catalogue = Mapping[str, CatalogueRow]
"""The rows by id, in the order of the files."""


@cache
def shipped() -> Catalogue:
    """The catalogue that ships with the program."""
    return _folder(FOLDER)


def with_profile(folder: Path) -> Catalogue:
    """The shipped rows, replaced and added to by id from `folder`; the shipped ones if it is not there.

    Raises NotAllowed, with file, line and reason, for the first faulty row.
    """
    return {**shipped(), **_folder(folder)} if folder.is_dir() else shipped()


def _folder(folder: Path) -> dict[str, CatalogueRow]:
    found: dict[str, CatalogueRow] = {}
    for path in sorted(folder.glob("*.toml")):
        file = toml_file.read(path)
        for stranger in sorted(file.content.keys() - {"row", "checked"}):
            raise file.unknown(stranger)
        for nth, row in enumerate(file.rows_of(CatalogueRow, "row", _REASONS)):
            if row.id in found:
                line = file.line_of("row", nth)
                raise file.fault(later("{file}, line {line}: another row has this id."), line)
            found[row.id] = row
    return found

"""Reads the catalogue of interventions, `resources/catalogue/*.toml`, and a municipality's rows on top."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from db.books.places import toml_line
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.catalogue import CatalogueRow
from db.words import later

FOLDER: Final = RESOURCES / "catalogue"
_REMEDY: Final = later("Correct the file, or ask IT to put the earlier one back.")
_UNCLEAR: Final = later("{file}, line {line}: the field {field} has a value that cannot stand there.")
_REASONS: Final = {
    "missing": later("{file}, line {line}: the field {field} is missing."),
    "extra_forbidden": later("{file}, line {line}: the field {field} is not known."),
    "ages_turned": later("{file}, line {line}: the age to is lower than the age from."),
    "placement_without_group": later(
        "{file}, line {line}: a placement has a kind, and nothing else has one."
    ),
    "beside_the_ladder": later("{file}, line {line}: compensating help and help for adults is on no step."),
}
_HEAD: Final = re.compile(r"\s*\[\[\s*row\s*\]\]")

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
        for line, row in read(path):
            if row.id in found:
                raise _fault(path, line, later("{file}, line {line}: another row has this id."))
            found[row.id] = row
    return found


def read(path: Path) -> Iterator[tuple[int, CatalogueRow]]:
    """The rows of one file, each with its line. Raises NotAllowed for the first faulty one."""
    try:
        text = path.read_text("utf-8-sig")
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = later("{file}, line {line}: this is not written as TOML.")
        raise _fault(path, toml_line(error), message) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(path, 1, later("{file}: the file cannot be read as text.")) from error
    rows = content.get("row", [])
    strangers = sorted(set(content) - {"row", "checked"})
    if strangers or not isinstance(rows, list):
        field = strangers[0] if strangers else "row"
        raise _fault(path, _line_of(text.splitlines(), 0, field), _REASONS["extra_forbidden"], field=field)
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines, 1) if _HEAD.match(line)]
    for place, row in enumerate(rows):
        head = heads[place] if place < len(heads) else 1
        yield head, _checked(path, row, lines, head)


def _checked(path: Path, row: Any, lines: list[str], head: int) -> CatalogueRow:
    try:
        return CatalogueRow.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        line = _line_of(lines, head, field)
        raise _fault(path, line, _REASONS.get(first["type"], _UNCLEAR), field=field) from None


def _line_of(lines: list[str], head: int, field: str) -> int:
    """The line of `field` below the line `head`, else `head` itself."""
    for number in range(head + 1, len(lines) + 1):
        line = lines[number - 1]
        if _HEAD.match(line):
            break
        if field and line.split("=")[0].strip() == field:
            return number
    return max(1, head)


def _fault(path: Path, line: int, message: str, **facts: object) -> NotAllowed:
    return NotAllowed(message, _REMEDY, file=f"{path.parent.name}/{path.name}", line=line, **facts)

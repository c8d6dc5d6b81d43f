"""Reads the limits of the state's share in dear cases, `resources/refusion.toml`, by year."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, ValidationError

from db.books.places import toml_line
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.base import Record
from db.records.form import Certainty
from db.rules.refusion import Limits
from db.words import later

_FILE: Final = RESOURCES / "refusion.toml"
_REMEDY: Final = later("Correct the file, or ask IT to put the earlier one back.")
_KRONER = Annotated[int, Field(strict=True, gt=0, lt=10**9)]


class _Row(Record):
    year: int = Field(strict=True, ge=2007, le=2100)
    limits: tuple[_KRONER, _KRONER, _KRONER]
    legal_ref: str = ""
    source: str = Field(min_length=1)
    certainty: Certainty


class _Stated(Record):
    limits: tuple[_Row, ...] = ()


@cache
def shipped() -> Mapping[int, Limits]:
    """The limits that ship with the program, by year: those that were read in a source and no others."""
    return _read(_FILE)


def with_profile(file: Path) -> Mapping[int, Limits]:
    """The shipped limits with those of a municipality's `file`, by year; the shipped ones if it is not there.

    Raises NotAllowed, with file, line and reason, for a faulty file.
    """
    return {**shipped(), **_read(file)} if file.is_file() else shipped()


def _read(file: Path) -> dict[int, Limits]:
    try:
        text = file.read_text("utf-8-sig")
        rows = _Stated.model_validate(tomllib.loads(text)).limits
    except tomllib.TOMLDecodeError as error:
        message = later("{file}, line {line}: this is not written as TOML.")
        raise _fault(file, toml_line(error), message) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(file, 1, later("{file}: the file cannot be read as text.")) from error
    except ValidationError as error:
        where = error.errors(include_url=False, include_input=False)[0]["loc"]
        field = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
        place = next((part for part in where if isinstance(part, int)), 0)
        message = later(
            "{file}, line {line}: the field {field} is not known, or its value cannot stand there."
        )
        raise _fault(file, _head(text, place), message, field=field) from None
    found: dict[int, Limits] = {}
    for place, row in enumerate(rows):
        if row.year in found:
            raise _fault(file, _head(text, place), later("{file}, line {line}: the year stands twice."))
        if sorted(set(row.limits)) != list(row.limits):
            message = later("{file}, line {line}: the three limits do not rise.")
            raise _fault(file, _head(text, place), message)
        found[row.year] = Limits(*(kroner * 100 for kroner in row.limits))
    return found


def _head(text: str, place: int) -> int:
    heads = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[limits]]"]
    return heads[place] if place < len(heads) else 1


def _fault(file: Path, line: int, message: str, **facts: object) -> NotAllowed:
    return NotAllowed(message, _REMEDY, file=file.name, line=line, **facts)

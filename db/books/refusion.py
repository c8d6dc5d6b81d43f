"""Reads the limits of the state's share in dear cases, `resources/refusion.toml`, by year."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from db.books import toml_file
from db.paths import RESOURCES
from db.records.base import Record
from db.records.form import Certainty
from db.rules.refusion import Limits
from db.words import later

_FILE: Final = RESOURCES / "refusion.toml"
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


def _read(path: Path) -> dict[int, Limits]:
    file = toml_file.read(path, alone=True)
    found: dict[int, Limits] = {}
    for nth, row in enumerate(file.checked(_Stated, file.content).limits):
        line = file.line_of("limits", nth)
        if row.year in found:
            raise file.fault(later("{file}, line {line}: the year stands twice."), line)
        if sorted(set(row.limits)) != list(row.limits):
            raise file.fault(later("{file}, line {line}: the three limits do not rise."), line)
        found[row.year] = Limits(*(kroner * 100 for kroner in row.limits))
    return found

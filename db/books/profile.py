"""A municipality's profile: the folder that IT places, read loudly on any mistake."""

import tomllib
from pathlib import Path
from typing import Final

from pydantic import Field, ValidationError

from db.errors import NotAllowed
from db.records.base import Record
from db.records.letterhead import Letterhead
from db.words import later

_REMEDY: Final = later("The program goes on with its own defaults. Correct the file, or ask IT to do so.")
_LARGEST_LOGO: Final = 2 * 1024 * 1024
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FILE: Final = "profile.toml"


class Profile(Record):
    """What the program takes from a municipality: the head of its papers, and IT's recovery recipient."""

    letterhead: Letterhead = Letterhead()
    recovery_recipient: str = ""


class _Stated(Record):
    """`profile.toml` as it is written; `logo` names a PNG or JPEG beside it."""

    municipality: str = ""
    unit: str = ""
    contact: str = ""
    logo: str = ""
    recovery_recipient: str = Field(default="", pattern=r"^(age1[0-9a-z]+)?$")


def read(folder: Path) -> Profile:
    """The profile in `folder`. Raises NotAllowed, with file, line and reason, for a faulty one."""
    stated = _stated(folder)
    head = Letterhead(
        municipality=stated.municipality,
        unit=stated.unit,
        contact=stated.contact,
        logo=_logo(folder, stated.logo) if stated.logo else None,
    )
    return Profile(letterhead=head, recovery_recipient=stated.recovery_recipient)


def _stated(folder: Path) -> _Stated:
    try:
        text = (folder / _FILE).read_text("utf-8")
        return _Stated.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = later("{file} is not TOML: {reason}.")
        raise NotAllowed(message, _REMEDY, file=_FILE, reason=str(error)) from error
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise NotAllowed(
            later("{file}, line {line}: the field {field} is not known, or its value cannot stand there."),
            _REMEDY,
            file=_FILE,
            line=_line(text, field),
            field=field,
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        message = later("The profile has no {file} that can be read.")
        raise NotAllowed(message, _REMEDY, file=_FILE) from error


def _logo(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        data = path.read_bytes() if inside and path.stat().st_size <= _LARGEST_LOGO else b""
    except OSError:
        data = b""
    if not data.startswith(_PICTURES):
        raise NotAllowed(
            later("The profile's logo {file} is no PNG or JPEG of at most 2 MB in its folder."),
            _REMEDY,
            file=path.name,
        )
    return data


def _line(text: str, field: str) -> int:
    """The line on which `field` stands, 1 if it is not there."""
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.split("=")[0].strip() == field), 1)

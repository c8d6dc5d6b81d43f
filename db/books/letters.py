"""The letters to begin from: resources/letters/*.toml, and a municipality's own instead of or beside them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from db.books.places import field_line, toml_line
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.letter import LetterTemplate
from db.rules.letters import strange_places
from db.words import later

FOLDER: Final = RESOURCES / "letters"
_REMEDY: Final = later("Correct the file, or ask IT to put the earlier one back.")


def shipped() -> dict[str, LetterTemplate]:
    """The letters that come with the program, by id. Raises NotAllowed for a faulty one."""
    return _folder(FOLDER)


def with_profile(folder: Path) -> Mapping[str, LetterTemplate]:
    """The shipped letters, replaced and added to by id from `folder`; the shipped ones if it is not there.

    Raises NotAllowed, with file, line and reason, for the first faulty one.
    """
    return {**shipped(), **_folder(folder)} if folder.is_dir() else shipped()


def _folder(folder: Path) -> dict[str, LetterTemplate]:
    found: dict[str, LetterTemplate] = {}
    for path in sorted(folder.glob("*.toml")):
        template = read(path)
        if template.id in found:
            raise _fault(path, 1, later("{file}, line {line}: another letter has this id."))
        found[template.id] = template
    return found


def read(path: Path) -> LetterTemplate:
    """The letter of one file. Raises NotAllowed, with file, line and reason, if it is faulty."""
    try:
        text = path.read_text("utf-8-sig")
        template = LetterTemplate.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line, message = toml_line(error), later("{file}, line {line}: this is not written as TOML.")
        raise _fault(path, line, message) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(path, 1, later("{file}, line {line}: the file cannot be read as text.")) from error
    except ValidationError as error:
        where = [str(one) for one in error.errors(include_url=False, include_input=False)[0]["loc"]]
        field = next((one for one in reversed(where) if not one.isdigit()), "id")
        message = later("{file}, line {line}: {field} is missing, unknown or not of its kind.")
        raise _fault(path, field_line(text, field), message, field) from None
    if strange := strange_places(template):
        line = next((at for at, one in enumerate(text.splitlines(), 1) if f"{{{strange[0]}}}" in one), 1)
        message = later("{file}, line {line}: no letter knows the place {field}.")
        raise _fault(path, line, message, strange[0])
    for part in template.part:
        if part.required and not part.legal_ref:
            message = later("{file}, line {line}: {field} is required, and names no paragraph.")
            raise _fault(path, field_line(text, "required"), message, part.id)
        if not part.title.da.strip() or not part.title.en.strip():
            message = later("{file}, line {line}: {field} has no heading in both languages.")
            raise _fault(path, field_line(text, "id"), message, part.id)
    return template


def _fault(path: Path, line: int, message: str, field: str = "") -> NotAllowed:
    return NotAllowed(message, _REMEDY, file=f"{path.parent.name}/{path.name}", line=line, field=field)

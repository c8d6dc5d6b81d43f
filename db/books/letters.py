"""The letters to begin from: resources/letters/*.toml, and a municipality's own instead of or beside them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from db.books import toml_file
from db.books.toml_file import TomlFile
from db.paths import RESOURCES
from db.records.letter import LetterTemplate
from db.rules.letters import strange_places
from db.words import later

FOLDER: Final = RESOURCES / "letters"


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
        file = toml_file.read(path)
        template = file.checked(LetterTemplate, file.content)
        if template.id in found:
            raise file.fault(later("{file}, line {line}: another letter has this id."))
        _refuse_unfit(file, template)
        found[template.id] = template
    return found


def _refuse_unfit(file: TomlFile, template: LetterTemplate) -> None:
    if strange := strange_places(template):
        place = f"{{{strange[0]}}}"
        line = next((at for at, one in enumerate(file.text.splitlines(), 1) if place in one), 1)
        message = later("{file}, line {line}: no letter knows the place {field}.")
        raise file.fault(message, line, field=strange[0])
    for nth, part in enumerate(template.part):
        if part.required and not part.legal_ref:
            message = later("{file}, line {line}: {field} is required, and names no paragraph.")
            raise file.fault(message, file.line_of("part", nth, "required"), field=part.id)
        if not part.title.da.strip() or not part.title.en.strip():
            message = later("{file}, line {line}: {field} has no heading in both languages.")
            raise file.fault(message, file.line_of("part", nth, "title"), field=part.id)

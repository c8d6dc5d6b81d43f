"""Reads the forms: one file a version, `forms/<id>/<version>.toml`, refused loudly on any mistake.

`resources/forms/README.md` says how a form is written.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.form import Form, Kind
from db.words import later

FOLDER: Final = RESOURCES / "forms"
_REMEDY: Final = later("Correct the file, or ask IT to put the earlier one back.")
_UNCLEAR: Final = later("{file}, line {line}: the field {field} has a value that cannot stand there.")
_REASONS: Final = {
    "missing": later("{file}, line {line}: the field {field} is missing."),
    "extra_forbidden": later("{file}, line {line}: the field {field} is not known."),
    "law_without_paragraph": later("{file}, line {line}: a source in law needs a ref and a certainty."),
    "parts_unfit": later("{file}, line {line}: choices, columns or raters do not fit the kind of question."),
    "parts_twice": later("{file}, line {line}: the same value stands twice in a question."),
    "unclear_condition": later("{file}, line {line}: a condition has either equals or any_of."),
}
_HEAD: Final = re.compile(r"\s*\[\[\s*(section(?:\.question)?)\s*\]\]")
_SETS: Final = {Kind.YES_NO_UNKNOWN: {"yes", "no", "unknown"}}


class FormBook:
    """The forms of an office: what ships, with what a municipality's folder adds or replaces.

    A file is read when its form is first asked for.
    """

    def __init__(self, folder: Path = FOLDER, profile: Path | None = None) -> None:
        self._folders = (folder,) if profile is None else (folder, profile)

    @cached_property
    def _files(self) -> dict[tuple[str, int], Path]:
        return {key: path for folder in self._folders for key, path in _found(folder)}

    def ids(self) -> tuple[str, ...]:
        """The ids of all forms, sorted."""
        return tuple(sorted({form for form, _ in self._files}))

    def newest(self, form: str) -> Form | None:
        """The newest version of `form`; None for one that is not known. Raises NotAllowed."""
        versions = [version for known, version in self._files if known == form]
        return self.get(form, max(versions)) if versions else None

    def newest_version(self, form: str) -> int:
        """The number of the newest version of `form`; 0 for one that is not known."""
        return max((version for known, version in self._files if known == form), default=0)

    def get(self, form: str, version: int) -> Form | None:
        """That version of `form`; None if there is no such file. Raises NotAllowed for a faulty one."""
        path = self._files.get((form, version))
        return None if path is None else _read(path)


SHIPPED: Final = FormBook()
"""The forms that ship with the program."""


def with_profile(folder: Path) -> FormBook:
    """The shipped forms with those of a municipality's `folder`; the shipped ones alone if it is not there.

    Raises NotAllowed, with file, line and reason, for the first of its files that is faulty.
    """
    if not folder.is_dir():
        return SHIPPED
    for _, path in _found(folder):
        _read(path)
    return FormBook(FOLDER, folder)


@cache
def _read(path: Path) -> Form:
    return read(path)


def read(path: Path) -> Form:
    """The form in the file `path`. Raises NotAllowed, with file, line and reason, for a faulty one."""
    try:
        text = path.read_text("utf-8-sig")
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else 1
        raise _fault(path, line, later("{file}, line {line}: this is not written as TOML.")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(path, 1, later("{file}: the file cannot be read as text.")) from error
    lines = text.splitlines()
    form = _checked(path, content, lines)
    if path.parent.name != form.id or path.stem != str(form.version):
        raise _fault(
            path, 1, later("{file}, line {line}: id and version are not those of the folder and the file.")
        )
    _refuse_inconsistent(path, form, lines)
    return form


def _checked(path: Path, content: Mapping[str, Any], lines: list[str]) -> Form:
    try:
        return Form.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = first["loc"]
        line = _line(lines, where)
        field = ".".join(str(part) for part in where if not isinstance(part, int))
        raise _fault(path, line, _REASONS.get(first["type"], _UNCLEAR), field=field) from None


def _refuse_inconsistent(path: Path, form: Form, lines: list[str]) -> None:
    """No id twice, and conditions only on earlier questions that can have that answer."""
    known: dict[str, set[str]] = {}
    for at, section in enumerate(form.section):
        for place, question in enumerate(section.question):
            line = _line(lines, ("section", at, "question", place, "id"))
            if question.id in known:
                raise _fault(path, line, later("{file}, line {line}: another question has this id."))
            if (condition := question.condition) is not None and not set(condition.values) <= known.get(
                condition.question, set()
            ):
                raise _fault(
                    path,
                    line,
                    later("{file}, line {line}: the condition names no earlier question with that answer."),
                )
            choices = {choice.value for choice in question.choices}
            known[question.id] = _SETS.get(question.kind, choices)


def _line(lines: list[str], where: tuple[int | str, ...]) -> int:
    """The line that `where` leads to: of the field in its section or question, else of their head."""
    start, end = _block(lines, where)
    names = [part for part in where if isinstance(part, str) and part not in ("section", "question")]
    if names:
        for number in range(start, end + 1):
            if lines[number - 1].split("=")[0].strip() == names[0]:
                return number
    return start


def _block(lines: list[str], where: tuple[int | str, ...]) -> tuple[int, int]:
    """The first and the last line of the section or question that `where` leads into."""
    wanted = [part for part in where[:4] if isinstance(part, int)]
    inside = [-1, -1]
    start = 1
    found = not wanted
    for number, line in enumerate(lines, 1):
        head = _HEAD.match(line)
        if head is None:
            continue
        if found:
            return start, number - 1
        inside = [inside[0] + 1, -1] if head[1] == "section" else [inside[0], inside[1] + 1]
        if inside[: len(wanted)] == wanted:
            start, found = number, True
    return (start, len(lines)) if found else (1, len(lines))


def _found(folder: Path) -> Iterator[tuple[tuple[str, int], Path]]:
    for path in sorted(folder.glob("*/*.toml")):
        if not path.stem.isdecimal():
            raise _fault(path, 1, later("{file}: a form's file is named by its version, such as 1.toml."))
        yield (path.parent.name, int(path.stem)), path


def _fault(path: Path, line: int, message: str, **facts: object) -> NotAllowed:
    return NotAllowed(message, _REMEDY, file=f"{path.parent.name}/{path.name}", line=line, **facts)

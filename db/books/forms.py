"""Reads the forms: one file a version, `forms/<id>/<version>.toml`, refused loudly on any mistake.

`resources/forms/README.md` says how a form is written.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from db.books import toml_file
from db.books.toml_file import REMEDY, TomlFile
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.form import Form, Kind
from db.words import later

FOLDER: Final = RESOURCES / "forms"
_REASONS: Final = {
    "law_without_paragraph": later("{file}, line {line}: a source in law needs a ref and a certainty."),
    "parts_unfit": later("{file}, line {line}: choices, columns or raters do not fit the kind of question."),
    "parts_twice": later("{file}, line {line}: the same value stands twice in a question."),
    "unclear_condition": later("{file}, line {line}: a condition has either equals or any_of."),
}
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
    file = toml_file.read(path)
    form = file.checked(Form, file.content, reasons=_REASONS)
    if path.parent.name != form.id or path.stem != str(form.version):
        raise file.fault(
            later("{file}, line {line}: id and version are not those of the folder and the file.")
        )
    _refuse_inconsistent(file, form)
    return form


def _refuse_inconsistent(file: TomlFile, form: Form) -> None:
    """No id twice, and conditions only on earlier questions that can have that answer."""
    known: dict[str, set[str]] = {}
    for at, section in enumerate(form.section):
        for place, question in enumerate(section.question):
            line = file.line_of("section", at, "question", place, "id")
            if question.id in known:
                raise file.fault(later("{file}, line {line}: another question has this id."), line)
            if (condition := question.condition) is not None and not set(condition.values) <= known.get(
                condition.question, set()
            ):
                raise file.fault(
                    later("{file}, line {line}: the condition names no earlier question with that answer."),
                    line,
                )
            choices = {choice.value for choice in question.choices}
            known[question.id] = _SETS.get(question.kind, choices)


def _found(folder: Path) -> Iterator[tuple[tuple[str, int], Path]]:
    for path in sorted(folder.glob("*/*.toml")):
        if not path.stem.isdecimal():
            message = later("{file}: a form's file is named by its version, such as 1.toml.")
            raise NotAllowed(message, REMEDY, file=f"{path.parent.name}/{path.name}")
        yield (path.parent.name, int(path.stem)), path

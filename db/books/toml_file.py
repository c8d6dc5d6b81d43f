"""A TOML file of the office's own data, read loudly: its faults are told with file, line and reason."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from db.errors import NotAllowed
from db.words import later

REMEDY: Final = later("Correct the file, or ask IT to put the earlier one back.")
_UNFIT: Final = later("{file}, line {line}: the field {field} has a value that cannot stand there.")
_REASONS: Final = {
    "missing": later("{file}, line {line}: the field {field} is missing."),
    "extra_forbidden": later("{file}, line {line}: the field {field} is not known."),
}
_TABLE: Final = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(r"\s*[\"']?([^=\[\]#\"']+?)[\"']?\s*=")

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file says, and the `text` that says it; `named` and `remedy` stand in its faults."""

    named: str
    text: str
    content: Mapping[str, Any]
    remedy: str = REMEDY

    def fault(self, message: str, line: int = 1, **facts: object) -> NotAllowed:
        """What is wrong on `line`; `message` is a key of the words with `{file}`, `{line}` and `facts`."""
        return NotAllowed(message, self.remedy, file=self.named, line=line, **facts)

    def unknown(self, *place: str | int) -> NotAllowed:
        """That nobody knows the field at `place`."""
        return self._fault_at(_REASONS["extra_forbidden"], place)

    def unfit(self, *place: str | int) -> NotAllowed:
        """That the value at `place` cannot stand there."""
        return self._fault_at(_UNFIT, place)

    def rows(self, name: str) -> list[Any]:
        """The rows `[[name]]` as they are written; empty if there are none. Raises NotAllowed for another."""
        found = self.content.get(name, [])
        if not isinstance(found, list):
            raise self.unfit(name)
        return found

    def rows_of(self, kind: type[R], name: str, reasons: Mapping[str, str] | None = None) -> Iterator[R]:
        """The rows `[[name]]` as records, in order. Raises as `checked` for the first faulty one."""
        for nth, row in enumerate(self.rows(name)):
            yield self.checked(kind, row, name, nth, reasons=reasons)

    def checked(
        self, kind: type[R], value: object, *place: str | int, reasons: Mapping[str, str] | None = None
    ) -> R:
        """`value`, which stands at `place`, as a record. Raises NotAllowed for the first thing wrong in it.

        `reasons` gives the sentences of faults that only this kind has, by pydantic's names for them.
        """
        try:
            return kind.model_validate(value)
        except ValidationError as error:
            raise next(self._told(error, place, reasons or {})) from None

    def faults_in(self, kind: type[BaseModel]) -> Iterator[NotAllowed]:
        """Everything that keeps the whole file from being a record of this kind; nothing if it is one."""
        try:
            kind.model_validate(self.content)
        except ValidationError as error:
            yield from self._told(error, (), {})

    def line_of(self, *place: str | int) -> int:
        """The line of `place`, given as names and numbers of rows from 0, as pydantic gives it.

        The line on which its row begins where it is not written itself, and 1 without such a row.
        """
        lines = self.text.splitlines()
        tables = [found[1] if (found := _TABLE.fullmatch(line)) else None for line in lines]
        keys = [found[1] if (found := _KEY.match(line)) else None for line in lines]
        first, last, table, begins = 0, len(lines), "", 0
        for part, after in zip(place, (*place[1:], 0), strict=True):
            if isinstance(part, int):
                continue
            table = f"{table}.{part}" if table else part
            own = next((at for at in range(first, last) if tables[at]), last)
            if part in keys[first:own]:
                return keys.index(part, first, own) + 1
            heads = [at for at in range(first, last) if tables[at] == table]
            row = after if isinstance(after, int) else 0
            if row >= len(heads):
                break
            begins, first = heads[row], heads[row] + 1
            last = next((at for at in range(first, last) if _ends(table, tables[at])), last)
        return begins + 1

    def _told(
        self, error: ValidationError, place: tuple[str | int, ...], reasons: Mapping[str, str]
    ) -> Iterator[NotAllowed]:
        for one in error.errors(include_url=False, include_input=False):
            where = (*place, *one["loc"])
            kind = "too_short" if isinstance(where[-1], int) and one["type"] == "missing" else one["type"]
            message = {**_REASONS, **reasons}.get(kind, _UNFIT)
            yield self.fault(message, self.line_of(*where), field=_field(where))

    def _fault_at(self, message: str, place: tuple[str | int, ...]) -> NotAllowed:
        return self.fault(message, self.line_of(*place), field=_field(place))


def read(path: Path, *, alone: bool = False, remedy: str = REMEDY) -> TomlFile:
    """The file at `path`, named with its folder unless it stands `alone`.

    Raises NotAllowed, with file, line and reason, if it cannot be read or is no TOML.
    """
    named = path.name if alone else f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text("utf-8-sig")  # editors on Windows begin a file with a mark
    except (OSError, UnicodeDecodeError) as error:
        message = later("{file}, line {line}: the file cannot be read as text.")
        raise NotAllowed(message, remedy, file=named, line=_unreadable_line(error)) from error
    return parsed(text, named, remedy)


def parsed(text: str, named: str, remedy: str = REMEDY) -> TomlFile:
    """What `text` says. Raises NotAllowed, with file, line and reason, if it is no TOML."""
    try:
        return TomlFile(named, text, tomllib.loads(text), remedy)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else max(1, len(text.splitlines()))  # without one, it ends too early
        message = later("{file}, line {line}: this is not written as TOML.")
        raise NotAllowed(message, remedy, file=named, line=line) from None


def _field(place: tuple[str | int, ...]) -> str:
    """The field at `place` as it is named within its row: which row it is, the line tells."""
    names: list[str] = []
    for part in reversed(place):
        if isinstance(part, str):
            names.insert(0, part)
        elif names:
            break
    return ".".join(names)


def _unreadable_line(error: OSError | UnicodeDecodeError) -> int:
    return error.object.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1


def _ends(table: str, heading: str | None) -> bool:
    """True if `heading` begins something that is no part of a row of `table`; False for no heading."""
    return heading is not None and not heading.startswith(f"{table}.")

"""Which settings apply on this machine, and where each comes from.

What a profile states stands above the defaults, the policy file that IT places above the profile, and on
Windows the group policy above the file. If one of IT's two is faulty both are left out as a whole, and where
a setting has a strictest value that one holds until then: a mistake must not open what was to be closed.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final, Literal

from db.books import minisign, registry, toml_file
from db.books.toml_file import TomlFile
from db.errors import NotAllowed
from db.paths import RESOURCES, policy_file
from db.words import later

Value = int | str
REMEDY: Final = later("The program goes on with its own defaults. Correct the file, or ask IT to do so.")
LOCKED_DOWN: Final = later("The strictest settings apply until IT has corrected this file.")
_DEFAULTS: Final = RESOURCES / "policy.toml"
_FITS: Final[Mapping[str, Callable[[str], bool]]] = {
    "": lambda _text: True,
    # Any other lies where the program was started; a profile is checked on one system and used on another.
    "folder": lambda text: PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute(),
    "key": minisign.is_public_key,
}

later("minutes without a key or a click until the window locks")
later("the same during a live meeting")
later("whether an exchange document may be written that is not encrypted")
later("whether a new store must have a slot that IT's recovery identity opens")
later("whether a store may have a recovery code, a secret that opens it without IT")
later("the fewest characters of a new passphrase")
later("whether a passphrase may be one of those that are tried first")
later("the folder of the automatic backups")
later("hours between two automatic backups")
later("days for which automatic backups are kept")
later("months for which the journal is kept")
later("the folder of the municipality's profile")
later("whether a profile must be signed by IT")
later("IT's public key for that, as minisign writes it")
later("whether the window asks why a case is opened")
later("days from the receiver's receipt until a case that was handed over may be erased")


class Source(StrEnum):
    """Who settled a value."""

    DEFAULT = "default"
    PROFILE = "profile"
    POLICY = "policy"
    REGISTRY = "registry"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that may be settled: `about` is a key of the catalogue, `value` holds until then.

    A number lies between `least` and `most`; a text is one of `choices`, or empty, or of its `kind`.
    `strict` holds while the policy file is faulty; None if nothing is opened up by this setting.
    """

    id: str
    about: str
    value: Value
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    kind: Literal["", "folder", "key"] = ""
    only_in_policy_file: bool = False
    strict: Value | None = None

    def takes(self, value: object) -> bool:
        """True if this setting may have `value`."""
        if isinstance(self.value, int):
            whole = isinstance(value, int) and not isinstance(value, bool)
            return whole and self.least <= int(str(value)) <= self.most
        if not isinstance(value, str):
            return False
        return value in self.choices if self.choices else not value or _FITS[self.kind](value)


@dataclass(frozen=True, slots=True)
class Applied:
    """A setting with the value that applies, and who settled it."""

    setting: Setting
    value: Value
    source: Source


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that apply, in the order of their defaults; `fault` says why a policy file is left out."""

    applied: tuple[Applied, ...]
    fault: NotAllowed | None = None

    def number(self, name: str) -> int:
        """The number settled under `name`."""
        return int(self._value(name))

    def text(self, name: str) -> str:
        """The text settled under `name`."""
        return str(self._value(name))

    def _value(self, name: str) -> Value:
        return next(one.value for one in self.applied if one.setting.id == name)


@cache
def settings() -> Mapping[str, Setting]:
    """Everything that may be settled, by name."""
    rows = tomllib.loads(_DEFAULTS.read_text("utf-8"))["setting"]
    return {row["id"]: Setting(**{**row, "choices": tuple(row.get("choices", ()))}) for row in rows}


def read(stated: Mapping[str, Value], file: Path | None = None) -> Policy:
    """What applies: `stated` is the profile's part, `file` IT's policy file (without it, the machine's)."""
    try:
        by_it = {
            Source.REGISTRY: _in_registry(),
            Source.POLICY: _decided(policy_file() if file is None else file),
        }
    except NotAllowed as error:
        return _locked_down(stated, NotAllowed(error.message, LOCKED_DOWN, **error.facts))
    return Policy(tuple(_applied(one, {**by_it, Source.PROFILE: stated}) for one in settings().values()))


def _locked_down(stated: Mapping[str, Value], fault: NotAllowed) -> Policy:
    applied = (
        _applied(one, {Source.PROFILE: stated})
        if one.strict is None
        else Applied(one, one.strict, Source.FAULT)
        for one in settings().values()
    )
    return Policy(tuple(applied), fault)


def faults(file: TomlFile, table: str = "") -> Iterator[NotAllowed]:
    """What is wrong with the settings of `file`, each with file, line and reason.

    Of a profile they stand in its `table`; in the policy file there is nothing else.
    """
    place = (table,) if table else ()
    for name, value in (file.content.get(table, {}) if table else file.content).items():
        known, line = settings().get(name), file.line_of(*place, name)
        if known is None or (table and known.only_in_policy_file):
            message = later("{file}, line {line}: the setting {field} is not known here.")
            yield file.fault(message, line, field=name)
        elif not known.takes(value):
            yield _unfit(known, file, line)


def _unfit(known: Setting, file: TomlFile, line: int) -> NotAllowed:
    if isinstance(known.value, int):
        told = later("{file}, line {line}: {field} is a whole number from {least} to {most}.")
        return file.fault(told, line, field=known.id, least=known.least, most=known.most)
    if known.choices:
        told = later("{file}, line {line}: {field} is one of these: {choices}.")
        return file.fault(told, line, field=known.id, choices=", ".join(known.choices))
    return file.fault(_TEXTS[known.kind], line, field=known.id)


_TEXTS: Final[Mapping[str, str]] = {
    "": later("{file}, line {line}: {field} is a text."),
    "folder": later("{file}, line {line}: {field} is the whole path of a folder."),
    "key": later("{file}, line {line}: {field} is a public key of minisign: the line that begins with RW."),
}


def _decided(file: Path) -> Mapping[str, Any]:
    """What IT's file settles; nothing if there is none. Raises NotAllowed for a faulty one."""
    try:
        written = toml_file.read(file, alone=True, remedy=REMEDY)
    except NotAllowed as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return {}
        raise
    for fault in faults(written):
        raise fault
    return written.content


def _in_registry() -> dict[str, Any]:
    """What group policy settles. Raises NotAllowed for a value that is not known or does not fit."""
    found = registry.values()
    for name, value in found.items():
        known = settings().get(name)
        if known is None:
            message = later("{place}: the setting {field} is not known here.")
            raise NotAllowed(message, LOCKED_DOWN, place=registry.NAMED, field=name)
        if not known.takes(value):
            message = later("{place}: {field} does not fit: {takes}.")
            raise NotAllowed(
                message, LOCKED_DOWN, place=registry.NAMED, field=name, takes=_takes_there(known)
            )
    return found


def _takes_there(known: Setting) -> str:
    if isinstance(known.value, int):
        return f"REG_DWORD {known.least}–{known.most}"
    looks = {"folder": r"C:\…", "key": "RW…"}
    return " ".join(("REG_SZ", looks.get(known.kind) or " | ".join(known.choices))).strip()


def _applied(setting: Setting, by: Mapping[Source, Mapping[str, Value]]) -> Applied:
    """The setting as the first of `by` has it, whose sources stand in their order of weight."""
    for source, values in by.items():
        if setting.id in values:
            return Applied(setting, values[setting.id], source)
    return Applied(setting, setting.value, Source.DEFAULT)

"""A municipality's profile: the folder that IT places, read loudly on any mistake."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ConfigDict, Field, ValidationError, field_validator

from db.books import catalogue as catalogue_book
from db.books import forms as form_book
from db.books import ladder as ladder_book
from db.books import letters as letter_book
from db.books import refusion as refusion_book
from db.books.catalogue import Catalogue
from db.books.forms import FormBook
from db.books.ladder import Ladder
from db.books.places import toml_line
from db.books.policy import REMEDY, Value
from db.books.policy import faults as faults_of_settings
from db.books.rules_in_force import SHIPPED, RulesInForce
from db.errors import NotAllowed
from db.records.base import Record
from db.records.letter import LetterTemplate
from db.records.letterhead import Letterhead
from db.rules.danish import fold
from db.rules.refusion import Limits
from db.rules.spans import Span, TimeUnit
from db.words import later

_REMEDY: Final = REMEDY
_LARGEST_LOGO: Final = 2 * 1024 * 1024
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FILE: Final = "profile.toml"


class Profile(Record):
    """What the program takes from a municipality: head of papers, IT's recipient, deadlines, forms, help.

    `population` is how many children live in the municipality, None if it does not say; `policy`
    holds the settings that it states.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    letterhead: Letterhead = Letterhead()
    recovery_recipient: str = ""
    rules: RulesInForce = SHIPPED
    population: int | None = None
    policy: Mapping[str, Value] = Field(default_factory=dict)
    forms: FormBook = form_book.SHIPPED
    letters: Mapping[str, LetterTemplate] = Field(default_factory=letter_book.shipped)
    catalogue: Catalogue = Field(default_factory=catalogue_book.shipped)
    ladder: Ladder = Field(default_factory=ladder_book.shipped)
    refusion: Mapping[int, Limits] = Field(default_factory=refusion_book.shipped)


class _Benefit(Record):
    """The municipality's time for deciding on applications for one benefit."""

    name: str = Field(min_length=1)
    amount: int = Field(ge=1)
    unit: TimeUnit

    @field_validator("unit")
    @classmethod
    def _not_in_hours(cls, unit: TimeUnit) -> TimeUnit:
        if unit is TimeUnit.HOURS:
            raise ValueError("an application is not decided in hours")
        return unit


class _Stated(Record):
    """`profile.toml` as it is written; `logo` names a PNG or JPEG beside it."""

    municipality: str = ""
    unit: str = ""
    contact: str = ""
    logo: str = ""
    recovery_recipient: str = Field(default="", pattern=r"^(age1[0-9a-z]+)?$")
    benefit: tuple[_Benefit, ...] = ()
    population: int | None = Field(default=None, ge=0, strict=True)
    policy: dict[str, Any] = Field(default_factory=dict)


def read(folder: Path) -> Profile:
    """The profile in `folder`. Raises NotAllowed, with file, line and reason, for a faulty one."""
    text, raw = _written(folder)
    for fault in _faults_of(text, raw):
        raise fault
    stated = _Stated.model_validate(raw)
    head = Letterhead(
        municipality=stated.municipality,
        unit=stated.unit,
        contact=stated.contact,
        logo=_logo(folder, stated.logo, text) if stated.logo else None,
    )
    changes = folder / "deadlines"
    rules = RulesInForce(
        changes if changes.is_dir() else None,
        {one.name: Span(one.amount, one.unit) for one in stated.benefit},
    )
    _ = rules.book  # a faulty row is refused here, not when the first deadline is computed
    ladder = ladder_book.with_profile(folder / "ladder.toml")
    return Profile(
        letterhead=head,
        recovery_recipient=stated.recovery_recipient,
        rules=rules,
        population=stated.population,
        policy=stated.policy,
        forms=form_book.with_profile(folder / "forms"),
        letters=letter_book.with_profile(folder / "letters"),
        catalogue=ladder_book.placed(catalogue_book.with_profile(folder / "catalogue"), ladder),
        ladder=ladder,
        refusion=refusion_book.with_profile(folder / "refusion.toml"),
    )


def faults(folder: Path) -> Iterator[NotAllowed]:
    """Everything that is wrong with `profile.toml` and its logo, each with file, line and reason."""
    try:
        text, raw = _written(folder)
    except NotAllowed as error:
        yield error
        return
    yield from _faults_of(text, raw)
    yield from _recipient_faults(text, raw)
    if isinstance(logo := raw.get("logo"), str) and logo:
        try:
            _logo(folder, logo, text)
        except NotAllowed as error:
            yield error


def _written(folder: Path) -> tuple[str, dict[str, Any]]:
    """The text of `profile.toml`, and what it says. Raises NotAllowed if it is no TOML or not there."""
    try:
        text = (folder / _FILE).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = later("The profile has no {file} that can be read.")
        raise NotAllowed(message, _REMEDY, file=_FILE) from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = later("{file}, line {line}: this is not written as TOML.")
        raise NotAllowed(message, _REMEDY, file=_FILE, line=toml_line(error)) from error


def _faults_of(text: str, raw: dict[str, Any]) -> Iterator[NotAllowed]:
    try:
        stated = _Stated.model_validate(raw)
    except ValidationError as error:
        for told in error.errors(include_url=False, include_input=False):
            yield NotAllowed(
                later(
                    "{file}, line {line}: the field {field} is not known, or its value cannot stand there."
                ),
                _REMEDY,
                file=_FILE,
                line=_line(text, told["loc"]),
                field=".".join(str(part) for part in told["loc"]),
            )
    else:
        yield from _named_twice(text, stated.benefit)
    if isinstance(settings := raw.get("policy", {}), dict):
        yield from faults_of_settings(settings, _FILE, text, in_profile=True)


def _named_twice(text: str, benefits: Sequence[_Benefit]) -> Iterator[NotAllowed]:
    seen: set[str] = set()
    for nth, one in enumerate(benefits):
        if (name := fold(one.name).strip()) in seen:
            yield NotAllowed(
                later("{file}, line {line}: another row names this benefit."),
                _REMEDY,
                file=_FILE,
                line=_line(text, ("benefit", nth)),
            )
        seen.add(name)


def _recipient_faults(text: str, raw: dict[str, Any]) -> Iterator[NotAllowed]:
    """A recipient that is mistyped would be met when the first store is made, in front of the user."""
    import pyrage

    stated = raw.get("recovery_recipient")
    if not isinstance(stated, str) or not stated.startswith("age1"):
        return
    try:
        pyrage.x25519.Recipient.from_str(stated)
    except pyrage.RecipientError:
        yield NotAllowed(
            later("{file}, line {line}: the recovery recipient is not an age recipient."),
            _REMEDY,
            file=_FILE,
            line=_line(text, ("recovery_recipient",)),
        )


def _logo(folder: Path, name: str, text: str) -> bytes:
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        data = path.read_bytes() if inside and path.stat().st_size <= _LARGEST_LOGO else b""
    except OSError:
        data = b""
    if not data.startswith(_PICTURES):
        raise NotAllowed(
            later("{file}, line {line}: the logo {logo} is no PNG or JPEG of at most 2 MB in its folder."),
            _REMEDY,
            file=_FILE,
            line=_line(text, ("logo",)),
            logo=path.name,
        )
    return data


def _line(text: str, place: Sequence[int | str]) -> int:
    """The line of the field at `place`, or where its row begins; 1 if it is not there."""
    lines = [line.split("=")[0].strip() for line in text.splitlines()]
    first = str(place[0])
    if len(place) > 1 and isinstance(place[1], int):
        heads = [number for number, line in enumerate(lines, 1) if line == f"[[{first}]]"]
        return heads[place[1]] if place[1] < len(heads) else 1
    return next((number for number, line in enumerate(lines, 1) if line == first), 1)

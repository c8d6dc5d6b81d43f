"""A municipality's profile: the folder that IT places, read loudly on any mistake."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ConfigDict, Field, field_validator

from db.books import catalogue as catalogue_book
from db.books import forms as form_book
from db.books import ladder as ladder_book
from db.books import letters as letter_book
from db.books import refusion as refusion_book
from db.books import toml_file
from db.books.catalogue import Catalogue
from db.books.forms import FormBook
from db.books.ladder import Ladder
from db.books.policy import REMEDY, Value
from db.books.policy import faults as faults_of_settings
from db.books.rules_in_force import SHIPPED, RulesInForce
from db.books.toml_file import TomlFile
from db.errors import NotAllowed
from db.records.base import Record
from db.records.letter import LetterTemplate
from db.records.letterhead import Letterhead
from db.rules.danish import fold
from db.rules.refusion import Limits
from db.rules.spans import Span, TimeUnit
from db.words import later

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
    file = _written(folder)
    for fault in _faults_of(file):
        raise fault
    stated = _Stated.model_validate(file.content)
    head = Letterhead(
        municipality=stated.municipality,
        unit=stated.unit,
        contact=stated.contact,
        logo=_logo(folder, stated.logo, file) if stated.logo else None,
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
        file = _written(folder)
    except NotAllowed as error:
        yield error
        return
    yield from _faults_of(file)
    if isinstance(logo := file.content.get("logo"), str) and logo:
        try:
            _logo(folder, logo, file)
        except NotAllowed as error:
            yield error


def _written(folder: Path) -> TomlFile:
    """`profile.toml` as it is written. Raises NotAllowed if it is no TOML or not there."""
    try:
        text = (folder / _FILE).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = later("The profile has no {file} that can be read.")
        raise NotAllowed(message, REMEDY, file=_FILE) from error
    return toml_file.parsed(text, _FILE, REMEDY)


def _faults_of(file: TomlFile) -> Iterator[NotAllowed]:
    found = list(file.faults_in(_Stated))
    yield from found
    if not found:
        yield from _named_twice(file, _Stated.model_validate(file.content).benefit)
    yield from _recipient_faults(file)
    if isinstance(file.content.get("policy"), dict):
        yield from faults_of_settings(file, "policy")


def _named_twice(file: TomlFile, benefits: Sequence[_Benefit]) -> Iterator[NotAllowed]:
    seen: set[str] = set()
    for nth, one in enumerate(benefits):
        if (name := fold(one.name).strip()) in seen:
            message = later("{file}, line {line}: another row names this benefit.")
            yield file.fault(message, file.line_of("benefit", nth))
        seen.add(name)


def _recipient_faults(file: TomlFile) -> Iterator[NotAllowed]:
    """A recipient that is mistyped would be met when the first store is made, in front of the user."""
    stated = file.content.get("recovery_recipient")
    if not isinstance(stated, str) or not stated.startswith("age1"):
        return
    import pyrage  # not before a profile names one

    try:
        pyrage.x25519.Recipient.from_str(stated)
    except pyrage.RecipientError:
        message = later("{file}, line {line}: the recovery recipient is not an age recipient.")
        yield file.fault(message, file.line_of("recovery_recipient"))


def _logo(folder: Path, name: str, file: TomlFile) -> bytes:
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        data = path.read_bytes() if inside and path.stat().st_size <= _LARGEST_LOGO else b""
    except OSError:
        data = b""
    if not data.startswith(_PICTURES):
        message = later(
            "{file}, line {line}: the logo {logo} is no PNG or JPEG of at most 2 MB in its folder."
        )
        raise file.fault(message, file.line_of("logo"), logo=path.name)
    return data

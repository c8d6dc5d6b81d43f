"""A package: what goes from one store to another, as one tar file of plain parts.

`manifest.json` names every other part with its size and digest; `document.json` is an exchange document;
`journal.jsonl` holds, a line each, the journal's lines, what was being typed, and rows that an exchange
document has no place for; what is no text stands in `attachments/`, by number.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from db.digest import of_pieces
from db.errors import NotAllowed
from db.exchange.tar import END, Member, content, heading, members, padding
from db.records.base import Day, Id, Moment, Record
from db.words import later

MANIFEST: Final = "manifest.json"
DOCUMENT: Final = "document.json"
JOURNAL: Final = "journal.jsonl"
FOLDER: Final = "attachments"
_LARGEST_MANIFEST: Final = 16 * 1024 * 1024
_TYPES: Final = frozenset({"line", "draft", "row"})


class BadPackage(NotAllowed):
    """This is no package, or not a whole one."""

    def __init__(self) -> None:
        super().__init__(
            later("The package is damaged, or it is no package."),
            later("Nothing was changed. Ask the sender for a new one."),
        )


class PackageKind(StrEnum):
    """A case that goes to another caseworker, or a copy to read until a day."""

    HANDOVER = "handover"
    SHARE = "share"


class Part(Record):
    """One part of a package, as its manifest names it."""

    name: str
    size: Annotated[int, Field(strict=True, ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(Record):
    """Who sends what kind of package, when, and the parts that are in it, in their order."""

    format: Literal["taetpaa-package"] = "taetpaa-package"
    version: Annotated[int, Field(strict=True, ge=1, le=1)] = 1
    id: Id
    kind: PackageKind
    sender: Annotated[str, Field(max_length=200)]
    made_at: Moment
    until: Day | None = None
    parts: tuple[Part, ...] = ()

    @model_validator(mode="after")
    def _copies_have_an_end(self) -> Self:
        if (self.kind is PackageKind.SHARE) != (self.until is not None):
            raise ValueError("a copy has an end date, and nothing else has one")
        return self


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it is: its manifest, the exchange document's bytes, the journal's objects, the files."""

    manifest: Manifest
    document: bytes
    journal: tuple[dict[str, Any], ...]
    attachments: tuple[bytes, ...] = ()


def packed(package: Package) -> bytes:
    """The tar file of `package`; its manifest's parts are written anew."""
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in package.journal)
    journal = "".join(f"{line}\n" for line in lines).encode()
    named = [(DOCUMENT, package.document), (JOURNAL, journal)]
    files = [(f"{FOLDER}/{number:06}", data) for number, data in enumerate(package.attachments, 1)]
    parts = tuple(Part(name=name, size=len(data), sha256=_digest(data)) for name, data in (*named, *files))
    manifest = package.manifest.changed(parts=parts).model_dump_json(indent=1).encode()
    at = package.manifest.made_at
    out = BytesIO()
    for name, data in ((MANIFEST, manifest), *named):
        _add(out, name, data, at)
    out.write(heading(f"{FOLDER}/", 0, at, folder=True))
    for name, data in files:
        _add(out, name, data, at)
    out.write(END)
    return out.getvalue()


def unpacked(data: bytes) -> Package:
    """The package in the tar file `data`. Raises NotAllowed if it is none, or not as its manifest says."""
    file = BytesIO(data)
    found = list(members(file, len(data)))
    folders = [one for one in found if one.is_folder]
    plain = [one for one in found if not one.is_folder]
    if not plain or plain[0].name != MANIFEST or plain[0].size > _LARGEST_MANIFEST:
        raise BadPackage
    manifest = _manifest(_bytes(file, plain[0]))
    wanted = [DOCUMENT, JOURNAL, *(f"{FOLDER}/{number:06}" for number in range(1, len(plain) - 2))]
    if [one.name for one in plain[1:]] != wanted or [part.name for part in manifest.parts] != wanted:
        raise BadPackage
    if [one.name.rstrip("/") for one in folders] not in ([], [FOLDER]):
        raise BadPackage
    parts = [_bytes(file, one) for one in plain[1:]]
    for part, content_ in zip(manifest.parts, parts, strict=True):
        if part.size != len(content_) or part.sha256 != _digest(content_):
            raise BadPackage
    return Package(manifest, parts[0], _journal(parts[1]), tuple(parts[2:]))


def new_manifest(
    package_id: str, kind: PackageKind, *, sender: str, made_at: datetime, until: Day | None = None
) -> Manifest:
    """The head of a package; its parts are filled in when it is packed."""
    at = made_at.astimezone(UTC).replace(microsecond=0)
    return Manifest(id=package_id, kind=kind, sender=sender[:200], made_at=at, until=until)


def _manifest(data: bytes) -> Manifest:
    try:
        return Manifest.model_validate(json.loads(data))
    except (ValidationError, ValueError, RecursionError):
        raise BadPackage from None


def _journal(data: bytes) -> tuple[dict[str, Any], ...]:
    try:
        found = [json.loads(line) for line in data.decode("utf-8").split("\n") if line]
        json.dumps(found, ensure_ascii=False).encode()  # half a sign, as "\ud800", is none in UTF-8
    except (ValueError, RecursionError):
        raise BadPackage from None
    if not all(isinstance(one, dict) and len(_TYPES & one.keys()) == 1 for one in found):
        raise BadPackage
    return tuple(found)


def _bytes(file: BytesIO, member: Member) -> bytes:
    return b"".join(content(file, member))


def _add(out: BytesIO, name: str, data: bytes, at: datetime) -> None:
    out.write(heading(name, len(data), at))
    out.write(data)
    out.write(padding(len(data)))


def _digest(data: bytes) -> str:
    return of_pieces([data])

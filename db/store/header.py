"""The header beside a store: its key slots, its id, and how far its journal had come.

The checksum stands outside the wrapping, so that a damaged header is told from a
wrong passphrase. The journal's head is authenticated with the data key.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from db.errors import Damaged
from db.store.keys import Slot
from db.words import later

_VERSION: Final = 1
_FORMAT: Final[Literal["taetpaa-header"]] = "taetpaa-header"
_LARGEST: Final = 256 * 1024


class Head(BaseModel):
    """The journal's last line when the header was written: its number, its digest, and their seal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: int
    digest: str
    seal: str

    @classmethod
    def of(cls, lines: int, digest: str, *, store_id: str, key: bytes) -> "Head":
        """The head of a journal of `lines` lines, sealed with the data key."""
        return cls(lines=lines, digest=digest, seal=_seal(lines, digest, store_id, key))

    def is_sealed_by(self, key: bytes, store_id: str) -> bool:
        """True if this head was written with the data key `key`."""
        return hmac.compare_digest(self.seal, _seal(self.lines, self.digest, store_id, key))


class Header(BaseModel):
    """What can be known of a store without its key. `salt` is the first 16 bytes of the store, in hex."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["taetpaa-header"] = _FORMAT
    version: Annotated[int, Field(strict=True, ge=1, le=_VERSION)] = _VERSION
    store: str
    salt: str
    slots: tuple[Slot, ...]
    head: Head


def header_path(store: Path) -> Path:
    """The header's place: beside the store."""
    return store.with_name(store.name + ".header")


def read(store: Path) -> Header:
    """The header of `store`. Raises Damaged if it is missing, damaged or from a newer release."""
    path = header_path(store)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise Damaged(
            later("The store's header file is missing."),
            later("Put it back beside the store, or restore a backup."),
        ) from error
    try:
        raw = json.loads(data)
        checksum = raw.pop("checksum")
        whole = len(data) <= _LARGEST and hmac.compare_digest(str(checksum), _checksum(raw))
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        raise _damaged() from None
    if not whole:
        raise _damaged()
    if raw.get("format") == _FORMAT and isinstance(raw.get("version"), int) and raw["version"] > _VERSION:
        raise Damaged(
            later("This store was made by a newer release."), later("Update the program, then open it again.")
        )
    try:
        return Header.model_validate(raw)
    except ValidationError:
        raise _damaged() from None


def write(store: Path, header: Header) -> None:
    """Replace the header of `store`: the old one stays whole until the new one is on the disk."""
    with replacing(store, header):
        pass


@contextmanager
def replacing(store: Path, header: Header) -> Iterator[None]:
    """Replace the header of `store` after what is done inside.

    The new one is on the disk before anything is done inside, so that a full disk is met
    there; the old one stays whole if anything fails.
    """
    raw = header.model_dump(mode="json")
    data = json.dumps({**raw, "checksum": _checksum(raw)}, indent=1).encode()
    path = header_path(store)
    part = path.with_name(path.name + ".part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a rename in `folder` to the disk, where the system knows such a thing (not Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum(raw: object) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _seal(lines: int, digest: str, store_id: str, key: bytes) -> str:
    sealing_key = hmac.new(bytes(key), b"taetpaa journal head", hashlib.sha256).digest()
    return hmac.new(sealing_key, f"{store_id} {lines} {digest}".encode(), hashlib.sha256).hexdigest()


def _damaged() -> Damaged:
    return Damaged(
        later("The store's header is damaged."), later("Nothing was changed. Restore the newest backup.")
    )

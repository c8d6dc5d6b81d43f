"""The header beside a store: its key slots, its id, and how far it had come.

The checksum stands outside the wrapping, so that a damaged header is told from a
wrong passphrase. How far the store had come is authenticated with the data key.
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

from db.errors import Damaged, Newer
from db.store.keys import Key, Slot
from db.words import later

VERSION: Final = 3
"""1 had no count: how many commits the header had seen. 2 knew no slot for a recovery code."""
_FORMAT: Final[Literal["taetpaa-header"]] = "taetpaa-header"
_LARGEST: Final = 256 * 1024


class Head(BaseModel):
    """How far the store had come when the header was written, and the seal of that.

    The number and the digest of the journal's last line, and the count of commits (`stamps`); 0 if it is
    from an older release. `needs_log` while the log is being taken up into the file: until then the file
    is nothing without it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: int
    digest: str
    seal: str
    count: int = 0
    needs_log: bool = False

    @classmethod
    def of(
        cls, lines: int, digest: str, count: int = 0, *, store_id: str, key: Key, needs_log: bool = False
    ) -> "Head":
        """The head of a store with so many lines and commits, sealed with the data key."""
        told = cls(lines=lines, digest=digest, seal="", count=count, needs_log=needs_log)
        return told.model_copy(update={"seal": _seal(told, store_id, key)})

    def is_sealed_by(self, key: Key, store_id: str) -> bool:
        """True if this head was written with the data key `key`."""
        return hmac.compare_digest(self.seal, _seal(self, store_id, key))


class Header(BaseModel):
    """What can be known of a store without its key. `salt` is the first 16 bytes of the store, in hex."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["taetpaa-header"] = _FORMAT
    version: Annotated[int, Field(strict=True, ge=1, le=VERSION)] = VERSION
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
    if raw.get("format") == _FORMAT and isinstance(raw.get("version"), int) and raw["version"] > VERSION:
        raise Newer(
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


def sync_file(path: Path) -> None:
    """Bring what was written to `path` to the disk. Windows does so only for who may write."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


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


def _seal(head: Head, store_id: str, key: Key) -> str:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.hmac import HMAC

    sealing = HMAC(key, SHA256())  # it leaves no copy of the key in memory, as the standard library's does
    sealing.update(b"taetpaa journal head")
    sealing_key = sealing.finalize()
    told = f"{store_id} {head.lines} {head.digest}"
    if head.count:  # an older release had no count
        told += f" {head.count} {head.needs_log}"
    return hmac.new(sealing_key, told.encode(), hashlib.sha256).hexdigest()


def _damaged() -> Damaged:
    return Damaged(
        later("The store's header is damaged."), later("Nothing was changed. Restore the newest backup.")
    )

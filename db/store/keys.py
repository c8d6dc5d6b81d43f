"""Key slots: each wraps the store's data key for one holder: a passphrase, IT's identity, a recovery code."""

import base64
import secrets
import sys
import time
from datetime import date
from enum import StrEnum
from os import urandom
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from db.errors import NotAllowed
from db.words import later

Key = bytes | bytearray
"""A data key. What is handed on is the bytearray that we hold: every copy would stay in memory."""
KEY_BYTES: Final = 32
_MEMORY_KIB: Final = 64 * 1024
_LANES: Final = 1
_AIM_SECONDS: Final = 0.45
_NONCE_BYTES: Final = 12
_CODE_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_GROUPS: Final = 5
_CODE_GROUP: Final = 5
_MISREAD: Final = str.maketrans("OIL", "011")


class SlotKind(StrEnum):
    """Who a slot is for."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"
    CODE = "recovery_code"


class Slot(BaseModel):
    """One wrapped copy of the data key. `passes` and `salt` are Argon2id's; `recipient` is age's."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: SlotKind
    added_on: date
    wrapped: str
    salt: str = ""
    passes: int = Field(default=0, ge=0, le=10_000)
    memory_kib: int = Field(default=_MEMORY_KIB, ge=8, le=4 * 1024 * 1024)
    lanes: int = Field(default=_LANES, ge=1, le=64)
    recipient: str = ""


def fitting_passes() -> int:
    """As many passes of Argon2id over 64 MiB as take about half a second on this machine."""
    fastest = min(_seconds_of_one_pass() for _ in range(2))
    return max(1, round(_AIM_SECONDS / fastest))


def refuse_empty(passphrase: str) -> None:
    """Raise NotAllowed for a passphrase of nothing but spaces."""
    if not passphrase.strip():
        raise NotAllowed(later("The passphrase is empty."), later("Choose one of several words."))


def passphrase_slot(
    passphrase: str,
    key: Key,
    store_id: str,
    *,
    today: date,
    passes: int,
    memory_kib: int = _MEMORY_KIB,
    kind: SlotKind = SlotKind.PASSPHRASE,
) -> Slot:
    """A slot of `kind` that `passphrase` opens. Raises NotAllowed for an empty passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    refuse_empty(passphrase)
    salt, nonce = urandom(16), urandom(_NONCE_BYTES)
    derived = _derived(passphrase, salt, passes, memory_kib, _LANES)
    wrapped = nonce + AESGCM(derived).encrypt(nonce, key, store_id.encode())
    forget(derived)
    return Slot(
        kind=kind,
        added_on=today,
        wrapped=_text(wrapped),
        salt=_text(salt),
        passes=passes,
        memory_kib=memory_kib,
    )


def new_code() -> str:
    """A recovery code of chance, 125 bits: five groups of five signs, none of which is taken for another."""
    signs = [secrets.choice(_CODE_SIGNS) for _ in range(_CODE_GROUPS * _CODE_GROUP)]
    return "-".join("".join(signs[at : at + _CODE_GROUP]) for at in range(0, len(signs), _CODE_GROUP))


def code_read(text: str) -> str:
    """`text` as a recovery code opens a slot, however it was typed: O, I and L are 0, 1 and 1."""
    return "".join(sign for sign in text.upper().translate(_MISREAD) if sign in _CODE_SIGNS)


def recovery_slot(recipient: str, key: Key, *, today: date) -> Slot:
    """A slot that the age identity behind `recipient` opens. Raises NotAllowed for a faulty recipient."""
    import pyrage

    try:
        holder = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError as error:
        raise NotAllowed(
            later("The recovery recipient is not an age recipient."),
            later("It begins with age1; ask IT for it and copy it whole."),
        ) from error
    told = bytes(key)
    wrapped = pyrage.encrypt(told, [holder])
    forget(told)
    return Slot(kind=SlotKind.RECOVERY, added_on=today, wrapped=_text(wrapped), recipient=recipient.strip())


def key_by_passphrase(slot: Slot, passphrase: str, store_id: str) -> bytearray | None:
    """The data key, or None if `passphrase` does not open `slot`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapped = _bytes(slot.wrapped)
    derived = _derived(passphrase, _bytes(slot.salt), slot.passes, slot.memory_kib, slot.lanes)
    try:
        nonce, sealed = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
        return _held(AESGCM(derived).decrypt(nonce, sealed, store_id.encode()))
    except (InvalidTag, ValueError):  # of which ValueError: too short to be anything
        return None
    finally:
        forget(derived)


def key_by_identity(slot: Slot, identity: str) -> bytearray | None:
    """The data key, or None if the age `identity` (a text with one AGE-SECRET-KEY line) is not its holder's.

    Raises NotAllowed if there is no identity in the text.
    """
    import pyrage

    lines = [line.strip() for line in identity.splitlines() if line.strip().startswith("AGE-SECRET-KEY-")]
    try:
        holders = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError:
        holders = []
    if not holders:
        raise NotAllowed(
            later("This file holds no age identity."), later("Use the file that holds IT's secret key.")
        )
    try:
        return _held(pyrage.decrypt(_bytes(slot.wrapped), holders))
    except pyrage.DecryptError:
        return None


def wipe(key: bytearray) -> None:
    """Overwrite the key that we hold."""
    key[:] = bytes(len(key))


def forget(secret: bytes | str) -> None:
    """Overwrite `secret`, which was made a moment ago and is looked at by nobody any more.

    Python lets go of a text and of bytes as they are, and whoever reads the memory finds them there hours
    later. A text of other signs than ASCII stays, and so does everything where Python is not CPython. What
    is shorter than two signs is never one's own: Python has one of each for all.
    """
    shared = len(secret) <= 1
    if shared or sys.implementation.name != "cpython" or (isinstance(secret, str) and not secret.isascii()):
        return
    import ctypes

    ends = 1  # both end with a zero that `len` does not count
    ctypes.memset(id(secret) + sys.getsizeof(secret) - len(secret) - ends, 0, len(secret))


def _held(opened: bytes) -> bytearray:
    """The data key `opened` as we hold it: in a place that can be overwritten, and in no other."""
    key = bytearray(opened)
    forget(opened)
    return key


def _derived(passphrase: str, salt: bytes, passes: int, memory_kib: int, lanes: int) -> bytes:
    from unicodedata import normalize

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    told = normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return kdf.derive(told)
    finally:
        forget(told)


def _seconds_of_one_pass() -> float:
    begun = time.perf_counter()
    _derived("measure", b"0" * 16, 1, _MEMORY_KIB, _LANES)
    return time.perf_counter() - begun


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""

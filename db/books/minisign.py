"""Signatures as the stock program `minisign` writes them, verified with the library that the store uses too.

The format is four lines: an untrusted comment, the signature of the file, a trusted comment, and the
signature of both (jedisct1.github.io/minisign). Only reading and verifying is here: IT signs with minisign.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

_PLAIN: Final = b"Ed"
_HASHED: Final = b"ED"
_ID: Final = 8
_TRUSTED: Final = "trusted comment: "
_KEY_LENGTH: Final = 2 + _ID + 32
_SIGNATURE_LENGTH: Final = 2 + _ID + 64


class Unfit(ValueError):
    """What was given is no key or no signature of minisign, or it does not fit the file."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of IT's key: `id` tells it from others, `point` verifies."""

    id: bytes
    point: bytes

    @property
    def name(self) -> str:
        """The id as minisign prints it."""
        return self.id[::-1].hex().upper()


def public_key(text: str) -> PublicKey:
    """The key in `text`: the line that begins with RW, or minisign's file of two lines. Raises Unfit."""
    lines = [line for line in text.split("\n") if line.strip()]
    raw = _decoded(lines[-1] if lines else "")
    if len(raw) != _KEY_LENGTH or raw[:2] != _PLAIN:
        raise Unfit
    return PublicKey(raw[2 : 2 + _ID], raw[2 + _ID :])


def is_public_key(text: str) -> bool:
    """True if `text` is a key that `public_key` takes."""
    try:
        public_key(text)
    except Unfit:
        return False
    return True


def verify(key: PublicKey, content: bytes, signature: str) -> str:
    """The trusted comment, if `signature` is that of `key` for `content`. Raises Unfit."""
    lines = signature.replace("\r\n", "\n").split("\n")
    if len(lines) < 4 or not lines[2].startswith(_TRUSTED):
        raise Unfit
    comment = lines[2].removeprefix(_TRUSTED)
    raw, whole = _decoded(lines[1]), _decoded(lines[3])
    kind, number, signed = raw[:2], raw[2 : 2 + _ID], raw[2 + _ID :]
    if len(raw) != _SIGNATURE_LENGTH or kind not in (_PLAIN, _HASHED) or number != key.id:
        raise Unfit
    told = hashlib.blake2b(content).digest() if kind == _HASHED else content
    _check(key, signed, told)
    _check(key, whole, signed + comment.encode())
    return comment


def _check(key: PublicKey, signature: bytes, content: bytes) -> None:
    from cryptography.exceptions import InvalidSignature  # not before a profile must be signed
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.point).verify(signature, content)
    except InvalidSignature as error:
        raise Unfit from error


def _decoded(line: str) -> bytes:
    try:
        return base64.b64decode(line.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unfit from error

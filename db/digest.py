"""SHA-256 of much, by the OpenSSL that an open store needs anyway; `hashlib` is for the few bytes of a line.

The window leaves the interpreter's own OpenSSL out (`desktop/lean.py`); without it `hashlib` is ten times as
slow, which nobody notices in a line of the journal, and everybody would in a backup.
"""

from collections.abc import Iterable


def of_pieces(pieces: Iterable[bytes]) -> str:
    """The SHA-256 of `pieces`, one behind the other, in hexadecimal digits."""
    from cryptography.hazmat.primitives.hashes import SHA256, Hash  # not before something is hashed

    digest = Hash(SHA256())
    for piece in pieces:
        digest.update(piece)
    return digest.finalize().hex()

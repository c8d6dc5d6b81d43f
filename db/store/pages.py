"""The seal on every page of a store, looked at in one go, and the stamp on the first.

The format is SQLCipher 4's: each page of 4096 bytes ends with its initialisation vector
(16 bytes) and an HMAC-SHA512 (64 bytes) of all before it and of its number. SQLCipher's own
check gives the same answer six times slower (measured), too slow for every opening.
"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.stepping import step
from db.store import stamps
from db.store.keys import Key
from db.store.stamps import Stamp

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hmac import HMAC

_PAGE: Final = 4096
_SEAL: Final = 64
_VECTOR: Final = 16
_SALT: Final = 16
_SALT_MASK: Final = 0x3A
_PASSES: Final = 2
_AT_ONCE: Final = 256


def are_sealed(store: Path, key: Key) -> bool:
    """True if every page of `store` bears the seal that `key` gives it. Raises OSError.

    Only before SQLite has the file open in this process: closing our handle drops its locks.
    """
    with store.open("rb") as file:
        salt = file.read(_SALT)
        file.seek(0)
        sealing = _sealing(key, salt)
        number = 0
        while block := file.read(_PAGE * _AT_ONCE):
            step()
            for start in range(0, len(block), _PAGE):
                number += 1
                if not _is_sealed(block[start : start + _PAGE], number, sealing):
                    return False
    return True


def stamp(store: Path, key: Key) -> Stamp | None:
    """The stamp on the first page of the file itself, whatever log is beside it; None if it is not sealed.

    Raises OSError. Only before SQLite has the file open, as `are_sealed`.
    """
    with reading(store, key) as page:
        first = page(1)
    return None if first is None else stamps.of_page(first)


@contextmanager
def reading(store: Path, key: Key) -> Iterator[Callable[[int], bytes | None]]:
    """A function that gives the decrypted page of a number, from 1; None if it is not there or not sealed.

    Raises OSError. Only before SQLite has the file open, as `are_sealed`.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    with store.open("rb") as file:
        salt = file.read(_SALT)
        sealing = _sealing(key, salt)

        def page(number: int) -> bytes | None:
            file.seek((number - 1) * _PAGE)
            found = file.read(_PAGE)
            if number < 1 or not _is_sealed(found, number, sealing):
                return None
            clear = salt if number == 1 else b""
            sealed, vector = found[len(clear) : -_SEAL - _VECTOR], found[-_SEAL - _VECTOR : -_SEAL]
            return clear + Cipher(AES(key), CBC(vector)).decryptor().update(sealed)

        yield page


def _is_sealed(page: bytes, number: int, sealing: "HMAC") -> bool:
    if len(page) != _PAGE:
        return False
    sealed = sealing.copy()
    sealed.update(page[_SALT if number == 1 else 0 : -_SEAL] + number.to_bytes(4, "little"))
    return hmac.compare_digest(sealed.finalize(), page[-_SEAL:])


def _sealing(key: Key, salt: bytes) -> "HMAC":
    """What seals the pages, before it has seen one."""
    from cryptography.hazmat.primitives.hashes import SHA512
    from cryptography.hazmat.primitives.hmac import HMAC
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    masked = bytes(byte ^ _SALT_MASK for byte in salt)
    return HMAC(PBKDF2HMAC(SHA512(), 32, masked, _PASSES).derive(key), SHA512())

"""A fingerprint of an age recipient: short enough to be read aloud on the telephone."""

import hashlib
from typing import Final

_GROUPS: Final = 6
_DIGITS: Final = 4


def fingerprint(recipient: str) -> str:
    """Six groups of four digits, about 80 bits of the recipient's SHA-256: `0412 9930 …`."""
    number = int.from_bytes(hashlib.sha256(recipient.strip().encode()).digest(), "big")
    digits = str(number % 10 ** (_GROUPS * _DIGITS)).zfill(_GROUPS * _DIGITS)
    return " ".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))

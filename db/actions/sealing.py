"""Sealing what leaves the store for one receiver: plain age v1."""

from typing import TYPE_CHECKING

from db.errors import NotAllowed
from db.words import later

if TYPE_CHECKING:
    import pyrage


def receiver_of(recipient: str) -> "pyrage.x25519.Recipient":
    """The receiver behind an `age1…` text. Raises NotAllowed if there is none."""
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError as error:
        raise NotAllowed(
            later("The recipient is not an age recipient."), later("It begins with age1; copy it whole.")
        ) from error


def sealed(data: bytes, receiver: "pyrage.x25519.Recipient") -> bytes:
    """`data` as only `receiver` can read it."""
    import pyrage

    return bytes(pyrage.encrypt(data, [receiver]))

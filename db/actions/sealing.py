"""Sealing what leaves the store for one receiver: plain age v1."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from db.errors import NotAllowed, WrongPassphrase
from db.words import later

if TYPE_CHECKING:
    import pyrage


_NOT_FOR_THEM: Final = "No matching keys found"


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


def opened(data: bytes, holders: "Sequence[pyrage.x25519.Identity]") -> bytes:
    """What was sealed for one of `holders`.

    Raises WrongPassphrase if it is for somebody else, NotAllowed if it is no whole age file.
    """
    import pyrage

    try:
        return bytes(pyrage.decrypt(data, list(holders)))
    except pyrage.DecryptError as error:
        if str(error) == _NOT_FOR_THEM:
            raise WrongPassphrase(
                later("The package is for somebody else: this identity does not open it."),
                later("Nothing was changed. Ask the sender to make it for your recipient."),
            ) from error
        raise NotAllowed(
            later("The file is no age file, or it is damaged."),
            later("Nothing was changed. Ask the sender for a new one."),
        ) from error

"""age identities: made, written and read as the stock program does."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import NotAllowed
from db.words import later

if TYPE_CHECKING:
    import pyrage

_LARGEST: Final = 64 * 1024


def new_identity(now: datetime) -> tuple[str, str]:
    """The text of a new identity's file, and its public recipient."""
    import pyrage

    made = pyrage.x25519.Identity.generate()
    recipient = str(made.to_public())
    created = now.isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"# created: {created}\n# public key: {recipient}\n{made}\n", recipient


def read(file: Path) -> "list[pyrage.x25519.Identity]":
    """The identities in `file`. Raises NotAllowed if it cannot be read, or holds none."""
    try:
        with file.open("rb") as opened:
            text = opened.read(_LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotAllowed(
            later("The identity file cannot be read."), later("Name the file that identity wrote.")
        ) from error
    return of_text(text)


def of_text(text: str) -> "list[pyrage.x25519.Identity]":
    """The identities in `text`, a line each. Raises NotAllowed if it holds none."""
    import pyrage

    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [
            pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")
        ]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise NotAllowed(
            later("This file holds no age identity of its own."), later("Name the file that identity wrote.")
        )
    return found

"""What is tried first when a passphrase is guessed, from resources/passphrases.toml."""

import tomllib
from functools import cache
from pathlib import Path

from db.paths import RESOURCES
from db.rules.passphrases import Guesses


@cache
def read(file: Path = RESOURCES / "passphrases.toml") -> Guesses:
    """The words and rows of keys. Raises OSError, ValueError or KeyError if the file is faulty."""
    found = tomllib.loads(file.read_text("utf-8"))
    return Guesses(tuple(found["words"]), tuple(found["rows"]))

"""How hard a passphrase is to guess, as far as a plain look can tell."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SHORTEST: Final = 12
"""The fewest characters that the window takes; policy may ask for more."""

_STRONG_WORDS: Final = 4
_STRONG_LENGTH: Final = 20
_FEWEST_LETTERS: Final = 6
_ROW_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class Guesses:
    """What is tried first: words, and rows of keys."""

    words: tuple[str, ...]
    rows: tuple[str, ...]


class Strength(StrEnum):
    """How a passphrase looks."""

    EMPTY = "empty"
    SHORT = "short"
    COMMON = "common"
    FAIR = "fair"
    STRONG = "strong"


WEAK: Final = frozenset((Strength.EMPTY, Strength.SHORT, Strength.COMMON))
"""What the window does not take."""


def strength(passphrase: str, guesses: Guesses, least: int = SHORTEST) -> Strength:
    """How `passphrase` looks: its length, its words, and whether it is of the kind that is tried first.

    `least` is how many characters policy asks for; fewer than SHORTEST are short all the same.
    """
    text = passphrase.strip().casefold()
    if not text:
        return Strength.EMPTY
    if len(text) < max(least, SHORTEST):
        return Strength.SHORT
    if is_common(passphrase, guesses):
        return Strength.COMMON
    words = {word for word in re.split(r"[\s\-_.,]+", text) if len(word) > 2}
    return Strength.STRONG if len(words) >= _STRONG_WORDS or len(text) >= _STRONG_LENGTH else Strength.FAIR


def is_common(passphrase: str, guesses: Guesses) -> bool:
    """True if `passphrase` is of the kind that is tried first: a row of keys, a common word, few letters."""
    text = passphrase.strip().casefold()
    return len(set(text)) < _FEWEST_LETTERS or _is_row(text, guesses) or _has_common(text, guesses)


def _is_row(text: str, guesses: Guesses) -> bool:
    flat = re.sub(r"\s", "", text)
    return any(
        row[at : at + _ROW_LENGTH] in flat for row in guesses.rows for at in range(len(row) - _ROW_LENGTH + 1)
    )


def _has_common(text: str, guesses: Guesses) -> bool:
    flat = re.sub(r"\s", "", text)
    rest = re.sub(r"[\d\W]", "", flat)
    for word in guesses.words:
        rest = rest.replace(word, "")
    return len(rest) < _FEWEST_LETTERS and any(word in flat for word in guesses.words)

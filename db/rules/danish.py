"""How Danish sorts and how it is searched: æ, ø and å last, aa as å; and folded for finding."""

import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "ð": "d", "þ": "th"}
)
_FOLDED: Final = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "aa", "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "ð": "d"}
)


def sort_key(text: str) -> str:
    """A text that sorts, byte by byte, as `text` does in a Danish register; aa counts as å."""
    lowered = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_LETTERS)
    bare = unicodedata.normalize("NFD", lowered)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """`text` for finding: lower case, without accents; å and aa, ø and oe and o, æ and ae meet.

    `oe` becomes `o`, so that `Soeren`, `Soren` and `Søren` are the same.
    """
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED).replace("oe", "o")
    bare = unicodedata.normalize("NFD", lowered)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))

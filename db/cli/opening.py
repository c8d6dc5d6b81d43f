"""Whether a command line asks for the window: read without any library, so that it opens at once."""

from collections.abc import Sequence
from typing import Final

_WITH_VALUE: Final = frozenset({"--store", "--passphrase-file", "--today", "--profile", "--lang"})


def asks_for_window(arguments: Sequence[str]) -> bool:
    """True if nothing but global options stand in `arguments`, and no call for help."""
    rest = iter(arguments)
    for word in rest:
        if word in ("-h", "--help") or not word.startswith("--"):
            return False
        if word in _WITH_VALUE:
            next(rest, None)
    return True

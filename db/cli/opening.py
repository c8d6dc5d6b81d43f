"""What a command line asks of the window: read with the standard library alone, so that it opens at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

_WITH_VALUE: Final = frozenset({"--store", "--passphrase-file", "--today", "--profile", "--lang"})


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """The global options as the window takes them; "" and None are not given."""

    store: str = ""
    passphrase_file: str = ""
    today: date | None = None
    profile: str = ""
    language: str = ""
    smoke: bool = False


def asks_for_window(arguments: Sequence[str]) -> bool:
    """True if nothing but sound global options stand in `arguments`, and no call for help."""
    return _options(arguments) is not None


def window_options(arguments: Sequence[str]) -> WindowOptions:
    """The options in `arguments`. Raises ValueError if they do not ask for the window."""
    found = _options(arguments)
    if found is None:
        raise ValueError("not a call for the window")
    return found


def _options(arguments: Sequence[str]) -> WindowOptions | None:
    values: dict[str, str] = {}
    rest = iter(arguments)
    smoke = False
    for word in rest:
        name, joint, value = word.partition("=")
        if word == "--smoke":
            smoke = True
        elif name in _WITH_VALUE:
            values[name] = value if joint else next(rest, "")
        else:
            return None
    try:
        today = date.fromisoformat(values["--today"]) if "--today" in values else None
    except ValueError:
        return None
    if values.get("--lang", "da") not in ("da", "en") or "" in values.values():
        return None
    return WindowOptions(
        store=values.get("--store", ""),
        passphrase_file=values.get("--passphrase-file", ""),
        today=today,
        profile=values.get("--profile", ""),
        language=values.get("--lang", ""),
        smoke=smoke,
    )

"""Help, the lock and the quick note in every window over the desk: the desk's own keys do not reach it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.kit.keys import ASKED, LOCK, NOTE, Key


def take_help_keys(window: QWidget) -> None:
    """Let F1, and ? outside a field, ask for help in `window`."""
    for key in ("F1", "?"):
        Key(key, window, ASKED, partial(ask_help, window))


def take_keys(window: QWidget) -> None:
    """Let `window`, which lies over the desk, be locked from, and a quick note begin; and help as above."""
    take_help_keys(window)
    Key("Ctrl+L", window, LOCK, partial(_ask, window, "lock"))
    Key("Ctrl+N", window, NOTE, partial(_ask, window, "new_note"))


def ask_help(over: QWidget, *, news: bool = False) -> None:
    """Ask the nearest of `over` and its parents that can to show help above `over`, or what is new."""
    if (show := _nearest(over, "show_help")) is not None:
        show(over, news=news)


def _ask(over: QWidget, deed: str) -> None:
    if (do := _nearest(over, deed)) is not None:
        do()


def _nearest(over: QWidget, deed: str) -> Callable[..., Any] | None:
    """What `over` or the nearest of its parents does by that name; None if none can."""
    part: QWidget | None = over
    while part is not None:
        if callable(do := getattr(part, deed, None)):
            return do  # type: ignore[no-any-return]
        part = part.parentWidget()
    return None

"""F1, and ? outside a field, in whatever window has the keyboard: its keys reach no window below."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.kit.keys import ASKED, Key


def take_help_keys(window: QWidget) -> None:
    """Let F1, and ? outside a field, ask for help in `window`."""
    for key in ("F1", "?"):
        Key(key, window, ASKED, partial(ask_help, window))


def ask_help(over: QWidget, *, news: bool = False) -> None:
    """Ask the nearest of `over` and its parents that can to show help above `over`, or what is new."""
    part: QWidget | None = over
    while part is not None:
        if callable(show := getattr(part, "show_help", None)):
            show(over, news=news)
            return
        part = part.parentWidget()

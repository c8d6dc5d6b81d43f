"""Keys that do something, each with what it does: the help tells what there really is."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from db.words import later

Keys = tuple[tuple[str, str], ...]
"""Keys as a shortcut writes them, `Ctrl+K`, and what they do, as a key of the catalogue.

A widget that takes keys itself names them so in `KEYS`, beside where it takes them.
"""
_INSIDE: Final = Qt.FindChildOption.FindDirectChildrenOnly


LOCK: Final = later("Lock")
NOTE: Final = later("Quick note")
PRINT: Final = later("Print what is in front")
FIND: Final = later("Write what to look for")
ASKED: Final = later("Help, and the keys of this screen")
ANSWER: Final = later("Answer the question, also from a text in which Enter begins a line")
"""What keys do that several screens have."""


class Key(QShortcut):
    """A key that works in the window of `owner`; `does` says what it does, as a key of the catalogue."""

    def __init__(
        self,
        keys: str | QKeySequence.StandardKey,
        owner: QWidget,
        does: str,
        slot: Callable[[], object],
        *,
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:
        super().__init__(QKeySequence(keys), owner, activated=slot, context=context)  # type: ignore[call-overload]
        self.does = does


def keys_inside(front: QWidget) -> Keys:
    """The keys of `front` and of all that can be seen in it; of several that do the same the first."""
    shortcuts = ((_told(key), key.does) for key in front.findChildren(Key) if _is_shown(key.parent(), front))
    return _once([*shortcuts, *_taken(front)])


def keys_around(front: QWidget) -> Keys:
    """The keys of what `front` stands in, up to its window; () for a window."""
    found, around = [], front
    while not around.isWindow() and (outer := around.parentWidget()) is not None:
        found += [(_told(key), key.does) for key in outer.findChildren(Key, options=_INSIDE)]
        around = outer
    return _once(found)


def _told(key: Key) -> str:
    return key.key().toString(QKeySequence.SequenceFormat.PortableText)


def _taken(front: QWidget) -> Iterator[tuple[str, str]]:
    for widget in (front, *front.findChildren(QWidget)):
        named: Keys = getattr(widget, "KEYS", ())
        if named and _is_shown(widget, front):
            yield from named


def _is_shown(widget: QObject | None, front: QWidget) -> bool:
    return widget is front or (isinstance(widget, QWidget) and widget.isVisibleTo(front))


def _once(keys: list[tuple[str, str]]) -> Keys:
    """Each key and each deed once, in their order."""
    found: dict[str, str] = {}
    for key, does in keys:
        if key not in found and does not in found.values():
            found[key] = does
    return tuple(found.items())

"""Tab goes as the eye reads, whatever was built when; the focus outlives what is built anew."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtWidgets import QLayout, QWidget


class ReadByTab:
    """A window in which Tab goes in the order of the layouts; stands before the Qt class. Qt goes by age."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        from PySide6.QtCore import Qt  # here and below: reading its names would delay the first window

        window = cast(QWidget, self)
        stood = window.focusWidget() or window
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        for stop in _after(stood, window) if forward else _before(stood, window):
            if stop is not stood:
                stop.setFocus(reason)
                return True
        return False


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What Tab can stop at in `widget`, itself first, in the order of its layouts; nothing that is hidden."""
    if _is_stop(widget):
        yield widget
    yield from _in_all(_parts(widget))


def _in_all(parts: list[QWidget]) -> Iterator[QWidget]:
    for part in parts:
        if not part.isHidden():
            yield from stops(part)


def _from_the_end(widget: QWidget) -> Iterator[QWidget]:
    """The same stops the other way round; the first one is there without walking through all."""
    for part in reversed(_parts(widget)):
        if not part.isHidden():
            yield from _from_the_end(part)
    if _is_stop(widget):
        yield widget


def _is_stop(widget: QWidget) -> bool:
    from PySide6.QtCore import Qt

    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.focusProxy() is None and widget.isEnabled()


def _after(stood: QWidget, window: QWidget) -> Iterator[QWidget]:
    """The stops behind `stood`, and from the beginning again."""
    here = stood
    yield from _in_all(_parts(here))
    while here is not window and (around := here.parentWidget()) is not None:
        beside = _parts(around)
        yield from _in_all(beside[beside.index(here) + 1 :])
        here = around
    yield from stops(window)


def _before(stood: QWidget, window: QWidget) -> Iterator[QWidget]:
    """The stops before `stood`, the nearest first, and from the end again."""
    here = stood
    while here is not window and (around := here.parentWidget()) is not None:
        beside = _parts(around)
        for part in reversed(beside[: beside.index(here)]):
            if not part.isHidden():
                yield from _from_the_end(part)
        if _is_stop(around):
            yield around
        here = around
    yield from _from_the_end(window)


def _parts(widget: QWidget) -> list[QWidget]:
    """What stands in `widget` itself: first what is laid out, then the rest by age; no windows."""
    from PySide6.QtCore import Qt

    layout = widget.layout()
    laid = [] if layout is None else list(_in_layout(layout))
    found = set(laid)
    # Not `children()`: PySide6 would read the names of every class among them, 38 ms at its first use.
    beside = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return laid + [part for part in beside if part not in found and not part.isWindow()]


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        if (item := layout.itemAt(at)) is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)


def begin_in(widget: QWidget) -> None:
    """Give the focus to what Tab comes to first in `widget`; nothing where it comes to none."""
    first = next(stops(widget), None)
    if first is not None:
        first.setFocus()


def name_of_focus(within: QWidget) -> str:
    """The object name of the field in `within` that has the focus; "" if none has."""
    focus = within.focusWidget()
    return focus.objectName() if focus is not None and focus.hasFocus() else ""


def stand_in(within: QWidget, name: str) -> None:
    """Give the field of that object name in `within` the focus; nothing for "" or one that is gone."""
    if (field := field_named(within, name)) is not None:
        field.setFocus()


def field_named(within: QWidget, name: str) -> QWidget | None:
    """The field of that object name in `within`, the newest: what was built anew may not be gone yet."""
    return next(reversed(within.findChildren(QWidget, name)), None) if name else None

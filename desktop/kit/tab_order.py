"""Tab goes as the eye reads, whatever was built when; the focus outlives what is built anew."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def read_by_tab(root: QWidget) -> None:
    """Let Tab visit what `root` holds in the order of its layouts. What Qt does not: it goes by age."""
    for early, late in pairwise(stops(root)):
        QWidget.setTabOrder(early, late)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What Tab can stop at in `widget`, itself first, in the order of its layouts; hidden parts too."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        if (inside := widget.widget()) is not None:
            yield from stops(inside)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        if (item := layout.itemAt(at)) is None:
            continue
        if (widget := item.widget()) is not None:
            yield from stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)


def begin_in(widget: QWidget) -> None:
    """Give the focus to what Tab comes to first in `widget`; nothing where it comes to none."""
    first = next((one for one in stops(widget) if one.isVisibleTo(widget) and one.isEnabled()), None)
    if first is not None:
        first.setFocus()


def name_of_focus(within: QWidget) -> str:
    """The object name of the field in `within` that has the focus; "" if none has."""
    focus = within.focusWidget()
    return focus.objectName() if focus is not None and focus.hasFocus() else ""


def stand_in(within: QWidget, name: str) -> None:
    """Give the field of that object name in `within` the focus; nothing for "" or one that is gone."""
    field = within.findChild(QWidget, name) if name else None
    if isinstance(field, QWidget):
        field.setFocus()

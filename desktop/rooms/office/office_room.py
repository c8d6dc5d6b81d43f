"""The office: its parts as tabs, each of which reads when it is first opened."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.kit.banner import Head
from desktop.kit.tabs import Tabs
from desktop.list_saving import SaveList
from desktop.place import Place
from desktop.tools import Tools


class Made(Protocol):
    """A line of the listing: how a part is called and made."""

    key: str
    title: str

    def make(self, tools: Tools) -> QWidget:
        """The part's widget."""


class OfficeRoom(QWidget):
    """What belongs to no single case.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        place_asked: a part leads to another place.
    """

    saved = Signal(object)
    saving = Signal()
    place_asked = Signal(object)

    def __init__(self, tools: Tools, parts: Sequence[Made], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._listed = {one.key: one for one in parts}
        self._parts: dict[str, QWidget] = {}
        words = tools.words
        self.head = Head(words.t("The office"), words.t("What belongs to no single case."))
        self.save_list = SaveList(tools, self)
        self.head.buttons.addWidget(self.save_list)
        self.tabs = Tabs()
        self.tabs.setAccessibleName(words.t("Parts of the office"))
        for one in parts:
            self.tabs.add(words.t(one.title))
        self.stack = QStackedWidget(self)
        top = QVBoxLayout()
        top.setContentsMargins(28, 24, 28, 0)
        top.setSpacing(12)
        top.addWidget(self.head)
        top.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(0)

    @property
    def tab(self) -> str:
        """The key of the part that is shown."""
        return list(self._listed)[self.tabs.currentIndex()]

    def part(self, key: str) -> QWidget:
        """The part `key`, made now if it was not."""
        if key not in self._parts:
            part = self._listed[key].make(self._tools)
            for name in ("saved", "saving", "place_asked"):
                if (signal := getattr(part, name, None)) is not None:
                    signal.connect(getattr(self, name))
            self._parts[key] = part
            self.stack.addWidget(part)
        return self._parts[key]

    def place(self) -> Place:
        """Where the user is."""
        return Place("office", tab=self.tab, record=str(getattr(self.part(self.tab), "record", "")))

    def show_place(self, place: Place) -> None:
        """Show the part that `place` names, and there its record or what concerns its case."""
        if place.tab in self._listed:
            self.tabs.setCurrentIndex(list(self._listed).index(place.tab))
        if callable(show := getattr(self.part(self.tab), "show_place", None)):
            show(place)

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        self._each("keep")

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        self._each("stop")

    def _each(self, name: str) -> None:
        for part in self._parts.values():
            if callable(method := getattr(part, name, None)):
                method()

    @Slot(int)
    def _on_tab(self, _: int) -> None:
        self.stack.setCurrentWidget(self.part(self.tab))

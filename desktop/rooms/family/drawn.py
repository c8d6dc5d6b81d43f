"""The family and the network of a case three ways: as a genogram, as an ecomap and as words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.case import Case
from db.records.person import Person
from db.rules import ecomap, genogram, network_words
from db.rules.kin import Born, family_of
from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.sheet import Section
from desktop.kit.tabs import Tabs
from desktop.kit.type import Voice
from desktop.rooms.family.drawing_view import DrawingView

_LEFT: Final = "\N{LEFT-TO-RIGHT MARK}"  # a sentence of ours begins at the left, also with an Arabic name


class Drawn(QWidget):
    """The drawings of one day, and the same in words.

    Signals:
        opened: the place of a relation in the case, -1 for the child.
    """

    opened = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.family = DrawingView(words.t("The family, drawn"))
        self.network = DrawingView(words.t("The network, drawn"))
        for view in (self.family, self.network):
            view.opened.connect(self.opened)
        self.tabs = Tabs()
        self.tabs.setAccessibleName(words.t("How the people are shown"))
        for title in (words.t("Genogram"), words.t("Network map"), words.t("In words")):
            self.tabs.add(title)
        self.tabs.currentChanged.connect(self._on_tab)
        self.larger = Button(words.t("Larger"))
        self.smaller = Button(words.t("Smaller"))
        self.fit = Button(words.t("Show all"))
        self.larger.clicked.connect(lambda: self._shown().larger())
        self.smaller.clicked.connect(lambda: self._shown().smaller())
        self.fit.clicked.connect(lambda: self._shown().fit())
        self._legend = Label("", Voice.SMALL)
        self._said = QWidget()
        self._lines = QVBoxLayout(self._said)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._zooming = QWidget()
        self._lay_out()
        self._on_tab()

    def show_family(
        self, case: Case, people: Mapping[str, Person], day: date, elsewhere: Iterable[Born]
    ) -> None:
        """Draw the people of `case` as they stand on `day`; `elsewhere` says who else is whose child."""
        words = self._words
        family = family_of(case.child, case.relations, day, elsewhere)
        captions = network_words.of_family(family, people, day, words)
        self.family.show_drawing(genogram.layout(family, day, people, captions))
        captions = network_words.of_network(case.child, case.relations, people, words)
        self.network.show_drawing(ecomap.layout(case.child, case.relations, day, captions))
        self._say(
            [
                *network_words.told_family(family, people, day, words),
                *network_words.told_network(case.child, case.relations, people, day, words),
            ]
        )

    def _lay_out(self) -> None:
        zoom = FlowLayout(gap=8)
        for button in (self.larger, self.smaller, self.fit):
            zoom.addWidget(button)
        self._zooming.setLayout(zoom)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for part in (self.tabs, self.family, self.network, self._said, self._zooming, self._legend):
            inside.addWidget(part)
        section = Section(self._words.t("Drawn and told"))
        section.sheet.add_padded(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def _shown(self) -> DrawingView:
        return self.network if self.tabs.currentIndex() else self.family

    @Slot()
    def _on_tab(self) -> None:
        at = self.tabs.currentIndex()
        for place, part in enumerate((self.family, self.network, self._said)):
            part.setVisible(place == at)
        drawn = at < 2
        self._legend.setVisible(drawn)
        self._zooming.setVisible(drawn)
        self._legend.setText(
            self._words.t(network_words.LEGEND_NETWORK if at else network_words.LEGEND_FAMILY)
        )

    def _say(self, told: Sequence[network_words.Told]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for part in told:
            self._lines.addWidget(Label(part.heading, Voice.STRONG, parent=self._said))
            for line in part.lines:
                self._lines.addWidget(Label(f"{_LEFT}{line}", Voice.BODY, parent=self._said))

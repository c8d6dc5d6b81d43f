"""Aflevering: receive a package, hand cases over, take a receipt in, and show one's own key."""

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit.banner import Banner, Head
from desktop.kit.marks import Mark
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import factor_of
from desktop.place import Place
from desktop.rooms.handing.clearing import ClearingPart
from desktop.rooms.handing.coming import ComingPart
from desktop.rooms.handing.giving import GivingPart
from desktop.rooms.handing.insight import InsightPart
from desktop.rooms.handing.own_key import OwnKey
from desktop.rooms.handing.receipts_part import ReceiptsPart
from desktop.tools import Tools

_WIDTH = 760


class HandingRoom(ScrollPage):
    """Packages that come and go. What was done is said below the part that did it."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tools.words
        self.coming = ComingPart(tools)
        self.giving = GivingPart(tools)
        self.receipts = ReceiptsPart(tools)
        self.own = OwnKey(tools)
        self.insight = InsightPart(tools)
        self.clearing = ClearingPart(tools)
        self.banners: dict[Section, Banner] = {}
        head = Head(words.t("Packages"), words.t("Hand a case over to someone, or receive one."))
        self.body.addWidget(head)
        for part in (self.coming, self.giving, self.receipts, self.own, self.insight, self.clearing):
            self._add(part)
            part.told.connect(lambda sentence, part=part: self._tell(part, sentence))

    def _add(self, part: Section) -> None:
        says = self.banners[part] = Banner(Mark.AGREED, "")
        says.hide()
        column = QVBoxLayout()
        column.setSpacing(12)
        wide = round(_WIDTH * factor_of(self))
        for one in (part, says):
            one.setMaximumWidth(wide)
            line = QHBoxLayout()  # a column alone would measure a part as if it were as wide as the page
            line.addWidget(one, 1)
            line.addStretch(0)
            column.addLayout(line)
        self.body.addLayout(column)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.clearing.read()
        self.clearing.look_for_holders()
        self.receipts.read()

    def keep(self) -> None:
        """Hand what is being typed to the writer."""
        self.clearing.kept.keeping.flush()

    def close_room(self) -> None:
        """Start nothing more."""
        self.clearing.kept.keeping.stop()

    def show_place(self, place: Place) -> None:
        """Look at the package in the file `place.record`, with the key file `place.tab` if it has one."""
        if place.record:
            self.coming.look_at(Path(place.record), Path(place.tab) if place.tab else None)
            self.ensureWidgetVisible(self.coming)

    def _tell(self, part: Section, sentence: str) -> None:
        """Say what was done below `part`, where whoever did it looks."""
        for one in self.banners.values():
            one.hide()
        says = self.banners[part]
        says.say(sentence)
        says.show()
        self.settle()
        self.ensureWidgetVisible(says)

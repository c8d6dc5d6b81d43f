"""Aflevering: receive a package, hand cases over, take a receipt in, and show one's own key."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.actions import receipts
from db.actions.receipts import Arrived
from db.errors import ForUser
from db.records.base import day_of
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice, factor_of
from desktop.place import Place
from desktop.rooms.handing.clearing import ClearingPart
from desktop.rooms.handing.coming import ComingPart
from desktop.rooms.handing.giving import GivingPart
from desktop.rooms.handing.insight import InsightPart
from desktop.rooms.handing.own_key import OwnKey
from desktop.tools import Tools

_WIDTH = 760


class HandingRoom(ScrollPage):
    """Packages that come and go."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = tools.words
        self._tools = tools
        self.says = Banner(Mark.AGREED, "")
        self.says.hide()
        self.coming = ComingPart(tools)
        self.giving = GivingPart(tools)
        self.own = OwnKey(tools)
        self.clearing = ClearingPart(tools)
        self.insight = InsightPart(tools)
        self.receipt = Button(words.t("Take a receipt in"))
        self.receipt.clicked.connect(self._on_receipt)
        self.body.addWidget(Head(words.t("Hand over and receive")))
        for part in (
            self.says,
            self.coming,
            self.giving,
            self._receipts(),
            self.own,
            self.insight,
            self.clearing,
        ):
            part.setMaximumWidth(round(_WIDTH * factor_of(self)))
            line = QHBoxLayout()  # a column alone would measure a part as if it were as wide as the page
            line.addWidget(part, 1)
            line.addStretch(0)
            self.body.addLayout(line)
        self.coming.told.connect(self.tell)
        self.giving.told.connect(self.tell)
        self.clearing.told.connect(self.tell)
        self.insight.told.connect(self.tell)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.clearing.read()

    def show_place(self, place: Place) -> None:
        """Look at the package in the file `place.record`, with the key file `place.tab` if it has one."""
        if place.record:
            self.coming.look_at(Path(place.record), Path(place.tab) if place.tab else None)
            self.ensureWidgetVisible(self.coming)

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Say what was done, above everything else."""
        self.says.say(sentence)
        self.says.show()
        self.ensureWidgetVisible(self.says)

    def _receipts(self) -> Section:
        words = self._tools.words
        section = Section(words.t("Receipts"))
        column = QVBoxLayout()
        column.setSpacing(12)
        told = words.t(
            "The receiver sends a receipt once the cases are safe with them. Until it is here, the cases stay"
            " with you and can be read."
        )
        column.addWidget(Label(told, Voice.SOFT))
        line = FlowLayout()
        line.addWidget(self.receipt)
        column.addLayout(line)
        section.sheet.add_padded(column)
        return section

    @Slot()
    def _on_receipt(self) -> None:
        file = self._tools.ask.what_to_open(self, ("json",))
        if file is not None:
            self._tools.writer.run(
                lambda desk: receipts.take_in(desk, file), done=self._on_arrived, failed=self._on_failed
            )

    def _on_arrived(self, found: Arrived) -> None:
        words = self._tools.words
        count = words.n("{count} case", "{count} cases", found.cases)
        self.tell(
            words.t("The receiver took up {count} on {day}.", count=count, day=words.day(day_of(found.at)))
        )
        self._tools.news.changed.emit(found.changed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)

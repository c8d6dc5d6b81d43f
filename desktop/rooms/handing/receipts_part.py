"""Receipts: what was handed over and waits for one, and taking one in."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import receipts
from db.actions.desk import Changed
from db.actions.receipts import Arrived, Given
from db.errors import ForUser
from db.records.base import day_of
from db.rules.summary import short_name, with_number
from desktop.kit.buttons import Button
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Section, Sheet
from desktop.kit.type import Voice
from desktop.tools import Tools


class ReceiptsPart(Section):
    """Lists what was handed over and is still here, and takes receipts in.

    Signals:
        told: a sentence about the receipt that came.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("Receipts"), parent)
        self._tools = tools
        self.rows = Sheet()
        self.rows.setAccessibleName(words.t("What was handed over"))
        self.take = Button(words.t("Take a receipt in"))
        told = words.t(
            "The receiver sends a receipt once the cases are safe with them. Until it is here, the cases stay"
            " with you and can be read."
        )
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Label(told, Voice.SOFT))
        column.addWidget(self.rows)
        line = FlowLayout()
        line.addWidget(self.take)
        column.addLayout(line)
        self.sheet.add_padded(column)
        self.take.clicked.connect(self._on_take)
        tools.news.changed.connect(self._on_news)
        self.read()

    def read(self) -> None:
        """Read anew what was handed over."""
        days = self._tools.policy.number("handed_over_days")
        found = receipts.given(self._tools.desk, days=days)
        self.rows.clear()
        for one in found:
            self.rows.add(FactRow(with_number(short_name(one.child), one.number), self._stands(one)))
        self.rows.setVisible(bool(found))

    def _stands(self, one: Given) -> str:
        words = self._tools.words
        given = words.t("Handed over on {day}.", day=words.day(one.given_on))
        if one.receipt_on is None or one.may_go_on is None:
            if one.left_out:
                return f"{given} {words.t('The receiver did not take it up: it had been erased there.')}"
            return f"{given} {words.t('The receipt is not here yet.')}"
        came = words.t("The receipt says {day}.", day=words.day(one.receipt_on))
        may = words.t("It may be erased from {day}.", day=words.day(one.may_go_on))
        return f"{given} {came} {may}"

    @Slot(object)
    def _on_news(self, _: Changed) -> None:
        if self.isVisible():
            self.read()

    @Slot()
    def _on_take(self) -> None:
        file = self._tools.ask.what_to_open(self, ("json",))
        if file is not None:
            self._tools.writer.run(
                lambda desk: receipts.take_in(desk, file), done=self._on_arrived, failed=self._on_failed
            )

    def _on_arrived(self, found: Arrived) -> None:
        words = self._tools.words
        count = words.n("{count} case", "{count} cases", found.cases)
        told = words.t("The receiver took up {count} on {day}.", count=count, day=words.day(day_of(found.at)))
        if found.left_out:
            told += " " + words.n(
                "{count} case had been erased there and was not taken up: it stays here.",
                "{count} cases had been erased there and were not taken up: they stay here.",
                found.left_out,
            )
        self.told.emit(told)
        self._tools.news.changed.emit(found.changed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)

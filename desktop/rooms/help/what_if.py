"""What if it starts in September? Other days, price or quantity, without touching the case.

Help that is only expected counts here as if it came, as it is planned and as it would be.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from db.errors import ForUser
from db.records.case import Case
from db.records.intervention import Intervention
from db.rules import choosing, ordering
from db.rules.amounts import money_text, quantity_text, read_money, read_quantity
from db.words import Words
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.rooms.help.money import forecast


class WhatIf(Section):
    """Asks for one intervention and what were otherwise; says what the year would cost then."""

    def __init__(self, words: Words, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(words.t("What if?"), parent)
        self._words, self._today = words, today
        self._case: Case | None = None
        self.which = ChoiceField(words.t("Which help"), [], none=words.t("not chosen yet"))
        self.starts_on = DateField(words.t("First day"), words, today, ahead=True)
        self.ends_on = DateField(words.t("Expected last day"), words, today, ahead=True)
        self.price = LineField(words.t("Price of one unit, kr."))
        self.quantity = LineField(words.t("Quantity"))
        self.answer = Label("", Voice.STRONG)
        line = FlowLayout(gap=16)
        for field in (self.which, self.starts_on, self.ends_on, self.price, self.quantity):
            line.addWidget(field)
        self.sheet.add_padded(line)
        self.sheet.add_padded(self.answer)
        self.which.edited.connect(self._on_which)
        for other in (self.starts_on, self.ends_on, self.price, self.quantity):
            other.edited.connect(self._tell)

    def show_case(self, case: Case) -> None:
        """Offer the help of `case` that has not ended."""
        self._case = case
        running = [item for item in case.interventions if item.ended_on is None]
        self.which.offer([Choice(item.id, item.title) for item in running])
        self._on_which()

    @Slot()
    def _on_which(self) -> None:
        item = self._item()
        for field in (self.starts_on, self.ends_on, self.price, self.quantity):
            field.setEnabled(item is not None)
        self.starts_on.show_value(item.starts_on if item else None)
        self.ends_on.show_value(item.expected_end if item else None)
        self.price.show_value(money_text(item.price) if item else "")
        self.quantity.show_value(quantity_text(item.quantity) if item else "")
        self._tell()

    @Slot()
    def _tell(self) -> None:
        item, words = self._item(), self._words
        if item is None or self._case is None:
            self.answer.setText(words.t("Choose help to try other days, another price or quantity."))
            return
        price, quantity = read_money(self.price.value()), read_quantity(self.quantity.value())
        start = self.starts_on.value()
        if price is None or quantity is None or start is None or not self.ends_on.readable:
            self.answer.setText(words.t("Write days, price and quantity to see what the year would cost."))
            return
        end = self.ends_on.value()
        try:
            other = ordering.altered(item, starts_on=start, expected_end=end, price=price, quantity=quantity)
        except ForUser as error:
            self.answer.setText(words.error(error))
            return
        today = self._today()
        now, then = (
            forecast(self._with(one), self._case, today) for one in choosing.as_if_all_come((item, other))
        )
        sign = "+" if then > now else ""
        self.answer.setText(
            words.t(
                "{year} would cost {then} instead of {now} ({change}). The case is not changed.",
                year=today.year,
                then=words.money(then),
                now=words.money(now),
                change=sign + words.money(then - now),
            )
        )

    def _with(self, other: Intervention) -> list[Intervention]:
        """The case's help with `other` in its place."""
        found = self._case.interventions if self._case is not None else ()
        return [other if one.id == other.id else one for one in found]

    def _item(self) -> Intervention | None:
        asked = self.which.value()
        found = self._case.interventions if self._case is not None else ()
        return next((item for item in found if item.id == asked), None)

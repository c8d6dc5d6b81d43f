"""One agreement with one provider: who, for what, at which price, from when to when."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from db.errors import NotAllowed
from db.records.base import new_id
from db.records.catalogue import CatalogueRow
from db.records.intervention import Unit
from db.records.provider import Provider
from db.rules import names
from db.rules.amounts import money_text, read_money
from db.words import Words, later
from desktop.kit.asking import Asking
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout


class ProviderForm(Asking):
    """Makes an agreement, or changes the one given.

    Signals:
        ready: the Provider.
        taken_away: the one that was given shall go.
    """

    ready = Signal(object)
    taken_away = Signal()

    def __init__(
        self,
        before: Provider | None,
        rows: Sequence[CatalogueRow],
        words: Words,
        today: Callable[[], date],
    ) -> None:
        title = words.t("Change {what}", what=before.name) if before else words.t("A new agreement")
        super().__init__(title, words.t("Save"), words)
        self._before = before
        self.name = LineField(words.t("Who gives the help?"), longest=200)
        self.number = LineField(words.t("Id in Tilbudsportalen"), longest=12)
        self.row = ChoiceField(
            words.t("For which help"),
            [Choice(row.id, row.name.in_language(words.language)) for row in rows],
            none=words.t("any help"),
        )
        self.price = LineField(words.t("Agreed price of one unit, kr."), longest=20)
        self.unit = ChoiceField(
            words.t("Unit"), [Choice(unit, words.t(name)) for unit, name in names.UNITS.items()]
        )
        self.first = DateField(words.t("Holds from"), words, today)
        self.last = DateField(words.t("Holds to and with"), words, today, ahead=True)
        self.remove = Button(words.t("Take away"), Rank.CAREFUL)
        self.remove.clicked.connect(self.taken_away)
        self._show(before)
        self.sheet.add_padded(self.name)
        for fields in ((self.row, self.number), (self.price, self.unit), (self.first, self.last)):
            line = FlowLayout(gap=16, foot=True)
            for field in fields:
                line.addWidget(field)
            self.sheet.add_padded(line)
        self.end_with_buttons(*([self.remove] if before else []))

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {
            "name": self.name,
            "tilbudsportal": self.number,
            "catalogue": self.row,
            "price": self.price,
            "unit": self.unit,
            "agreed_from": self.first,
            "agreed_to": self.last,
        }

    def answer(self) -> None:
        """Emit the agreement, or say beside a field what is wrong."""
        words, typed = self._words, self.price.value()
        price = read_money(typed) if typed else None
        wrong = bool(typed) and (price is None or price < 0)
        self.price.show_fault(words.t("Write it as 1.234,50.") if wrong else "")
        self.name.show_fault("" if self.name.value() else words.t("Write what it is called."))
        if wrong or not self.name.value() or not self.readable(self.first, self.last):
            return
        first, last = self.first.value(), self.last.value()
        if first is not None and last is not None and last < first:
            self.refuse(NotAllowed(later("It would end before it starts."), later("Correct the days.")))
            return
        self.ready.emit(
            Provider(
                id=self._before.id if self._before else new_id(),
                name=self.name.value(),
                tilbudsportal=self.number.value(),
                catalogue=self.row.value() or "",
                price=price,
                unit=self.unit.value(),
                agreed_from=first,
                agreed_to=last,
            )
        )

    def _show(self, before: Provider | None) -> None:
        price = before.price if before else None
        self.name.show_value(before.name if before else "")
        self.number.show_value(before.tilbudsportal if before else "")
        self.row.show_value((before.catalogue or None) if before else None)
        self.price.show_value("" if price is None else money_text(price))
        self.unit.show_value(before.unit if before else Unit.MONTH)
        self.first.show_value(before.agreed_from if before else None)
        self.last.show_value(before.agreed_to if before else None)

"""One year of a business case: three amounts in whole kroner, as people type them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.records.business import BusinessYear
from db.rules.amounts import read_money
from db.words import Words
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.type import Voice, factor_of

_MOST = 10**13  # øre, as the record has it


class YearRow(QWidget):
    """Savings, costs and one-off costs of a year; a saving may be typed with or without its minus.

    Signals:
        edited: an amount was changed.
        left: the user goes on after having changed one.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, year: int, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year, self._words = year, words
        self.label = Label(str(year), Voice.STRONG, wrap=False)
        self.savings = LineField(words.t("Savings"))
        self.costs = LineField(words.t("Costs"))
        self.one_off = LineField(words.t("One-off"))
        row = FlowLayout(self, gap=16)
        row.addWidget(self.label)
        self.label.setMinimumWidth(round(56 * factor_of(self)))
        for field in (self.savings, self.costs, self.one_off):
            field.name(f"{field.label.text()} {year}")
            field.edited.connect(self._on_edited)
            field.left.connect(self.left)
            row.addWidget(field)

    def show_year(self, year: BusinessYear) -> None:
        """Show the amounts of `year`, but none over what already says the same."""
        for field, cents in (
            (self.savings, year.savings),
            (self.costs, year.costs),
            (self.one_off, year.one_off),
        ):
            if _cents(field) != cents or not field.value():
                field.show_value(self._words.money(cents).removesuffix(" kr.").removesuffix(",00"))

    def value(self) -> BusinessYear | None:
        """The year as it stands; None while something in it is no amount. An empty field is nothing."""
        told = [_cents(field) for field in (self.savings, self.costs, self.one_off)]
        faults = [self._fault(told[0], least=-_MOST), self._fault(told[1]), self._fault(told[2])]
        for field, fault in zip((self.savings, self.costs, self.one_off), faults, strict=True):
            field.show_fault(fault)
        if any(faults):
            return None
        savings, costs, one_off = (amount or 0 for amount in told)
        return BusinessYear(year=self.year, savings=-abs(savings), costs=costs, one_off=one_off)

    def _fault(self, cents: int | None, least: int = 0) -> str:
        if cents is None:
            return self._words.t("This is no amount. Write it as 14.500.000.")
        if cents < least:
            return self._words.t("Costs are written without a minus.")
        return self._words.t("This amount is too large.") if cents > _MOST else ""

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()


def _cents(field: LineField) -> int | None:
    """The amount in `field` in øre: 0 for an empty one, None for what is no amount."""
    return read_money(field.value()) if field.value() else 0

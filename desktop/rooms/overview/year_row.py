"""The years of a business case: three amounts each in kroner, as people type them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from db.records.business import BusinessYear
from db.rules.amounts import money_text, read_money
from db.words import Words
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.type import Voice

_MOST = 10**13  # øre, as the record has it


@dataclass(frozen=True, slots=True)
class YearRow:
    """The fields of one year; a saving may be typed with or without its minus."""

    year: int
    savings: LineField
    costs: LineField
    one_off: LineField

    @property
    def fields(self) -> tuple[LineField, LineField, LineField]:
        """Savings, costs, and what comes once."""
        return self.savings, self.costs, self.one_off

    def named(self) -> tuple[tuple[str, LineField], ...]:
        """The fields by the names under which what is typed into them is kept."""
        names = ("savings", "costs", "one_off")
        return tuple((f"{self.year} {name}", field) for name, field in zip(names, self.fields, strict=True))

    def show_year(self, year: BusinessYear, words: Words) -> None:
        """Show the amounts of `year`, but none over what already says the same."""
        for field, cents in zip(self.fields, (year.savings, year.costs, year.one_off), strict=True):
            if _cents(field) not in (cents, -cents) or not field.value():
                field.show_value(money_text(cents).removesuffix(",00").lstrip("-"))

    def value(self, words: Words) -> BusinessYear | None:
        """The year as it stands; None while something in it is no amount. An empty field is nothing."""
        told = [_cents(field) for field in self.fields]
        faults = [_fault(told[0], words, least=-_MOST), _fault(told[1], words), _fault(told[2], words)]
        for field, fault in zip(self.fields, faults, strict=True):
            field.show_fault(fault)
        if any(faults):
            return None
        savings, costs, one_off = (amount or 0 for amount in told)
        return BusinessYear(year=self.year, savings=-abs(savings), costs=costs, one_off=one_off)


class YearGrid(QWidget):
    """The rows below one another.

    Signals:
        edited: an amount was changed.
        typed: the name of its field, and what now stands there.
        left: the user goes on after having changed one.
    """

    edited = Signal()
    typed = Signal(str, str)
    left = Signal()

    def __init__(self, years: Sequence[int], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = (words.t("Savings"), words.t("Costs"), words.t("One-off"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for column, head in enumerate(heads, 1):
            grid.addWidget(Label(head, Voice.SOFT), 0, column)
            grid.setColumnStretch(column, 1)
        self.rows = [YearRow(year, LineField(""), LineField(""), LineField("")) for year in years]
        for line, row in enumerate(self.rows, 1):
            grid.addWidget(
                Label(str(row.year), Voice.STRONG, wrap=False), line, 0, Qt.AlignmentFlag.AlignVCenter
            )
            for column, (field, head) in enumerate(zip(row.fields, heads, strict=True), 1):
                field.name(f"{head} {row.year}")
                name = row.named()[column - 1][0]
                field.edited.connect(lambda text, name=name: self.typed.emit(name, text))
                field.edited.connect(lambda _: self.edited.emit())
                field.left.connect(self.left)
                grid.addWidget(field, line, column)


def _fault(cents: int | None, words: Words, least: int = 0) -> str:
    if cents is None:
        return words.t("This is no amount. Write it as 14.500.000.")
    if cents < least == 0:
        return words.t("Costs are written without a minus.")
    return words.t("This amount is too large.") if abs(cents) > _MOST else ""


def _cents(field: LineField) -> int | None:
    """The amount in `field` in øre: 0 for an empty one, None for what is no amount."""
    return read_money(field.value()) if field.value() else 0

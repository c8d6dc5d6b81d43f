"""Which days the overview counts, and what they are held against."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.rules.spans import months_after
from db.store.overview import Span
from db.words import Words, later
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.flow import FlowLayout


class Days(StrEnum):
    """The spans that are offered."""

    YEAR = "year"
    LAST_YEAR = "last_year"
    TWELVE_MONTHS = "twelve_months"
    QUARTER = "quarter"
    OWN = "own"


_NAMES: Final = {
    Days.YEAR: later("This year so far"),
    Days.LAST_YEAR: later("Last year"),
    Days.TWELVE_MONTHS: later("The last twelve months"),
    Days.QUARTER: later("The last three months"),
    Days.OWN: later("Days of your own"),
}


def span_of(days: Days, today: date) -> tuple[date, date]:
    """The first and the last day of a span that is offered, both included."""
    match days:
        case Days.LAST_YEAR:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case Days.TWELVE_MONTHS:
            return months_after(today, -12) + timedelta(days=1), today
        case Days.QUARTER:
            return months_after(today, -3) + timedelta(days=1), today
        case _:
            return today.replace(month=1, day=1), today


class Asking(QWidget):
    """A span, by name or by its days, and the baseline day.

    Signals:
        asked: the Span that is asked for now.
    """

    asked = Signal(object)

    def __init__(self, words: Words, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._today = words, today
        self.days = ChoiceField(words.t("Which time"), [Choice(d, words.t(n)) for d, n in _NAMES.items()])
        self.first = DateField(words.t("From"), words, today)
        self.last = DateField(words.t("To and with"), words, today)
        self.baseline = DateField(words.t("Compared up to and with"), words, today)
        row = FlowLayout(self, gap=16, foot=True)
        for field in (self.days, self.first, self.last, self.baseline):
            row.addWidget(field)
        self.days.show_value(Days.YEAR)
        self._show_days(Days.YEAR)
        self.days.edited.connect(self._on_days)
        for field in (self.first, self.last):
            field.edited.connect(self._on_own)
        self.baseline.edited.connect(lambda _: self._ask())

    def span(self) -> Span | None:
        """The span as it stands; None while a day is missing or the last lies before the first."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None or last < first:
            return None
        return Span(first, last, self.baseline.value())

    def _show_days(self, days: Days) -> None:
        first, last = span_of(days, self._today())
        self.first.show_value(first)
        self.last.show_value(last)
        self.baseline.show_value(months_after(last, -12))

    @Slot(object)
    def _on_days(self, days: Days) -> None:
        if days != Days.OWN:
            self._show_days(days)
            self._ask()
        else:
            self.first.setFocus()

    @Slot(object)
    def _on_own(self, _: object) -> None:
        self.days.show_value(Days.OWN)
        self._ask()

    def _ask(self) -> None:
        first, last = self.first.value(), self.last.value()
        backwards = first is not None and last is not None and last < first
        self.last.show_fault(self._words.t("The last day lies before the first.") if backwards else "")
        if (span := self.span()) is not None:
            self.asked.emit(span)

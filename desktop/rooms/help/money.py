"""The year's money of one case: spent, agreed, expected, month by month; and what if it were otherwise."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from db.records.case import Case
from db.records.catalogue import CatalogueRow
from db.records.intervention import Intervention, Stage
from db.rules import choosing
from db.rules.costs import CaseCosts, costs_of
from db.rules.refusion import Limits, paid_back
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Section
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice


class Money(QWidget):
    """The account of one case in this year, in whole kroner; prices are for the caseworker alone."""

    def __init__(
        self,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._limits: Mapping[int, Limits] = {}
        self._catalogue: Mapping[str, CatalogueRow] = {}
        self._case: Case | None = None
        self._siblings: Sequence[Case] = ()
        self._today = date.min
        self.section = Section("", self)
        self.with_expected = Tick(words.t("Count expected help too"))
        self.with_expected.clicked.connect(self._show)
        self.many_nights = Banner(Mark.SOON, "", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.section)
        column.addWidget(self.with_expected)
        column.addWidget(self.many_nights)

    def show_case(
        self,
        case: Case,
        siblings: Sequence[Case],
        today: date,
        catalogue: Mapping[str, CatalogueRow],
        limits: Mapping[int, Limits],
    ) -> None:
        """Show the year of `case`; `siblings` are the cases of other children of the household.

        What counts as respite stands in `catalogue`, the state's share in the `limits` of each year.
        """
        self._catalogue, self._limits = catalogue, limits
        self._case, self._siblings, self._today = case, siblings, today
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._case is None:
            return
        words, year = self._words, self._today.year
        items = self._case.interventions
        self.with_expected.setVisible(any(item.stage is Stage.EXPECTED for item in items))
        if self.with_expected.isChecked():
            items = choosing.as_if_all_come(items)
        self.section.show_title(words.t("Money in {year}", year=year))
        self.section.sheet.clear()
        account = costs_of([self._case.changed(interventions=items)], year, self._today)
        costs = account.cases[0] if account.cases else None
        self.section.sheet.add_padded(_figures(costs, words))
        self.section.sheet.add_padded(_months(costs, words))
        if account.expected:
            self.section.add(
                FactRow(words.t("Expected help, not counted above"), tail=words.kroner(account.expected))
            )
        others = [one.forecast for one in costs_of(self._siblings, year, self._today).cases]
        self._add_household([costs.forecast if costs else 0, *others])
        nights = choosing.respite_nights(items, self._catalogue, year, self._today)
        self.many_nights.setVisible(nights >= choosing.MANY_NIGHTS)
        self.many_nights.say(
            words.n("{count} night of respite this year", "{count} nights of respite this year", nights),
            words.t("From 52 nights a year it is followed closely."),
        )

    def _add_household(self, forecasts: Sequence[int]) -> None:
        """What the children of the household are expected to cost together, and the state's share of it."""
        words, year = self._words, self._today.year
        together = words.n(
            "{count} child of the household counted together",
            "{count} children of the household counted together",
            1 + len(self._siblings),
        )
        if self._siblings:
            row = FactRow(words.t("The household"), together, tail=words.kroner(sum(forecasts)))
            self.section.add(row)
        limits = self._limits.get(year)
        if limits is not None:
            tail = words.kroner(paid_back(forecasts, limits))
            self.section.add(FactRow(words.t("The state's share"), together, tail=tail))
            return
        why = words.t(
            "The limits of {year} are not known here: they are written in under the office's prices.",
            year=year,
        )
        self.section.add(FactRow(words.t("The state's share"), why))


def _figures(costs: CaseCosts | None, words: Words) -> FlowLayout:
    line = FlowLayout(gap=32)
    for name, cents in (
        (words.t("spent"), costs.spent if costs else 0),
        (words.t("agreed"), costs.committed if costs else 0),
        (words.t("expected to cost"), costs.forecast if costs else 0),
    ):
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(name, Voice.SOFT, wrap=False))
        column.addWidget(Label(words.money(cents), Voice.STRONG, wrap=False))
        line.addWidget(cell)
    return line


def _months(costs: CaseCosts | None, words: Words) -> QWidget:
    """Twelve cells that wrap: the month, and under it what it is expected to cost."""
    whole = QWidget()
    line = FlowLayout(gap=20)
    for month in range(1, 13):
        cents = sum(one.months.get(month, 0) for one in costs.lines) if costs else 0
        cell = QWidget()
        grid = QGridLayout(cell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        name = Label(words.month(month)[:3], Voice.SMALL, wrap=False)
        amount = Label(words.kroner(cents), wrap=False)
        amount.setAccessibleName(f"{words.month(month)}: {words.kroner(cents)}")
        grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(amount, 1, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(cell)
    whole.setLayout(line)
    line.setContentsMargins(0, 0, 0, 0)
    return whole


def forecast(items: Sequence[Intervention], case: Case, today: date) -> int:
    """What the case is expected to cost this year with `items`, in øre."""
    found = costs_of([case.changed(interventions=tuple(items))], today.year, today).cases
    return found[0].forecast if found else 0

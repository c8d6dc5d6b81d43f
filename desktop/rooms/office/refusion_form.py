"""The limits of one year for the state's share in dear cases, with where they were read."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from db.records.base import new_id
from db.records.refusion import RefusionYear
from db.rules.amounts import money_text, read_money, read_whole
from db.words import Words
from desktop.kit.asking import Asking
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout


class RefusionForm(Asking):
    """Writes a year's limits in, or corrects those given.

    Signals:
        ready: the RefusionYear.
        taken_away: the one that was given shall go.
    """

    ready = Signal(object)
    taken_away = Signal()

    def __init__(self, before: RefusionYear | None, words: Words, today: Callable[[], date]) -> None:
        title = (
            words.t("The limits of {year}", year=before.year) if before else words.t("The limits of a year")
        )
        super().__init__(title, words.t("Save"), words)
        self._before, self._today = before, today
        self.year = LineField(words.t("Year"), longest=4)
        self.limits = [
            LineField(words.t("25 % is paid back above, kr."), longest=20),
            LineField(words.t("50 % above, kr."), longest=20),
            LineField(words.t("75 % above, kr."), longest=20),
        ]
        self.source = LineField(
            words.t("Where it stands"),
            help_text=words.t("Such as the year's circular and its number. Nothing is counted without it."),
            longest=300,
        )
        self.remove = Button(words.t("Take away"), Rank.CAREFUL)
        self.remove.clicked.connect(self.taken_away)
        if before is not None:
            self.year.show_value(str(before.year))
            for field, cents in zip(self.limits, (before.first, before.second, before.third), strict=True):
                field.show_value(money_text(cents).removesuffix(",00"))
            self.source.show_value(before.source)
        line = FlowLayout(gap=16, foot=True)
        for field in (self.year, *self.limits):
            line.addWidget(field)
        self.sheet.add_padded(line)
        self.sheet.add_padded(self.source)
        self.end_with_buttons(*([self.remove] if before else []))

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        first, second, third = self.limits
        return {"year": self.year, "first": first, "second": second, "third": third, "source": self.source}

    def answer(self) -> None:
        """Emit the year, or say beside a field what is missing."""
        words, year = self._words, read_whole(self.year.value(), least=0)
        amounts = [read_money(field.value()) for field in self.limits]
        self.year.show_fault("" if year is not None else words.t("Write the year with four figures."))
        for field, amount in zip(self.limits, amounts, strict=True):
            field.show_fault("" if amount is not None and amount > 0 else words.t("Write it as 1.234,50."))
        self.source.show_fault("" if self.source.value() else words.t("Write where it stands."))
        first, second, third = (amount if amount is not None and amount > 0 else None for amount in amounts)
        if year is None or first is None or second is None or third is None or not self.source.value():
            return
        self.ready.emit(
            RefusionYear(
                id=self._before.id if self._before else new_id(),
                year=year,
                first=first,
                second=second,
                third=third,
                source=self.source.value(),
                noted_on=self._today(),
            )
        )

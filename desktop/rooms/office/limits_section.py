"""The state's share in dear cases: which years' limits are known, and where from."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal

from db.records.refusion import RefusionYear
from db.rules.refusion import Limits
from db.words import Words
from desktop.kit.rows import FactRow, LinkRow
from desktop.kit.sheet import Section


class LimitsSection(Section):
    """The years, the newest first; those that the office wrote in can be corrected.

    Signals:
        asked: the RefusionYear that the user chose.
    """

    asked = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__(words.t("The state's share in dear cases: the limits of each year"))
        self._words = words

    def show_years(self, given: Mapping[int, Limits], own: Iterable[RefusionYear]) -> None:
        """Show the limits that are `given`, which stand above the office's `own`."""
        words, typed = self._words, {one.year: one for one in own}
        self.sheet.clear()
        for year in sorted({*given, *typed}, reverse=True):
            if year in given:
                limits = given[year]
                told = self._told(limits.first, limits.second, limits.third)
                why = words.t("comes with the program or from the municipality's profile")
                self.add(FactRow(str(year), why, tail=told, strong=True))
                continue
            one = typed[year]
            noted = words.t("written in here {day}", day=words.day(one.noted_on))
            row = LinkRow(
                str(year),
                f"{one.source} · {noted}",
                tail=self._told(one.first, one.second, one.third),
                strong=True,
            )
            row.setObjectName(one.id)
            row.clicked.connect(lambda _=False, one=one: self.asked.emit(one))
            self.add(row)

    def _told(self, *limits: int) -> str:
        return " · ".join(self._words.kroner(one) for one in limits)

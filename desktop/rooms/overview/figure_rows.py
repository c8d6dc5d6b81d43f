"""A sheet of figures: each row opens the cases behind it, and where there are none it only tells."""

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.words import Words
from desktop.kit.measure import Bars, Measure
from desktop.kit.rows import FactRow, LinkRow
from desktop.kit.sheet import Section


class Figures(QObject):
    """Makes sheets of figures and tells which cases are asked for.

    Signals:
        asked: the name of a figure, and the ids of the cases behind it.
    """

    asked = Signal(str, tuple)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._money: WeakKeyDictionary[Section, bool] = WeakKeyDictionary()

    def sheet(self, title: str, columns: tuple[str, str], *, money: bool = False) -> Section:
        """An empty sheet; `columns` are the headings of its numbers, wide ones if they are `money`."""
        section = Section(title)
        self._money[section] = money
        spoken = ", ".join(column for column in columns if column)
        section.add(FactRow("", tail=Measure(*columns, spoken=spoken, money=money)))
        return section

    def add(
        self,
        section: Section,
        name: str,
        now: str,
        before: str = "",
        *,
        why: str = "",
        cases: Sequence[str] = (),
        bars: Bars | None = None,
        earlier: bool = True,
    ) -> QWidget:
        """A row of `section`: `name`, its number now and before, `why` under it, and what it opens.

        What stands in place of the number before, if it is no `earlier` one, is said without that word.
        """
        told = ", ".join(part for part in (now, before) if part)
        if earlier and before and not self._money.get(section, False):
            told = self._words.t("{now}, before {before}", now=now, before=before)
        tail = Measure(now, before, bars, spoken=told, money=self._money.get(section, False))
        if not cases:
            plain = FactRow(name, why, tail=tail)
            section.add(plain)
            return plain
        row = LinkRow(name, why, tail=tail)
        row.clicked.connect(self._opening(name, tuple(cases)))
        section.add(row)
        return row

    def _opening(self, name: str, cases: tuple[str, ...]) -> Callable[[], None]:
        return lambda: self.asked.emit(name, cases)

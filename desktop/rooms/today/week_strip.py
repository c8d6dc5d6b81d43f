"""The working week in five columns: how much each day holds."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.rules.today_rows import short_weekday
from db.words import Words
from desktop.kit.chip import Chip
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.type import Voice
from desktop.rooms.today.day import Day, Weekday

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class WeekStrip(QWidget):
    """Monday to Friday. A dot and amber where something is due, slate where only meetings stand."""

    def __init__(self, day: Day, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 12, 8, 12)
        line.setSpacing(0)
        for weekday in day.week:
            line.addWidget(self._column(weekday, day), 1)

    def _column(self, weekday: Weekday, day: Day) -> QWidget:
        words, here = self._words, weekday.day == day.today
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name = Label(short_weekday(weekday.day, words), Voice.STRONG if here else Voice.SOFT, wrap=False)
        number = Label(str(weekday.day.day), Voice.FIGURE, wrap=False)
        column.addWidget(name, 0, _CENTRE)
        column.addWidget(number, 0, _CENTRE)
        column.addSpacing(4)
        column.addWidget(self._count(weekday, day), 0, _CENTRE)
        box.setAccessibleName(
            f"{words.weekday(weekday.day)} {words.short_day(weekday.day)}: {self._said(weekday)}"
        )
        box.setToolTip(self._said(weekday))
        return box

    def _count(self, weekday: Weekday, day: Day) -> QWidget:
        count, words = weekday.count, self._words
        if weekday.holiday:
            return Label(words.t("off"), Voice.SOFT, wrap=False)
        if weekday.day < day.today or not count.appointments + count.deadlines:
            return Label("\N{EN DASH}", Voice.SOFT, wrap=False)
        number = str(count.appointments + count.deadlines)
        return Chip(Mark.SOON if count.deadlines else Mark.AGREED, number)

    def _said(self, weekday: Weekday) -> str:
        words, count = self._words, weekday.count
        if weekday.holiday:
            return words.t("public holiday")
        meetings = words.n("{count} meeting or visit", "{count} meetings or visits", count.appointments)
        return f"{meetings}, {words.n('{count} deadline', '{count} deadlines', count.deadlines)}"

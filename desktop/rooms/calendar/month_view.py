"""A month: its weeks down, its days across, as many entries in a day as there is room for."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.rules.calendar import weeks_of_month
from db.rules.holidays import is_public_holiday
from db.rules.today_rows import short_weekday
from db.store.calendar_view import Shown
from db.words import Words
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.type import SCALE, Voice, factor_of, font, pixels
from desktop.rooms.calendar.day_table import DayTable, Index, Slotted, by_day
from desktop.rooms.calendar.entries import draw_line, line_of, ordered

_PAD: Final = 5
_LEAST: Final = 74  # the height of a day at 100 %: its number and two lines
_LEAST_LARGE: Final = 46  # of large text: its number and one line, so that more than one week is seen
_LARGE: Final = 1.5


class MonthView(DayTable):
    """One month as a table."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, words.t("Month"), parent)
        self.month = date.min
        self.today = date.min
        factor = factor_of(self)
        self.verticalHeader().setMinimumSectionSize(
            round((_LEAST_LARGE if factor >= _LARGE else _LEAST) * factor)
        )
        self.setVerticalScrollMode(DayTable.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Day(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # at large text not every week has room: the chosen one has

    def scrollTo(self, index: Index, hint: DayTable.ScrollHint = DayTable.ScrollHint.EnsureVisible) -> None:
        super().scrollTo(index, hint)
        if high := self.rowHeight(0):  # below the names of the days a week begins, never half of one
            bar = self.verticalScrollBar()
            bar.setValue(-(-bar.value() // high) * high)

    def show_month(
        self, month: date, entries: Sequence[Shown], overlaps: frozenset[str], today: date
    ) -> None:
        """Show the month of the day `month`."""
        self.month, self.today = month.replace(day=1), today
        weeks, found = weeks_of_month(month.year, month.month), by_day(ordered(entries))
        cells = [[Slotted(day, None, tuple(found.get(day, ()))) for day in week] for week in weeks]
        across = [short_weekday(day, self.words) for day in weeks[0]]
        down = [str(week[0].isocalendar().week) for week in weeks]
        self.hits.clear()
        self.cells.show_cells(cells, across, down, overlaps)


class _Day(QStyledItemDelegate):
    """Draws a day: its number, a holiday, its entries, and how many more there are."""

    def __init__(self, table: MonthView) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        table, cell = self._table, self._table.cells.cell(index)
        palette, factor, at = palette_of(table), factor_of(table), QRect(option.rect)
        inside = cell.day.month == table.month.month
        off = cell.day.weekday() > 4 or is_public_holiday(cell.day)
        painter.save()
        painter.fillRect(at, palette.colour("paper" if off or not inside else "sheet"))
        painter.setPen(QPen(palette.colour("line"), 1))
        painter.drawLine(at.bottomLeft(), at.bottomRight())
        painter.drawLine(at.topRight(), at.bottomRight())
        line = pixels(SCALE[Voice.SMALL].size, factor) + round(7 * factor)
        top = self._head(painter, at, cell.day, line, inside=inside)
        self._entries(painter, QRect(at.left(), top, at.width(), at.bottom() - top), cell, line)
        if index == table.currentIndex() and table.hasFocus():
            draw_ring(painter, at.adjusted(1, 1, -2, -2), palette.colour("fjord"), 4)
        painter.restore()

    def _head(self, painter: QPainter, at: QRect, day: date, line: int, *, inside: bool) -> int:
        table, palette = self._table, palette_of(self._table)
        here = day == table.today
        painter.setFont(font(Voice.STRONG if here else Voice.SMALL, factor_of(table)))
        metrics, number = painter.fontMetrics(), str(day.day)
        if day.day == 1:
            number = table.words.short_day(day)
            if metrics.horizontalAdvance(number) > at.width() - 2 * _PAD:
                number = table.words.brief_day(day)
        wide = metrics.horizontalAdvance(number) + 12
        if here:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.colour("fjord"))
            painter.drawRoundedRect(QRect(at.left() + _PAD - 1, at.top() + _PAD - 1, wide, line), 8, 8)
        painter.setPen(palette.colour("on_fjord" if here else "ink" if inside else "soft"))
        painter.drawText(
            QRect(at.left() + _PAD + 5, at.top() + _PAD - 1, wide, line),
            Qt.AlignmentFlag.AlignVCenter,
            number,
        )
        if is_public_holiday(day):
            painter.setFont(font(Voice.SMALL, factor_of(table)))
            painter.setPen(palette.colour("soft"))
            room = QRect(at.left() + wide + _PAD, at.top() + _PAD - 1, at.width() - wide - 2 * _PAD, line)
            text = painter.fontMetrics().elidedText(
                table.words.t("public holiday"), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return at.top() + _PAD + line + 2

    def _entries(self, painter: QPainter, at: QRect, cell: Slotted, line: int) -> None:
        table, palette = self._table, palette_of(self._table)
        small = font(Voice.SMALL, factor_of(table))
        room = max(at.height() // (line + 1), 0)
        shown = cell.entries if len(cell.entries) <= room else cell.entries[: max(room - 1, 0)]
        top = at.top()
        for entry in shown:
            where = QRect(at.left() + _PAD - 2, top, at.width() - 2 * _PAD + 3, line)
            text, overlaps = line_of(entry, table.words), table.cells.overlaps(entry)
            draw_line(painter, where, entry, text, small, palette, overlaps=overlaps)
            if table.chosen is not None and table.chosen.key == entry.key:
                draw_ring(painter, where, palette.colour("fjord"), 4)
            table.hits[entry.key] = (where, entry)
            top += line + 1
        if len(shown) < len(cell.entries) and room:
            painter.setFont(small)
            painter.setPen(palette.colour("soft"))
            left = len(cell.entries) - len(shown)
            more = table.words.n("{count} more", "{count} more", left)
            if not shown:
                more = table.words.n("{count} in all", "{count} in all", left)
            where = QRect(at.left() + _PAD + 5, top, at.width() - 2 * _PAD, line)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, more)

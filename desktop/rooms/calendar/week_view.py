"""A week: its days across, its hours down, each appointment as long as it lasts."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.records.base import COPENHAGEN
from db.rules.calendar import Taken, side_by_side, week_of
from db.rules.holidays import is_public_holiday
from db.rules.today_rows import short_weekday
from db.store.calendar_view import Shown
from db.words import Words
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.type import SCALE, Voice, factor_of, font, pixels
from desktop.rooms.calendar.day_table import DayTable, Slotted, by_day
from desktop.rooms.calendar.entries import (
    draw_dashes,
    draw_line,
    is_quiet,
    line_of,
    lines_in,
    minutes_into,
    ordered,
    times_of,
    title_of,
)

_FROM, _TO = 7, 18
_HOUR: Final = 46  # the height of an hour at 100 %
_USUAL: Final = 60  # minutes that an appointment without an end is drawn for
_SLIM: Final = 80  # pixels at 100 %: in less a title would be a letter and three dots
_LEAST: Final = 24


class WeekView(DayTable):
    """One week as a table of hours; what takes a whole day stands in its first row."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, words.t("Week"), parent)
        self.today = date.min
        self._first_hour = _FROM
        self._timed: list[Shown] = []
        self._lanes: dict[str, tuple[int, int]] = {}
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(DayTable.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Hour(self))

    def show_week(self, day: date, entries: Sequence[Shown], overlaps: frozenset[str], today: date) -> None:
        """Show the week of `day`."""
        self.today = today
        days = week_of(day)
        self._timed = [entry for entry in entries if isinstance(entry.starts, datetime)]
        hours = [_hour_of(entry) for entry in self._timed]
        self._first_hour = min([_FROM, *hours])
        last = max([_TO, *hours])
        found = by_day(ordered(entries))
        whole = [
            Slotted(one, None, tuple(entry for entry in found.get(one, ()) if not _is_moment(entry)))
            for one in days
        ]
        cells = [whole] + [
            [Slotted(one, time(hour), tuple(_in_hour(found.get(one, ()), hour))) for one in days]
            for hour in range(self._first_hour, last + 1)
        ]
        across = [f"{short_weekday(one, self.words)} {one.day}." for one in days]
        whole_day = self.words.t("all day").replace(" ", "\n")  # the days need the width more
        down = [whole_day, *(f"{hour}" for hour in range(self._first_hour, last + 1))]
        taken = [Taken(entry.key, *_span(entry)) for entry in self._timed]
        self._lanes = side_by_side(taken)
        self.hits.clear()
        self.cells.show_cells(cells, across, down, overlaps)
        self._size_rows(max((len(cell.entries) for cell in whole), default=0))

    def paint_over(self, painter: QPainter, dirty: QRect) -> None:
        for entry in self._timed:
            where = self._place(entry)
            if where is not None and where.intersects(dirty):
                self._draw(painter, where, entry)

    def line(self) -> int:
        """The height of a line of small text."""
        factor = factor_of(self)
        return pixels(SCALE[Voice.SMALL].size, factor) + round(7 * factor)

    def _size_rows(self, whole: int) -> None:
        head = self.verticalHeader()
        for row in range(self.cells.rowCount()):
            head.resizeSection(row, round(_HOUR * factor_of(self)))
        head.resizeSection(0, max((self.line() + 1) * whole + 8, round(30 * factor_of(self))))

    def _place(self, entry: Shown) -> QRect | None:
        if not isinstance(entry.starts, datetime):
            return None
        first = self.cells.place_of(entry.day)
        if not first.isValid():
            return None
        column, begin = first.column(), minutes_into(entry.starts)
        starts, ends = _span(entry)
        length = max(int((ends - starts).total_seconds() // 60), _LEAST)
        hour = self.rowHeight(1) or _HOUR
        top = self.rowViewportPosition(1) + round((begin - self._first_hour * 60) * hour / 60)
        high = min(round(length * hour / 60), (24 * 60 - begin) * hour // 60)
        lane, lanes = self._lanes.get(entry.key, (0, 1))
        wide = (self.columnWidth(column) - 8) // lanes
        left = self.columnViewportPosition(column) + 4 + lane * wide
        return QRect(left, top, wide - 2, high - 2)

    def _draw(self, painter: QPainter, at: QRect, entry: Shown) -> None:
        palette, small = palette_of(self), font(Voice.SMALL, factor_of(self))
        self.hits[entry.key] = (at, entry)
        painter.save()
        painter.setClipRect(QRect(0, self.rowViewportPosition(1), self.width(), self.viewport().height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.colour("slate" if entry.kind is not None else "fjord"), 1))
        painter.setBrush(palette.colour("sheet"))
        painter.drawRoundedRect(QRectF(at).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(small)
        if at.width() < _SLIM * factor_of(self):
            self._fill_slim(painter, at, entry)
        else:
            self._fill(painter, at, entry)
        if self.chosen is not None and self.chosen.key == entry.key:
            draw_ring(painter, at, palette.colour("fjord"), 4)
        painter.restore()

    def _fill(self, painter: QPainter, at: QRect, entry: Shown) -> None:
        """Its title, and below that when and with whom, if there is room."""
        palette, small = palette_of(self), painter.font()
        top = self._top_of(at)
        title, overlaps = title_of(entry, self.words), self.cells.overlaps(entry)
        draw_line(painter, top, entry, title, small, palette, overlaps=overlaps)
        if at.height() > 2 * self.line():
            painter.setPen(palette.colour("soft"))
            under = top.translated(0, self.line()).adjusted(16, 0, -3, 0)
            text = " ".join(part for part in (times_of(entry, self.words), entry.child or "") if part)
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, under.width())
            painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, elided)

    def _fill_slim(self, painter: QPainter, at: QRect, entry: Shown) -> None:
        """Beside others: its hour if that fits, and its title word by word; where it stands says when."""
        palette, overlaps = palette_of(self), self.cells.overlaps(entry)
        top, hour = self._top_of(at), self._hour_in(at, entry, painter)
        if hour:
            draw_line(painter, top, entry, hour, painter.font(), palette, overlaps=overlaps)
        elif overlaps:
            draw_dashes(painter, at, palette)
        under = top.translated(0, self.line() if hour else 0).adjusted(5, 0, -3, 0)
        metrics = painter.fontMetrics()
        room = max((at.bottom() - 2 - under.top()) // metrics.lineSpacing(), 0)
        under.setHeight(room * metrics.lineSpacing())
        painter.setPen(palette.colour("soft" if is_quiet(entry) else "ink"))
        lines = lines_in(title_of(entry, self.words), metrics, under.width(), room)
        painter.drawText(under, Qt.AlignmentFlag.AlignTop, "\n".join(lines))

    def _top_of(self, at: QRect) -> QRect:
        return QRect(at.left(), at.top() + 1, at.width(), min(self.line(), at.height()))

    def _hour_in(self, at: QRect, entry: Shown, painter: QPainter) -> str:
        """When `entry` begins, if that fits beside its sign; where it stands says it too."""
        begins = self.words.time(entry.starts) if isinstance(entry.starts, datetime) else ""
        fits = painter.fontMetrics().horizontalAdvance(begins) <= at.width() - 19 * factor_of(self)
        return begins if fits else ""


class _Hour(QStyledItemDelegate):
    """Draws the ground of an hour, and in the first row what takes the whole day."""

    def __init__(self, table: WeekView) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        table, cell = self._table, self._table.cells.cell(index)
        palette, at = palette_of(table), QRect(option.rect)
        off = cell.day.weekday() > 4 or is_public_holiday(cell.day)
        painter.save()
        painter.fillRect(at, palette.colour("paper" if off else "sheet"))
        painter.setPen(QPen(palette.colour("line"), 1))
        painter.drawLine(at.bottomLeft(), at.bottomRight())
        painter.drawLine(at.topRight(), at.bottomRight())
        if cell.day == table.today and cell.at is None:
            painter.fillRect(QRect(at.left(), at.top(), at.width(), 3), palette.colour("fjord"))
        if cell.at is None:
            self._whole_days(painter, at, cell)
        if index == table.currentIndex() and table.hasFocus():
            draw_ring(painter, at.adjusted(1, 1, -2, -2), palette.colour("fjord"), 4)
        painter.restore()

    def _whole_days(self, painter: QPainter, at: QRect, cell: Slotted) -> None:
        table, top = self._table, at.top() + 4
        small, palette = font(Voice.SMALL, factor_of(table)), palette_of(table)
        for entry in cell.entries:
            where = QRect(at.left() + 3, top, at.width() - 7, table.line())
            text = line_of(entry, table.words)
            draw_line(painter, where, entry, text, small, palette, overlaps=False)
            if table.chosen is not None and table.chosen.key == entry.key:
                draw_ring(painter, where, palette.colour("fjord"), 4)
            table.hits[entry.key] = (where, entry)
            top += table.line() + 1


def _is_moment(entry: Shown) -> bool:
    return isinstance(entry.starts, datetime)


def _in_hour(entries: Sequence[Shown], hour: int) -> list[Shown]:
    return [entry for entry in entries if _is_moment(entry) and _hour_of(entry) == hour]


def _hour_of(entry: Shown) -> int:
    return entry.starts.astimezone(COPENHAGEN).hour if isinstance(entry.starts, datetime) else 0


def _span(entry: Shown) -> tuple[datetime, datetime]:
    starts = entry.starts
    if not isinstance(starts, datetime):
        raise TypeError("a whole day has no span")
    return starts, entry.ends or starts.fromtimestamp(starts.timestamp() + _USUAL * 60, starts.tzinfo)

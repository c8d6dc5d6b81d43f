"""A month of one resource: its places down, the days across, who has which, and what is free."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.records.office import Booking, Resource
from db.rules import capacity
from db.rules.holidays import is_public_holiday
from db.words import Words
from desktop.kit.marks import small_font
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_LINE: Final = 30
_GAP: Final = 8
_MOST_LANES: Final = 12


class PlaceCalendar(QWidget):
    """Draws a month. A click on a day asks for it; with the keyboard, the days are typed in the form.

    Signals:
        day_asked: the day that was clicked.
        booking_asked: the id of the booking that was clicked.
    """

    day_asked = Signal(object)
    booking_asked = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.month = date(2000, 1, 1)
        self.today = date.min
        self._places = 1
        self._names: Mapping[str, str] = {}
        self._bookings: Sequence[Booking] = ()
        self._lanes: list[list[Booking]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_month(
        self,
        resource: Resource,
        bookings: Sequence[Booking],
        names: Mapping[str, str],
        month: date,
        today: date,
    ) -> None:
        """Show the month of the day `month`; `names` says what each booking is called, by id."""
        self.month, self.today = month.replace(day=1), today
        self._places, self._bookings, self._names = resource.places, bookings, names
        shown = [one for one in bookings if one.from_ <= self.last and (one.to or date.max) >= self.month]
        self._lanes = capacity.lanes(shown)[:_MOST_LANES]
        self.setAccessibleName(self.sentence())
        self.updateGeometry()
        self.update()

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return self.month.replace(day=monthrange(self.month.year, self.month.month)[1])

    def sentence(self) -> str:
        """The same in words: what is free on which days."""
        words, told, day = self._words, [], self.month
        while day <= self.last:
            free = self.free_on(day)
            end = day
            while end < self.last and self.free_on(end + timedelta(days=1)) == free:
                end += timedelta(days=1)
            days = words.short_day(day) if day == end else f"{words.short_day(day)} – {words.short_day(end)}"
            told.append(f"{days}: {words.n('{count} place free', '{count} places free', free)}")
            day = end + timedelta(days=1)
        return ". ".join(told)

    def free_on(self, day: date) -> int:
        """How many places are left on `day`."""
        return max(0, self._places - capacity.taken_on(self._bookings, day))

    def sizeHint(self) -> QSize:
        return QSize(560, round(self._top() + self._rows() * self._line() + _GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        day = self.month + timedelta(days=min(max(int(at.x() / self._wide()), 0), self.last.day - 1))
        row = int((at.y() - self._top()) / self._line())
        lane = self._lanes[row] if 0 <= row < len(self._lanes) and at.y() > self._top() else []
        hit = next((one for one in lane if one.from_ <= day <= (one.to or date.max)), None)
        if hit is not None:
            self.booking_asked.emit(hit.id)
        else:
            self.day_asked.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(factor_of(self), self.font()))
        self._draw_days(painter)
        for row in range(self._rows()):
            self._draw_lane(painter, row)
        painter.end()

    def _draw_days(self, painter: QPainter) -> None:
        palette, wide = palette_of(self), self._wide()
        step = next(one for one in (1, 2, 5, 10) if one == 10 or self._needed(painter) <= wide * one)
        high = self._top() / 2 - 2
        for number in range(1, self.last.day + 1):
            day = self.month.replace(day=number)
            x = (number - 1) * wide
            whole = QRectF(x, 0, wide, self.height())
            if day.weekday() > 4 or is_public_holiday(day):
                painter.fillRect(whole, palette.colour("paper"))
            if day == self.today:
                painter.setPen(QPen(palette.colour("fjord"), 1.5))
                painter.drawLine(QPointF(x + 1, 0), QPointF(x + 1, self.height()))
            told = number == 1 or number % step == (1 if step == 2 else 0)  # the 1st and the 2nd would touch
            if not told:
                continue
            free = self.free_on(day)
            painter.setPen(palette.colour("soft"))
            spot = QRectF(x - wide, 0, 3 * wide, high)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(number))
            painter.setPen(palette.colour("fjord" if free else "brick"))
            painter.drawText(
                spot.translated(0, high), Qt.AlignmentFlag.AlignCenter, str(free) if free else "–"
            )

    def _draw_lane(self, painter: QPainter, row: int) -> None:
        palette, wide = palette_of(self), self._wide()
        top, over = self._top() + row * self._line(), row >= self._places
        painter.setPen(QPen(palette.colour("line"), 1))
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        for one in self._lanes[row] if row < len(self._lanes) else ():
            first = max(one.from_, self.month).day - 1
            last = min(one.to or self.last, self.last).day
            at = QRectF(first * wide + 1, top + 4, (last - first) * wide - 2, self._line() - 7)
            tone = "brick" if over else "fjord"
            painter.setPen(QPen(palette.colour(tone), 1))
            painter.setBrush(palette.colour(f"{tone}_ground") if palette.grounds else palette.colour("sheet"))
            painter.drawRoundedRect(at, 6, 6)
            painter.setPen(palette.colour("ink"))
            inside = at.adjusted(6, 0, -4, 0)
            text = painter.fontMetrics().elidedText(
                self._names.get(one.id, ""), Qt.TextElideMode.ElideRight, int(inside.width())
            )
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)

    def _needed(self, painter: QPainter) -> int:
        return painter.fontMetrics().horizontalAdvance("31") + 6

    def _rows(self) -> int:
        return min(max(self._places, len(self._lanes)), _MOST_LANES)

    def _wide(self) -> float:
        return self.width() / self.last.day

    def _line(self) -> float:
        return _LINE * (1 + (factor_of(self) - 1) * 0.7)

    def _top(self) -> float:
        return 44 * factor_of(self)

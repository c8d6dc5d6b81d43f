"""A day, or none: typed as people write it, or picked from a month."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.rules.typed_days import typed_day
from db.words import Words, later
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import Field
from desktop.kit.icons import icon
from desktop.kit.keys import Keys
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_TURNS: Final = {"qt_calendar_prevmonth": "earlier", "qt_calendar_nextmonth": "later"}
_GAP: Final = 4
_ONE_DAY: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DateField(Field):
    """A day, three-valued: a day, none, or something typed that is no day yet (`readable` tells).

    Up and Down move by a day, Alt+Down opens the month. `today` is asked for each time. With `ahead` a
    day typed without its year is one to come.
    """

    def __init__(
        self,
        label: str,
        words: Words,
        today: Callable[[], date],
        *,
        help_text: str = "",
        ahead: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.line = DayLine()
        super().__init__(label, self.line, help_text=help_text, parent=parent)
        self._words, self._today, self._ahead = words, today, ahead
        self._day: date | None = None
        self.pick = Button("", Rank.QUIET, icon_name="calendar", parent=self)
        self.pick.setAccessibleName(words.t("Choose a day: {field}", field=label))
        self.pick.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to what is asked next
        beside = QHBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self.line)
        beside.addWidget(self.pick)
        beside.addStretch(1)
        self.column.insertLayout(1, beside)
        self.line.textEdited.connect(self._on_typed)
        self.line.editingFinished.connect(self._on_finished)
        self.line.stepped.connect(self._on_stepped)
        self.line.opened.connect(self._on_open)
        self.pick.clicked.connect(self._on_open)

    @property
    def readable(self) -> bool:
        """Whether what stands in the field is a day or nothing."""
        return self._read(self.line.text())[1]

    def value(self) -> date | None:
        """The day; None if there is none, or none that can be read."""
        return self._day if self.readable else None

    def show_value(self, value: date | None) -> None:
        """Show `value`, written out."""
        self._day = value
        self.line.setText(self._words.day(value) if value else "")
        self.show_fault("")

    def _read(self, text: str) -> tuple[date | None, bool]:
        try:
            return typed_day(text, today=self._today(), words=self._words, ahead=self._ahead), True
        except ValueError:
            return None, False

    def _give(self, day: date | None) -> None:
        if day != self._day:
            self._day = day
            self._user_edited(day)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        day, readable = self._read(text)
        if readable:
            self.show_fault("")
            self._give(day)

    def _on_focus_out(self, reason: Qt.FocusReason) -> None:
        self._on_finished()
        super()._on_focus_out(reason)

    @Slot()
    def _on_finished(self) -> None:
        if self.readable:
            self.show_value(self._day)
        else:
            self._give(None)
            self.show_fault(self._words.t("This is not a day. Write it as 3/3-26 or 03.03.2026."))

    @Slot(int)
    def _on_stepped(self, days: int) -> None:
        start = self._day or self._today()
        day = date.fromordinal(start.toordinal() + days) if self._day else start
        self.line.setText(self._words.day(day))
        self.show_fault("")
        self._give(day)

    @Slot()
    def _on_open(self) -> None:
        month = Month(self._words, self._day or self._today(), self._today(), self)
        month.chosen.connect(self._on_chosen)
        month.stand_by(self.line)
        month.show()
        month.calendar.setFocus()

    @Slot(object)
    def _on_chosen(self, day: date | None) -> None:
        self.line.setText(self._words.day(day) if day else "")
        self.show_fault("")
        self._give(day)
        self.line.setFocus()


class DayLine(QLineEdit):
    """The line a day is typed on.

    Signals:
        stepped: the number of days to move by.
        opened: the month is asked for.
    """

    stepped = Signal(int)
    opened = Signal()
    KEYS: ClassVar[Keys] = (
        ("Up", later("The next day, in a day's field")),
        ("Alt+Down", later("The month, in a day's field")),
    )

    def sizeHint(self) -> QSize:
        longest = self.fontMetrics().horizontalAdvance("30. september 2026")
        return QSize(longest + 40, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.opened.emit()
        elif key in _ONE_DAY:
            self.stepped.emit(_ONE_DAY[key])
        else:
            super().keyPressEvent(event)


class Month(QFrame):
    """One month to pick a day from, with week numbers; closes when a day is picked.

    Signals:
        chosen: the day, or None for none.
    """

    chosen = Signal(object)

    def __init__(self, words: Words, day: date, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("month")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today_is = today
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(_LOCALES[words.language])
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.setAccessibleName(words.t("Month"))
        self._colour()
        none = Button(words.t("No day"), Rank.QUIET, parent=self)
        now = Button(words.t("Today"), Rank.QUIET, parent=self)
        below = QHBoxLayout()
        below.addWidget(none)
        below.addStretch(1)
        below.addWidget(now)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.calendar)
        column.addLayout(below)
        self.calendar.clicked.connect(self._on_day)
        self.calendar.activated.connect(self._on_day)
        none.clicked.connect(self._on_none)
        now.clicked.connect(self._on_today)

    def stand_by(self, line: QWidget) -> None:
        """Stand below `line`, or above it where the screen ends; never beyond its edges."""
        self.adjustSize()
        room, high, wide = line.screen().availableGeometry(), self.height(), self.width()
        over, under = line.mapToGlobal(QPoint(0, -_GAP)), line.mapToGlobal(QPoint(0, line.height() + _GAP))
        top = under.y() if under.y() + high <= room.bottom() + 1 else over.y() - high
        left = min(under.x(), room.right() + 1 - wide)
        self.move(max(room.left(), left), max(room.top(), top))

    def _colour(self) -> None:
        """Quiet headings, and weekends no redder than other days: red means too late here."""
        palette = palette_of(self)
        quiet = QTextCharFormat()
        quiet.setForeground(QBrush(palette.colour("soft")))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, quiet)
        quiet.setBackground(QBrush(palette.colour("sheet")))
        self.calendar.setHeaderTextFormat(quiet)
        side = round(20 * factor_of(self))
        for name, drawing in _TURNS.items():
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(drawing, palette.colour("ink"), side))
                button.setIconSize(QSize(side, side))
        bold = QTextCharFormat()
        bold.setFontWeight(700)
        bold.setForeground(QBrush(palette.colour("fjord")))
        day = self._today_is
        self.calendar.setDateTextFormat(QDate(day.year, day.month, day.day), bold)

    @Slot(QDate)
    def _on_day(self, day: QDate) -> None:
        self._end(date(day.year(), day.month(), day.day()))

    @Slot()
    def _on_none(self) -> None:
        self._end(None)

    @Slot()
    def _on_today(self) -> None:
        self._end(self._today_is)

    def _end(self, day: date | None) -> None:
        self.chosen.emit(day)
        self.close()


_LOCALES: Final = {
    "da": QLocale(QLocale.Language.Danish, QLocale.Country.Denmark),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}

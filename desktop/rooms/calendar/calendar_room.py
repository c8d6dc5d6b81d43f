"""The calendar: month, week and list; what is overdue stays above it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.actions import calendars
from db.actions.desk import Topic
from db.actions.lists import Listed
from db.records.appointment import AppointmentStatus
from db.rules.calendar import Taken, overlaps, week_of, weeks_of_month
from db.store import calendar_view
from db.store.calendar_view import Shown
from db.store.trouble import known_trouble
from db.words import later
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.keys import Key
from desktop.kit.marks import Mark
from desktop.kit.room import Room
from desktop.kit.tabs import Tabs
from desktop.kit.type import factor_of
from desktop.list_saving import SaveList
from desktop.place import Place
from desktop.rooms.calendar.day_side import DaySide
from desktop.rooms.calendar.day_table import DayTable, by_day
from desktop.rooms.calendar.doing import Doing
from desktop.rooms.calendar.entries import listed, ordered
from desktop.rooms.calendar.list_view import ListView
from desktop.rooms.calendar.month_view import MonthView
from desktop.rooms.calendar.overdue_strip import MOST, OverdueStrip
from desktop.rooms.calendar.week_view import WeekView
from desktop.tools import Tools

_MONTH, _WEEK, _LIST = range(3)
_SIDE: Final = 320
_NEEDED: Final = {_MONTH: 980, _WEEK: 1300}
"""How wide the room must be for the day to stand beside it; a list has no side."""
_LIST_DAYS: Final = 60
_HOUR: Final = timedelta(hours=1)


class CalendarRoom(Room):
    """The caseworker's own calendar.

    Signals:
        place_asked: the place where an entry is answered.
    """

    place_asked = Signal(object)
    topics = frozenset({Topic.CASES, Topic.CALENDAR, Topic.PLANS, Topic.PEOPLE, Topic.NOTES})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words, tools.news, tools.ask, parent)
        self._tools = tools
        self.day = tools.today()
        words = tools.words
        self.head = Head("")
        self.shape = Tabs()
        self.shape.setAccessibleName(words.t("How the calendar is shown"))
        for title in (words.t("Month"), words.t("Week"), words.t("List")):
            self.shape.add(title)
        self.before = Button("", icon_name="earlier")
        self.before.setAccessibleName(words.t("Earlier"))
        self.after = Button("", icon_name="later")
        self.after.setAccessibleName(words.t("Later"))
        self.here = Button(words.t("Today"))
        self.save_list = SaveList(tools, self)
        self.save_file = Button(words.t("Calendar file …"))
        self.new = Button(words.t("New appointment"), Rank.PRIMARY, icon_name="add")
        self.made = Banner(Mark.AGREED, "", parent=self)
        self.made.hide()
        self.overdue = OverdueStrip(words, self)
        self.month = MonthView(words)
        self.week = WeekView(words)
        self.list = ListView(words)
        self.side = DaySide(words)
        self.stack = QStackedWidget(self)
        self.doing = Doing(tools, self)
        self._entries: list[Shown] = []
        self._overlaps: frozenset[str] = frozenset()
        self._shown: tuple[date, date] | None = None  # the days that were last read
        self._lay_out()
        self._connect()

    def place(self) -> Place:
        """The calendar itself."""
        return Place("calendar")

    def as_list(self) -> Listed:
        """What is due and planned on the days that are shown, whatever shape they have."""
        return listed(self._entries, self.words)

    def first(self) -> QWidget:
        """Where one stands on coming here: in the days, which the arrows go through."""
        table = self.stack.currentWidget()
        return table if isinstance(table, DayTable) else self.shape

    def show_place(self, place: Place) -> None:
        """Begin a new appointment for the case of `place`, if its tab is `new`."""
        if place.tab == "new":
            self.doing.write_new(self._tools.today(), None, place.case_id or None)

    def read(self) -> None:
        self.made.hide()
        self._shown = first, last = self._span()
        today, db = self._tools.today(), self._tools.desk.db
        with known_trouble():
            self._entries = calendar_view.between(db, first, last, today)
            late = calendar_view.overdue(db, today, limit=MOST)
            count = calendar_view.overdue_count(db, today)
        self._overlaps = frozenset(overlaps(_taken(self._entries)))
        self.overdue.show_entries(late, count)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        needed = _NEEDED.get(self.shape.currentIndex())
        beside = needed is not None and self.width() >= round(needed * factor_of(self))
        self.side.setVisible(beside)
        own_edge = beside or needed is None  # the day and the list keep their bar in the margin
        self._beside.setContentsMargins(28, 0, 0 if own_edge else 28, 0)

    def stand_on(self, day: date) -> None:
        """Go to `day`."""
        if day != self.day:
            self.day = day
            if self._span() != self._shown:
                self.refresh()
        self._show_side()

    def _span(self) -> tuple[date, date]:
        if self.shape.currentIndex() == _WEEK:
            days = week_of(self.day)
            return days[0], days[-1]
        if self.shape.currentIndex() == _LIST:
            return self.day, self.day + timedelta(days=_LIST_DAYS)
        weeks = weeks_of_month(self.day.year, self.day.month)
        return weeks[0][0], weeks[-1][-1]

    def _show(self) -> None:
        words, day, today = self.words, self.day, self._tools.today()
        shape = self.shape.currentIndex()
        month = words.month(day.month)
        week = words.t("Week {number}", number=day.isocalendar().week)
        title = {
            _MONTH: f"{month[:1].upper()}{month[1:]} {day.year}",
            _WEEK: f"{week}, {day.isocalendar().year}",
            _LIST: words.t("From {day}", day=words.day(day)),
        }[shape]
        count = sum(entry.kind is not None for entry in self._entries)
        under = words.n("{count} appointment", "{count} appointments", count)
        under += " · " + words.n("{count} deadline", "{count} deadlines", len(self._entries) - count)
        if self._overlaps:
            clashing = len(self._overlaps)
            under += " · " + words.n("{count} overlaps", "{count} overlap", clashing)
        self.head.show_head(title, under)
        for table in (self.month, self.week):
            table.blockSignals(True)
        if shape == _MONTH:
            self.month.show_month(day, self._entries, self._overlaps, today)
            self.month.stand_on(day)
        elif shape == _WEEK:
            self.week.show_week(day, self._entries, self._overlaps, today)
            self.week.stand_on(day)
        else:
            self.list.show_entries(self._entries, self._overlaps, today)
        for table in (self.month, self.week):
            table.blockSignals(False)
        self._show_side()

    def _show_side(self) -> None:
        entries = by_day(self._entries).get(self.day, [])
        stood = self.side.isAncestorOf(QApplication.focusWidget() or self)
        self.side.show_day(self.day, entries, self._overlaps)
        if stood:  # in what is no longer there
            self.first().setFocus()

    def _show_entry(self, entry: Shown) -> None:
        self.side.show_entry(entry, self.doing.why(entry), self._tools.now())

    def _lay_out(self) -> None:
        for button in (self.before, self.here, self.after, self.save_list, self.save_file, self.new):
            self.head.buttons.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(28, 24, 28, 8)
        top.setSpacing(12)
        for part in (self.head, self.shape, self.made, self.overdue):
            top.addWidget(part)
        self.body.addLayout(top)
        for shape in (self.month, self.week, self.list):
            self.stack.addWidget(shape)
        beside = self._beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.stack, 1)
        self.side.setFixedWidth(round(_SIDE * min(factor_of(self), 1.4)))
        beside.addWidget(self.side)
        self.body.addLayout(beside, 1)

    def _connect(self) -> None:
        self.shape.currentChanged.connect(self._on_shape)
        self.before.clicked.connect(lambda: self._on_turned(-1))
        self.after.clicked.connect(lambda: self._on_turned(1))
        self.here.clicked.connect(lambda: self.stand_on(self._tools.today()))
        Key("Ctrl+PgUp", self, later("The time before"), self.before.click)
        Key("Ctrl+PgDown", self, later("The time after"), self.after.click)
        Key("Ctrl+Home", self, later("Back to today"), self.here.click)
        self.save_file.clicked.connect(self._on_save_file)
        self.new.clicked.connect(lambda: self.doing.write_new(self.day, None))
        self.doing.placed.connect(self._on_placed)
        self.side.new_asked.connect(lambda: self.doing.write_new(self.day, None))
        self.side.asked.connect(self._on_asked)
        self.side.chosen.connect(self._on_opened)
        self.overdue.chosen.connect(self._on_late)
        self.list.chosen.connect(self._on_late)
        for table in (self.month, self.week):
            table.day_chosen.connect(self.stand_on)
            table.turned.connect(self._on_turned)
            table.opened.connect(self._on_opened)
            table.pointed.connect(self._on_pointed)
            table.new_asked.connect(self._on_new)
            table.moved.connect(self._on_moved)

    @Slot()
    def _on_save_file(self) -> None:
        """Write what is due and planned as a file for another calendar program."""
        self.made.hide()
        words = self.words
        out = self.ask.where_to_save(self, f"{words.t('calendar')}.ics")
        if out is not None:
            file = out if out.suffix.casefold() == ".ics" else out.with_suffix(".ics")
            self._tools.writer.run(
                lambda desk: calendars.write_calendar(desk, words, out=file),
                done=lambda count: self._on_file_saved(count, file),
                failed=self.fail,
            )

    def _on_file_saved(self, count: int, file: Path) -> None:
        words = self.words
        self.made.say(
            words.n(
                "{count} entry stands in {file}.", "{count} entries stand in {file}.", count, file=str(file)
            ),
            words.t(
                "It names nobody: only what it is, and when. Save a new one after changes and open it in your"
                " calendar: what was moved moves there too, and what is gone is taken back."
            ),
        )
        self.made.show()

    @Slot(int)
    def _on_shape(self, shape: int) -> None:
        self.stack.setCurrentIndex(shape)
        self._fit_side()
        self.refresh()

    @Slot(int)
    def _on_turned(self, step: int) -> None:
        if self.shape.currentIndex() != _MONTH:
            self.stand_on(self.day + timedelta(days=7 * step))
            return
        month = self.day.year * 12 + self.day.month - 1 + step
        self.stand_on(date(month // 12, month % 12 + 1, 1))

    @Slot(object)
    def _on_opened(self, entry: Shown) -> None:
        table = self.stack.currentWidget()
        if isinstance(table, DayTable):
            table.choose(entry)
        self._show_entry(entry)
        if self.side.isVisible():
            return
        asked: Shown | None = entry
        others = [one for one in ordered(by_day(self._entries)[entry.day]) if one.key != entry.key]
        if isinstance(table, DayTable) and any(one.key not in table.hits for one in (entry, *others)):
            asked = self.doing.ask_which([entry, *others])  # the day has no room to show them all
        if asked is not None:
            self.doing.ask_what(asked)

    @Slot(object)
    def _on_pointed(self, entry: Shown) -> None:
        if self.side.isVisible():
            self._show_entry(entry)

    @Slot(object)
    def _on_late(self, entry: Shown) -> None:
        if self.shape.currentIndex() == _LIST:
            self.doing.ask_what(entry)
            return
        self.stand_on(entry.day)
        self._on_opened(entry)

    @Slot(str, object)
    def _on_placed(self, record: str, day: date) -> None:
        """Follow an appointment to where it now stands: the next key moves it on from there."""
        self.stand_on(day)
        table = self.stack.currentWidget()
        if isinstance(table, DayTable):
            table.stand_in(record)
            if table.chosen is not None:
                self._on_pointed(table.chosen)

    @Slot(object, object)
    def _on_new(self, day: date, at: time | None) -> None:
        self.doing.write_new(day, at)

    @Slot(object, object, object)
    def _on_moved(self, entry: Shown, day: date, at: time | None) -> None:
        self.doing.move(entry, day, at)

    @Slot(str, object)
    def _on_asked(self, what: str, entry: Shown) -> None:
        self.doing.do(what, entry)


def _taken(entries: list[Shown]) -> list[Taken]:
    """The caseworker's own planned time."""
    return [
        Taken(entry.record, entry.starts, entry.ends or entry.starts + _HOUR)
        for entry in entries
        if isinstance(entry.starts, datetime)
        and entry.status is AppointmentStatus.PLANNED
        and not entry.elsewhere
    ]

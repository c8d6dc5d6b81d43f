"""I dag: what needs an answer now, what comes today and tomorrow, and this week."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from db.actions.desk import Changed, Desk, Topic
from db.rules.today import Section
from db.rules.today_rows import in_words
from db.store.deadlines import MOST_COUNTED, Entry
from db.words import Words
from desktop.kit.banner import Banner, Head
from desktop.kit.dropping import dropped_files, take_copy
from desktop.kit.empty import EmptyState
from desktop.kit.flow import Columns
from desktop.kit.marks import Mark
from desktop.kit.room import Room
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section as Titled
from desktop.list_saving import SaveList
from desktop.place import Place
from desktop.rooms.today.day import Day, read_day
from desktop.rooms.today.due_list import DueList
from desktop.rooms.today.more import MORE
from desktop.rooms.today.side_lists import CloserList, DraftList, SilentList
from desktop.rooms.today.week_strip import WeekStrip
from desktop.rooms.today.welcome import Welcome
from desktop.tools import Tools

if TYPE_CHECKING:
    from db.actions.lists import Listed

_FIRST: Final = {**dict.fromkeys(Section, 12), Section.SILENT: 6}
_ALL: Final = 10_000
_AT_ONCE: Final = 9
"""Rows that fill the window: the sections below them are made once the page was first painted."""
_PAINTED: Final = 40  # milliseconds


class Today(Room):
    """The day's page. Rows open the case at the place where they are answered.

    Signals:
        case_asked: the id of the case to open, and its tab.
        place_asked: the place to go to.
        new_case_asked: the user wants to write a new case.
        import_asked: the user wants to choose a file with cases.
        file_dropped: the path of a file with cases that was dragged here.
    """

    case_asked = Signal(str, str)
    place_asked = Signal(object)
    new_case_asked = Signal()
    import_asked = Signal()
    file_dropped = Signal(object)
    topics = frozenset({Topic.CASES, Topic.PLANS, Topic.PEOPLE, Topic.CALENDAR, Topic.NOTES, Topic.DRAFTS})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words, tools.news, tools.ask, parent)
        self._tools = tools
        self._most = dict(_FIRST)
        self._opened = False
        self._day: Day | None = None
        self._leads: Section | None = None
        self._put_away = ""  # the record whose texts were thrown away last
        words = tools.words
        self.setAcceptDrops(True)
        self.head = Head("")
        self.save_list = SaveList(tools, self)
        self.clock = Banner(Mark.SOON, "", parent=self)
        self.welcome = Welcome(words)
        self.lists = {
            Section.AWAY: DueList(words.t("Since last time"), words),
            Section.NOW: DueList(words.t("Needs an answer now"), words),
            Section.NEXT: DueList(words.t("Today and tomorrow"), words),
            Section.WEEK: DueList(words.t("This week"), words),
            Section.OTHERS: DueList(words.t("With your colleagues"), words),
        }
        self.silent = SilentList(words)
        self.closer = CloserList(words)
        self.drafts = DraftList(words)
        self.calm = Titled(words.t("Needs an answer now"))
        self.calm.sheet.add(
            EmptyState(
                words.t("Nothing waits for you."), words.t("The next seven days are clear of deadlines.")
            )
        )
        self._week = Titled(words.t("Your week"))
        self._columns = Columns()
        self._lay_out()
        self._connect()

    def read(self) -> None:
        tools = self._tools
        day = self._day = read_day(tools.desk, tools.now(), tools.away, self._most)
        stood = [
            (shown, place) for shown in self.lists.values() if (place := shown.place_of_focus()) is not None
        ]
        self.setUpdatesEnabled(False)
        try:
            self._show(day)
        finally:
            self.setUpdatesEnabled(True)
        for shown, place in stood:
            if place is not None:
                shown.stand_in(place)

    def as_list(self) -> Callable[[Desk], "Listed"]:
        """What reads all rows of the page."""
        from desktop.rooms.today.whole_day import due_rows, side_rows
        from desktop.shown_lists import rows_listed

        words, now, away = self.words, self._tools.now(), self._tools.away
        titles = {section: shown.title.text() for section, shown in self.lists.items()}
        beside = [shown.title.text() for shown in (self.silent, self.closer, self.drafts)]

        def listed(desk: Desk) -> "Listed":
            day = read_day(desk, now, away, dict.fromkeys(_FIRST, _ALL))
            due = due_rows(day, _entries(day), titles, words)
            return rows_listed([*due, *side_rows(day, beside, words)], words)

        return listed

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _document(event) is not None:
            take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if (file := _document(event)) is not None:
            take_copy(event)
            self.file_dropped.emit(file)

    def _show(self, day: Day) -> None:
        words = self.words
        self.head.show_head(_heading(day, words), _under(day, words) if day.begun else "")
        self.clock.setVisible(day.clock_behind is not None)
        if day.clock_behind is not None:
            self.clock.say(
                words.t("The clock of this computer may be wrong."),
                words.t(
                    "It says {today}, but something was written down on {last}. Nothing is lost; set the"
                    " clock right before you rely on what is due.",
                    today=words.day(day.today),
                    last=words.day(day.clock_behind),
                ),
            )
        self.welcome.setVisible(not day.begun)
        self.save_list.setVisible(day.begun)
        self._columns.hide()  # rows put into what can be seen are shown, and all of it laid, one by one
        entries = _entries(day)
        self._leads = next(
            (section for section, found in entries.items() if found and section is not Section.OTHERS), None
        )
        made, later = 0, []
        for section, shown in self.lists.items():
            late = made >= _AT_ONCE and not self._opened
            shown.setVisible(bool(entries[section]) and not late)  # filled before, it would be laid twice
            if late:
                later.append(section)
            else:
                self._fill(section, day)
                made += len(entries[section])
        if later:
            # Counted from the loop's next turn: from here, a desk that takes longer than that to stand
            # would have all of it built before it is painted at all.
            rest = partial(self._fill_rest, later, day)
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(_PAINTED, self, rest))
        self._opened = True
        self.calm.setVisible(self._leads is None)
        self._week.sheet.clear()
        self._week.add(WeekStrip(day, words))
        self.silent.show_day(day)
        self.closer.show_day(day)
        if any(draft.record == self._put_away for draft in day.drafts):
            self._put_away = ""  # it is back
        self.drafts.show_day(day, put_away=bool(self._put_away))
        self._columns.setVisible(day.begun)

    def _fill(self, section: Section, day: Day) -> None:
        entries, count = _entries(day)[section], day.counts[section]
        self.lists[section].show_entries(entries, day, count=count, leads=section is self._leads)

    def _fill_rest(self, sections: list[Section], day: Day) -> None:
        if self._day is day:  # else it was read again since, and all of it shown
            for section in sections:
                self._fill(section, day)
                self.lists[section].setVisible(bool(_entries(day)[section]))

    def _lay_out(self) -> None:
        page = ScrollPage()
        self.head.buttons.addWidget(self.save_list)
        page.body.addWidget(self.head)
        page.body.addWidget(self.clock)
        page.body.addWidget(self.welcome)
        page.body.addWidget(self._columns)
        *own, others = self.lists.values()
        for part in (*own, self.calm, others):
            self._columns.main.addWidget(part)
        for part in (self._week, self.closer, self.silent, self.drafts):
            self._columns.side.addWidget(part)
        self.body.addWidget(page, 1)

    def _connect(self) -> None:
        for section, shown in self.lists.items():
            shown.case_asked.connect(self.case_asked)
            shown.place_asked.connect(self.place_asked)
            shown.done_asked.connect(self._on_done)
            shown.held_asked.connect(self._on_held_asked)
            shown.more_asked.connect(lambda section=section: self._show_more(section))
        self.silent.case_asked.connect(self.case_asked)
        self.silent.more_asked.connect(lambda: self._show_more(Section.SILENT))
        self.closer.case_asked.connect(self.case_asked)
        self.drafts.place_asked.connect(self.place_asked)
        self.drafts.away_asked.connect(self._on_away)
        self.drafts.back_asked.connect(self._on_back)
        self.welcome.new_case_asked.connect(self.new_case_asked)
        self.welcome.import_asked.connect(self.import_asked)

    @Slot(str)
    def _on_done(self, agreement: str) -> None:
        from db.actions import minutes  # not before it is asked for

        self._tools.writer.run(
            lambda desk: minutes.keep_agreement(desk, agreement),
            done=self._tools.news.changed.emit,
            failed=self.fail,
        )

    @Slot(str, str)
    def _on_held_asked(self, appointment: str, case_id: str) -> None:
        """Ask whether an appointment that is over was held, and write the answer down."""
        from desktop.held import ask_held  # not before it is asked for

        answer = ask_held(self._tools, self, appointment, case_id or None)
        if isinstance(answer, Place):
            self.place_asked.emit(answer)
        elif answer is not None:
            self._tools.writer.run(answer, done=self._tools.news.changed.emit, failed=self.fail)

    @Slot(str, str)
    def _on_away(self, kind: str, record: str) -> None:
        from db.actions import unfinished  # not before it is asked for

        if not self.ask.confirm(
            self,
            self.words.t("Throw away what was typed?"),
            yes=self.words.t("Throw it away"),
            why=self.words.t("Ctrl+Z brings it back, also after you have locked."),
            careful=True,
        ):
            return
        self._tools.writer.run(
            lambda desk: unfinished.put_away(desk, kind, record), done=self._on_put_away, failed=self.fail
        )

    def _on_put_away(self, changed: Changed) -> None:
        self._put_away = changed.record or ""
        self._tools.news.changed.emit(changed)

    @Slot()
    def _on_back(self) -> None:
        from db.actions import unfinished  # not before it is asked for

        record, self._put_away = self._put_away, ""
        self._tools.writer.run(
            lambda desk: unfinished.bring_back(desk, record),
            done=self._tools.news.changed.emit,
            failed=lambda error: self._on_not_back(error, record),
        )

    def _on_not_back(self, error: BaseException, record: str) -> None:
        self._put_away = record
        self.refresh()
        self.fail(error)

    def _show_more(self, section: Section) -> None:
        self._most[section] += MORE
        self.refresh()


def _entries(day: Day) -> dict[Section, tuple[Entry, ...]]:
    agenda = day.agenda
    return {
        Section.AWAY: agenda.away,
        Section.NOW: agenda.now,
        Section.NEXT: agenda.next,
        Section.WEEK: agenda.week,
        Section.OTHERS: agenda.others,
    }


def _heading(day: Day, words: Words) -> str:
    weekday = words.weekday(day.today)
    return words.t(
        "{weekday}, {day}", weekday=weekday[:1].upper() + weekday[1:], day=words.short_day(day.today)
    )


def _under(day: Day, words: Words) -> str:
    """`Uge 48 · 29 sager · to ting kræver svar i dag`."""
    count = day.counts[Section.AWAY] + day.counts[Section.NOW]
    if count >= MOST_COUNTED:
        answer = words.t("more than {count} things need an answer today", count=MOST_COUNTED - 1)
    elif count:
        answer = words.n(
            "{number} thing needs an answer today",
            "{number} things need an answer today",
            count,
            number=in_words(count, words),
        )
    else:
        answer = words.t("nothing needs an answer today")
    week = words.t("Week {number}", number=day.today.isocalendar().week)
    parts = [week, words.n("{count} case", "{count} cases", day.open_cases), answer]
    if day.backups_wait is not None:
        since = words.short_day(day.backups_wait)
        parts.append(words.t("backups have waited for their folder since {day}", day=since))
    return " · ".join(parts)


def _document(event: QDropEvent) -> Path | None:
    """The exchange document that is dragged, None if it is anything else, or more than one."""
    files = dropped_files(event)
    return files[0] if len(files) == 1 and files[0].suffix.lower() == ".json" else None

"""The desk: the rail, the bar above, and the room that is open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.actions.desk import CASEWORKER, Changed, Desk, Topic
from db.actions.upkeep import plan_of
from db.books.municipality import Municipality
from db.errors import ForUser
from db.store import cases as case_store
from db.store import facts
from db.words import Words, later
from desktop.anywhere import Anywhere
from desktop.bar import Bar
from desktop.cursor import cursor_of, is_within, put_into
from desktop.heads import Heads
from desktop.kit.ask import WindowAsk
from desktop.kit.jobs import Jobs
from desktop.kit.keys import Key
from desktop.kit.news import News
from desktop.kit.rail import RailItem
from desktop.place import Place
from desktop.read_only import ReadOnlyNotice
from desktop.reminding import times_ahead, told
from desktop.renewal import Renewal
from desktop.rooms.listing import BEHIND, BELOW, CASE, ROOMS, Listed
from desktop.seat import Seat
from desktop.settings import Settings
from desktop.side import Side
from desktop.taking_in import TakingIn
from desktop.told import Told
from desktop.tools import Tools
from desktop.upkeep import Upkeep
from desktop.whereabouts import Whereabouts
from desktop.writer import Writer

if TYPE_CHECKING:
    from db.store.open import Unlocked

_OVER: Final = ("note", "new_case")  # what lies over the room in front
_PASSED_ON: Final = ("settings_chosen", "lock_asked", "new_key_asked", "restore_asked")
_KEYS: Final = frozenset(listed.key for listed in (*ROOMS, *BELOW, *BEHIND))


class DeskPage(QWidget):
    """All that stands behind the lock, for one unlocking: laid before it, and taken at it.

    Signals:
        lock_asked: the user wants to lock.
        settings_chosen: the user chose other settings for the window.
        upcoming: when the next appointments begin.
        new_key_asked: the present passphrase; the store is to get a new key.
        restore_asked: a backup's file and the passphrase that opens it.
        damaged: the store was found to have faults.
    """

    lock_asked = Signal()
    settings_chosen = Signal(object)
    upcoming = Signal(object)
    new_key_asked = Signal(str)
    restore_asked = Signal(object, str)
    damaged = Signal()

    def __init__(
        self,
        writer: Writer,
        words: Words,
        now: Callable[[], datetime],
        settings: Settings,
        office: Municipality,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        found = office.profile
        self._faulty = " ".join(words.error(fault) for fault in office.faults)
        self._books = (found.rules, found.forms, found.catalogue, found.refusion, found.ladder)
        self.tools = Tools(
            seat=Seat(),
            writer=writer,
            jobs=Jobs(parent=self),
            news=News(self),
            ask=WindowAsk(words),
            words=words,
            now=now,
            settings=settings,
            letterhead=found.letterhead,
            letters=found.letters,
            policy=office.policy,
            population=found.population,
        )
        self._taking = TakingIn(self.tools, self)
        self._taking.told.connect(self.tell)
        self._beside: tuple[Renewal | Heads | Upkeep | Whereabouts, ...] = ()
        self._words, self._here = words, ""
        self._rooms: dict[str, QWidget] = {}
        self.stack = QStackedWidget(self)
        self.told = Told(words, self)
        self.banner = self.told.banner
        self._items = {listed.key: self._item(listed) for listed in (*ROOMS, *BELOW)}
        self.bar = Bar(words, self)
        self.find_button, self.saved = self.bar.search, self.bar.saved
        self._lay_out()
        self._keys()
        self.anywhere = Anywhere(self.tools, self, self.keep, self.place, self.front)
        self.anywhere.made.connect(self._on_note_made)
        self.find_button.clicked.connect(self._on_find)
        self.bar.note.clicked.connect(self.new_note)
        self.anywhere.told.connect(self.tell)
        self.anywhere.stale.connect(lambda: self.go_to(self.place()))
        self.tools.news.changed.connect(self._on_news)
        self.tools.news.written.connect(self._on_written)
        self.tools.news.undo_asked.connect(self.anywhere.take_back)
        self._room(ROOMS[0])

    def take(self, unlocked: "Unlocked") -> None:
        """Sit down at the open store: only now there is anything to read, and to be kept."""
        reading = unlocked.take_reading()
        who = facts.get(reading, CASEWORKER) or ""
        desk = Desk(unlocked, reading, who, self.tools.now, *self._books)
        self.tools.writer.obey(desk.rules)
        self.tools.seat.take(desk)
        self._read_only.setVisible(unlocked.reading_only)
        upkeep = Upkeep(self.tools, plan_of(self.tools.policy), self)
        upkeep.told.connect(self.tell)
        upkeep.damaged.connect(self.damaged)
        writer = self.tools.writer
        self._beside = (Renewal(self.tools, self), Heads(writer, self), upkeep)
        if not unlocked.reading_only:
            self._beside += (Whereabouts(writer, self.place, self),)
        self._count()

    def place(self) -> Place:
        """Where the user is: the room, the case, its part, and the field that has the focus."""
        over = next((one for key in _OVER if (one := self._rooms.get(key)) and one.isVisible()), None)
        written: Place = over.place() if over is not None else Place()  # type: ignore[attr-defined]
        behind = self._in_the_room()
        if over is None or not written.record:
            return behind
        focus = over.focusWidget()
        name = focus.objectName() if focus else ""
        return replace(written, field=name, cursor=cursor_of(focus), behind=behind)

    def _in_the_room(self) -> Place:
        room = self._rooms.get(self._here)
        over = QApplication.activeModalWidget()
        own_dialog = over is not None and room is not None and is_within(over, room)
        field = over.focusWidget() if over is not None and own_dialog else self.focusWidget()
        name = field.objectName() if room is not None and field and is_within(field, room) else ""
        at = cursor_of(field) if name else -1
        if self._here == CASE.key and room is not None:
            return Place(CASE.key, room.case_id, room.tab, name, room.record, at)  # type: ignore[attr-defined]
        if callable(own := getattr(room, "place", None)):
            found: Place = own()
            return replace(found, field=name, cursor=at)
        return Place(self._here or "today", field=name, cursor=at)

    def idle_minutes(self) -> int:
        """Minutes without a key or a click until the window locks, as policy has it for what is in front."""
        live = self._here == "live"
        return self.tools.policy.number("meeting_idle_lock_minutes" if live else "idle_lock_minutes")

    def go_to(self, place: Place) -> None:
        """Show the room, the case and the field of `place`; *I dag* if its case is gone."""
        place = self.anywhere.allowed(place)
        if place.room in _OVER:
            if not self._here:
                self.go_to(place.behind or Place())
            if place.room == "note":
                self.anywhere.open_note(place)
                self.anywhere.see_note(place)
            else:
                self._on_new_case()
            put_into(self._rooms[place.room], place.field, place.cursor)
            return
        if place.room == CASE.key and place.case_id:
            self.open_case(place.case_id, place.tab, place.record)
        else:
            before = self.anywhere.in_front
            self.open_room(place.room if place.room in _KEYS else "today")
            self._show_place(place)
            if self._here == place.room:
                self.anywhere.see_record(place, before)
        put_into(self._rooms.get(self._here), place.field, place.cursor)
        if self._faulty:
            self.tell(self._faulty)
            self._faulty = ""

    def open_room(self, key: str) -> None:
        """Show the room named `key`."""
        self._leave()
        self.anywhere.in_front = ""
        self._show(next(one for one in (*ROOMS, *BELOW, *BEHIND) if one.key == key))

    def open_case(self, case_id: str, tab: str = "", record: str = "") -> None:
        """Show the case `case_id`, at its overview or at the part named, and there at `record`."""
        if not self.anywhere.may_see(case_id):
            return
        self._leave()
        page = self._show(CASE)
        try:
            page.show_case(case_id, tab or "overview", record)  # type: ignore[attr-defined]
            if not page.isAncestorOf(self.focusWidget() or self):
                page.tabs.setFocus()  # type: ignore[attr-defined]
            self.anywhere.see(case_id)
        except ForUser as error:
            self.open_room("cases")
            self.tell(self._words.error(error))

    def new_note(self) -> None:
        """Begin a quick note, also over a dialog."""
        self.anywhere.new_note()

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        for room in self._rooms.values():
            if callable(keep := getattr(room, "keep", None)):
                keep()

    def close_desk(self) -> None:
        """Close what reads; nothing of this page may be used afterwards."""
        for room in self._rooms.values():
            if callable(close := getattr(room, "close_room", None)):
                close()
        for beside in self._beside:
            beside.stop()
        self.tools.close()

    def tell(self, sentence: str) -> None:
        """Say `sentence` above the room until the next room is opened."""
        self.told.tell(sentence)

    def remind(self, moments: "list[datetime]") -> bool:
        """Say that appointments are near; True if that is news: of the meeting in front it is none."""
        held = getattr(self.front(), "begins", None)
        if near := [moment for moment in moments if moment != held]:
            self.tell(told(near, self.tools.now(), self._words))
        return bool(near)

    def _show(self, listed: Listed) -> QWidget:
        self.told.hide()
        room = self._room(listed)
        self._here = listed.key
        for key, item in self._items.items():
            item.setChecked(key == listed.key or (key == "cases" and listed.key == CASE.key))
        self.stack.setCurrentWidget(room)
        if listed.key in self._items and not room.isAncestorOf(self.focusWidget() or self):
            getattr(room, "first", lambda: self._items[listed.key])().setFocus()  # no key presses elsewhere
        return room

    def _room(self, listed: Listed) -> QWidget:
        """The room, made when it is first asked for."""
        if listed.key not in self._rooms:
            room = self._rooms[listed.key] = listed.make(self.tools)
            self.stack.addWidget(room)
            self._connect(room)
        return self._rooms[listed.key]

    def _connect(self, room: QWidget) -> None:
        slots = {
            "case_asked": self.open_case,
            "place_asked": self.go_to,
            "room_asked": self.open_room,
            "import_asked": self._on_import_asked,
            "new_case_asked": self._on_new_case,
            "file_dropped": self._taking.take,
            **{name: getattr(self, name) for name in _PASSED_ON},
            "saved": self._on_saved,
            "saving": self.saved.waiting,
        }
        for name, slot in slots.items():
            if (signal := getattr(room, name, None)) is not None:
                signal.connect(slot)

    def front(self) -> QWidget:
        """The room that is open."""
        return self._rooms[self._here]

    def _leave(self) -> None:
        if callable(keep := getattr(self._rooms.get(self._here), "keep", None)):
            keep()

    def _show_place(self, place: Place) -> None:
        if not callable(show := getattr(self._rooms[self._here], "show_place", None)):
            return
        try:
            show(place)
        except ForUser as error:
            self.open_room("today")
            self.tell(self._words.error(error))

    def _lay_out(self) -> None:
        side = Side(
            self._words,
            [self._items[one.key] for one in ROOMS],
            [self._items[one.key] for one in BELOW],
            self,
        )
        self.help_item, self.lock_item = side.help_item, side.lock_item
        self.lock_item.clicked.connect(self.lock_asked)
        room = QVBoxLayout()
        room.setSpacing(0)
        room.addWidget(self.bar)
        self._read_only = ReadOnlyNotice(self._words, self)
        self._read_only.hide()
        room.addWidget(self._read_only)
        room.addWidget(self.told)
        room.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addLayout(room, 1)

    def _item(self, listed: Listed) -> RailItem:
        item = RailItem(self._words.t(listed.title), listed.icon, parent=self)
        item.clicked.connect(lambda: self.open_room(listed.key))
        return item

    def _keys(self) -> None:
        Key("Ctrl+K", self, later("Find a family, case, note or action"), self._on_find)
        for place, listed in enumerate(ROOMS, 1):
            turned_to = later("The first room of the rail, and so on")
            Key(f"Ctrl+{place}", self, turned_to, partial(self.open_room, listed.key))

    def _count(self) -> None:
        count = case_store.count(self.tools.desk.db, open_only=True)
        self._items["cases"].show_tail(str(count) if count else "")

    @Slot(object)
    def _on_note_made(self, panel: object) -> None:
        if isinstance(panel, QWidget):
            self._rooms["note"] = panel
            self._connect(panel)

    @Slot()
    def _on_find(self) -> None:
        from desktop.rooms.find.find_panel import FindPanel

        if "find" not in self._rooms:
            panel = FindPanel(self.tools, self)
            panel.case_asked.connect(self.open_case)
            panel.place_asked.connect(self.go_to)
            panel.room_asked.connect(self.open_room)
            panel.new_case_asked.connect(self._on_new_case)
            panel.lock_asked.connect(self.lock_asked)
            panel.note_asked.connect(self.new_note)
            panel.deed_asked.connect(self.anywhere.do)
            self._rooms["find"] = panel
        self._rooms["find"].open_panel()  # type: ignore[attr-defined]

    @Slot()
    def _on_new_case(self) -> None:
        from desktop.rooms.cases.new_case import NewCase

        if (old := self._rooms.pop("new_case", None)) is not None:
            old.deleteLater()
        dialog = self._rooms["new_case"] = NewCase(self.tools, self)
        self._connect(dialog)
        dialog.made.connect(lambda case_id: self.open_case(case_id))
        dialog.open()

    @Slot()
    def _on_import_asked(self) -> None:
        chosen = self.tools.ask.what_to_open(self, ("json",))
        if chosen is not None:
            self._taking.take(chosen)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.tell(self._words.error(error))

    @Slot(object)
    def _on_saved(self, at: object) -> None:
        if isinstance(at, datetime):
            self.saved.saved(at)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self.saved.saved(self.tools.now())
        self.told.tell_file(path)

    @Slot(object)
    def _on_news(self, changed: object) -> None:
        if isinstance(changed, Changed) and Topic.CASES in changed.topics:
            self._count()
        if isinstance(changed, Changed) and Topic.CALENDAR in changed.topics:
            self.upcoming.emit(times_ahead(self.tools.desk))

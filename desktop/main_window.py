"""The one window: locked, or at the desk. What stands behind the lock is built anew at each unlocking."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QStackedWidget, QWidget

from db.errors import ForUser
from db.words import Words
from desktop import settings as chosen
from desktop.kit import type as type_
from desktop.kit.style import apply
from desktop.kit.tab_order import ReadByTab
from desktop.lock.closed import Closed
from desktop.lock.lock_screen import LockScreen
from desktop.lock.opening import Opening
from desktop.lock.traces import MistakesFile, OpenMark, may_be_at
from desktop.place import Place
from desktop.reminding import Reminders, times_ahead
from desktop.settings import Settings
from desktop.writer import Writer

if TYPE_CHECKING:
    from db.books.municipality import Municipality
    from db.store.open import Unlocked
    from desktop.desk_page import DeskPage
    from desktop.lock.first_start import FirstStart
    from desktop.lock.guard import Guard
    from desktop.opened_files import OpenedFiles

_SIZE = QSize(1360, 860)
_LEAST = QSize(640, 480)
_FRAME = QSize(6, 40)  # what a window manager may put around the window
_PAINTING = 40  # milliseconds: the first screen is on the glass before anything else is loaded


class MainWindow(ReadByTab, QMainWindow):
    """The window. Its title never says more than the product's name.

    Signals:
        painted: the first screen has been painted; what was put off until then may be loaded.
    """

    painted = Signal()

    def __init__(
        self,
        words: Words,
        *,
        store: Path,
        now: Callable[[], datetime],
        settings: Settings,
        settings_file: Path,
        profile: Path | None = None,
        touch_clock: Callable[[], float] | None = None,
    ) -> None:
        super().__init__()
        self.words, self.settings = words, settings
        self._store, self._now, self._settings_file = store, now, settings_file
        self._place = Place()  # where it goes once the desk stands
        self._profile = profile
        self._unlocked: Unlocked | None = None
        self.page: DeskPage | None = None
        self._laid: DeskPage | None = None  # the next one, before there is a store to take it
        self.writer = Writer(now, self)
        self.reminders = Reminders(now, self)
        self.reminders.due.connect(self._on_reminder)
        self.setWindowTitle("Tæt På")
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)
        self.lock_screen = LockScreen(words, MistakesFile(store), parent=self)
        self._pages.addWidget(self.lock_screen)
        self._closed = Closed(words, store, now, profile, self.writer, self.lock_screen)
        self.opening = Opening(self._closed, self)
        self.opening.begins.connect(lambda: QTimer.singleShot(_PAINTING, self._while_opening))
        self.opening.opened.connect(self._on_open)
        self.opening.refused.connect(lambda: self._pages.setCurrentWidget(self.lock_screen))
        self._warm = self._left = False
        self._touch_clock, self._mark = touch_clock, OpenMark(store)
        self._first: FirstStart | None = None
        if may_be_at(store):
            self.lock_screen.ready()
            if self._mark.stands():
                self.lock_screen.tell_crash()
        else:
            self._ask_first()

    def fit_screen(self) -> None:
        """Be no larger than the screen has room for, with the frame around the window."""
        room = self.screen().availableGeometry().size() - _FRAME
        self.resize(self.size().boundedTo(room).expandedTo(_LEAST))

    @property
    def is_locked(self) -> bool:
        """True while no store is open."""
        return self.page is None

    @cached_property
    def guard(self) -> "Guard":
        """What locks by itself."""
        from desktop.lock.guard import Guard  # not before the first window is painted, as much below
        from desktop.lock.idle import awake_or_asleep

        made = Guard(self._idle_minutes, self.words, self, clock=self._touch_clock or awake_or_asleep)
        made.lock_asked.connect(self.lock)
        return made

    @cached_property
    def _shown(self) -> "OpenedFiles":
        from desktop.opened_files import OpenedFiles

        return OpenedFiles(self._store)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._warm:
            self._warm = True
            QTimer.singleShot(_PAINTING, self._on_shown)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)

    @Slot()
    def lock(self) -> None:
        """Keep what is being typed, close the store, overwrite the key, and show the lock screen."""
        if self.page is None or self._unlocked is None:
            self.opening.give_up()
            return
        page, unlocked = self.page, self._unlocked
        self._place = page.place()
        self.guard.rest()
        with ExitStack() as whatever_happens:
            whatever_happens.callback(self._show_locked, page)
            whatever_happens.callback(self._close_store, unlocked)
            whatever_happens.callback(page.close_desk)
            whatever_happens.callback(self.writer.close)
            page.keep()
            for dialog in QApplication.topLevelWidgets():
                if dialog is not self and dialog.isVisible():
                    dialog.hide()  # closing would let it ask; what waits for its answer gets none
            self._pages.setCurrentWidget(self.lock_screen)

    def _close_store(self, unlocked: "Unlocked") -> None:
        self.page = self._unlocked = None
        self._shown.clear()
        unlocked.close()
        self._mark.take_away()

    def _show_locked(self, page: "DeskPage") -> None:
        from desktop.kit.secret_copy import clear_ours

        clear_ours()
        self._pages.setCurrentWidget(self.lock_screen)
        self._drop(page)
        self.lock_screen.be_calm()
        self.lock_screen.ready()

    @Slot()
    def leave(self) -> None:
        """Lock for good: the program ends. Closing and quitting both come here, once each."""
        if not self._left:
            self._left = True
            self.lock()
            self.reminders.stop()
            self.writer.stop()

    def unlock(self, passphrase: str) -> None:
        """Open the store with `passphrase`; the lock screen says if that fails."""
        self.opening.give(passphrase)

    def show_crash(self, sentence: str) -> None:
        """Say `sentence` calmly, in the window: something went wrong."""
        if self.page is not None:
            self.page.tell(sentence)
        else:
            self.lock_screen.show_refusal(sentence, wrong=False)

    def take_settings(self, settings: Settings) -> None:
        """Show the window as `settings` say from now on; other words or another size take a new desk."""
        before = self.settings
        self.settings = settings
        chosen.write(self._settings_file, settings)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, settings.look)
        if settings.language != before.language:
            self.words = self._closed.words = Words(settings.language)
        if (settings.language, settings.text_factor) != (before.language, before.text_factor):
            self._rebuild()

    def _ask_first(self) -> None:
        from desktop.lock.first_start import FirstStart

        self._first = FirstStart(self.words, self)
        self._first.asked.connect(self._on_first)
        self._pages.addWidget(self._first)
        self._pages.setCurrentWidget(self._first)
        self._first.name.setFocus()

    @Slot()
    def _on_shown(self) -> None:
        if self._left:
            return
        self.painted.emit()
        self._shown.clear()  # what a crash left
        type_.load(type_.LATER_FONTS)
        for button in self.findChildren(QPushButton):
            QApplication.sendEvent(
                button, QEvent(QEvent.Type.FontChange)
            )  # bold only now, and wider: asked anew
        self.guard.listen()
        self._watch_keys_and_copies()
        if self._first is not None:
            self._first.obey(self._read_office().policy.number("passphrase_length"))
        self.writer.warm()

    def show_help(self, over: QWidget, *, news: bool = False) -> None:
        """Show the guide above `over`, at what belongs to the screen in front, or at what is new."""
        from desktop.help_dialog import open_help

        first = self._pages.currentWidget() is self._first
        open_help(self.words, self.page, over, first=first, news=news)

    def _watch_keys_and_copies(self) -> None:
        from desktop.kit.help_key import take_help_keys
        from desktop.kit.keys import LOCK, Key
        from desktop.kit.secret_copy import CopyWatch

        take_help_keys(self)
        Key("Ctrl+L", self, LOCK, self.lock)
        CopyWatch(self)

    @Slot()
    def _while_opening(self) -> None:
        """The key takes half a second on another thread: have ready what does not need it."""
        if self._left or self.page is not None:
            return
        if not self.writer.is_warm:  # it would wait for what the other thread is loading
            QTimer.singleShot(_PAINTING, self._while_opening)
            return
        from desktop.rehearsal import rehearse

        if self._laid is None:
            self._laid = self._new_page()
            rehearse(self._laid, self._pages.size())

    def _read_office(self) -> "Municipality":
        from db.books import municipality  # not before the first window is painted

        return municipality.read(self._profile)

    def _new_page(self) -> "DeskPage":
        from desktop.desk_page import DeskPage

        page = DeskPage(self.writer, self.words, self._now, self.settings, self._read_office())
        page.lock_asked.connect(self.lock)
        page.settings_chosen.connect(self.take_settings)
        page.upcoming.connect(self.reminders.keep)
        page.new_key_asked.connect(self._on_new_key)
        page.restore_asked.connect(self._on_restore)
        page.damaged.connect(self.lock_screen.offer_backup)  # seen at the next lock
        self._pages.addWidget(page)
        return page

    def _take(self, unlocked: "Unlocked", place: Place | None) -> None:
        page = self._laid or self._new_page()
        page.take(unlocked)
        self.page, self._laid = page, None
        self._pages.setCurrentWidget(page)
        page.go_to(place or self._place_before(page))
        if self.opening.told:
            page.tell(self.opening.told)
            self.opening.told = ""

    @Slot(str, str)
    def _on_first(self, name: str, passphrase: str) -> None:
        from desktop.lock.making import make_store

        if self._first is not None:
            self._first.show_busy()
        self.writer.do(
            lambda: make_store(self._store, name, passphrase, self._now, self._profile),
            done=lambda _: self.opening.give(passphrase),
            failed=self._on_not_made,
        )

    def _on_open(self, unlocked: "Unlocked") -> None:
        self._unlocked = unlocked
        crashed = self._mark.stands()
        self._mark.set()
        self.lock_screen.forget_mistakes()
        self._take(unlocked, None if crashed else self._place)
        if self._first is not None:  # not before, or what is shown in its place is a desk where nobody sits
            self._drop(self._first)  # with the passphrase in its fields
            self._first = None
        QTimer.singleShot(_PAINTING, self._remind)
        self.guard.watch(self.words)

    def _place_before(self, page: "DeskPage") -> Place:
        """Where the user was when the program was stopped; only once, if going there is what stopped it."""
        from db.actions import whereabouts

        found = Place.of(whereabouts.kept(page.tools.desk))
        self.writer.run_aside(lambda desk: whereabouts.keep(desk, ""))
        return found

    def _remind(self) -> None:
        if self.page is not None:
            self.reminders.keep(times_ahead(self.page.tools.desk))

    @Slot(list)
    def _on_reminder(self, moments: "list[datetime]") -> None:
        """Say that appointments are near: their times while the desk is open, else nothing at all."""
        if self.page is None:
            self.lock_screen.remind(self.words.t("Open Tæt På."))
        elif not self.page.remind(moments):
            return
        QApplication.alert(self)

    @Slot(str)
    def _on_new_key(self, passphrase: str) -> None:
        """Lock, give the store a new key, and open it again at the same place."""
        self.lock()
        self.opening.renew(passphrase)

    @Slot(object, str)
    def _on_restore(self, backup: Path, passphrase: str) -> None:
        """Lock, put `backup` in the place of the store, and open that."""
        self.lock()
        self.opening.restore(backup, passphrase)

    def _on_not_made(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        if self._first is not None:
            self._first.show_refusal(self.words.error(error))

    def _idle_minutes(self) -> int:
        return self.page.idle_minutes() if self.page is not None else 1

    def _rebuild(self) -> None:
        if self.page is None or self._unlocked is None:
            return
        place = self.page.place()
        old = self.page
        old.keep()
        self.writer.settle()
        self._take(self._unlocked, place)
        old.close_desk()
        self._drop(old)
        self.guard.watch(self.words)

    def _drop(self, page: QWidget) -> None:
        self._pages.removeWidget(page)
        page.deleteLater()

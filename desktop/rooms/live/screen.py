"""Turning the screen round, and taking it back with a second thought."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import NotAllowed
from db.records.appointment import Appointment
from db.records.case import Case
from db.rules.minutes_for import for_screen, without_addresses
from db.words import later
from desktop.rooms.live.turned import Turned
from desktop.rooms.live.who import Who
from desktop.tools import Tools


class Screen(QObject):
    """The turned screen of a room: there, or not.

    Signals:
        lock_asked: the user wants to lock.
    """

    lock_asked = Signal()

    def __init__(self, tools: Tools, room: QWidget) -> None:
        super().__init__(room)
        self._tools, self._room = tools, room
        self.turned: Turned | None = None

    def turn(self, meeting: Appointment, part: int | None, case: Case | None, who: Who) -> None:
        """Show of `meeting` what everyone may read in `part`.

        Raises NotAllowed while the family must not be told.
        """
        if case is not None and case.parents_not_told is not None:
            raise NotAllowed(
                later("The screen is not turned now: telling the family may be a danger."),
                later("The case says why, and until when."),
            )
        self.end()
        shown = without_addresses(for_screen(meeting, part), who.people.values())
        self.turned = Turned(shown, who, self._tools.words, self._sure, self._room.window())
        self.turned.ended.connect(self.end)
        self.turned.lock_asked.connect(self.lock_asked)
        self.turned.setGeometry(self._room.window().geometry())
        self.turned.showFullScreen()
        self.turned.page.setFocus()

    @Slot()
    def end(self) -> None:
        """Take the screen back at once."""
        if self.turned is not None:
            turned, self.turned = self.turned, None
            turned.end()
            self._room.window().activateWindow()

    def _sure(self, over: QWidget) -> bool:
        words = self._tools.words
        return self._tools.ask.confirm(
            over,
            words.t("Can nobody else see the screen?"),
            yes=words.t("Show the whole meeting"),
            why=words.t("Your own notes come back, also what only you may read."),
            careful=True,
        )

"""Reminders of the caseworker's own appointments: only their times are kept, also while locked."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.words import Words

if TYPE_CHECKING:
    from db.actions.desk import Desk

BEFORE: Final = timedelta(minutes=15)
"""How long before an appointment its reminder comes."""
_BACK: Final = timedelta(hours=2)
"""How far back times are read: what was slept past is told even if that comes before the next look."""
_AHEAD: Final = timedelta(days=60)  # so long a laptop may stay locked over a holiday
_LATEST: Final = timedelta(hours=12)
_EVERY: Final = 20_000  # milliseconds; after a sleep the first tick finds what was slept past


class Reminders(QObject):
    """Waits for the times that it was told, and knows nothing else about them.

    Signals:
        due: the times of the appointments that are near or were slept past, the earliest first.
    """

    due = Signal(list)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._times: tuple[datetime, ...] = ()
        self._told: set[datetime] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)

    def keep(self, times: Sequence[datetime]) -> None:
        """Remind of these times from now on; what was told of them stays told.

        What is new among them and has begun was written down just now: nobody is told of that.
        """
        now, later = self._now(), self._timer.isActive()
        written = {moment for moment in times if later and moment <= now} - set(self._times)
        self._told = {moment for moment in times if moment in self._told | written}
        self._times = tuple(sorted(times))
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Remind of nothing more: the program ends."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Tell the times that have come near since the last look, once and together."""
        now = self._now()
        come = [moment for moment in self._times if moment - BEFORE <= now and moment not in self._told]
        self._told.update(come)
        if near := [moment for moment in come if now - moment <= _LATEST]:
            self.due.emit(near)


def times_ahead(desk: "Desk") -> list[datetime]:
    """When the planned appointments of the next two months begin, those of the last two hours too."""
    from db.store.calendar_view import planned_times

    return planned_times(desk.db, desk.now() - _BACK, desk.now() + _AHEAD)


def told(moments: Sequence[datetime], now: datetime, words: Words) -> str:
    """A sentence for each of the times: that an appointment is then, or was."""
    return " ".join(
        words.t("You have an appointment at {time}.", time=words.time(moment))
        if moment > now
        else words.t("You had an appointment at {time}.", time=words.time(moment))
        for moment in moments
    )

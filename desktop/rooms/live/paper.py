"""The minutes as a file: for the case itself, or for one who took part."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.actions import minutes as actions
from db.actions.desk import Desk
from db.records.appointment import Appointment
from db.rules.minutes_for import took_part
from desktop.kit.choice_field import Choice
from desktop.rooms.live.who import Who
from desktop.tools import Tools

_FULL: Final = ""


class Paper(QObject):
    """Asks for whom, and where to; the name of the file tells nothing.

    Signals:
        failed: the expected failure (ForUser) that kept it from being written.
    """

    failed = Signal(object)

    def __init__(self, tools: Tools, room: QWidget) -> None:
        super().__init__(room)
        self._tools, self._room = tools, room

    def ask(self, meeting: Appointment, who: Who) -> None:
        """Ask, and write the minutes of `meeting` as the store has them once all before is done."""
        words, tools = self._tools.words, self._tools
        here = sorted(took_part(meeting), key=who.called)
        choices = [Choice(_FULL, words.t("The file's own copy"))]
        choices += [Choice(one, words.t("For {name}", name=who.called(one))) for one in here]
        chosen = tools.ask.choose(
            self._room,
            words.t("For whom are the minutes?"),
            choices,
            yes=words.t("Save as PDF"),
            why=words.t("Each gets only the parts that they took part in and may read."),
        )
        to = None if chosen is None else tools.ask.where_to_save(self._room, words.t("minutes.pdf"))
        if to is not None:
            self._write(meeting.id, chosen or None, to)

    def _write(self, meeting: str, party: str | None, to: Path) -> None:
        tools = self._tools

        def work(desk: Desk) -> object:
            sheet = actions.sheet_of(desk, meeting, party, tools.letterhead)
            return actions.write_minutes(desk, sheet, tools.words, to)

        tools.writer.run(work, done=lambda _: tools.news.written.emit(to), failed=self.failed.emit)

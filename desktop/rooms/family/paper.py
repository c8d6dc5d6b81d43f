"""The family and its network as a file: for the case itself, the family, or one party."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.actions import network_papers as actions
from db.actions.desk import Desk
from db.actions.papers import Asked
from db.books import ages
from db.records.case import Case
from db.records.person import Person
from db.rules.readers import Edition, has_right
from desktop.kit.choice_field import Choice
from desktop.tools import Tools


class NetworkPaper(QObject):
    """Asks for whom, and where to; the name of the file tells nothing.

    Signals:
        failed: what kept it from being written.
    """

    failed = Signal(object)

    def __init__(self, tools: Tools, room: QWidget) -> None:
        super().__init__(room)
        self._tools, self._room = tools, room

    def ask(self, case: Case, people: Mapping[str, Person], day: date) -> None:
        """Ask, and write the people of `case` as they stand on `day`."""
        words, tools = self._tools.words, self._tools
        choices = [Choice(Asked(Edition.FULL), words.t("The file's own copy"))]
        if case.parents_not_told is None:
            choices.append(Choice(Asked(Edition.FAMILY), words.t("The family's edition")))
            choices += [
                Choice(Asked(Edition.PARTY, party=one.id), words.t("Edition for {name}", name=one.name))
                for one in people.values()
                if has_right(case, one, tools.today(), ages.years("party"))
            ]
        chosen = tools.ask.choose(
            self._room,
            words.t("For whom is the paper?"),
            choices,
            yes=words.t("Save as PDF"),
            why=words.t("Only the file's own copy holds the network map and who lives where."),
        )
        name = f"{words.t('family-and-network')}.pdf"
        to = None if chosen is None else tools.ask.where_to_save(self._room, name)
        if to is not None:
            self._write(case.id, chosen, day, to)

    def _write(self, case_id: str, asked: Asked, day: date, to: Path) -> None:
        tools = self._tools

        def work(desk: Desk) -> object:
            sheet = actions.sheet_of(desk, case_id, asked, day, tools.letterhead)
            return actions.write_network(desk, case_id, sheet, tools.words, to)

        tools.writer.run(work, done=lambda _: tools.news.written.emit(to), failed=self.failed.emit)

"""What follow-ups said of the case's placements after half a year."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.records.base import day_of
from db.records.case import Case
from db.rules.placement_review import ANSWERS
from db.store import placement_answers
from desktop.kit.rows import LinkRow
from desktop.kit.sheet import Section
from desktop.tools import Tools


class ReviewsBlock(Section):
    """The answers, the newest first; hidden while there are none.

    Signals:
        chosen: the id of the meeting in which one was given.
    """

    chosen = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words.t("Half-year questions"), parent)
        self._tools = tools

    def show_answers(self, case: Case) -> None:
        """Show the answers of `case`."""
        words = self._tools.words
        self.sheet.clear()
        titles = {one.id: one.title for one in case.interventions}
        days = {one.id: day_of(one.starts_at) for one in case.appointments}
        found = [
            one for one in placement_answers.of_case(self._tools.desk.db, case.id) if one.appointment in days
        ]
        for one in found:
            facts = (titles.get(one.intervention, ""), words.day(days[one.appointment]), one.reason)
            row = LinkRow(words.t(ANSWERS[one.answer]), " · ".join(fact for fact in facts if fact))
            row.clicked.connect(lambda _=False, key=one.appointment: self.chosen.emit(key))
            self.add(row)
        self.setVisible(bool(found))

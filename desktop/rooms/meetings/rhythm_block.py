"""How often a family is followed: the list with since and reason, and what can be done about it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import rhythms as actions
from db.actions.desk import Changed
from db.errors import ForUser
from db.records.case import Case, CaseStatus, Rhythm
from db.records.closer import Closer
from db.store import rhythms
from db.words import Words
from desktop.discretion import Watch
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.flow import FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Section
from desktop.rooms.meetings.rhythm_dialog import RhythmDialog
from desktop.tools import Tools


class RhythmBlock(Section):
    """A case's rhythm, the newest first; while it is closer for a while, the question above it."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words.t("How often"), parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        words = tools.words
        self.question = Banner(Mark.SOON, "", parent=self)
        self.closer = Button(words.t("More contact for a while …"), parent=self)
        self.change = Button(words.t("Change the rhythm …"), Rank.QUIET, parent=self)
        self.stays = Button(words.t("It goes on …"), parent=self)
        self.back = Button(words.t("Back to before …"), parent=self)
        self.closer.clicked.connect(lambda: self._ask(closer=True))
        self.change.clicked.connect(lambda: self._ask())
        self.stays.clicked.connect(lambda: self._ask(stays=True))
        self.back.clicked.connect(self._on_back)
        line = FlowLayout(gap=8)
        for button in (self.stays, self.back, self.closer, self.change):
            line.addWidget(button)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.question)
            column.addLayout(line)

    def show_rhythm(self, case: Case) -> None:
        """Show the rhythm of `case`."""
        self._case = case
        words, today = self._words, self._tools.today()
        running = rhythms.closer_of(self._tools.desk.db, case.id)
        self.sheet.clear()
        for number, one in reversed(list(enumerate(case.rhythm))):
            closer = running if running is not None and running.position == number else None
            self.add(_row(one, closer, words))
        if not case.rhythm:
            self.add(FactRow(words.t("No rhythm is set for this family.")))
        closed = case.status is CaseStatus.CLOSED
        for button, shown in (
            (self.stays, running is not None),
            (self.back, running is not None),
            (self.closer, running is None),
        ):
            button.setVisible(shown and not closed)
        self.change.setVisible(not closed)
        asks = running is not None and running.ask_on <= today and not closed
        self.question.setVisible(asks)
        if asks and running is not None:
            since = case.rhythm[running.position].since
            self.question.say(
                words.t("Does the family still need more contact?"),
                words.t("It has had more since {day}.", day=words.day(since)),
            )

    def _ask(self, *, closer: bool = False, stays: bool = False) -> None:
        if self._case is not None:
            RhythmDialog(self._tools, self, self._case, closer=closer, stays=stays).open()

    @Slot()
    def _on_back(self) -> None:
        if self._case is None:
            return
        case_id = self._case.id
        reason = self._tools.ask.text(
            self,
            self._words.t("Why is less contact enough now?"),
            yes=self._words.t("Back to before"),
            why=self._words.t("The family is then followed as often as before."),
            watch=Watch(self._tools, lambda: case_id, self).beside,
        )
        if reason is not None:
            self._tools.writer.run(
                lambda desk: actions.ease_off(desk, case_id, reason=reason),
                done=self._on_done,
                failed=self._on_failed,
            )

    def _on_done(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)


def _row(rhythm: Rhythm, closer: Closer | None, words: Words) -> FactRow:
    parts = [
        words.n("follow-up every month", "follow-up every {count} months", rhythm.follow_up_months)
        if rhythm.follow_up_months
        else "",
        words.n("contact every week", "contact every {count} weeks", rhythm.contact_weeks)
        if rhythm.contact_weeks
        else "",
    ]
    told = ", ".join(part for part in parts if part) or words.t("no rhythm")
    facts = [words.t("since {day}", day=words.day(rhythm.since))]
    if closer is not None:
        facts.append(words.t("asked again on {day}", day=words.day(closer.ask_on)))
    facts.append(rhythm.reason.strip())
    return FactRow(told[:1].upper() + told[1:], " · ".join(fact for fact in facts if fact))

"""What a pile is chosen by, and for whom it is."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions.papers import Asked
from db.actions.piles import EACH_PARTY, Paper
from db.records.base import day_of
from db.rules import names
from db.rules.readers import Edition
from db.rules.summary import short_name
from db.store import piles
from db.store.piles import Chosen
from db.words import later
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.flow import FlowLayout
from desktop.tools import Tools

_DAYS: Final = (7, 14, 30)
_AHEAD: Final = timedelta(days=30)


class By(StrEnum):
    """What cases are chosen by."""

    ALL = "all"
    MEETING = "meeting"
    CASEWORKER = "caseworker"
    TEAM = "team"
    DUE = "due"


_BY: Final = {
    By.ALL: later("All open cases"),
    By.MEETING: later("A meeting"),
    By.CASEWORKER: later("Caseworker"),
    By.TEAM: later("Team"),
    By.DUE: later("What is due"),
}
_PAPERS: Final = {Paper.PLAN: later("The plan"), Paper.NETWORK: later("Family and network")}
_EDITIONS: Final = (
    (Asked(Edition.FAMILY), later("The family's edition")),
    (EACH_PARTY, later("One for each party")),
    (Asked(Edition.FULL), later("The file's own copy")),
)


class Choosing(QWidget):
    """Four answers: what paper, by what, which of these, and for whom.

    Signals:
        chosen: other cases are asked for.
        edition_chosen: the Asked of another edition.
    """

    chosen = Signal()
    edition_chosen = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        words = tools.words
        papers = [Choice(paper, words.t(name)) for paper, name in _PAPERS.items()]
        self.paper = ChoiceField(words.t("Which paper"), papers)
        self.paper.show_value(Paper.PLAN)
        self.by = ChoiceField(words.t("Choose by"), [Choice(by, words.t(name)) for by, name in _BY.items()])
        self.by.show_value(By.ALL)
        self.which = ChoiceField(words.t("Which"), [])
        self.edition = ChoiceField(words.t("Whose edition"), self._editions(()))
        self.edition.show_value(_EDITIONS[0][0])
        row = FlowLayout(self, gap=16, foot=True)
        for field in (self.paper, self.by, self.which, self.edition):
            row.addWidget(field)
        self.which.hide()
        self.paper.edited.connect(lambda _: self._on_by(self.by.value()))
        self.by.edited.connect(self._on_by)
        self.which.edited.connect(lambda _: self.chosen.emit())
        self.edition.edited.connect(self.edition_chosen)

    def cases(self) -> Chosen | None:
        """Which cases are asked for; None while there is nothing to choose among."""
        by, which = self.by.value(), self.which.value()
        if by != By.ALL and which is None:
            return None
        if by == By.DUE:
            return Chosen(due=self._tools.today() + timedelta(days=which))
        key = {By.MEETING: "case_id", By.CASEWORKER: "caseworker", By.TEAM: "team"}.get(by)
        return Chosen(**{key: which}) if key else Chosen()

    def made_of(self) -> Paper:
        """What the pile is made of."""
        found: Paper = self.paper.value()
        return found

    def asked(self) -> Asked:
        """For whom the papers are."""
        found: Asked = self.edition.value() or _EDITIONS[0][0]
        return found

    def offer_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer an edition for each of `people` (id, name) too; nobody's if there is more than one case."""
        self.edition.offer(self._editions(people))
        if self.edition.value() is None:
            self.edition.show_value(_EDITIONS[0][0])

    def _editions(self, people: Sequence[tuple[str, str]]) -> list[Choice]:
        words = self._tools.words
        listed = [Choice(asked, words.t(name)) for asked, name in _EDITIONS]
        return listed + [
            Choice(Asked(Edition.PARTY, person), words.t("Edition for {name}", name=name))
            for person, name in people
        ]

    @Slot(object)
    def _on_by(self, by: Any) -> None:
        self.which.offer(self._offered(by))
        self.which.setVisible(by != By.ALL)
        self.which.box.setCurrentIndex(0 if self.which.box.count() else -1)
        self.chosen.emit()

    def _offered(self, by: By) -> list[Choice]:
        db, words, today = self._tools.desk.db, self._tools.words, self._tools.today()
        if by == By.CASEWORKER:
            return [Choice(name, name) for name in piles.caseworkers(db)]
        if by == By.TEAM:
            return [Choice(name, name) for name in piles.teams(db)]
        if by == By.DUE:
            return [
                Choice(days, words.n("within {count} day", "within {count} days", days)) for days in _DAYS
            ]
        if by == By.MEETING:
            return [
                Choice(
                    one.case_id,
                    f"{words.short_day(day_of(one.starts_at))} {words.time(one.starts_at)} · "
                    f"{words.t(names.APPOINTMENTS[one.kind])} · {short_name(one.child)}",
                )
                for one in piles.meetings(db, today, today + _AHEAD, plans=self.made_of() is Paper.PLAN)
            ]
        return []

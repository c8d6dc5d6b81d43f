"""The page of one case: who it is about, and its parts."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.actions import papers
from db.actions.desk import Changed, Topic
from db.records.case import Case
from db.records.person import Person
from db.rules import ladder, names, summary
from db.store import cases
from db.words import later
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button
from desktop.kit.marks import Mark
from desktop.kit.tabs import Tabs
from desktop.rooms.case.overview import Overview
from desktop.rooms.case.plan_tab import PlanTab
from desktop.tools import Tools

_TABS: Final = (("overview", later("Overview")), ("plan", later("Plan")))
_SHOWN: Final = frozenset({Topic.CASES, Topic.PLANS, Topic.PEOPLE, Topic.CALENDAR, Topic.NOTES})


class CasePage(QWidget):
    """One case: its head, and its parts as tabs.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        room_asked: the user wants to go back to a room of the rail.
    """

    saved = Signal(object)
    saving = Signal()
    room_asked = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        words = tools.words
        self.head = Head("")
        self.back = Button(words.t("All cases"), icon_name="back")
        self.back.clicked.connect(lambda: self.room_asked.emit("cases"))
        self.head.buttons.addWidget(self.back)
        self.not_told = Banner(Mark.LATE, "", parent=self)
        self.protected = Banner(
            Mark.LATE,
            words.t("This address is protected."),
            words.t("It stands in no list, print or letter."),
            parent=self,
        )
        self.tabs = Tabs()
        self.tabs.setAccessibleName(words.t("Parts of the case"))
        for _, title in _TABS:
            self.tabs.add(words.t(title))
        self.tabs.currentChanged.connect(self._on_tab)
        self.overview = Overview(tools, self)
        self.overview.plan_asked.connect(lambda: self.tabs.setCurrentIndex(1))
        self.plan = PlanTab(tools, self)
        self.plan.saved.connect(self.saved)
        self.plan.saving.connect(self.saving)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.overview)
        self.stack.addWidget(self.plan)
        top = QVBoxLayout()
        top.setContentsMargins(28, 24, 28, 0)
        top.setSpacing(12)
        for part in (self.head, self.not_told, self.protected, self.tabs):
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        QShortcut(QKeySequence("Ctrl+P"), self, activated=self._on_print)  # type: ignore[call-overload]
        tools.news.changed.connect(self._on_news)

    @property
    def case_id(self) -> str:
        """The case that is shown; "" before the first."""
        return self._case.id if self._case is not None else ""

    @property
    def tab(self) -> str:
        """The part that is shown."""
        return _TABS[self.tabs.currentIndex()][0]

    def show_case(self, case_id: str, tab: str) -> None:
        """Show the case `case_id` at the part `tab`. Raises Stale if it is gone."""
        case = cases.get(self._tools.desk.db, case_id)
        people = papers.named_people(self._tools.desk.db, case)
        self._case = case
        self._show_head(case, people)
        self.overview.show_case(case, {person.id: person for person in people})
        self.plan.show_plan(case, people, summary.present_plan(case.plans))
        self.tabs.setCurrentIndex([key for key, _ in _TABS].index(tab))

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        self.plan.keep()

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        self.plan.stop()

    def _show_head(self, case: Case, people: list[Person]) -> None:
        words, today = self._words, self._tools.today()
        child = people[0]
        age = summary.age_on(child.born, today)
        step = ladder.step_on(case.interventions, today)
        parts = [
            words.n("{count} year", "{count} years", age) if age is not None else "",
            words.t("not born yet") if child.born is None and child.expected else "",
            words.t("case {number}", number=case.number),
            words.t(names.CASE_STATUSES[case.status]),
            words.t("step {step}", step=step) if step else "",
            words.t("coordinator {name}", name=case.coordinator) if case.coordinator else "",
            ", ".join(words.t(names.IMPAIRMENTS[area]) for area in case.impairment.areas),
        ]
        self.head.show_head(child.name, " · ".join(part for part in parts if part))
        self.not_told.setVisible(case.parents_not_told is not None)
        if case.parents_not_told is not None:
            self.not_told.say(words.t("The family must not be told now."), case.parents_not_told.reason)
        self.protected.setVisible(child.protected_address)

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if self.stack.currentIndex() == 1 and place != 1:
            self.plan.keep()
        self.stack.setCurrentIndex(place)

    @Slot()
    def _on_print(self) -> None:
        self.tabs.setCurrentIndex(1)
        self.plan.save_paper()

    @Slot(object)
    def _on_news(self, changed: object) -> None:
        if self._case is None or not isinstance(changed, Changed) or not changed.topics & _SHOWN:
            return
        if changed.case_id not in (None, self._case.id):
            return
        case = cases.get(self._tools.desk.db, self._case.id)
        people = papers.named_people(self._tools.desk.db, case)
        self._case = case
        self._show_head(case, people)
        self.overview.show_case(case, {person.id: person for person in people})

"""The page of one case: who it is about, and its parts."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.actions import papers
from db.actions.desk import Changed, Topic
from db.records.case import Case
from db.records.person import Person
from db.rules import ladder, names, summary
from db.store import cases, holds, homes
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.keys import PRINT, Key
from desktop.kit.marks import Mark
from desktop.kit.scroll import Above
from desktop.kit.tabs import Tabs
from desktop.list_saving import SaveList
from desktop.rooms.case.held_banner import HeldBanner
from desktop.rooms.case.part import Made, page_of, told
from desktop.rooms.case.step_strip import StepStrip
from desktop.tools import Tools

_SHOWN: Final = frozenset(
    {Topic.CASES, Topic.PLANS, Topic.PEOPLE, Topic.CALENDAR, Topic.NOTES, Topic.FORMS, Topic.HELP}
    | {Topic.OFFICE}
)
_FRAME: Final = (28, 24, 28, 0)
_SHARE: Final = 0.4  # of the height: where the head would take more, it scrolls along


class CasePage(QWidget):
    """One case: its head, and its parts as tabs. A part is made when it is first opened.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        room_asked: the user wants to go back to a room of the rail.
        place_asked: a part leads to another place.
    """

    saved = Signal(object)
    saving = Signal()
    room_asked = Signal(str)
    place_asked = Signal(object)

    def __init__(self, tools: Tools, parts: Sequence[Made], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._people: dict[str, Person] = {}
        self._listed = {listed.key: listed for listed in parts}
        self._parts: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        words = tools.words
        self.head = Head("")
        self.back = Button(words.t("All cases"), icon_name="back")
        self.back.clicked.connect(lambda: self.room_asked.emit("cases"))
        self.save_list = SaveList(tools, self)
        self.head.buttons.addWidget(self.save_list)
        self.head.buttons.addWidget(self.back)
        self.not_told = Banner(Mark.LATE, "", parent=self)
        self.protected = Banner(
            Mark.LATE,
            words.t("This address is protected."),
            words.t("It stands in no list, print or letter."),
            parent=self,
        )
        self.held = HeldBanner(words, self)
        self.steps = StepStrip(tools, self)
        self.steps.step_asked.connect(self._on_step_asked)
        self.tabs = Tabs()
        self.tabs.setAccessibleName(words.t("Parts of the case"))
        for listed in parts:
            self.tabs.add(words.t(listed.title))
        self.tabs.currentChanged.connect(self._on_tab)
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.above = Above(column, gap=12)
        self.above.body.setContentsMargins(*_FRAME)
        for part in (self.head, self.held, self.not_told, self.protected, self.steps, self.tabs):
            self.above.body.addWidget(part)
        column.addWidget(self.stack, 1)
        Key("Ctrl+P", self, PRINT, self.print_front)
        tools.news.changed.connect(self._on_news)

    @property
    def case_id(self) -> str:
        """The case that is shown; "" before the first."""
        return self._case.id if self._case is not None else ""

    @property
    def tab(self) -> str:
        """The key of the part that is shown."""
        return list(self._listed)[self.tabs.currentIndex()]

    @property
    def record(self) -> str:
        """What is open in the part that is shown; "" for nothing that opens by itself."""
        return str(getattr(self.part(self.tab), "record", ""))

    def show_case(self, case_id: str, tab: str, record: str = "") -> None:
        """Show the case `case_id` at the part `tab`, and there `record`. Raises Stale if it is gone."""
        self._read(case_id)
        self._stale = set(self._listed)
        self.tabs.setCurrentIndex(list(self._listed).index(tab))
        self._turn_to_part()
        if record:
            told(self.part(tab), "show_record", record)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def part(self, key: str) -> QWidget:
        """The part `key`, made now if it was not."""
        if key not in self._parts:
            part = self._listed[key].make(self._tools)
            for name, slot in {
                "saved": self.saved,
                "saving": self.saving,
                "place_asked": self.place_asked,
                "part_asked": self._on_part_asked,
                "step_done": self._on_step_done,
            }.items():
                if (signal := getattr(part, name, None)) is not None:
                    signal.connect(slot)
            self._parts[key] = part
            self.stack.addWidget(part)
        return self._parts[key]

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        for part in self._parts.values():
            told(part, "keep")

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        for part in self._parts.values():
            told(part, "stop")

    def _read(self, case_id: str) -> Case:
        case = cases.get(self._tools.desk.db, case_id)
        self._people = {person.id: person for person in papers.named_people(self._tools.desk.db, case)}
        self._case = case
        self._show_head(case, self._people[case.child])
        return case

    def _show_part(self) -> None:
        key = self.tab
        part = self.part(key)
        # The other parts have a first thing to do of their own.
        self.steps.lead(Rank.PRIMARY if key == "overview" else Rank.PLAIN)
        if self._case is not None and key in self._stale:
            self._stale.discard(key)
            told(part, "show_case", self._case, self._people)
        if self.stack.currentWidget() is not part:
            self.above.scroll_along(None)  # or its focus would go with the part that is left
            self.stack.setCurrentWidget(part)
        self._make_room()

    def _turn_to_part(self) -> None:
        """Show the part of the present tab from its top."""
        self._show_part()
        page = page_of(self.part(self.tab))
        if page is not None and self.above.along:
            page.show_from(self.above)

    def _make_room(self) -> None:
        """Where the head takes too much of the height, it scrolls along with the part."""
        part = self.stack.currentWidget()
        self.above.body.setContentsMargins(*_FRAME)
        low = self.above.body.totalHeightForWidth(self.width()) > _SHARE * self.height()
        page = page_of(part) if low and part is not None else None
        if page is not None:
            self.above.body.setContentsMargins(0, 0, 0, 0)
        self.above.scroll_along(None if page is None else page.top)

    def _show_head(self, case: Case, child: Person) -> None:
        words, today = self._words, self._tools.today()
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
        known = homes.shielded(self._tools.desk.db, case.id)
        self.protected.setVisible(known[child.id].protected_address)
        self.steps.show_case(case)
        self.held.show_held(holds.of_case(self._tools.desk.db, case.id))

    @Slot(int)
    def _on_tab(self, _: int) -> None:
        if (before := self.stack.currentWidget()) is not None:
            told(before, "keep")
        self._turn_to_part()

    @Slot(str)
    def _on_part_asked(self, key: str) -> None:
        self.tabs.setCurrentIndex(list(self._listed).index(key))

    @Slot()
    def _on_step_done(self) -> None:
        """The keyboard goes on with the next step: what was answered has left with its focus."""
        (self.steps.button if self.steps.button.isEnabled() else self.tabs).setFocus()

    @Slot(str, str)
    def _on_step_asked(self, key: str, record: str) -> None:
        self._on_part_asked(key)
        if record:
            told(self.part(key), "show_record", record)
        else:
            self._stand_on_first_deed()

    def _stand_on_first_deed(self) -> None:
        """The keyboard goes on with what the part in front asks for first, and that comes into sight."""
        part = self.part(self.tab)
        primary = (one for one in part.findChildren(Button) if one.rank is Rank.PRIMARY)
        button = next((one for one in primary if one.isVisibleTo(part)), None)
        if button is not None:
            button.setFocus()
            if (page := page_of(part)) is not None:
                page.ensureWidgetVisible(button)

    @Slot()
    def print_front(self) -> None:
        """Print the part in front, or the plan where that part has no paper."""
        if not told(self.part(self.tab), "print_paper"):
            self._on_part_asked("plan")
            told(self.part("plan"), "print_paper")

    @Slot(object)
    def _on_news(self, changed: object) -> None:
        if self._case is None or not isinstance(changed, Changed) or not changed.topics & _SHOWN:
            return
        if changed.case_id not in (None, self._case.id):
            return
        case = self._read(self._case.id)
        for key, part in self._parts.items():
            if not told(part, "take_news", case, self._people, changed):
                self._stale.add(key)
        self._show_part()

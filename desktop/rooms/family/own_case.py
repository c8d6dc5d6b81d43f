"""A case of its own for a sibling who stands in the store already: the number, and who goes along."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import cases as actions
from db.actions.desk import Changed
from db.records.case import Case
from db.records.person import Person
from db.records.relation import Relation, Role
from db.rules import names
from db.rules.ecomap import is_there
from db.store import cases
from db.store.trouble import known_trouble
from desktop.action_dialog import ActionDialog
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.tools import Tools

_ALONG: Final = frozenset(
    {Role.MOTHER, Role.FATHER, Role.PARENT, Role.SIBLING, Role.GRANDPARENT, Role.RELATIVE}
)


class OwnCase(ActionDialog):
    """Asks which of the family stand around the sibling too; custody and home are written anew there.

    Signals:
        made: the id of the case, once it is on the disk.
    """

    made = Signal(str)

    def __init__(
        self, tools: Tools, parent: QWidget, case: Case, people: Mapping[str, Person], sibling: Person
    ) -> None:
        words = tools.words
        super().__init__(
            tools,
            parent,
            words.t("A case for {name}", name=sibling.name),
            words.t("It begins today, as an inquiry. Each person stands in the store once, for both cases."),
            yes=words.t("Create the case"),
        )
        self._sibling = sibling
        self.number = LineField(words.t("Case number"))
        with known_trouble():
            self.number.show_value(cases.next_number(tools.desk.db, tools.today().year))
        self.coordinator = LineField(words.t("Coordinator"))
        self.coordinator.show_value(case.coordinator)
        self.along: list[tuple[Tick, Relation]] = []
        for tie in self._ties(case):
            named = f"{people[tie.person].name}, {words.t(names.ROLES[tie.role])}"
            tick = Tick(named, self)
            tick.setChecked(True)
            self.along.append((tick, tie))
        self.body.addWidget(self.number)
        self.body.addWidget(self.coordinator)
        self.body.addWidget(Label(words.t("Who stands around this child too"), Voice.SECTION))
        for tick, _ in self.along:
            self.body.addWidget(tick)
        self.body.addWidget(Label(words.t("Custody and home are written anew in the case."), Voice.SOFT))
        self.body.addWidget(self.fault)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ties(self, case: Case) -> list[Relation]:
        """The child of `case` as a sibling, and those of its family who are there today, each once."""
        found = {case.child: Relation(person=case.child, role=Role.SIBLING)}
        for one in case.relations:
            if one.role in _ALONG and is_there(one, self._tools.today()) and one.person != self._sibling.id:
                found.setdefault(one.person, Relation(person=one.person, role=one.role))
        return list(found.values())

    @Slot()
    def _on_yes(self) -> None:
        number, coordinator, sibling = self.number.value(), self.coordinator.value(), self._sibling.id
        missing = "" if number.strip() else self._words.t("Write the case number.")
        self.number.show_fault(missing)
        if missing:
            self.number.setFocus()
            return
        ties = tuple(tie for tick, tie in self.along if tick.isChecked())
        self.run(
            lambda desk: actions.open_case_of(
                desk, sibling, number=number, coordinator=coordinator, relations=ties
            ),
            self._on_made,
        )

    def _on_made(self, changed: Changed) -> None:
        self.end(changed)
        self.made.emit(changed.case_id)

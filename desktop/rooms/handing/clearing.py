"""What may be erased: offered on its ground, decided by a person, and told where it still is."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import erasing, upkeep
from db.actions.desk import Changed, Desk
from db.actions.erasing import Erased, Holder, Offered
from db.errors import ForUser
from db.rules.summary import short_name
from db.store.erasures import Ground
from db.words import later
from desktop.case_pick import CasePick
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.rows import ActionRow, FactRow
from desktop.kit.sheet import Section, Sheet
from desktop.kit.type import Voice
from desktop.tools import Tools

_GROUNDS: Final = {
    Ground.CARRIED_OVER: later("Closed, and every note was carried over by {day}."),
    Ground.HANDED_OVER: later("Handed over; the receiver took it up on {day}."),
    Ground.COPY: later("A copy of somebody else's case."),
}


class ClearingPart(Section):
    """Lists what may be erased and erases what a person confirms.

    Signals:
        told: a sentence about what was erased.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("Erase"), parent)
        self._tools = tools
        self.rows = Sheet()
        self.rows.setAccessibleName(words.t("What may be erased"))
        self.none = Label(words.t("There is nothing to erase now."), Voice.SOFT)
        self.pick = CasePick(tools, words.t("A few letters of the child's name."))
        self.pick.line.name(words.t("Which family is to be erased?"))
        self.reason = LineField(words.t("Why it is erased all the same"))
        self.lead = LineField(words.t("The lead who decided it"))
        self.erase = Button(words.t("Erase this case"), Rank.CAREFUL)
        self.still = Sheet()
        self.still.setAccessibleName(words.t("Where it still is"))
        self.still.hide()
        column = QVBoxLayout()
        column.setSpacing(12)
        told = words.t(
            "Nothing is erased by itself. What you erase is gone from the program: records, history, texts"
            " being written, search and papers kept. It does not come back with a backup or a package."
        )
        column.addWidget(Label(told, Voice.SOFT))
        column.addWidget(self.rows)
        column.addWidget(self.none)
        column.addWidget(self.still)
        column.addWidget(Label(words.t("Another case"), Voice.STRONG))
        for part in (self.pick, self.reason, self.lead):
            column.addWidget(part)
        column.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheet.add_padded(column)
        self.erase.clicked.connect(self._on_erase)
        tools.news.changed.connect(self._on_news)
        self.read()

    def read(self) -> None:
        """Read anew what may be erased."""
        words, desk = self._tools.words, self._tools.desk
        self.rows.clear()
        cases, people = erasing.offered(desk, days=self._days()), erasing.people_to_erase(desk)
        for one in cases:
            title = f"{short_name(one.child)} · {one.number}"
            why = words.t(_GROUNDS[one.ground], day=words.day(one.since))
            self._add(title, why, partial(self._on_offered, one))
        for key, name in people:
            why = words.t("Stands in no case any more.")
            self._add(short_name(name), why, partial(self._on_person, key))
        self.rows.setVisible(bool(cases or people))
        self.none.setVisible(not cases and not people)

    def _add(self, title: str, why: str, clicked: Callable[..., None]) -> None:
        row = ActionRow(title, why, action=self._tools.words.t("Erase"), rank=Rank.CAREFUL)
        if row.button is not None:
            row.button.clicked.connect(clicked)
        self.rows.add(row)

    @Slot(object)
    def _on_news(self, _: Changed) -> None:
        if self.isVisible():
            self.read()

    def _days(self) -> int:
        return self._tools.policy.number("handed_over_days")

    def _on_offered(self, one: Offered, _: bool = False) -> None:
        days = self._days()
        if self._sure():
            self._run(lambda desk: erasing.erase_case(desk, one.case_id, days=days))

    def _on_person(self, key: str, _: bool = False) -> None:
        if self._sure():
            self._run(lambda desk: erasing.erase_person(desk, key))

    @Slot()
    def _on_erase(self) -> None:
        words, case_id, days = self._tools.words, self.pick.case_id, self._days()
        reason, lead = self.reason.value(), self.lead.value()
        self.pick.line.show_fault("" if case_id else words.t("Choose a family."))
        self.reason.show_fault("" if reason else words.t("Write why."))
        self.lead.show_fault("" if lead else words.t("Write the lead's name."))
        if case_id and reason and lead and self._sure():
            self._run(lambda desk: erasing.erase_case(desk, case_id, days=days, reason=reason, lead=lead))

    def _sure(self) -> bool:
        words = self._tools.words
        return self._tools.ask.confirm(
            self,
            words.t("Erase this for good?"),
            yes=words.t("Erase"),
            why=words.t("It cannot be taken back, and no backup brings it back."),
            careful=True,
        )

    def _run(self, work: Callable[[Desk], Erased]) -> None:
        plan = upkeep.plan_of(self._tools.policy)

        def both(desk: Desk) -> tuple[Erased, list[Holder]]:
            return work(desk), erasing.holders(desk, plan)

        self.erase.setEnabled(False)
        self._tools.writer.run(both, done=self._on_erased, failed=self._on_failed)

    def _on_erased(self, found: tuple[Erased, list[Holder]]) -> None:
        erased, holders = found
        words = self._tools.words
        self.erase.setEnabled(True)
        self.reason.show_value("")
        self.lead.show_value("")
        self.pick.show_case(None, fixed=False)
        told = words.t("It is erased.")
        if not erased.scrubbed:
            told += " " + words.t("The last traces on the disk go with the next automatic backup.")
        if holders:
            told += " " + words.t("These files still hold it:")
        self.still.clear()
        for one in holders:
            until = words.t("until you remove it")
            if one.ends_on is not None:
                until = words.t("at the latest until {day}", day=words.day(one.ends_on))
            self.still.add(FactRow(one.path.name, until))
        self.still.setVisible(bool(holders))
        self.told.emit(told)
        self._tools.news.changed.emit(erased.changed)

    def _on_failed(self, error: BaseException) -> None:
        self.erase.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)

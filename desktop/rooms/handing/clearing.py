"""What may be erased: offered on its ground, decided by a person, and told where it still is."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import erasing, upkeep
from db.actions.desk import Changed, Desk
from db.actions.erasing import Erased, Holder, Offered
from db.actions.typed import forget_typed
from db.errors import ForUser
from db.rules.summary import short_name, with_number
from desktop.case_pick import CasePick
from desktop.kept_fields import KeptFields
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.rows import ActionRow, FactRow
from desktop.kit.sheet import Section, Sheet
from desktop.kit.type import Voice
from desktop.tools import Tools

KIND: Final = "erasing"
"""The kind of the draft that keeps why a case is erased all the same, and who decided it."""


class ClearingPart(Section):
    """Lists what may be erased and erases what a person confirms.

    Signals:
        told: a sentence about what was erased.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("Archive and erase"), parent)
        self._tools = tools
        self.rows = Sheet()
        self.rows.setAccessibleName(words.t("What may be erased"))
        self.none = Label(words.t("There is nothing to erase now."), Voice.SOFT)
        self.list = Button(words.t("Save the list as PDF"))
        self.pick = CasePick(tools, words.t("A few letters of the child's name."))
        self.pick.line.name(words.t("Which family is to be erased?"))
        self.reason = LineField(words.t("Why it is erased all the same"))
        self.lead = LineField(words.t("The lead who decided it"))
        self.erase = Button(words.t("Erase this case"), Rank.CAREFUL)
        self.kept = KeptFields(tools, KIND, KIND, None, self)
        self.kept.take("reason", self.reason)
        self.kept.take("lead", self.lead)
        self.kept.bring_back()
        self.holding = Label(words.t("These files still hold what was erased:"), Voice.STRONG)
        self.still = Sheet()
        self.still.setAccessibleName(words.t("Where it still is"))
        column = QVBoxLayout()
        column.setSpacing(12)
        told = words.t(
            "What stands here may go to the archive or be erased, as somebody decides; nothing is erased"
            " by itself. What the archive is to have is saved under Insight first. What you erase is gone"
            " from the program: records, history, texts being written, search and papers kept. It does not"
            " come back with a backup or an older package."
        )
        column.addWidget(Label(told, Voice.SOFT))
        column.addWidget(self.rows)
        column.addWidget(self.none)
        column.addWidget(self.list, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.holding)
        column.addWidget(self.still)
        column.addWidget(Label(words.t("Another case"), Voice.STRONG))
        for part in (self.pick, self.reason, self.lead):
            column.addWidget(part)
        column.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheet.add_padded(column)
        self.erase.clicked.connect(self._on_erase)
        self.list.clicked.connect(self._on_list)
        self._show_holders([])
        tools.news.changed.connect(self._on_news)
        self.read()

    def read(self) -> None:
        """Read anew what may be erased."""
        words, desk = self._tools.words, self._tools.desk
        self.rows.clear()
        cases, people = erasing.offered(desk, days=self._days()), erasing.people_to_erase(desk)
        for one in cases:
            title = with_number(short_name(one.child), one.number)
            why = words.t(erasing.GROUNDS[one.ground], day=words.day(one.since))
            self._add(title, why, partial(self._on_offered, one))
        for key, name in people:
            why = words.t("Stands in no case any more.")
            self._add(short_name(name), why, partial(self._on_person, key, short_name(name)))
        self.rows.setVisible(bool(cases or people))
        self.none.setVisible(not cases and not people)
        self.list.setVisible(bool(cases))

    def look_for_holders(self) -> None:
        """Look which files still hold what was erased: their folder may be far, and is asked beside."""
        plan = upkeep.plan_of(self._tools.policy)
        self._tools.writer.run(
            lambda desk: erasing.holders(desk, plan), done=self._show_holders, failed=self._on_failed
        )

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
        if self._sure(with_number(short_name(one.child), one.number)):
            self._run(lambda desk: erasing.erase_case(desk, one.case_id, days=days))

    def _on_person(self, key: str, name: str, _: bool = False) -> None:
        if self._sure(name):
            self._run(lambda desk: erasing.erase_person(desk, key))

    @Slot()
    def _on_erase(self) -> None:
        words, case_id, days = self._tools.words, self.pick.case_id, self._days()
        reason, lead = self.reason.value(), self.lead.value()
        self.pick.line.show_fault("" if case_id else words.t("Choose a family."))
        self.reason.show_fault("" if reason else words.t("Write why."))
        self.lead.show_fault("" if lead else words.t("Write the lead's name."))
        if case_id and reason and lead and self._sure(self.pick.chosen.text()):
            self._run(lambda desk: erasing.erase_case(desk, case_id, days=days, reason=reason, lead=lead))

    @Slot()
    def _on_list(self) -> None:
        tools, days = self._tools, self._days()
        out = tools.ask.where_to_save(self, f"{tools.words.t('to the archive')}.pdf")
        if out is not None:
            tools.writer.run(
                lambda desk: erasing.write_list(desk, tools.words, tools.letterhead, out, days=days),
                done=lambda _: tools.news.written.emit(out),
                failed=self._on_failed,
            )

    def _sure(self, what: str) -> bool:
        words = self._tools.words
        return self._tools.ask.confirm(
            self,
            words.t("Erase this for good?"),
            yes=words.t("Erase"),
            why=f"{what}\n{words.t('It cannot be taken back, and no backup brings it back.')}",
            careful=True,
        )

    def _run(self, work: Callable[[Desk], Erased]) -> None:
        plan = upkeep.plan_of(self._tools.policy)

        def both(desk: Desk) -> tuple[Erased, list[Holder]]:
            erased = work(desk)
            forget_typed(desk, KIND, KIND)
            return erased, erasing.holders(desk, plan)

        self.erase.setEnabled(False)
        self.kept.keeping.flush()
        self._tools.writer.run(both, done=self._on_erased, failed=self._on_failed)

    def _on_erased(self, found: tuple[Erased, list[Holder]]) -> None:
        erased, holders = found
        words = self._tools.words
        self.erase.setEnabled(True)
        self.kept.keeping.taken()
        self.reason.show_value("")
        self.lead.show_value("")
        self.pick.show_case(None, fixed=False)
        told = words.t("It is erased.")
        if not erased.scrubbed:
            told += " " + words.t("The last traces on the disk go with the next automatic backup.")
        self._show_holders(holders)
        self.told.emit(told)
        self._tools.news.changed.emit(erased.changed)
        self.pick.line.line.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed is gone

    def _show_holders(self, holders: list[Holder]) -> None:
        words = self._tools.words
        self.still.clear()
        for one in holders:
            until = words.t("until you remove it")
            if one.ends_on is not None:
                until = words.t("at the latest until {day}", day=words.day(one.ends_on))
            self.still.add(FactRow(one.path.name, until))
        for part in (self.holding, self.still):
            part.setVisible(bool(holders))

    def _on_failed(self, error: BaseException) -> None:
        self.erase.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)

"""How often a family is followed, asked in one small dialog: set, closer for a while, or still closer."""

from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from db.actions import rhythms
from db.actions.desk import Changed, Desk
from db.records.case import Case, Rhythm
from db.rules import rhythm as rules
from db.rules.amounts import read_whole
from desktop.action_dialog import ActionDialog
from desktop.discretion import Watch
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField, first_faulty
from desktop.kit.flow import FlowLayout
from desktop.kit.text_field import TextField
from desktop.kit.type import factor_of
from desktop.tools import Tools

_NARROW: Final = 120
_MOST: Final = 999


class RhythmDialog(ActionDialog):
    """Asks how often, why, and by when to ask again; what it holds at first can be taken as it is.

    `closer` is for a while and ends with a question; `stays` asks only by when to ask again.
    """

    def __init__(
        self, tools: Tools, parent: QWidget, case: Case, *, closer: bool = False, stays: bool = False
    ) -> None:
        words = tools.words
        question = words.t("How often is the family followed?")
        if closer:
            question = words.t("More contact for a while")
        if stays:
            question = words.t("The family still needs more contact")
        yes = words.t("Come closer") if closer else words.t("Keep this rhythm")
        super().__init__(tools, parent, question, yes=yes)
        self._case = case
        self._closer, self._stays = closer, stays
        self.weeks = LineField(words.t("Weeks between contacts"), longest=3)
        self.months = LineField(words.t("Months between follow-ups"), longest=3)
        self.since = DateField(words.t("From"), words, tools.today)
        self.ask_on = DateField(words.t("Ask again on"), words, tools.today, ahead=True)
        help_text = words.t("It counts from the next contact and the next follow-up on.")
        self.reason = TextField(words.t("Reason"), lines=2, help_text="" if stays else help_text)
        Watch(tools, lambda: case.id, self).beside(self.reason)
        line = FlowLayout(gap=16, foot=True)
        for count in (self.weeks, self.months):
            count.setFixedWidth(round(_NARROW * factor_of(self) + 72))
            line.addWidget(count)
        self.body.addLayout(line)
        for part in (self.since, self.ask_on, self.reason, self.fault):
            self.body.addWidget(part)
        shows: tuple[tuple[QWidget, bool], ...] = (
            (self.weeks, not stays),
            (self.months, not stays),
            (self.since, not (closer or stays)),
            (self.ask_on, closer or stays),
        )
        for field, shown in shows:
            field.setVisible(shown)
        self._fill()

    def _fill(self) -> None:
        today = self._tools.today()
        now = rules.in_force(self._case.rhythm, today)
        weeks, months = (now.contact_weeks, now.follow_up_months) if now is not None else (None, None)
        if self._closer:
            weeks, months = rules.closer_than(self._case.rhythm, today)
            self.reason.show_value(self._words.t("Needs more contact for a while."))
        self.weeks.show_value(str(weeks or ""))
        self.months.show_value(str(months or ""))
        self.since.show_value(today)
        self.ask_on.show_value(rules.asked_again(today))
        self.yes.setFocus()

    def _on_yes(self) -> None:
        faults: dict[Field, str] = {}
        for count in (self.weeks, self.months):
            good = not count.value() or _count(count) is not None
            faults[count] = "" if good else self._words.t("A whole number from 1.")
        for day in (self.since, self.ask_on):
            faults[day] = "" if day.isHidden() or day.value() else self._words.t("Choose a day.")
        faulty = first_faulty(faults)
        if faulty is not None:
            self.fit()
            faulty.setFocus()
            return
        self.run(self._work, self.end)

    def _work(self, desk: Desk) -> Changed:
        case_id, reason, today = self._case.id, self.reason.value(), desk.today()
        weeks, months = _count(self.weeks), _count(self.months)
        ask_on = self.ask_on.value() or date.max
        if self._stays:
            return rhythms.stay_closer(desk, case_id, reason=reason, ask_on=ask_on)
        if self._closer:
            return rhythms.come_closer(
                desk, case_id, weeks=weeks, months=months, reason=reason, ask_on=ask_on
            )
        new = Rhythm(
            since=self.since.value() or today,
            follow_up_months=months,
            contact_weeks=weeks,
            reason=reason.strip(),
        )
        return rhythms.set_rhythm(desk, case_id, new)


def _count(field: LineField) -> int | None:
    return read_whole(field.value(), most=_MOST)

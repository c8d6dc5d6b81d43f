"""What this version of the plan changes in the one it shall replace."""

from typing import Final

from PySide6.QtWidgets import QWidget

from db.records.plan import GoalStatus, Plan
from db.rules import names, planning
from db.rules.planning import Difference
from db.words import Words, later
from desktop.kit.empty import EmptyState
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Section

_FIELDS: Final = {
    "purpose": later("What the plan is for"),
    "child_words": later("The child's own words"),
    "parents_words": later("The parents' words"),
    "family_support": later("Support for the family"),
    "title": later("What shall be different?"),
    "baseline": later("How it is now"),
    "sign": later("We can see it works when"),
    "status": later("How far"),
    "sub_goals": later("Who does what by when"),
}
_WHOLE: Final = {
    "new": later("Goal {number} is new"),
    "gone": later("Goal {number} of the version before is taken away"),
}


def version_name(plan: Plan, number: int, words: Words) -> str:
    """What version `number` of the plans is called: its kind, and how far it came."""
    kind, status = words.t(names.PLANS[plan.kind]), words.t(names.PLAN_STATUSES[plan.status])
    return f"{kind.capitalize()} {number}, {status}" + (
        f" {words.day(plan.adopted_on)}" if plan.adopted_on else ""
    )


class Changes(Section):
    """The differences between two versions, field by field, before and now."""

    def __init__(self, old: Plan, new: Plan, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Changed since the version before"), parent)
        self._words = words
        found = planning.differences(old, new)
        for difference in found:
            self.sheet.add(FactRow(self._where(difference), self._told(difference), strong=True))
        if not found:
            self.sheet.add(EmptyState(words.t("Nothing is changed yet.")))

    def _where(self, difference: Difference) -> str:
        if difference.field in _WHOLE:
            return self._words.t(_WHOLE[difference.field], number=difference.goal)
        field = self._words.t(_FIELDS[difference.field])
        if not difference.goal:
            return field
        return f"{self._words.t('Goal {number}', number=difference.goal)}: {field}"

    def _told(self, difference: Difference) -> str:
        before, after = (self._value(difference, text) for text in (difference.before, difference.after))
        if difference.field in _WHOLE:
            return after if difference.field == "new" else before
        return self._words.t("Before: {before}\nNow: {after}", before=before, after=after)

    def _value(self, difference: Difference, text: str) -> str:
        if difference.field == "status":
            return self._words.t(names.GOAL_STATUSES[GoalStatus(text)])
        return text.strip().replace("\n", " · ") or "–"

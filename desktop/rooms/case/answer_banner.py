"""What a team lead said of a plan: approved, or returned, and why."""

from PySide6.QtWidgets import QWidget

from db.records.plan import Plan
from db.records.plan_answer import PlanAnswer, Verdict
from db.rules.approving import content_of
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.marks import Mark


class AnswerBanner(Banner):
    """The latest answer to the plan that is shown; hidden without one, and once an approval does not hold."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(Mark.SOON, "", parent=parent)
        self._words = words
        self.hide()

    def show_answer(self, plan: Plan | None, answer: PlanAnswer | None) -> None:
        """Show `answer` to `plan`."""
        words = self._words
        if plan is None or answer is None:
            self.hide()
            return
        day = words.day(answer.on)
        if answer.verdict is Verdict.RETURNED:
            self._mean(Mark.SOON)
            self.say(words.t("Returned by {name} on {day}.", name=answer.by, day=day), answer.reason)
        elif plan.approved_by:
            self._mean(Mark.AGREED)
            self.say(words.t("Approved by {name} on {day}.", name=plan.approved_by, day=day))
        elif content_of(plan) != answer.content:
            self._mean(Mark.SOON)
            self.say(
                words.t("Changed after {name} approved it on {day}.", name=answer.by, day=day),
                words.t("It does not count as approved any more. Share the case again."),
            )
        else:
            self.hide()
            return
        self.show()

    def _mean(self, mark: Mark) -> None:
        self._mark = mark
        self.setProperty("kind", mark.value)
        self.style().unpolish(self)
        self.style().polish(self)

"""A team lead answers a plan: approved, or returned with a reason, in a file for its caseworker."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import approvals
from db.actions.approvals import Answered
from db.actions.desk import Desk
from db.records.plan_answer import Verdict
from db.rules.summary import short_name
from db.store.team import Copy
from db.words import later
from desktop.action_dialog import ActionDialog
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import LineField
from desktop.kit.text_field import TextField
from desktop.tools import Tools

_NAMES = ((Verdict.APPROVED, later("Approve the plan")), (Verdict.RETURNED, later("Return it with a reason")))


class AnswerDialog(ActionDialog):
    """Asks what the answer is and to whom it goes, and writes the file.

    Signals:
        answered: what was changed, once the file is written.
    """

    answered = Signal(object)

    def __init__(self, tools: Tools, copy: Copy, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(
            tools,
            parent,
            words.t("Answer the plan of {child}", child=short_name(copy.child)),
            words.t("The answer is written to a file that only its caseworker can open."),
            yes=words.t("Write the answer"),
        )
        self._copy = copy
        self.verdict = ChoiceField(words.t("Answer"), [Choice(v, words.t(name)) for v, name in _NAMES])
        self.reason = TextField(words.t("Reason, which the caseworker reads"))
        self.to = LineField(
            words.t("The caseworker's recipient"),
            help_text=words.t("It begins with age1; you get it from the caseworker."),
        )
        self.to.show_value(approvals.known_recipient(tools.desk, copy.sender))
        self.to.line.setCursorPosition(0)
        for part in (self.verdict, self.reason, self.to, self.fault):
            self.body.addWidget(part)
        self.verdict.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_yes(self) -> None:
        words, copy = self._words, self._copy
        verdict, reason, to = self.verdict.value(), self.reason.value().strip(), self.to.value()
        self.verdict.show_fault("" if verdict else words.t("Choose an answer."))
        needs = verdict == Verdict.RETURNED and not reason
        self.reason.show_fault(words.t("A plan is returned with a reason.") if needs else "")
        self.to.show_fault("" if to else words.t("Write whom the file is for."))
        self.fit()
        if verdict is None or needs or not to or copy.plan is None:
            return
        plan_id = copy.plan
        out = self._tools.ask.where_to_save(self, words.t("answer") + ".age")
        if out is None:
            return

        def work(desk: Desk) -> Answered:
            return approvals.answer_plan(
                desk, copy.case_id, plan_id, verdict=verdict, reason=reason, to=to, out=out
            )

        self.run(work, self._on_done)

    def _on_done(self, found: Answered) -> None:
        self.answered.emit(found.changed)
        self.accept()

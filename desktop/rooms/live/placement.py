"""The half-year question of a placement: three answers, none chosen beforehand, and why."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from db.actions import placement_answers as actions
from db.actions.desk import Changed
from db.errors import ForUser
from db.records.appointment import Appointment
from db.records.intervention import Intervention
from db.records.placement_answer import Answer, PlacementAnswer
from db.rules.placement_review import ANSWERS
from db.store import drafts, placement_answers
from db.words import later
from desktop.discretion import Watch
from desktop.keeping import Keeping
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.sheet import Section
from desktop.kit.text_field import TextField
from desktop.tools import Tools

_ASKED: Final[Mapping[Answer, str]] = ANSWERS | {Answer.GOES_ON: later("It works and goes on, because …")}
"""The answers under the placement's name: short enough for the narrow column."""


class PlacementQuestion(Section):
    """One placement's question. The answer is kept once there is a choice and a reason.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        failed: the expected failure that kept it from there.
    """

    saved = Signal(object)
    saving = Signal()
    failed = Signal(object)

    def __init__(self, tools: Tools, case_id: str, meeting: Appointment, placement: Intervention) -> None:
        words = tools.words
        super().__init__(words.t("The placement: {title}", title=placement.title or words.t("placement")))
        self._tools, self._case_id = tools, case_id
        self._meeting, self._placement = meeting.id, placement.id
        self._kept = placement_answers.of_meeting(tools.desk.db, meeting.id).get(placement.id)
        self.keeping = Keeping(tools, actions.KIND, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.failed.connect(self.failed)
        self.answer = ChoiceField(
            words.t("Does it work?"),
            [Choice(one, words.t(name)) for one, name in _ASKED.items()],
            none=words.t("not answered yet"),
        )
        self.reason = TextField(
            words.t("Because"),
            lines=2,
            help_text=words.t("Stands in the file's own copy of the minutes alone."),
        )
        Watch(tools, lambda: case_id, self).beside(self.reason)
        record = actions.record_of(meeting.id, placement.id)
        found = {key: one.text for key, one in drafts.of_record(tools.desk.db, actions.KIND, record).items()}
        self.keeping.bind(record, case_id, found)
        kept_answer = self._kept.answer.value if self._kept else ""
        told = found.get("answer", kept_answer)
        self.answer.show_value(Answer(told) if told else None)
        self.reason.show_value(found.get("reason", self._kept.reason if self._kept else ""))
        self.answer.edited.connect(self._on_answer)
        self.reason.edited.connect(lambda text: self.keeping.type("reason", str(text)))
        self.reason.left.connect(self.commit)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.answer)
        column.addWidget(self.reason)
        self.sheet.add_padded(column)

    @Slot()
    def commit(self) -> None:
        """Keep the answer if it is whole and another one than before; what is half stays a draft."""
        chosen, reason = self.answer.value(), self.reason.value()
        self.keeping.flush()
        self.reason.show_fault(
            self._tools.words.t("Write why.") if chosen is not None and not reason.strip() else ""
        )
        if chosen is None or not reason.strip():
            return
        new = PlacementAnswer(
            appointment=self._meeting,
            intervention=self._placement,
            answer=Answer(chosen),
            reason=reason.strip(),
        )
        if new == self._kept:
            return
        typed, before, self._kept = self.keeping.taken(), self._kept, new
        case_id = self._case_id

        def refused(error: BaseException) -> None:
            self._kept = before
            self.keeping.give_back(typed)
            if not isinstance(error, ForUser):
                raise error
            self.failed.emit(error)

        self.saving.emit()
        self._tools.writer.run(
            lambda desk: actions.answer_review(desk, case_id, new), done=self._on_done, failed=refused
        )

    def stop(self) -> None:
        """Start nothing more."""
        self.keeping.stop()

    @Slot(object)
    def _on_answer(self, chosen: object) -> None:
        self.keeping.type("answer", str(chosen) if chosen is not None else "")
        self.commit()

    def _on_done(self, changed: Changed) -> None:
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

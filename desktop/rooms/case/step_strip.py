"""Where a case is on its way, and the one next step; it stands above every part of the case."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from db.records.case import Case
from db.rules import way
from db.rules.way import Deed
from db.rules.way_texts import DEEDS, STAGES
from desktop.kit.buttons import Button, Rank
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.type import Voice
from desktop.tools import Tools

_TABS: Final = {
    Deed.PLAN: "plan",
    Deed.ADOPT_PLAN: "plan",
    Deed.HELP: "help",
    Deed.FOLLOW_UP: "meetings",
}
_FORMS: Final = {
    Deed.ASSESS: "assess",
    Deed.RECEIPT: "letter-receipt",
    Deed.ANSWER_COMPLAINT: "letter-complaint",
    Deed.ANSWER_ACCESS: "letter-access",
    Deed.INTAKE: "intake",
    Deed.ALLOCATE: "panel",
    Deed.RESULT: "panel",
    Deed.BEGIN_ASSESSMENT: "assessment",
    Deed.FINISH_ASSESSMENT: "assessment",
    Deed.TELL_DECISION: "letter-decision",
    Deed.DECIDE: "decision",
}
_APART: Final = 24
_BELOW: Final = 6
_OF_CASE: Final = frozenset({Deed.DECIDE})


class StepStrip(QFrame):
    """The stretches of the way, the present one in bold; what is missing, and the button that asks for it.

    Signals:
        step_asked: the key of the part in which the step is done, and the question there.
    """

    step_asked = Signal(str, str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._where = ("way", "")
        self._stages = {stage: Label("", Voice.SOFT, wrap=False, parent=self) for stage in way.STAGES}
        self._track = QWidget(self)
        track = FlowLayout(self._track, gap=10)
        for label in self._stages.values():
            track.addWidget(label)
        self.missing = Label("", Voice.SOFT, wrap=False, parent=self)
        self.button = Button("", Rank.PLAIN, parent=self)
        self.button.setObjectName("next step")
        self.button.clicked.connect(self._on_step)
        self._next = QWidget(self)
        line = FlowLayout(self._next, gap=12)
        line.addWidget(Label(self._words.t("Next step"), Voice.SOFT, wrap=False, parent=self))
        line.addWidget(self.button)
        line.addWidget(self.missing)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_BELOW)
        self._row.addWidget(self._track, 1)
        self._row.addWidget(self._next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def lead(self, rank: Rank) -> None:
        """Let the next step ask for as much as `rank` does."""
        self.button.set_rank(rank)
        self._turn()

    def _turn(self) -> None:
        """The next step stands beside the way, at the right; below it where there is no room."""
        following = self._next.sizeHint().width()
        beside = self._track.sizeHint().width() + _APART + following <= self.width()
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        # Only what stands in one line may be aligned: what wraps would be cut.
        self._row.setAlignment(self._track, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag(0))
        self._next.setMinimumWidth(following if beside else 0)

    def show_case(self, case: Case) -> None:
        """Show where `case` is today."""
        words, today = self._words, self._tools.today()
        here, following = way.stage_of(case, today), way.next_step(case, today)
        for stage, label in self._stages.items():
            name = words.t(STAGES[stage])
            label.setText(f"● {name}" if stage is here else name)
            label.setProperty("voice", (Voice.STRONG if stage is here else Voice.SOFT).value)
            label.style().unpolish(label)
            label.style().polish(label)
            label.setAccessibleName(
                words.t("{stage}, the case is here", stage=name) if stage is here else name
            )
        self.button.say(words.t(DEEDS[following.deed]))
        self.button.setEnabled(following.deed is not Deed.NOTHING)
        missing = ", ".join(words.t(one) for one in following.missing)
        self.missing.setText(words.t("Missing: {what}", what=missing) if missing else "")
        self.missing.setVisible(bool(missing))
        about = following.record if following.record and following.deed not in _OF_CASE else case.id
        tab = _TABS.get(following.deed, "way")
        self._where = (tab, f"{_FORMS[following.deed]}:{about}" if following.deed in _FORMS else "")
        self._turn()
        self.setAccessibleName(words.t("The next step: {step}", step=words.t(DEEDS[following.deed])))

    @Slot()
    def _on_step(self) -> None:
        self.step_asked.emit(*self._where)

"""Which family something is about: found by a few letters, or not said yet."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from db.rules.summary import short_name
from db.store import cases, people
from desktop.family_hits import FamilyHits
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.type import Voice
from desktop.tools import Tools


class CasePick(QWidget):
    """One case, or none yet; `help_text` says what follows from none.

    Signals:
        picked: the id of the case that the user chose.
    """

    picked = Signal(str)

    def __init__(self, tools: Tools, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self.case_id: str | None = None
        self.chosen = Label("", Voice.STRONG, wrap=False, parent=self)
        self.line = LineField(self._words.t("Which family?"), help_text=help_text)
        self.line.input.setObjectName("family")
        self.line.edited.connect(self._on_text)
        self.line.line.returnPressed.connect(self._on_enter)
        self.another = Button(self._words.t("Another family"), Rank.QUIET, parent=self)
        self.another.clicked.connect(self._on_another)
        self.hits = FamilyHits(tools, self)
        self.hits.picked.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = FlowLayout(gap=12)
        head.addWidget(self.chosen)
        head.addWidget(self.another)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.hits)
        self.show_case(None, fixed=False)

    def show_case(self, case_id: str | None, *, fixed: bool) -> None:
        """Show `case_id`; `fixed` if the note stands in it already."""
        self.case_id = case_id
        if case_id is not None:
            case = cases.get(self._tools.desk.db, case_id)
            child = people.get(self._tools.desk.db, case.child)
            text = self._words.t(
                "About {name}, case {number}", name=short_name(child.name), number=case.number
            )
            self.chosen.setText(text)
        self.chosen.setVisible(case_id is not None)
        self.another.setVisible(case_id is not None and not fixed)
        self.line.setVisible(case_id is None)
        self.hits.offer("")

    def is_settled(self) -> bool:
        """Whether a family is chosen or none is written; says what to do about a name that fits none."""
        settled = self.case_id is not None or not self.line.value()
        self.line.show_fault(
            "" if settled else self._words.t("Choose one of the families, or leave the field empty.")
        )
        if not settled:
            self.line.line.setFocus()
        return settled

    @Slot(object)
    def _on_text(self, text: object) -> None:
        self.hits.offer(str(text))

    @Slot()
    def _on_enter(self) -> None:
        """The one family that fits is meant."""
        if self.hits.only:
            self._pick(self.hits.only)

    @Slot()
    def _on_another(self) -> None:
        self.show_case(None, fixed=False)
        self.line.show_value("")
        self.line.line.setFocus()

    @Slot(str)
    def _pick(self, case_id: str) -> None:
        pressed = QApplication.focusWidget()
        inside = pressed is self.line.line or (pressed is not None and self.hits.isAncestorOf(pressed))
        self.show_case(case_id, fixed=False)
        if inside:  # what was pressed is gone, and the focus would go to the window's first
            self.another.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked.emit(case_id)

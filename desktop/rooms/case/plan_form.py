"""The plan as it is written with the family: the child's words first, then the goals."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.base import new_id
from db.records.person import Person
from db.records.plan import Goal, Plan, PlanStatus, Readers
from db.rules import names
from db.store.drafts import Draft
from db.words import Words, later
from desktop.discretion import Watch
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.sheet import Section
from desktop.kit.tab_order import begin_in
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice
from desktop.rooms.case.goal_block import GoalBlock

_TEXTS: Final = (
    (
        "purpose",
        later("What the plan is for"),
        later("Good practice here: the purpose stands in the decision, and the goals agree with it."),
    ),
    (
        "parents_words",
        later("The parents' words"),
        later("Good practice: what the parents want, as they say it."),
    ),
    (
        "family_support",
        later("Support for the family"),
        later("The law asks for this when a child is placed: what the parents are helped with."),
    ),
)


class PlanForm(QWidget):
    """A plan's fields. A locked plan is shown and cannot be changed.

    Signals:
        typed: the field's path in the plan and its text, while it is being typed.
        kept: a value, or the plan's shape, is ready to be kept.
        undo_asked: the goal that was just taken away is wanted back.
    """

    typed = Signal(str, str)
    kept = Signal()
    undo_asked = Signal()

    def __init__(
        self,
        plan: Plan,
        people: Sequence[Person],
        words: Words,
        today: date,
        watch: Watch,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plan, self._people, self._words, self._today = plan, people, words, today
        self._watch = watch
        self._locked = plan.status is not PlanStatus.DRAFT
        self._fields: dict[str, Field] = {}
        self._blocks: list[GoalBlock] = []
        self._goals = QVBoxLayout()
        self._goals.setSpacing(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self._child_part())
        for goal in plan.goals:
            self._add_block(goal)
        column.addLayout(self._goals)
        self.none_yet = Label(
            words.t("No goal yet. Write the first one together with the family."), Voice.SOFT
        )
        if plan.goals:
            self.none_yet.hide()
        self.gone = Banner(Mark.AGREED, "", action=words.t("Bring it back"), key="Ctrl Z", parent=self)
        self.gone.asked.connect(self.undo_asked)
        self.gone.hide()
        column.addWidget(self.none_yet)
        self.add = Button(words.t("Add a goal"), icon_name="add")
        self.add.clicked.connect(self._on_add)
        if self._locked:
            self.add.hide()
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rest_part())
        self.kept.connect(self._watch_all)
        self._watch_all()

    def plan(self) -> Plan:
        """The plan as it stands on the screen."""
        fields = {name: field.value() for name, field in self._fields.items() if self._is_sound(field)}
        return self._plan.changed(**fields, goals=tuple(block.goal() for block in self._blocks))

    def unsent(self) -> dict[str, str]:
        """What is typed beside a rating that is not added yet, by the path of its draft."""
        return {path: text for block in self._blocks for path, text in block.unsent().items()}

    def take_up(self, drafts: Mapping[str, Draft]) -> None:
        """Show what was being typed and had not become part of the plan yet."""
        for path, draft in drafts.items():
            name, _, rest = path.partition("/")
            if name == "goals":
                goal_id, _, below = rest.partition("/")
                for block in self._blocks:
                    if block.goal_id == goal_id:
                        block.take_up(below, draft.text)
            elif name in self._fields:
                self._fields[name].show_value(draft.text)

    def _child_part(self) -> QWidget:
        words = self._words
        readers = [Choice(reader, words.t(names.READERS[reader])) for reader in Readers]
        section = Section(words.t("What the child says"))
        column = QVBoxLayout()
        column.setSpacing(12)
        text = TextField(
            words.t("The child's own words"),
            lines=3,
            help_text=words.t("The law asks for this: the child is heard about its own situation."),
        )
        column.addWidget(self._field("child_words", text))
        column.addWidget(
            self._field(
                "child_words_readers",
                ChoiceField(
                    words.t("Who may read them"),
                    readers,
                    help_text=words.t("Only the caseworker, until the child was asked what may be shared."),
                ),
            )
        )
        section.sheet.add_padded(column)
        return section

    def _rest_part(self) -> QWidget:
        words = self._words
        section = Section(words.t("The plan as a whole"))
        column = QVBoxLayout()
        column.setSpacing(12)
        for name, label, help_text in _TEXTS:
            column.addWidget(
                self._field(name, TextField(words.t(label), lines=2, help_text=words.t(help_text)))
            )
        line = FlowLayout(gap=16)
        line.addWidget(
            self._field("decided_on", DateField(words.t("Decided on"), words, lambda: self._today))
        )
        column.addLayout(line)
        section.sheet.add_padded(column)
        return section

    def _field(self, name: str, field: Field) -> Field:
        field.show_value(getattr(self._plan, name))
        field.input.setObjectName(name)
        field.setEnabled(not self._locked)
        if isinstance(field, TextField):
            field.edited.connect(lambda text: self.typed.emit(name, str(text)))
            field.left.connect(self.kept)
        elif isinstance(field, DateField):
            field.left.connect(self.kept)
        else:
            field.edited.connect(lambda _: self.kept.emit())
        self._fields[name] = field
        return field

    def _is_sound(self, field: Field) -> bool:
        return not isinstance(field, DateField) or field.readable

    def _add_block(self, goal: Goal) -> GoalBlock:
        block = GoalBlock(
            goal, len(self._blocks) + 1, self._people, self._words, self._today, locked=self._locked
        )
        block.typed.connect(self.typed)
        block.left.connect(self.kept)
        block.reshaped.connect(self.kept)
        block.removed.connect(self._on_removed)
        self._blocks.append(block)
        self._goals.addWidget(block)
        return block

    @Slot()
    def _watch_all(self) -> None:
        self._watch.within(self)  # a goal or a step may just have been added

    @Slot()
    def _on_add(self) -> None:
        block = self._add_block(Goal(id=new_id(), title=""))
        self.none_yet.hide()
        self.gone.hide()
        begin_in(block)
        self.kept.emit()

    @Slot(str)
    def _on_removed(self, goal_id: str) -> None:
        at = next(at for at, block in enumerate(self._blocks) if block.goal_id == goal_id)
        block = self._blocks.pop(at)
        self.gone.say(self._words.t("Goal {number} is taken away.", number=at + 1))
        self._goals.insertWidget(self._goals.indexOf(block), self.gone)
        self.gone.show()
        block.hide()
        block.deleteLater()
        for number, left in enumerate(self._blocks, 1):
            left.show_number(number)
        self.none_yet.setVisible(not self._blocks)
        begin_in(self.gone)  # in a text Ctrl+Z would be the text's
        self.kept.emit()

"""One step towards a goal: what, who, by when, how far."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records.person import Person
from db.records.plan import GoalStatus, SubGoal
from db.rules import names
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field
from desktop.kit.flow import FlowLayout
from desktop.kit.text_field import TextField


class SubGoalRow(QWidget):
    """A step, in a line that breaks where the window is narrow.

    Signals:
        typed: the step's id and field, and the text, while it is being typed.
        left: a value is ready to be kept.
        reshaped: a choice was made; the plan is ready to be kept.
        removed: the user takes the step away.
    """

    typed = Signal(str, str)
    left = Signal()
    reshaped = Signal()
    removed = Signal(str)

    def __init__(
        self,
        sub: SubGoal,
        people: Sequence[Person],
        words: Words,
        today: date,
        *,
        locked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sub = sub
        states = [Choice(status, words.t(names.GOAL_STATUSES[status])) for status in GoalStatus]
        chosen = [Choice(person.id, person.name) for person in people]
        self._title = TextField(words.t("What is done"), lines=1)
        self._who = ChoiceField(words.t("Who"), chosen, none=words.t("nobody named"))
        self._due = DateField(words.t("By when"), words, lambda: today, ahead=True)
        self._how = ChoiceField(words.t("How far"), states)
        fields: tuple[tuple[str, Field, Any], ...] = (
            ("title", self._title, sub.title),
            ("responsible", self._who, sub.responsible),
            ("due_on", self._due, sub.due_on),
            ("status", self._how, sub.status),
        )
        for name, field, value in fields:
            field.show_value(value)
            field.setEnabled(not locked)
            field.input.setObjectName(f"sub_goals/{sub.id}/{name}")
        self._title.edited.connect(lambda text: self.typed.emit(f"{sub.id}/title", str(text)))
        self._title.left.connect(self.left)
        for choice in (self._who, self._how):
            choice.edited.connect(lambda _: self.reshaped.emit())
        self._due.left.connect(self.left)
        line = FlowLayout(gap=12, foot=True)
        for part in (self._who, self._due, self._how):
            line.addWidget(part)
        what = QHBoxLayout()
        what.setSpacing(8)
        what.addWidget(self._title, 1)
        if not locked:
            away = Button(words.t("Take away"), Rank.QUIET)
            away.setAccessibleName(words.t("Take this step away"))
            away.clicked.connect(self._on_away)
            what.addWidget(away, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(what)
        column.addLayout(line)

    @classmethod
    def fresh(cls, people: Sequence[Person], words: Words, today: date) -> "SubGoalRow":
        """An empty step."""
        return cls(SubGoal(title=""), people, words, today)

    @property
    def step_id(self) -> str:
        """The step's id."""
        return self._sub.id

    def sub_goal(self) -> SubGoal:
        """The step as it stands on the screen; a day that cannot be read leaves the old one."""
        due = self._due.value() if self._due.readable else self._sub.due_on
        return self._sub.changed(
            title=self._title.value(), responsible=self._who.value(), due_on=due, status=self._how.value()
        )

    def take_up(self, path: str, text: str) -> None:
        """Show a title that was being typed, if `path` is this step's."""
        if path == f"{self._sub.id}/title":
            self._title.show_value(text)

    @Slot()
    def _on_away(self) -> None:
        self.removed.emit(self._sub.id)

"""One goal of the plan being written: its words, its steps, its ratings."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records.person import Person
from db.records.plan import Area, Goal, GoalStatus, Progress, Readers
from db.rules import names
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.curve import Curve, Point
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.sheet import Sheet
from desktop.kit.tab_order import begin_in
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice
from desktop.rooms.case.rating_row import RatingRow
from desktop.rooms.case.sub_goal_row import SubGoalRow

_SPACE: Final = 12
_RATING: Final = "rating"


class GoalBlock(QWidget):
    """A goal as a sheet of its own.

    Signals:
        typed: the field's path below the plan, and its text, while it is being typed.
        left: a value is ready to be kept.
        reshaped: a part was added or taken away; the plan is ready to be kept.
        removed: the user takes the goal away.
    """

    typed = Signal(str, str)
    left = Signal()
    reshaped = Signal()
    removed = Signal(str)

    def __init__(
        self,
        goal: Goal,
        number: int,
        people: Sequence[Person],
        words: Words,
        today: date,
        *,
        locked: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._goal, self._people, self._words, self._today = goal, people, words, today
        self._locked = locked
        self._fields: dict[str, Field] = {}
        self._subs: list[SubGoalRow] = []
        self._curves: dict[str | None, Curve] = {}
        self._rated = QVBoxLayout()
        self._rated.setSpacing(8)
        self._sheet = Sheet(self)
        self._title = Label("", Voice.SECTION)
        self._head()
        self._words_part()
        self.show_number(number)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        for sub in goal.sub_goals:
            self._add_step_row(SubGoalRow(sub, people, words, today, locked=locked))
        self._step_part()
        self._rating_part()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._sheet)

    @property
    def goal_id(self) -> str:
        """The goal's id."""
        return self._goal.id

    def show_number(self, number: int) -> None:
        """Call the goal, and each of its fields, by its `number`: as the paper does."""
        called = self._words.t("Goal {number}", number=number)
        self._title.setText(called)
        for field in self._fields.values():
            field.name(f"{called}: {field.label.text()}")

    def goal(self) -> Goal:
        """The goal as it stands on the screen."""
        fields = {name: field.value() for name, field in self._fields.items()}
        return self._goal.changed(**fields, sub_goals=tuple(row.sub_goal() for row in self._subs))

    def take_up(self, path: str, text: str) -> None:
        """Show a text that was being typed and had not become part of the plan yet."""
        name, _, rest = path.partition("/")
        if name == "sub_goals":
            for row in self._subs:
                row.take_up(rest, text)
        elif name == _RATING:
            self.rating.take_up(text)
        elif name in self._fields:
            self._fields[name].show_value(text)

    def unsent(self) -> dict[str, str]:
        """What is typed beside a rating that is not added yet, by the path of its draft."""
        text = self.rating.typed_text()
        return {f"goals/{self._goal.id}/{_RATING}": text} if text else {}

    def _head(self) -> None:
        words = self._words
        areas = [Choice(area, words.t(names.AREAS[area])) for area in Area]
        states = [Choice(status, words.t(names.GOAL_STATUSES[status])) for status in GoalStatus]
        title = TextField(words.t("What shall be different?"), lines=1)
        row = QVBoxLayout()
        row.setSpacing(_SPACE)
        row.addWidget(self._field("title", title))
        line = FlowLayout(gap=16, foot=True)
        line.addWidget(self._field("area", ChoiceField(words.t("Area"), areas, none=words.t("none chosen"))))
        line.addWidget(self._field("status", ChoiceField(words.t("How far"), states)))
        row.addLayout(line)
        self._sheet.add_padded(row)

    def _words_part(self) -> None:
        words = self._words
        column = QVBoxLayout()
        column.setSpacing(_SPACE)
        readers = [Choice(reader, words.t(names.READERS[reader])) for reader in Readers]
        column.addWidget(self._field("child_words", TextField(words.t("The child's own words"), lines=2)))
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
        column.addWidget(self._field("baseline", TextField(words.t("How it is now"), lines=2)))
        column.addWidget(self._field("sign", TextField(words.t("We can see it works when"), lines=2)))
        self._sheet.add_padded(column)

    def _step_part(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Label(self._words.t("Who does what by when"), Voice.SECTION))
        column.addLayout(self._steps)
        if not self._locked:
            add = Button(self._words.t("Add a step"), Rank.QUIET, icon_name="add")
            add.clicked.connect(self._on_add_step)
            column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        self._sheet.add_padded(column)

    def _rating_part(self) -> None:
        words = self._words
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Label(words.t("How near the goal, 0 to 10"), Voice.SECTION))
        column.addLayout(self._rated)
        self._unrated = Label(words.t("Not rated yet"), Voice.SOFT)
        column.addWidget(self._unrated)
        self._show_ratings()
        self.rating = RatingRow(self._people, words, self._today)
        self.rating.rated.connect(self._on_rated)
        self.rating.name_note(f"goals/{self._goal.id}/{_RATING}")
        self.rating.typed.connect(lambda text: self.typed.emit(f"goals/{self._goal.id}/{_RATING}", text))
        column.addWidget(self.rating)
        remove = Button(words.t("Take this goal away"), Rank.QUIET)
        remove.clicked.connect(lambda: self.removed.emit(self._goal.id))
        # Never setVisible(True) on what has no parent yet: it would be a window of its own for a moment.
        for part in (remove, self.rating):
            if self._locked:
                part.hide()
        column.addWidget(remove, 0, Qt.AlignmentFlag.AlignRight)
        self._sheet.add_padded(column)

    def _show_ratings(self) -> None:
        """Each rater's line of ratings, those that were just added too."""
        raters: dict[str | None, list[Point]] = {}
        for rating in self._goal.progress:
            raters.setdefault(rating.rated_by, []).append(Point(rating.on, rating.score))
        if raters:
            self._unrated.hide()
        for rater, points in raters.items():
            if rater not in self._curves:
                self._curves[rater] = Curve(self._words)
                row = QHBoxLayout()
                row.addWidget(Label(self._called(rater)), 1)
                row.addWidget(self._curves[rater])
                self._rated.addLayout(row)
            self._curves[rater].show_points(points)

    def _field(self, name: str, field: Field) -> Field:
        field.show_value(getattr(self._goal, name))
        field.input.setObjectName(f"goals/{self._goal.id}/{name}")
        field.setEnabled(not self._locked)
        if isinstance(field, TextField | LineField):
            field.edited.connect(lambda text: self.typed.emit(f"goals/{self._goal.id}/{name}", str(text)))
            field.left.connect(self.left)
        else:
            field.edited.connect(lambda _: self.reshaped.emit())
        self._fields[name] = field
        return field

    def _add_step_row(self, row: SubGoalRow) -> None:
        self._subs.append(row)
        self._steps.addWidget(row)
        row.typed.connect(lambda path, text: self.typed.emit(f"goals/{self._goal.id}/sub_goals/{path}", text))
        row.left.connect(self.left)
        row.reshaped.connect(self.reshaped)
        row.removed.connect(self._on_step_removed)

    def _called(self, person_id: str | None) -> str:
        found = next((person.name for person in self._people if person.id == person_id), "")
        return found or self._words.t("Nobody named")

    @Slot()
    def _on_add_step(self) -> None:
        row = SubGoalRow.fresh(self._people, self._words, self._today)
        self._add_step_row(row)
        begin_in(row)

    @Slot(str)
    def _on_step_removed(self, step_id: str) -> None:
        row = next(row for row in self._subs if row.step_id == step_id)
        self._subs.remove(row)
        row.hide()
        row.deleteLater()
        self.reshaped.emit()

    @Slot(object)
    def _on_rated(self, progress: object) -> None:
        if isinstance(progress, Progress):
            self._goal = self.goal().changed(progress=(*self._goal.progress, progress))
            self._show_ratings()
            self.rating.clear()
            self.reshaped.emit()

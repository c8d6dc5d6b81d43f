"""How each kind of question is answered on the screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.form import Column, ColumnKind, Kind, Question
from db.rules.answer_texts import Around
from db.rules.answers import YES_NO, fits
from db.words import Words
from desktop.discretion import Watch
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.score_field import ScoreField
from desktop.kit.tab_order import begin_in
from desktop.kit.text_field import TextField, WrappedField
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice

_LETTERS: Final = 24
"""What a short text of a table has room for: a few names."""


@dataclass(frozen=True)
class Offered:
    """What inputs offer beside the question's own choices."""

    words: Words
    today: Callable[[], date]
    people: Sequence[Choice] = ()
    goals: Sequence[Choice] = ()
    steps: Sequence[Choice] = ()
    watch: Watch | None = None

    @classmethod
    def around(cls, known: Around, today: Callable[[], date], watch: Watch | None = None) -> "Offered":
        """What the people, goals and steps that are `known` give to choose from."""
        words = known.words
        steps = [
            Choice(number, f"{words.t('Step {number}', number=number)}: {words.t(name)}")
            for number, name in enumerate(known.steps, 1)
        ]
        people = [Choice(key, name) for key, name in known.people.items()]
        goals = [Choice(key, name) for key, name in known.goals.items()]
        return cls(words, today, people, goals, steps, watch)


class Input(QWidget):
    """Where a question is answered.

    Signals:
        edited: the user changed the answer.
        left: the answer is ready to be kept.
    """

    edited = Signal()
    left = Signal()

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Give the focus to what is answered first: a focus of the whole is seen nowhere."""
        begin_in(self)

    def answer(self) -> Any:
        """The answer as it is stored; None or empty for nothing."""
        raise NotImplementedError

    def show_answer(self, answer: Any) -> None:
        """Show `answer`; nothing is emitted."""
        raise NotImplementedError


class FieldInput(Input):
    """One field of the kit. `stored` and `shown` turn its value into the answer and back."""

    def __init__(
        self,
        field: Field,
        *,
        stored: Callable[[Any], Any] = lambda value: value,
        shown: Callable[[Any], Any] = lambda answer: answer,
        at_once: bool = False,
    ) -> None:
        super().__init__()
        self.field, self._stored, self._shown = field, stored, shown
        _only(self, field)
        field.edited.connect(lambda _: self.edited.emit())
        if at_once:
            field.edited.connect(lambda _: self.left.emit())
        field.left.connect(self.left)

    def answer(self) -> Any:
        return self._stored(self.field.value())

    def show_answer(self, answer: Any) -> None:
        self.field.show_value(self._shown(answer))


class ManyInput(Input):
    """Several of a few, each with a tick."""

    def __init__(self, question: Question, label: str, words: Words) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(label, parent=self))
        for choice in question.choices:
            name = choice.in_language(words.language)
            tick = Tick(name, self)
            tick.setAccessibleName(f"{label}: {name}")
            tick.setObjectName(f"{question.id}/{choice.value}")
            tick.clicked.connect(self._on_clicked)
            self._ticks[choice.value] = tick
            column.addWidget(tick)

    def answer(self) -> Any:
        return [value for value, tick in self._ticks.items() if tick.isChecked()]

    def show_answer(self, answer: Any) -> None:
        for value, tick in self._ticks.items():
            tick.setChecked(isinstance(answer, list | tuple) and value in answer)

    @Slot()
    def _on_clicked(self) -> None:
        self.edited.emit()
        self.left.emit()


class ScaleInput(Input):
    """0 to 10, a line for each who rates; never averaged."""

    def __init__(self, question: Question, label: str, words: Words) -> None:
        super().__init__()
        self._scores: dict[str, ScoreField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(label, parent=self))
        for rater in question.raters:
            name = rater.in_language(words.language)
            field = ScoreField(name, words, parent=self)
            field.name(f"{label}: {name}")
            field.input.setObjectName(f"{question.id}/{rater.value}")
            field.edited.connect(lambda _: self.edited.emit())
            field.left.connect(self.left)
            self._scores[rater.value] = field
            column.addWidget(field)

    def answer(self) -> Any:
        return {rater: score for rater, field in self._scores.items() if (score := field.value()) is not None}

    def show_answer(self, answer: Any) -> None:
        known = answer if isinstance(answer, Mapping) else {}
        for rater, field in self._scores.items():
            field.show_value(known.get(rater))


class TableInput(Input):
    """Rows of a table, each a line of fields."""

    def __init__(self, question: Question, label: str, offered: Offered) -> None:
        super().__init__()
        self._question, self._label, self._offered = question, label, offered
        self._rows: list[_Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.add = Button(offered.words.t("Add a line"), Rank.QUIET, icon_name="add", parent=self)
        self.add.setObjectName(question.id)
        self.add.setAccessibleName(f"{label}: {offered.words.t('Add a line')}")
        self.add.clicked.connect(self._on_add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(Label(label, parent=self))
        whole.addLayout(self._column)
        whole.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.gone = Label(
            offered.words.t("The line is taken away. Ctrl+Z brings it back."), Voice.SOFT, parent=self
        )
        self.gone.hide()
        whole.addWidget(self.gone)

    def answer(self) -> Any:
        return [values for row in self._rows if (values := row.values())]

    def show_answer(self, answer: Any) -> None:
        rows = answer if isinstance(answer, list | tuple) else []
        if [row.values() for row in self._rows] == [dict(row) for row in rows]:
            return
        for old in list(self._rows):
            self._take_away(old)
        for values in rows:
            self._add_row(values)

    def _add_row(self, values: Mapping[str, Any]) -> "_Row":
        row = _Row(self._question, f"{self._label} {len(self._rows) + 1}", values, self._offered, self)
        row.edited.connect(self.edited)
        row.left.connect(self.left)
        row.removed.connect(self._on_removed)
        self._rows.append(row)
        self._column.addWidget(row)
        self._name_rows()
        return row

    def _take_away(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._name_rows()

    def _name_rows(self) -> None:
        """By its place in the table each cell is found again after a lock."""
        for at, row in enumerate(self._rows):
            row.name_cells(f"{self._question.id}/{at}")

    @Slot()
    def _on_add(self) -> None:
        self.gone.hide()
        self._add_row({}).first.setFocus()

    @Slot(object)
    def _on_removed(self, row: object) -> None:
        if isinstance(row, _Row):
            self._take_away(row)
            self.gone.setVisible(bool(row.values()))
            self.add.setFocus()
            self.edited.emit()
            self.left.emit()


class _Row(QWidget):
    """One line of a table."""

    edited = Signal()
    left = Signal()
    removed = Signal(object)

    def __init__(
        self, question: Question, name: str, values: Mapping[str, Any], offered: Offered, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        words = offered.words
        whole, line = QVBoxLayout(self), FlowLayout(gap=12, foot=True)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(line)
        for column in question.columns:
            field = self._field(column, values.get(column.id), offered)
            field.name(f"{name}: {column.in_language(words.language)}")
            field.edited.connect(lambda _: self.edited.emit())
            field.left.connect(self.left)
            self._fields[column.id] = field
            if not column.wide:
                line.addWidget(field)
        remove = Button(words.t("Take away"), Rank.QUIET, parent=self)
        remove.setAccessibleName(f"{name}: {words.t('Take away')}")
        remove.clicked.connect(lambda: self.removed.emit(self))
        wide = [self._fields[column.id] for column in question.columns if column.wide]
        for field in wide:
            whole.addWidget(field)
        if wide:
            whole.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            line.addWidget(remove)

    def _field(self, column: Column, value: Any, offered: Offered) -> Field:
        label = column.in_language(offered.words.language)
        field: Field
        if column.kind is ColumnKind.DATE:
            field = DateField(label, offered.words, offered.today, parent=self)
            field.show_value(_day(value))
        else:
            field = (
                WrappedField(label, parent=self)
                if column.wide
                else LineField(label, letters=_LETTERS, parent=self)
            )
            field.show_value(str(value or ""))
        return field

    def name_cells(self, path: str) -> None:
        """Let each cell be found by `path` and its column."""
        for key, field in self._fields.items():
            field.input.setObjectName(f"{path}/{key}")

    @property
    def first(self) -> Field:
        """The first field of the line."""
        return next(iter(self._fields.values()))

    def values(self) -> dict[str, str]:
        """What stands in the line, by column; empty cells left out."""
        found = {key: field.value() for key, field in self._fields.items()}
        return {key: _iso(value) for key, value in found.items() if value}


def _only(parent: QWidget, child: QWidget) -> None:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(child)


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _day(answer: Any) -> date | None:
    try:
        return date.fromisoformat(answer) if isinstance(answer, str) and answer else None
    except ValueError:
        return None


def _text(answer: Any) -> str:
    return answer if isinstance(answer, str) else ""


def _one_of(label: str, choices: Sequence[Choice], words: Words) -> FieldInput:
    field = ChoiceField(label, choices, none=words.t("not answered"))
    return FieldInput(field, at_once=True)


def _choices(question: Question, words: Words) -> list[Choice]:
    return [Choice(one.value, one.in_language(words.language)) for one in question.choices]


_Make = Callable[[Question, str, Offered], Input]
_INPUTS: Final[Mapping[Kind, _Make]] = {
    Kind.TEXT: lambda _, label, __: FieldInput(LineField(label), shown=_text),
    Kind.LONG_TEXT: lambda _, label, __: FieldInput(TextField(label, lines=3), shown=_text),
    Kind.YES_NO_UNKNOWN: lambda _, label, offered: _one_of(
        label, [Choice(value, offered.words.t(name)) for value, name in YES_NO.items()], offered.words
    ),
    Kind.CHOICE: lambda question, label, offered: _one_of(
        label, _choices(question, offered.words), offered.words
    ),
    Kind.MANY: lambda question, label, offered: ManyInput(question, label, offered.words),
    Kind.SCALE: lambda question, label, offered: ScaleInput(question, label, offered.words),
    Kind.DATE: lambda _, label, offered: FieldInput(
        DateField(label, offered.words, offered.today), stored=_iso, shown=_day
    ),
    Kind.PERSON: lambda _, label, offered: _one_of(label, offered.people, offered.words),
    Kind.TABLE: TableInput,
    Kind.LADDER_STEP: lambda _, label, offered: _one_of(label, offered.steps, offered.words),
    Kind.GOAL: lambda _, label, offered: _one_of(label, offered.goals, offered.words),
}
"""What is made for each kind of question."""


def input_of(question: Question, answer: Any, offered: Offered) -> Input:
    """The input of `question`, showing `answer`; empty if `answer` does not fit the question."""
    label = question.label.in_language(offered.words.language)
    made = _INPUTS[question.kind](question, label, offered)
    made.show_answer(answer if fits(question, answer) else None)
    if isinstance(made, FieldInput):
        made.field.input.setObjectName(question.id)
    return made

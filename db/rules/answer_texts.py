"""What an answer says, as lines of text: for the page, the printed paper and the comparison."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from db.records.form import Column, ColumnKind, Kind, Question
from db.records.person import Person
from db.records.plan import Goal
from db.rules.answers import YES_NO, fits, is_empty
from db.rules.law_names import law_named
from db.words import Words, later


@dataclass(frozen=True)
class Around:
    """What answers refer to: people and goals by id, and what the ladder's steps are called."""

    words: Words
    people: Mapping[str, str] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, words: Words, people: Iterable[Person], goals: Iterable[Goal], steps: tuple[str, ...]
    ) -> "Around":
        """What these people and goals are called, by their ids."""
        names = {person.id: person.name for person in people}
        return cls(words, names, {goal.id: goal.title for goal in goals}, steps)


def told(question: Question | None, answer: Any, around: Around) -> str:
    """`answer` in words, one line an item; "" for nothing.

    Without a question, or unfit, as it is stored, under the names of the question's columns and raters.
    """
    if is_empty(answer):
        return ""
    if question is None or not fits(question, answer):
        return _as_stored(answer, _called(question, around.words.language))
    return _TOLD[question.kind](question, answer, around)


def cell(column: Column, value: Any, around: Around) -> str:
    """What stands in a table's cell."""
    if not isinstance(value, str):
        return ""
    return _day(value, around) if column.kind is ColumnKind.DATE else value


def _called(question: Question | None, language: str) -> dict[str, str]:
    if question is None:
        return {}
    columns = {one.id: one.in_language(language) for one in question.columns}
    return {**columns, **{one.value: one.in_language(language) for one in question.raters}}


def _as_stored(answer: Any, called: Mapping[str, str]) -> str:
    if isinstance(answer, Mapping):
        parts = {key: _as_stored(part, called) for key, part in answer.items() if not is_empty(part)}
        return "\n".join(f"{called.get(key, key)}: {part}" for key, part in parts.items())
    if isinstance(answer, list | tuple):
        return "\n".join(_as_stored(part, called) for part in answer if not is_empty(part))
    return str(answer)


def _day(value: str, around: Around) -> str:
    try:
        return around.words.day(date.fromisoformat(value))
    except ValueError:
        return value


def _chosen(question: Question, answer: Any, around: Around) -> str:
    names = {one.value: one.in_language(around.words.language) for one in question.choices}
    given = [answer] if isinstance(answer, str) else answer
    return "\n".join(names[one] for one in given)


def _rated(question: Question, answer: Any, around: Around) -> str:
    return "\n".join(
        around.words.t(
            "{who}: {score} of 10", who=one.in_language(around.words.language), score=answer[one.value]
        )
        for one in question.raters
        if answer.get(one.value) is not None
    )


def _rows(question: Question, answer: Any, around: Around) -> str:
    lines = (
        " · ".join(filter(None, (cell(column, row.get(column.id), around) for column in question.columns)))
        for row in answer
    )
    return "\n".join(line for line in lines if line)


def _step(_: Question, answer: Any, around: Around) -> str:
    name = around.words.t(around.steps[answer - 1]) if answer <= len(around.steps) else ""
    step = around.words.t("Step {number}", number=answer)
    return f"{step}: {name}" if name else step


_TOLD: Final[Mapping[Kind, Callable[[Question, Any, Around], str]]] = {
    Kind.TEXT: lambda _, answer, __: str(answer),
    Kind.LONG_TEXT: lambda _, answer, __: str(answer),
    Kind.YES_NO_UNKNOWN: lambda _, answer, around: around.words.t(YES_NO[answer]),
    Kind.CHOICE: _chosen,
    Kind.MANY: _chosen,
    Kind.SCALE: _rated,
    Kind.DATE: lambda _, answer, around: _day(answer, around),
    Kind.PERSON: lambda _, answer, around: around.people.get(answer, answer),
    Kind.TABLE: _rows,
    Kind.LADDER_STEP: _step,
    Kind.GOAL: lambda _, answer, around: around.goals.get(answer, answer),
}
"""What is printed for each kind of question."""
STATUSES: Final = {
    "law": later("The law asks for this: {ref}"),
    "law_unsure": later("The law asks for this: {ref} (check)"),
    "good_practice": later("Good practice"),
}
"""Why something is asked, in words."""


def why(question: Question, words: Words) -> str:
    """Why `question` is asked: the law with its paragraph, marked if to be checked, or good practice."""
    source = question.source
    key = f"{source.kind}_unsure" if source.unsure and source.ref else source.kind.value
    return words.t(STATUSES[key], ref=law_named(source.ref, words))

"""Answers to a form: which questions are asked, what is missing, what cannot be, what has changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from db.records.form import Column, ColumnKind, Form, Kind, Question
from db.records.note import FilledForm
from db.words import later

Answers = Mapping[str, Any]
YES_NO: Final = {"yes": later("Yes"), "no": later("No"), "unknown": later("Not known")}
"""The answers to a question of yes, no or not known."""
_STEPS: Final = 6
_TEN: Final = 10


def is_empty(answer: Any) -> bool:
    """True if nothing was answered; `no`, 0 and `not known` are answers."""
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, Mapping):
        return all(is_empty(part) for part in answer.values())
    if isinstance(answer, list | tuple):
        return all(is_empty(part) for part in answer)
    return answer is None


def asked(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions that are asked, given `answers`: a condition on one that is not asked does not hold."""
    found: dict[str, Question] = {}
    for question in form.questions:
        condition = question.condition
        if condition is None or (
            condition.question in found and _holds(answers.get(condition.question), condition.values)
        ):
            found[question.id] = question
    return tuple(found.values())


def _holds(answer: Any, values: tuple[str, ...]) -> bool:
    given = answer if isinstance(answer, list | tuple) else [answer]
    return any(one in values for one in given if isinstance(one, str))


def missing(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions that must be answered before the form is finished, and are not."""
    return tuple(one for one in asked(form, answers) if one.required and is_empty(answers.get(one.id)))


def unfit(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions whose answer is of the wrong type, or none of those that may be chosen."""
    return tuple(one for one in form.questions if not fits(one, answers.get(one.id)))


def fits(question: Question, answer: Any) -> bool:
    """True if `answer` can stand as an answer to `question`; nothing at all always can."""
    return is_empty(answer) or _FITS[question.kind](question, answer)


def _text(_: Question, answer: Any) -> bool:
    return isinstance(answer, str)


def _chosen(question: Question, answer: Any) -> bool:
    return isinstance(answer, str) and answer in {choice.value for choice in question.choices}


def _several(question: Question, answer: Any) -> bool:
    return isinstance(answer, list | tuple) and all(_chosen(question, one) for one in answer)


def _rated(question: Question, answer: Any) -> bool:
    raters = {rater.value for rater in question.raters}
    return isinstance(answer, Mapping) and all(
        key in raters and (score is None or _whole(score, 0, _TEN)) for key, score in answer.items()
    )


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _day(_: Question, answer: Any) -> bool:
    try:
        return isinstance(answer, str) and date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False


def _rows(question: Question, answer: Any) -> bool:
    columns = {column.id: column for column in question.columns}
    return isinstance(answer, list | tuple) and all(
        isinstance(row, Mapping)
        and all(key in columns and _cell(question, columns[key], value) for key, value in row.items())
        for row in answer
    )


def _cell(question: Question, column: Column, value: Any) -> bool:
    if is_empty(value):
        return True
    return _day(question, value) if column.kind is ColumnKind.DATE else isinstance(value, str)


_FITS: Final[Mapping[Kind, Callable[[Question, Any], bool]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.YES_NO_UNKNOWN: lambda _, answer: isinstance(answer, str) and answer in YES_NO,
    Kind.CHOICE: _chosen,
    Kind.MANY: _several,
    Kind.SCALE: _rated,
    Kind.DATE: _day,
    Kind.PERSON: _text,
    Kind.TABLE: _rows,
    Kind.LADDER_STEP: lambda _, answer: _whole(answer, 1, _STEPS),
    Kind.GOAL: _text,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that are asked are answered."""

    answered: int
    asked: int


def progress(form: Form, answers: Answers, section: int | None = None) -> Progress:
    """How far the form, or its section of that number from 0, is answered."""
    inside = None if section is None else {one.id for one in form.section[section].question}
    wanted = [one for one in asked(form, answers) if inside is None or one.id in inside]
    return Progress(sum(not is_empty(answers.get(one.id)) for one in wanted), len(wanted))


def last_time(forms: tuple[FilledForm, ...], now: FilledForm) -> FilledForm | None:
    """The last finished filling of the same form before `now`; None if there is none."""
    at = next((place for place, one in enumerate(forms) if one.id == now.id), len(forms))
    earlier = [
        (one.finished_on or one.started_on or date.min, place, one)
        for place, one in enumerate(forms)
        if one.id != now.id and one.form == now.form and one.finished_on is not None
    ]
    if (begun := now.started_on) is not None:
        earlier = [(day, place, one) for day, place, one in earlier if (day, place) < (begun, at)]
    return max(earlier, key=lambda row: row[:2])[2] if earlier else None


def merged(before: Answers, mine: Answers, theirs: Answers) -> dict[str, Any]:
    """`theirs` with what I answered since `before`, when both of us began from that."""
    changed = {key: answer for key, answer in mine.items() if before.get(key) != answer}
    return {**theirs, **changed}


class Difference(StrEnum):
    """What a newer version does to a question."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Turned:
    """One question that is not the same in two versions; None is "not there"."""

    difference: Difference
    before: Question | None
    after: Question | None


def differences(before: Form, after: Form) -> Iterator[Turned]:
    """What differs between two versions of a form: in the newer one's order, what is gone last."""
    old = {question.id: question for question in before.questions}
    for question in after.questions:
        known = old.pop(question.id, None)
        if known is None:
            yield Turned(Difference.ADDED, None, question)
        elif known != question:
            yield Turned(Difference.CHANGED, known, question)
    for question in old.values():
        yield Turned(Difference.REMOVED, question, None)


def unplaced(form: Form | None, answers: Answers) -> tuple[str, ...]:
    """The ids of answers that no question of `form` asks for; all of them without a form."""
    known = {question.id for question in form.questions} if form is not None else set()
    return tuple(key for key, answer in answers.items() if key not in known and not is_empty(answer))

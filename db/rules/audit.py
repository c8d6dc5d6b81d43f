"""Audit for learning: which cases are drawn, and what the answers say together, never case by case."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.records.form import Form, Kind, Question

FORM: Final = "audit"
"""The form that an audited case is gone through with."""
_NAMELESS: Final = frozenset({"on", "by_whom"})
"""What is never gathered: who went through which case, and when."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """One question's answers of many cases: how often each choice, and the texts, which name no case."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]


def drawn(case_ids: Iterable[str], count: int, seed: int) -> list[str]:
    """`count` of `case_ids` by chance, the same for the same `seed`; all of them if there are fewer."""
    return sorted(case_ids, key=lambda case_id: hashlib.sha256(f"{seed} {case_id}".encode()).digest())[:count]


def gathered(form: Form, answers: Sequence[Mapping[str, Any]]) -> list[Gathered]:
    """The answers to each question of `form` that chooses or tells, in its order; texts by alphabet."""
    questions = [one for section in form.section for one in section.question if one.id not in _NAMELESS]
    return [found for one in questions if (found := _of(one, [each.get(one.id) for each in answers]))]


def _of(question: Question, told: Sequence[Any]) -> Gathered | None:
    if question.kind is Kind.CHOICE:
        counted = Counter(one for one in told if isinstance(one, str))
        return Gathered(
            question, tuple((choice.value, counted[choice.value]) for choice in question.choices), ()
        )
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT):
        texts = sorted({one.strip() for one in told if isinstance(one, str) and one.strip()})
        return Gathered(question, (), tuple(texts))
    return None

"""LIX: how hard a text is to read (Björnsson 1968): words a sentence, and how many of them are long."""

import re
from typing import Final

from db.records.plan import Plan

_LONG: Final = 6
"""A long word has more letters than this."""
_LEAST: Final = 10
"""Fewer words say nothing of a text."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END: Final = re.compile(r"[.:!?…](?=\s|$)|\n")


def lix(text: str) -> int | None:
    """The LIX value of `text`, a whole number; None for fewer than ten words.

    Below 25 a text is very easy, to 34 easy, to 44 middling, to 54 hard, then very hard. A line
    end ends a sentence, as in a list.
    """
    words: list[str] = _WORD.findall(text)
    if len(words) < _LEAST:
        return None
    sentences = len([part for part in _END.split(text) if _WORD.search(part)])
    long = len([word for word in words if len([sign for sign in word if sign.isalpha()]) > _LONG])
    return round(len(words) / sentences + 100 * long / len(words))


def plan_text(plan: Plan) -> str:
    """What the family reads in `plan`, a line each."""
    told = [plan.child_words, plan.parents_words, plan.family_support]
    for goal in plan.goals:
        told += [goal.title, goal.child_words, goal.baseline, goal.sign]
        told += [sub.title for sub in goal.sub_goals]
    return "\n".join(part for part in told if part.strip())

"""What a note of a talk with the child has to say, and how the answers stand in its text.

Barnets lov § 5 (stk. 3-4) and § 6; see the list in the law chapter, section 3.6.
"""

from collections.abc import Mapping
from typing import Final

from db.words import Words, later

ASKED: Final[Mapping[str, str]] = {
    "present": later("Where, and who was there?"),
    "parents": later("Was the talk held without the parents, and why?"),
    "support": later("Was the child told that it may bring somebody along?"),
    "words": later("What did the child say, in its own words?"),
    "weighed": later("How does the child's view count in what is decided?"),
    "shared": later("What may be shared, and with whom, does the child say?"),
}
"""The questions by their keys, in the order they are asked."""
SOURCE: Final = later("Barnets lov §§ 5-6")
"""Where the questions come from."""


def note_text(text: str, answers: Mapping[str, str], words: Words) -> str:
    """The note with its answers below it, each under its question; the unanswered are left out."""
    parts = [text.strip()]
    for key, question in ASKED.items():
        if answer := answers.get(key, "").strip():
            parts.append(f"{words.t(question)}\n{answer}")
    return "\n\n".join(part for part in parts if part)


def taken_apart(text: str, words: Words) -> tuple[str, dict[str, str]]:
    """The text of a note without the answers that `note_text` put below it, and these by their keys.

    A text that would not be the same again stays as it is, with no answers.
    """
    rest = text.strip()
    found: dict[str, str] = {}
    for key, question in reversed([*ASKED.items()]):
        before, asked, answer = f"\n\n{rest}".rpartition(f"\n\n{words.t(question)}\n")
        if asked:
            rest, found[key] = before.strip(), answer
    return (rest, found) if note_text(rest, found, words) == text.strip() else (text.strip(), {})


def unanswered(answers: Mapping[str, str]) -> list[str]:
    """The questions that have no answer yet, in their order."""
    return [question for key, question in ASKED.items() if not answers.get(key, "").strip()]


def plain_text(kind: str, at: str, text: str) -> str:
    """A note as it is copied into another system: when, what kind, and the text; nobody's name is added."""
    return f"{at} · {kind}\n\n{text.strip()}\n"

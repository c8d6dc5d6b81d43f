"""Which words a letter may be filled with, and what it lacks before it may be sent.

Source: the parts that a paragraph asks for are rows of resources/letters (law.md, section 1, rows 4, 29-31).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from db.errors import NotAllowed
from db.records.letter import LetterKind, LetterPart, LetterTemplate
from db.rules.law_names import law_named
from db.words import Words, later

PLACES: Final = frozenset(
    {
        "child",
        "received",
        "benefit",
        "panel_day",
        "result",
        "reason",
        "decided",
        "decision",
        "reasons",
        "closed",
        "closing",
        "meeting",
        "place",
        "when",
        "where",
        "parts",
        "pause",
    }
)
"""What a template may name between braces."""
TO_SENDER: Final = frozenset({LetterKind.RECEIPT, LetterKind.COMPLAINT, LetterKind.ACCESS})
"""Letters that go to whoever came with the inquiry, who need not be anybody of the case."""
_PLACE: Final = re.compile(r"\{(\w+)\}")


def strange_places(template: LetterTemplate) -> list[str]:
    """The names between braces in `template` that no letter fills, in their order."""
    texts = [text for part in template.part for text in (part.text.da, part.text.en)]
    return [name for text in texts for name in _PLACE.findall(text) if name not in PLACES]


def has_places(part: LetterPart) -> bool:
    """True if something is filled into `part`: it then differs from letter to letter."""
    return any(_PLACE.search(text) for text in (part.text.da, part.text.en))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """`text` with its places filled; a line of which nothing but an unknown place is left goes away."""
    lines = (_PLACE.sub(lambda found: facts.get(found[1], ""), line).rstrip() for line in text.splitlines())
    return "\n".join(lines).strip()


def reasons_in(template: LetterTemplate, texts: Sequence[str]) -> str:
    """What stands in the parts of a letter into which the reasons of a decision are filled."""
    parts = zip(template.part, texts, strict=True)
    return "\n".join(text for part, text in parts if "{reasons}" in (part.text.da + part.text.en))


def refuse_unfinished(template: LetterTemplate, texts: Sequence[str], words: Words) -> None:
    """Raises NotAllowed, naming part and paragraph, while a part that the law asks for is empty."""
    for part, text in zip(template.part, texts, strict=True):
        if part.required and not text.strip():
            named = law_named(part.legal_ref, words)
            law = words.t("{law}, check it", law=named) if part.unsure else named
            raise NotAllowed(
                later("The letter cannot be sent yet: “{part}” is empty ({law})."),
                later("Write it, and send the letter then."),
                part=part.title.of(words.language),
                law=law,
            )


def refuse_not_in_force(template: LetterTemplate, today: date) -> None:
    """Raises NotAllowed for a template that is not in force yet."""
    if template.in_force_from > today:
        raise NotAllowed(later("This letter is not in force yet."), later("Choose another one."))

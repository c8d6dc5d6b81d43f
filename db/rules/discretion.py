"""Whether a text names a child of another case, by full name or CPR number: a reminder, never a block."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from db.rules.danish import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CPR: Final = re.compile(r"(?<!\d)(\d{6})[- ]?(\d{4})(?!\d)")
_LEAST: Final = 2  # words that a full name has


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the caseload: its case, its person, its name and its CPR number, "" if not known."""

    case_id: str
    person: str
    name: str
    cpr: str = ""


class Caseload:
    """The children of all cases, so that a text is looked through once however many they are.

    A name of one word is left out: half of all notes hold somebody called Emma.
    """

    def __init__(self, children: Iterable[Child]) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], Child]]] = defaultdict(list)
        self._numbers: dict[str, list[Child]] = defaultdict(list)
        self._own: dict[str, tuple[str, ...]] = {}
        for child in children:
            words = tuple(_words(child.name))
            self._own[child.case_id] = words
            if len(words) >= _LEAST:
                self._names[words[0]].append((words, child))
            if child.cpr:
                self._numbers[child.cpr].append(child)

    def named_in(self, text: str, case_id: str | None, known: Collection[str] = ()) -> list[Child]:
        """The children of other cases than `case_id` that `text` names, in its order, each once.

        Whom the case knows itself (`known`, ids of people: a sibling with a case of its own) and whoever is
        called as the case's own child are left out.
        """
        own = self._own.get(case_id) if case_id is not None else None
        found: dict[str, Child] = {}
        words = _words(text)
        for at, word in enumerate(words):
            for name, child in self._names.get(word, ()):
                if name != own and _is(name, words[at : at + len(name)]):
                    found.setdefault(child.case_id, child)
        for number in _CPR.finditer(text):
            for child in self._numbers.get(number[1] + number[2], ()):
                found.setdefault(child.case_id, child)
        return [one for one in found.values() if one.case_id != case_id and one.person not in known]


def _is(name: tuple[str, ...], words: list[str]) -> bool:
    """True if `words` are the name; its last word may have the s of a genitive."""
    same = len(words) == len(name) and tuple(words[:-1]) == name[:-1]
    return same and words[-1] in (name[-1], f"{name[-1]}s")


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]

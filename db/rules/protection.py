"""Whose address may not be told: a home is protected, not only the person who asked for it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from db.records.person import Person
from db.records.relation import Relation
from db.rules.danish import fold

_WORDS: Final = re.compile(r"\w+")


class Homes:
    """Addresses, of which one is known again however it is written."""

    def __init__(self, written: Iterable[str]) -> None:
        words = [found for one in written if (found := _words(one))]
        self._squeezed = {"".join(one) for one in words}
        self._whole = {" ".join(one) for one in words}
        self._begins = {begin for one in words for begin in _begins(one)}

    def __contains__(self, address: str) -> bool:
        words = _words(address)
        if not words:
            return False
        return (
            "".join(words) in self._squeezed
            or " ".join(words) in self._begins
            or not self._whole.isdisjoint(_begins(words))
        )


NOWHERE: Final = Homes(())
"""No home at all."""


def shielded(
    people: Mapping[str, Person], child: str, relations: Iterable[Relation], homes: Homes = NOWHERE
) -> dict[str, Person]:
    """`people` of a case, marked as protected where their address may not be told.

    That is whoever is marked already, whoever lives with a protected child (also if they moved
    out since: the address may still lead there), and whoever has the address of one of these or
    one of `homes`, the protected addresses of other cases. Addresses are compared folded, without
    spaces and punctuation; with and without a town behind they are the same.
    """
    with_child = {one.person for one in relations if one.lives_with_child}
    marked = {key for key, person in people.items() if person.protected_address}
    marked |= {key for key, person in people.items() if person.address in homes}
    before = -1
    while len(marked) != before:
        before = len(marked)
        if child in marked:
            marked |= with_child & people.keys()
        secret = Homes(people[key].address for key in marked)
        marked |= {key for key, person in people.items() if person.address in secret}
    return {
        key: person.changed(protected_address=True) if key in marked else person
        for key, person in people.items()
    }


def addresses(people: Iterable[Person]) -> list[str]:
    """The addresses that are marked as protected, as they were written."""
    return [person.address for person in people if person.protected_address and person.address.strip()]


def _words(address: str) -> list[str]:
    return _WORDS.findall(fold(address).replace("_", " "))


def _begins(words: Sequence[str]) -> set[str]:
    """`words` from the first up to one after which they may be a whole address: a house has a number."""
    return {
        " ".join(words[:count])
        for count in range(2, len(words) + 1)
        if any(letter.isdigit() for word in words[:count] for letter in word)
    }

"""The demonstration's families: written for one day, moved by whole weeks to another, and repeated."""

import random
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from db.records.base import COPENHAGEN

WRITTEN_FOR: Final = date(2026, 11, 23)
"""The Monday that counts as today in resources/demo."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2}|Z)")
_DAYS_A_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Names:
    """Names for families that are made after the written ones, and which of these children are girls."""

    girls: Sequence[str]
    boys: Sequence[str]
    last: Sequence[str]
    written_girls: Sequence[str] = ()

    def like(self, called: str, taken: Collection[str]) -> Sequence[str]:
        """What a child who stands for the written one `called` may be called: as none of its people is."""
        pool = self.girls if called in self.written_girls else self.boys
        return [name for name in pool if name not in taken] or pool


def moved(document: Any, weeks: int) -> Any:
    """`document` with each day and moment `weeks` weeks later; moments keep Copenhagen's time of day."""
    if isinstance(document, dict):
        return {key: moved(value, weeks) for key, value in document.items()}
    if isinstance(document, list):
        return [moved(value, weeks) for value in document]
    if isinstance(document, str):
        if _DAY.fullmatch(document):
            day = date.fromisoformat(document) + timedelta(weeks=weeks)
            return day.isoformat()
        if _MOMENT.fullmatch(document):
            there = datetime.fromisoformat(document).astimezone(COPENHAGEN)
            shifted = datetime.combine(
                there.date() + timedelta(weeks=weeks),
                time(there.hour, there.minute, there.second),
                COPENHAGEN,
            )
            return shifted.astimezone(UTC).isoformat(timespec="seconds")
    return document


def weeks_until(today: date) -> int:
    """How many whole weeks the families are moved so that their today falls in the week of `today`."""
    return (today - WRITTEN_FOR).days // _DAYS_A_WEEK


def named(document: Any) -> Any:
    """`document` with an id for each sub-goal and agreement that has none: the same every time."""
    whole = deepcopy(document)
    for case in whole.get("cases", []):
        goals = (goal for plan in case.get("plans", []) for goal in plan.get("goals", []))
        _name(goals, "sub_goals")
        _name(case.get("appointments", []), "agreements")
    _name(whole.get("appointments", []), "agreements")
    return whole


def _name(owners: Iterable[Any], parts: str) -> None:
    for owner in owners:
        for place, part in enumerate(owner.get(parts, []), 1):
            part.setdefault("id", f"{owner['id']}-{place}")


def repeated(documents: Sequence[Any], count: int, seed: int, names: Names) -> Iterator[Any]:
    """`count` families: the written ones first, then copies under other names, dates and ids.

    The same for the same `seed`; the written families come in another order for another seed.
    """
    chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
    first = list(documents)
    if seed != 1:
        chance.shuffle(first)
    yield from first[:count]
    for number in range(len(first), count):
        yield _copy(first[number % len(first)], number, chance, names)


def _copy(original: Any, number: int, chance: random.Random, names: Names) -> Any:
    copy = moved(_renamed(original, f"x{number}-"), -chance.randrange(4))
    case = copy["cases"][0]
    surname = chance.choice(names.last)
    [child] = (person for person in copy["people"] if person["id"] == case["child"])
    called = child["name"].split()[0]
    first = chance.choice(names.like(called, {person["name"].split()[0] for person in copy["people"]}))
    copy = _in_words(copy, re.compile(rf"\b{re.escape(called)}(?=s?\b)"), first)
    case = copy["cases"][0]
    for person in copy["people"]:
        if person["id"] == case["child"]:
            person["name"] = f"{first} {surname}"
    case["number"] = f"{case['number'][:4]}-{number + 1:04}"
    return copy


def _in_words(value: Any, called: re.Pattern[str], first: str) -> Any:
    """`value` with the child's first name changed in every sentence: notes speak of the child by it."""
    if isinstance(value, dict):
        return {key: _in_words(part, called, first) for key, part in value.items()}
    if isinstance(value, list):
        return [_in_words(part, called, first) for part in value]
    return called.sub(first, value) if isinstance(value, str) else value


_NAMING: Final = frozenset(
    [
        "id", "child", "person", "given_by", "responsible", "rated_by", "about", "replaces", "inquiry",
        "institution", "resource", "case", "trigger",
    ]
)  # fmt: skip
_NAMING_LISTS: Final = frozenset(["participants", "goals", "consents"])


def _renamed(value: Any, front: str) -> Any:
    """`value` with `front` before every id in it."""
    if isinstance(value, dict):
        return {key: _renamed_field(value, key, front) for key in value}
    if isinstance(value, list):
        return [_renamed(part, front) for part in value]
    return value


def _renamed_field(record: Any, key: str, front: str) -> Any:
    value = record[key]
    is_text = key == "about" and "given_by" in record  # what a consent is about, in words
    if isinstance(value, str) and key in _NAMING and not is_text:
        return front + value
    if isinstance(value, list) and key in _NAMING_LISTS:
        return [front + part if isinstance(part, str) else _renamed(part, front) for part in value]
    return _renamed(value, front)

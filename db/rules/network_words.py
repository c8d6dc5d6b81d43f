"""The family and the network in words: what stands at each figure, and the whole told without a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.records.person import Person
from db.records.relation import Network, Quality, Relation
from db.rules import genogram, names
from db.rules.drawing import Caption
from db.rules.ecomap import is_there
from db.rules.kin import Family, generations, people_of
from db.rules.summary import first_name
from db.words import Words, later

_MARKED = (Quality.STRAINED, Quality.BROKEN)


@dataclass(frozen=True, slots=True)
class Told:
    """A heading and what stands under it, a line a person."""

    heading: str
    lines: tuple[str, ...]


_ROOM: Final = 17  # letters of a name at a figure


def of_family(family: Family, people: Mapping[str, Person], day: date, words: Words) -> dict[str, Caption]:
    """What is written at each figure of the genogram."""
    ties: dict[str, list[Relation]] = {}
    for _, one in family.ties:
        ties.setdefault(one.person, []).append(one)
    return {
        person: _of_relative(family, people.get(person), ties.get(person, []), person, day, words)
        for person in people_of(family)
    }


def of_network(
    child: str, relations: Sequence[Relation], people: Mapping[str, Person], words: Words
) -> dict[str, Caption]:
    """What is written at each card of the ecomap."""
    found = {child: Caption(_first(people.get(child)), (words.t("the child"),))}
    for one in relations:
        roles = [words.t(names.ROLES[tie.role]) for tie in relations if tie.person == one.person]
        role = words.t(names.ROLES[one.role])
        found[one.person] = Caption(
            _first(people.get(one.person)),
            (role if len(set(roles)) == 1 else " · ".join(dict.fromkeys(roles)),),
        )
    return found


def told_family(family: Family, people: Mapping[str, Person], day: date, words: Words) -> list[Told]:
    """The genogram in words: generation by generation, the oldest first, then the homes."""
    captions = of_family(family, people, day, words)
    rows = generations(family)
    mine = rows[family.child]
    found = []
    for row in sorted(set(rows.values())):
        lines = [
            captions[one].said + _parents(family, one, people, words) for one in rows if rows[one] == row
        ]
        found.append(Told(_generation(row - mine, words), tuple(lines)))
    homes = genogram.households(family, people)
    if homes:
        lines = [
            words.t(
                "Home {number}: {names}.", number=number, names=", ".join(_named(one, people) for one in who)
            )
            for number, home in enumerate(homes, 1)
            for who in [[one for one in rows if one in home]]
        ]
        found.append(Told(words.t("Who lives together"), tuple(lines)))
    return found


def told_network(
    child: str, relations: Sequence[Relation], people: Mapping[str, Person], day: date, words: Words
) -> list[Told]:
    """The ecomap in words: private and professional, the closest first."""
    found = []
    for network, heading in (
        (Network.PRIVATE, words.t("Private network")),
        (Network.PROFESSIONAL, words.t("Professional network")),
    ):
        there = [one for one in relations if one.network is network and is_there(one, day)]
        there.sort(key=lambda one: (-one.closeness, _named(one.person, people)))
        lines = [
            words.t(
                "{name}: {role}, closeness {number} of 5, the tie is {quality}.",
                name=_named(one.person, people),
                role=words.t(names.ROLES[one.role]),
                number=one.closeness,
                quality=words.t(names.QUALITIES[one.quality]),
            )
            for one in there
        ]
        found += [Told(heading, tuple(lines))] if lines else []
    return found


def _of_relative(
    family: Family, person: Person | None, ties: Sequence[Relation], key: str, day: date, words: Words
) -> Caption:
    roles = list(dict.fromkeys(words.t(names.ROLES[one.role]) for one in ties))
    if key == family.child:
        roles = [words.t("the child")]
    custody = words.t("custody") if any(one.custody for one in ties) else ""
    tie = next((words.t(names.QUALITIES[one.quality]) for one in ties if one.quality in _MARKED), "")
    lives = words.t("lives with the child") if any(one.lives_with_child for one in ties) else ""
    under = [" · ".join([*roles, *([tie] if tie else [])]), _years(person, day, words), custody]
    told = [
        *roles,
        _life(person, day, words),
        custody,
        lives,
        words.t("the tie is {how}", how=tie) if tie else "",
    ]
    name = person.name if person is not None else "–"
    said = f"{name}: {', '.join(one for one in told if one)}."
    return Caption(_short(name), tuple(one for one in under if one), said)


def _short(name: str) -> str:
    """`name` as there is room for it at a figure: names between the first and the last as their initials."""
    parts = name.split()
    if len(name) <= _ROOM or len(parts) <= 2:
        return name
    return " ".join([parts[0], *(f"{one[0]}." for one in parts[1:-1]), parts[-1]])


def _years(person: Person | None, day: date, words: Words) -> str:
    if person is None or (person.born is None and person.expected is not None):
        return words.t("not born yet") if person is not None else ""
    born = str(person.born.year) if person.born is not None else "?"
    if person.deceased is not None and person.deceased <= day:
        return f"{words.t('b. {year}', year=born)} · † {person.deceased.year}"
    return words.t("b. {year}", year=born)


def _life(person: Person | None, day: date, words: Words) -> str:
    if person is None:
        return ""
    if person.born is None and person.expected is not None:
        return words.t("expected {day}", day=words.day(person.expected))
    told = words.t("born {day}", day=words.day(person.born)) if person.born else words.t("birthday not known")
    if person.deceased is not None and person.deceased <= day:
        told += ", " + words.t("died {day}", day=words.day(person.deceased))
    return told


def _parents(family: Family, person: str, people: Mapping[str, Person], words: Words) -> str:
    above = [_named(one.parent, people) for one in family.born if one.child == person]
    return " " + words.t("Child of {names}.", names=", ".join(above)) if above else ""


def _generation(steps: int, words: Words) -> str:
    if steps < -1:
        return words.t("Older generations")
    if steps == -1:
        return words.t("The parents' generation")
    return words.t("The child's generation") if steps == 0 else words.t("Younger generations")


def _named(person: str, people: Mapping[str, Person]) -> str:
    return people[person].name if person in people else "–"


def _first(person: Person | None) -> str:
    return first_name(person) if person is not None else "–"


LEGEND_FAMILY = later(
    "Square: man. Circle: woman. Diamond: sex not recorded. Triangle: not born yet. Crossed: dead."
    " The child has a double edge. A dashed line goes round each home. A line between parents says that"
    " they have a child together, not how they live. Dashed lines: whose child it is stands nowhere, or a"
    " strained tie. Dotted: foster parents and guardians. A line cut by two strokes: a broken tie."
)
LEGEND_NETWORK = later(
    "The closest stand nearest. Thick line: supportive. Thin: neutral. Dashed: strained. Dotted: broken."
)

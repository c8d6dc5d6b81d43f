"""Who is whose child: by this case, and by those in which its people are child or parent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.errors import NotAllowed
from db.records.person import Person
from db.records.relation import Relation, Role
from db.rules.ecomap import is_there
from db.words import later

PARENTS: Final = frozenset({Role.MOTHER, Role.FATHER, Role.PARENT})
FAMILY: Final = PARENTS | {
    Role.SIBLING,
    Role.GRANDPARENT,
    Role.RELATIVE,
    Role.FOSTER_PARENT,
    Role.GUARDIAN,
}
"""The roles that stand in a genogram."""
_DAY: Final = later("Look at the day once more.")
_ABOVE: Final = {Role.GRANDPARENT: 2, Role.RELATIVE: 1, Role.FOSTER_PARENT: 1, Role.GUARDIAN: 1}


@dataclass(frozen=True, slots=True)
class Born:
    """`parent` is a parent of `child`, in the role that a case gives."""

    parent: str
    child: str
    role: Role


@dataclass(frozen=True, slots=True)
class Family:
    """The people of a genogram on one day.

    `ties` are the child's own, by place in the case; `born` is all that is known of parents.
    """

    child: str
    ties: tuple[tuple[int, Relation], ...]
    born: tuple[Born, ...]


def family_of(child: str, relations: Sequence[Relation], day: date, elsewhere: Iterable[Born] = ()) -> Family:
    """The family of `child` on `day`; `elsewhere` is what other cases say of the same people.

    A tie that makes somebody an own ancestor is left out, the later one first.
    """
    ties = tuple(
        (place, one)
        for place, one in enumerate(relations)
        if one.role in FAMILY and one.person != child and is_there(one, day)
    )
    told = [Born(one.person, child, one.role) for _, one in ties if one.role in PARENTS]
    kept: dict[tuple[str, str], Born] = {}
    below: dict[str, set[str]] = {}
    for one in [*told, *elsewhere]:
        if (one.parent, one.child) in kept or _leads(below, one.child, one.parent):
            continue
        kept[one.parent, one.child] = one
        below.setdefault(one.parent, set()).add(one.child)
    return Family(child, ties, tuple(kept.values()))


def _leads(below: Mapping[str, set[str]], start: str, end: str) -> bool:
    """True if `end` is `start` or one of those below it."""
    waiting, seen = [start], set()
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        if one not in seen:
            seen.add(one)
            waiting += below.get(one, ())
    return False


def generations(family: Family) -> dict[str, int]:
    """The generation of everybody, the oldest 0; whoever has children stands right above the first of them.

    Grandparents stand two above the child, relatives, foster parents and guardians one, siblings beside.
    """
    steps = _steps(family)
    people = people_of(family)
    early = dict.fromkeys(people, 0)
    for _ in people:
        moved = [(low, early[up] + by) for up, low, by in steps if early[low] < early[up] + by]
        if not moved:
            break
        for low, at in moved:
            early[low] = max(early[low], at)
    late = dict(early)
    for person in sorted(people, key=lambda one: -early[one]):
        beneath = [late[low] - by for up, low, by in steps if up == person]
        if beneath and person != family.child:
            late[person] = max(late[person], min(beneath))
    first = min(late.values())
    return {person: at - first for person, at in late.items()}


def people_of(family: Family) -> list[str]:
    """Everybody in it, the child first, each once."""
    ids = [family.child, *(one.person for _, one in family.ties)]
    ids += [person for one in family.born for person in (one.parent, one.child)]
    return list(dict.fromkeys(ids))


def _steps(family: Family) -> list[tuple[str, str, int]]:
    """(who stands above, who below, by how many generations at least): none leads back to where it began."""
    steps = [(one.parent, one.child, 1) for one in family.born]
    below: dict[str, set[str]] = {}
    for up, low, _ in steps:
        below.setdefault(up, set()).add(low)
    for _, one in family.ties:
        by = _ABOVE.get(one.role)
        up, low = (family.child, one.person) if by is None else (one.person, family.child)
        if one.role in PARENTS or _leads(below, low, up):
            continue
        steps.append((up, low, by or 0))
        below.setdefault(up, set()).add(low)
    return steps


def refuse_days(person: Person, child: Person, relation: Relation) -> None:
    """Raises NotAllowed for a tie with a day on which `person` or `child` cannot have had it."""
    days = [day for day in (relation.from_, relation.to) if day is not None]
    if person.born is not None and any(day < person.born for day in days):
        raise NotAllowed(later("The tie has a day before this person was born."), _DAY)
    if child.born is not None and relation.to is not None and relation.to < child.born:
        raise NotAllowed(later("The tie ends before the child was born."), _DAY)
    if person.deceased is not None and relation.from_ is not None and relation.from_ > person.deceased:
        raise NotAllowed(later("The tie begins after this person died."), _DAY)

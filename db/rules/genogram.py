"""The family as a genogram: generations in rows, parents joined above their children, homes outlined.

Symbols as they are usual: a square for a man, a circle for a woman, a diamond where the sex is not
known, a triangle for a child not yet born. The records hold roles and no sex: a mother and a father
tell theirs, nobody else. A line is solid where the records name the parents, dashed where they only
say sibling or grandparent, dotted to foster parents and guardians.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from db.records.person import Person
from db.records.relation import Quality, Role
from db.rules.drawing import (
    FIGURE_HEIGHT,
    FIGURE_WIDTH,
    Caption,
    Drawing,
    Figure,
    Line,
    Outline,
    Point,
    Stroke,
    Symbol,
    caption_of,
)
from db.rules.kin import PARENTS, Family, generations, people_of
from db.rules.protection import Homes

_PITCH: Final = FIGURE_WIDTH + 28
_BASE: Final = 46.0  # what is free between two rows, beside one level for each family
_LEVEL: Final = 12.0
_FIRST_LEVEL: Final = 22.0
_FAR: Final = 1000.0
_TIES: Final = {Quality.BROKEN: Stroke.CUT, Quality.STRAINED: Stroke.DASHED}


@dataclass(frozen=True, slots=True)
class _Union:
    """Parents, their children in one generation, and how the line between them is drawn."""

    parents: tuple[str, ...]
    children: tuple[str, ...]
    stroke: Stroke = Stroke.THIN


@dataclass(slots=True)
class _Grid:
    """Where everybody stands: row and column; and how high each row's lines reach."""

    row: dict[str, int]
    column: dict[str, int]
    top: list[float] = field(default_factory=list)

    def x(self, person: str) -> float:
        return self.column[person] * _PITCH

    def above(self, person: str) -> float:
        return self.top[self.row[person]]

    def below(self, person: str) -> float:
        return self.top[self.row[person]] + FIGURE_HEIGHT


def layout(
    family: Family, day: date, people: Mapping[str, Person], captions: Mapping[str, Caption]
) -> Drawing:
    """The genogram of `family` as it is on `day`; no two figures meet, a parent stands above its child."""
    rows = generations(family)
    unions = _unions(family, rows)
    order = _order(family, rows, people)
    middle = {row: (sum(1 for one in rows.values() if one == row) - 1) // 2 for row in rows.values()}
    column: dict[str, int] = {}
    taken: dict[int, int] = {}
    for person in order:
        at = taken.get(rows[person], 0)
        taken[rows[person]] = at + 1
        column[person] = at - middle[rows[person]]
    grid = _Grid(rows, column, _tops(rows, unions))
    places: dict[str, int] = {family.child: -1}
    for place, one in family.ties:
        places.setdefault(one.person, place)
    symbols = _symbols(family, people)
    figures = tuple(
        Figure(
            person,
            places.get(person),
            grid.x(person),
            grid.above(person) + FIGURE_HEIGHT / 2,
            FIGURE_WIDTH,
            FIGURE_HEIGHT,
            symbols[person],
            caption_of(captions, person),
            is_child=person == family.child,
            deceased=_is_dead(people.get(person), day),
        )
        for person in sorted(order, key=lambda one: (rows[one], column[one]))
    )
    outlines = [
        outline
        for number, home in enumerate(households(family, people))
        for outline in _outlines(home, grid, number)
    ]
    return Drawing(figures, tuple(_lines(family, unions, grid)), tuple(outlines))


def households(family: Family, people: Mapping[str, Person]) -> list[frozenset[str]]:
    """Who lives with the child, a group for each of its homes, the child in each; by their addresses.

    Whoever has no address written lives in the first home. Empty if nobody lives with the child.
    """
    living = list(dict.fromkeys(one.person for _, one in family.ties if one.lives_with_child))
    homes: list[tuple[Homes, set[str]]] = []
    anywhere: set[str] = set()
    for person in [family.child, *living]:
        address = people[person].address if person in people else ""
        found = next((who for where, who in homes if address in where), None)
        if not address.strip():
            anywhere.add(person)
        elif found is not None:
            found.add(person)
        else:
            homes.append((Homes([address]), {person}))
    groups = [who for _, who in homes] or [set()]
    groups[0] |= anywhere
    return [frozenset(who | {family.child}) for who in groups if who - {family.child}]


def _unions(family: Family, rows: Mapping[str, int]) -> list[_Union]:
    parents: dict[str, list[str]] = {}
    for born in family.born:
        parents.setdefault(born.child, []).append(born.parent)
    groups: dict[tuple[tuple[str, ...], int], list[str]] = {}
    for child, above in parents.items():
        groups.setdefault((tuple(sorted(above)), rows[child]), []).append(child)
    found = [_Union(above, tuple(children)) for (above, _), children in groups.items()]
    by_role: dict[Role, list[str]] = {}
    for _, one in family.ties:
        if one.person not in by_role.setdefault(one.role, []):
            by_role[one.role].append(one.person)
    alone = [one for one in by_role.get(Role.SIBLING, []) if one not in parents]
    if alone:
        found.append(_Union((), (family.child, *alone), Stroke.DASHED))
    old = [one for one in by_role.get(Role.GRANDPARENT, []) if not any(b.parent == one for b in family.born)]
    under = tuple(dict.fromkeys(b.parent for b in family.born if b.child == family.child)) or (family.child,)
    found += [_Union(tuple(old), under, Stroke.DASHED)] if old else []
    for role in (Role.FOSTER_PARENT, Role.GUARDIAN):
        others = [one for one in by_role.get(role, []) if one not in parents.get(family.child, [])]
        found += [_Union(tuple(others), (family.child,), Stroke.DOTTED)] if others else []
    return [drawn for one in found if (drawn := _in_one_row(one, rows)) is not None]


def _in_one_row(union: _Union, rows: Mapping[str, int]) -> _Union | None:
    """`union` with the children of the first one's row and the parents above it; None if no line is left."""
    row = rows[union.children[0]]
    children = tuple(one for one in union.children if rows[one] == row)
    parents = tuple(one for one in union.parents if rows[one] < row)
    drawn = len(children) > 1 if not union.parents else bool(parents)
    return _Union(parents, children, union.stroke) if drawn else None


def _order(family: Family, rows: Mapping[str, int], people: Mapping[str, Person]) -> list[str]:
    """Everybody from left to right: fathers left of mothers, half siblings on their parent's side."""
    at = _anchors(family)
    lives = {family.child} | {one.person for _, one in family.ties if one.lives_with_child}

    def key(person: str) -> tuple[float, bool, bool, date, str, str]:
        known = people.get(person)
        born = known.born if known is not None else None
        name = known.name if known is not None else ""
        return at.get(person, _FAR), person not in lives, born is None, born or date.max, name, person

    return sorted(rows, key=key)


def _anchors(family: Family) -> dict[str, float]:
    """How far left or right of the child somebody belongs; who has no line to it is left out."""
    at = {family.child: 0.0}
    at |= {one.person: 0.0 for _, one in family.ties if one.role is Role.SIBLING}
    at |= {one.person: 0.0 for _, one in family.ties if one.role is Role.GRANDPARENT}
    side = {Role.FATHER: -1.0, Role.MOTHER: 1.0}
    given = {family.child}
    for _ in range(len(family.born) + 1):
        before = len(given)
        for born in family.born:
            if born.child in given and born.parent not in given:
                at[born.parent] = at[born.child] + side.get(born.role, 0.0)
                given.add(born.parent)
        for born in family.born:
            if born.parent in given and born.child not in given:
                _place_beside(family, born.child, at, given)
        if len(given) == before:
            break
    return at


def _place_beside(family: Family, child: str, at: dict[str, float], given: set[str]) -> None:
    """Put a child of somebody placed, and its other parent outside of that."""
    parents = [one.parent for one in family.born if one.child == child]
    known = [at[one] for one in parents if one in given]
    out = max(known, key=abs)
    for one in parents:
        if one not in given:
            at[one] = out + (1.0 if out >= 0 else -1.0)
            given.add(one)
    at[child] = sum(at[one] for one in parents) / len(parents)
    given.add(child)


def _symbols(family: Family, people: Mapping[str, Person]) -> dict[str, Symbol]:
    sexes = {one.parent: one.role for one in family.born}
    sexes |= {one.person: one.role for _, one in family.ties if one.role in PARENTS}
    shapes = {Role.MOTHER: Symbol.CIRCLE, Role.FATHER: Symbol.SQUARE}
    found = {}
    for person in people_of(family):
        known = people.get(person)
        unborn = known is not None and known.born is None and known.expected is not None
        role = sexes.get(person, Role.OTHER)
        found[person] = Symbol.TRIANGLE if unborn else shapes.get(role, Symbol.DIAMOND)
    return found


def _is_dead(person: Person | None, day: date) -> bool:
    return person is not None and person.deceased is not None and person.deceased <= day


def _tops(rows: Mapping[str, int], unions: Sequence[_Union]) -> list[float]:
    """How far down each row begins: each family whose line runs above it makes room."""
    tops, down = [], 0.0
    for row in range(max(rows.values()) + 1):
        levels = sum(1 for one in unions if rows[one.children[0]] == row)
        down += (_BASE + _LEVEL * levels) if row else 0.0
        tops.append(down)
        down += FIGURE_HEIGHT
    return tops


def _lines(family: Family, unions: Sequence[_Union], grid: _Grid) -> list[Line]:
    qualities: dict[str, Quality] = {}
    for _, one in family.ties:
        qualities.setdefault(one.person, one.quality)
    lines: list[Line] = []
    used: dict[int, int] = {}
    for union in unions:
        row = grid.row[union.children[0]]
        level = used.get(row, 0)
        used[row] = level + 1
        y = (grid.top[row] - _BASE - _LEVEL * _levels(unions, grid, row)) + _FIRST_LEVEL + _LEVEL * level
        ends = [grid.x(one) for one in union.children]
        with_child = family.child in union.children
        for person in union.parents:
            points = _down(person, y, row, grid)
            ends.append(points[-1][0])
            lines.append(_drop(points, union.stroke, qualities.get(person) if with_child else None))
        for person in union.children:
            tie = qualities.get(person) if with_child and person != family.child else None
            lines.append(
                _drop(((grid.x(person), y), (grid.x(person), grid.above(person))), union.stroke, tie)
            )
        if min(ends) < max(ends):
            lines.append(Line(((min(ends), y), (max(ends), y)), union.stroke))
    return lines


def _levels(unions: Sequence[_Union], grid: _Grid, row: int) -> int:
    return sum(1 for one in unions if grid.row[one.children[0]] == row)


def _down(person: str, y: float, row: int, grid: _Grid) -> tuple[Point, ...]:
    """From a parent down to the line of its family; past other rows between their figures."""
    x, begin = grid.x(person), grid.below(person)
    if grid.row[person] == row - 1:
        return (x, begin), (x, y)
    aside = x + _PITCH / 2
    return (x, begin), (x, begin + _FIRST_LEVEL / 2), (aside, begin + _FIRST_LEVEL / 2), (aside, y)


def _drop(points: tuple[Point, ...], stroke: Stroke, tie: Quality | None) -> Line:
    drawn = None if tie is None else _TIES.get(tie)
    return Line(points, stroke) if drawn is None else Line(points, drawn, warns=True)


def _outlines(home: frozenset[str], grid: _Grid, number: int) -> list[Outline]:
    """Dashed lines around those of one home: one where they stand together, else one for each group."""
    pad = 5.0 + 4.0 * min(number, 2)
    bands: list[tuple[int, float, float, bool]] = []
    for row in sorted({grid.row[one] for one in home}):
        runs: list[list[int]] = []
        for at in sorted(grid.column[one] for one in home if grid.row[one] == row):
            if runs and at == runs[-1][-1] + 1:
                runs[-1].append(at)
            else:
                runs.append([at])
        half = FIGURE_WIDTH / 2 + pad
        bands += [(row, run[0] * _PITCH - half, run[-1] * _PITCH + half, len(runs) == 1) for run in runs]
    chains: list[list[tuple[int, float, float, bool]]] = []
    for band in bands:
        last = chains[-1][-1] if chains else None
        if last is not None and last[3] and band[3] and last[0] == band[0] - 1:
            chains[-1].append(band)
        else:
            chains.append([band])
    return [_around(chain, grid, pad) for chain in chains]


def _around(chain: Sequence[tuple[int, float, float, bool]], grid: _Grid, pad: float) -> Outline:
    right: list[Point] = []
    left: list[Point] = []
    for at, (row, start, end, _) in enumerate(chain):
        top, bottom = grid.top[row] - pad, grid.top[row] + FIGURE_HEIGHT + pad
        if at:
            wide = (min(chain[at - 1][1], start), max(chain[at - 1][2], end))
            above = grid.top[row - 1] + FIGURE_HEIGHT + pad
            right += [(wide[1], above), (wide[1], top)]
            left += [(wide[0], above), (wide[0], top)]
        right += [(end, top), (end, bottom)]
        left += [(start, top), (start, bottom)]
    return Outline((*right, *reversed(left)))

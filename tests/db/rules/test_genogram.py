"""The genogram: nobody covers anybody, parents stand above, homes hold who lives there and nobody else."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from db.records.person import Person
from db.records.relation import Quality, Relation, Role
from db.rules import genogram
from db.rules.drawing import Stroke, Symbol, next_figure
from db.rules.kin import FAMILY, Born, family_of

DAY = date(2026, 11, 23)


@st.composite
def families(draw):
    """Up to fifty people in any role, and any further parents, even impossible ones."""
    chance = draw(st.randoms(use_true_random=False))
    ids = [f"p{number}" for number in range(draw(st.integers(1, 50)))]
    ties = [
        Relation(
            person=person,
            role=chance.choice(sorted(FAMILY)),
            lives_with_child=chance.random() < 0.5,
            quality=chance.choice(list(Quality)),
        )
        for person in ids[1:]
    ]
    roles = [Role.MOTHER, Role.FATHER, Role.PARENT]
    elsewhere = [
        Born(chance.choice(ids), chance.choice(ids), chance.choice(roles))
        for _ in range(draw(st.integers(0, 12)))
    ]
    homes = ["", "Bøgevej 1", "Elmevej 2"]
    people = {one: Person(id=one, name=one, address=chance.choice(homes)) for one in ids}
    return family_of("p0", ties, DAY, elsewhere), people


def drawn(ties, elsewhere=(), **people):
    named = {key: Person(id=key, name=key, **more) for key, more in people.items()}
    family = family_of("c", ties, DAY, elsewhere)
    return family, genogram.layout(family, DAY, named, {}), named


def by_id(drawing):
    return {one.person: one for one in drawing.figures}


def meet(one, other):
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    )


def crosses(line, figure):
    """True if a piece of `line`, which only runs straight down or across, runs through the box."""
    left, right = figure.x - figure.width / 2 + 1, figure.x + figure.width / 2 - 1
    top, bottom = figure.y - figure.height / 2 + 1, figure.y + figure.height / 2 - 1
    return any(
        max(a[0], b[0]) > left
        and min(a[0], b[0]) < right
        and max(a[1], b[1]) > top
        and min(a[1], b[1]) < bottom
        for a, b in zip(line.points, line.points[1:], strict=False)
    )


def inside(point, corners):
    """The even-odd rule."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


@settings(max_examples=60, deadline=None)
@given(families())
def test_up_to_fifty_people_without_overlaps_and_parents_above(given_family):
    family, people = given_family
    drawing = genogram.layout(family, DAY, people, {})
    figures = drawing.figures
    assert len({one.person for one in figures}) == len(figures)
    assert {one.person for _, one in family.ties} | {"p0"} <= {one.person for one in figures}
    assert not any(meet(one, other) for at, one in enumerate(figures) for other in figures[at + 1 :])
    at = by_id(drawing)
    for born in family.born:
        assert at[born.parent].y < at[born.child].y
    assert not any(crosses(line, figure) for line in drawing.lines for figure in figures)
    living = {"p0"} | {one.person for _, one in family.ties if one.lives_with_child}
    for figure in figures:
        if figure.person not in living:
            assert not any(inside((figure.x, figure.y), outline.points) for outline in drawing.outlines)
    assert genogram.layout(family, DAY, people, {}) == drawing


def test_every_home_holds_those_who_live_there():
    ties = [
        Relation(person="m", role="mother", lives_with_child=True),
        Relation(person="f", role="father", lives_with_child=True),
        Relation(person="s", role="sibling", lives_with_child=True),
    ]
    family, drawing, people = drawn(
        ties,
        c={"address": "Bøgevej 1", "born": date(2015, 1, 1)},
        m={"address": "bøgevej 1"},
        f={"address": "Elmevej 2"},
        s={},
    )
    assert genogram.households(family, people) == [{"c", "m", "s"}, {"c", "f"}]
    at = by_id(drawing)
    one, two = drawing.outlines
    assert [inside((at[who].x, at[who].y), one.points) for who in "cmsf"] == [True, True, True, False]
    assert [inside((at[who].x, at[who].y), two.points) for who in "cf"] == [True, True]
    assert [at[who].symbol for who in "cmfs"] == [
        Symbol.DIAMOND, Symbol.CIRCLE, Symbol.SQUARE, Symbol.DIAMOND,
    ]  # fmt: skip


def test_half_siblings_hang_under_their_own_parents_on_that_side():
    ties = [
        Relation(person="m", role="mother"),
        Relation(person="f", role="father", quality="broken"),
        Relation(person="half", role="sibling"),
        Relation(person="full", role="sibling"),
        Relation(person="some", role="sibling"),
    ]
    elsewhere = [
        Born("m", "half", Role.MOTHER), Born("x", "half", Role.FATHER),
        Born("m", "full", Role.MOTHER), Born("f", "full", Role.FATHER),
    ]  # fmt: skip
    _, drawing, _ = drawn(ties, elsewhere, c={}, m={}, f={}, half={}, full={}, some={}, x={})
    at = by_id(drawing)
    assert at["f"].x < at["m"].x < at["x"].x
    assert at["half"].x > max(at["c"].x, at["full"].x, at["some"].x)
    assert at["x"].place is None
    assert sum(line.stroke is Stroke.CUT and line.warns for line in drawing.lines) == 1
    assert any(line.stroke is Stroke.DASHED for line in drawing.lines)  # whose child "some" is nobody wrote


def test_a_child_that_is_a_parent_an_unborn_child_and_the_dead():
    ties = [
        Relation(person="m", role="mother"),
        Relation(person="g", role="grandparent"),
        Relation(person="old", role="guardian", **{"to": DAY - timedelta(1)}),
    ]
    baby = Born("c", "baby", Role.MOTHER)
    _, drawing, _ = drawn(
        ties, [baby], c={}, m={"deceased": DAY}, g={}, baby={"expected": date(2027, 2, 1)}, old={}
    )
    at = by_id(drawing)
    assert "old" not in at
    assert at["g"].y < at["m"].y < at["c"].y < at["baby"].y
    assert at["baby"].symbol is Symbol.TRIANGLE
    assert at["c"].symbol is Symbol.CIRCLE
    assert at["m"].deceased
    assert not at["g"].deceased


def test_nobody_is_an_own_ancestor():
    ties = [Relation(person="m", role="mother")]
    family, drawing, _ = drawn(ties, [Born("c", "m", Role.MOTHER)], c={}, m={})
    assert [(one.parent, one.child) for one in family.born] == [("m", "c")]
    assert len(drawing.figures) == 2


def test_arrows_lead_from_figure_to_figure_and_stop_at_the_edge():
    _, drawing, _ = drawn([Relation(person="m", role="mother")], c={}, m={})
    names = [one.person for one in drawing.figures]
    below = next_figure(drawing.figures, names.index("m"), (0, 1))
    assert names[below] == "c"
    assert next_figure(drawing.figures, below, (0, 1)) == below

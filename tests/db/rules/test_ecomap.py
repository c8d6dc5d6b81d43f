"""The network's drawing: nobody covers anybody, the closer stand nearer, and it is the same each time."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from db.records.relation import Network, Relation, Role
from db.rules.ecomap import layout

DAY = date(2026, 11, 23)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
TIES = st.lists(
    st.builds(
        lambda number, network, closeness, role: Relation(
            person=f"p{number}", role=role, network=network, closeness=closeness
        ),
        st.integers(0, 99),
        st.sampled_from(Network),
        st.integers(1, 5),
        st.sampled_from(Role),
    ),
    max_size=50,
)


def covers(one, other):
    return abs(one.x - other.x) < one.width and abs(one.y - other.y) < one.height


def behind(line, card):
    """True if one of many points of `line` lies inside `card`."""
    (ax, ay), (bx, by) = line.points
    steps = [(ax + (bx - ax) * at / 200, ay + (by - ay) * at / 200) for at in range(201)]
    return any(abs(x - card.x) < card.width / 2 and abs(y - card.y) < card.height / 2 for x, y in steps)


@settings(max_examples=40, deadline=None)
@given(TIES)
def test_up_to_fifty_people_without_overlaps_and_the_closer_nearer(ties):
    drawing = layout("c", ties, DAY, {})
    figures, around = drawing.figures, drawing.figures[1:]
    assert len(around) == len(ties) <= len(drawing.lines)
    assert not any(covers(one, other) for at, one in enumerate(figures) for other in figures[at + 1 :])
    for one in around:
        tie = ties[one.place]
        assert (one.x < 0) == (tie.network is Network.PRIVATE)
        for other in around:
            if ties[other.place].network is tie.network and ties[other.place].closeness < tie.closeness:
                assert abs(one.x) < abs(other.x)
    for line in drawing.lines:
        assert not any(behind(line, one) for one in around if line.points[1] != (one.x, one.y))
    left, top, wide, high = drawing.bounds
    for one in figures:
        assert left <= one.x - one.width / 2
        assert one.x + one.width / 2 <= left + wide
        assert top <= one.y - one.height / 2
        assert one.y + one.height / 2 <= top + high
    assert layout("c", ties, DAY, {}) == drawing


@given(DAYS, DAYS, st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_only_who_is_there_on_the_day(begin, end, day):
    if begin and end and end < begin:
        begin, end = end, begin
    tie = Relation(person="p", role=Role.FRIEND, from_=begin, to=end)
    there = (begin or date.min) <= day <= (end or date.max)
    assert (len(layout("c", [tie], day, {}).figures) == 2) is there

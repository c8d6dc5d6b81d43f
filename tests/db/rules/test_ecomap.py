"""The network's drawing: nobody covers anybody, the closer stand nearer, and it is the same each time."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from db.records.relation import Network, Relation, Role
from db.rules.ecomap import HEIGHT, WIDTH, layout, size

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
    return abs(one[0] - other[0]) < WIDTH and abs(one[1] - other[1]) < HEIGHT


@settings(max_examples=60)
@given(TIES)
def test_up_to_fifty_people_without_overlaps_and_the_closer_nearer(ties):
    spots = layout(ties, DAY, {})
    boxes = [(0.0, 0.0), *((spot.x, spot.y) for spot in spots)]
    assert len(spots) == len(ties)
    assert not any(covers(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])
    for one in spots:
        tie = ties[one.relation]
        assert (one.x < 0) == (tie.network is Network.PRIVATE)
        for other in spots:
            if ties[other.relation].network is tie.network and ties[other.relation].closeness < tie.closeness:
                assert abs(one.x) < abs(other.x)
    left, top, wide, high = size(spots)
    assert all(left <= x - WIDTH / 2 and x + WIDTH / 2 <= left + wide for x, _ in boxes)
    assert all(top <= y - HEIGHT / 2 and y + HEIGHT / 2 <= top + high for _, y in boxes)
    assert layout(ties, DAY, {}) == spots


@given(DAYS, DAYS, st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_only_who_is_there_on_the_day(begin, end, day):
    if begin and end and end < begin:
        begin, end = end, begin
    tie = Relation(person="p", role=Role.FRIEND, from_=begin, to=end)
    there = (begin or date.min) <= day <= (end or date.max)
    assert bool(layout([tie], day, {})) is there

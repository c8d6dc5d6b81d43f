"""Choosing: by step and name, never by price; costs for a time; nights of respite."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.books import catalogue
from db.records.intervention import Intervention, LawGroup
from db.rules import choosing

TODAY = date(2026, 11, 23)
ROWS = catalogue.shipped()


def help_of(**fields):
    return Intervention.model_validate(
        {"id": "i1", "title": "x", "starts_on": "2026-01-01", "unit": "night", "price": "100.00"} | fields
    )


def test_the_asked_step_comes_first_then_down_each_by_name():
    found = choosing.on_steps(ROWS.values(), 9, 3, "da")
    assert [step for step, _ in found] == [3, 2, 1]
    for _, rows in found:
        names = [row.name.da for row in rows]
        assert names == [row.name.da for row in choosing.on_steps(reversed(rows), 9, 3, "da")[0][1]]
        assert all(row.age_from <= 9 <= row.age_to for row in rows)
    assert all(row.law_group is not LawGroup.COMPENSATING for _, rows in found for row in rows)


@given(st.randoms())
def test_a_price_never_moves_a_row(chance):
    priced = [row.changed(price=chance.randint(0, 10**8)) for row in ROWS.values()]
    before = [[row.id for row in rows] for _, rows in choosing.on_steps(ROWS.values(), None, 6, "da")]
    assert [[row.id for row in rows] for _, rows in choosing.on_steps(priced, None, 6, "da")] == before


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 1, 1), 6, date(2026, 6, 30)),
        (date(2026, 11, 23), 3, date(2027, 2, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_a_time_of_months(start, months, last):
    assert choosing.months_after(start, months) == last


def test_the_cost_for_the_expected_time_goes_over_the_year():
    item = help_of(unit="month", starts_on="2026-11-01", price="1000.00")
    assert choosing.cost_until(item, date(2027, 1, 31)) == 300_000


@pytest.mark.parametrize(
    ("fields", "nights"),
    [
        ({"catalogue": "respite_stay", "quantity": "4.334"}, 52),
        ({"catalogue": "respite_stay", "quantity": "4"}, 48),
        ({"quantity": "5"}, 60),
        ({"catalogue": "family_room", "quantity": "10"}, 0),
        ({"catalogue": "respite_stay", "quantity": "10", "stage": "expected"}, 0),
        ({"placement": "foster", "law_group": "placement", "quantity": "10"}, 0),
    ],
)
def test_nights_of_respite_in_a_year(fields, nights):
    assert choosing.respite_nights([help_of(**fields)], ROWS, 2026, TODAY) == nights


def test_nights_count_on_when_their_row_has_vanished_from_the_catalogue():
    item = help_of(catalogue="gone", unit="night", quantity=5000)
    with_row = help_of(unit="night", quantity=5000)
    found = choosing.respite_nights([item], ROWS, 2026, TODAY)
    assert found == choosing.respite_nights([with_row], {}, 2026, TODAY) > 0

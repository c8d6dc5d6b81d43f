"""Choosing: by step and name, never by price; costs for a time; what if; nights of respite."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.books import catalogue
from db.records.case import Case
from db.records.intervention import Intervention, LawGroup, Stage
from db.rules import choosing
from db.rules.costs import BAND_EDGES, costs_of

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


def test_what_if_leaves_the_case_alone():
    items = (help_of(unit="month", price="1000.00", expected_end="2026-12-31"),)
    what = choosing.WhatIf("i1", starts_on=date(2026, 9, 1), price=200_000)
    (other,) = choosing.as_if(items, what)
    assert (other.starts_on, other.price, items[0].price) == (date(2026, 9, 1), 200_000, 100_000)
    expected = (help_of(stage="expected"),)
    assert choosing.as_if_all_come(expected)[0].stage is Stage.ORDERED


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


TABLE = {
    2020: ((5, 4, 2), 11, 19_644, 36_511, 54),
    2021: ((9, 3, 4), 16, 26_965, 40_103, 67),
    2022: ((11, 4, 5), 20, 34_208, 44_987, 76),
}


@pytest.mark.parametrize("year", TABLE)
def test_the_table_of_dear_placements_comes_out_of_synthetic_cases(year):
    """Practice, section 5: placement cases above a million by band, their cost, and its share of all."""
    counts, total, dear, every, share = TABLE[year]
    edges = BAND_EDGES[3:]
    kroner = [edge for edge, count in zip(edges, counts, strict=True) for _ in range(count)]
    spare, room = dear * 1000 - sum(kroner), [edge + 499_999 for edge in kroner]
    for place, amount in enumerate(kroner):
        more = spare if amount == edges[-1] else min(spare, room[place] - amount)
        kroner[place], spare = amount + more, spare - more
    assert spare == 0
    below = every * 1000 - dear * 1000
    while below > 0:
        kroner.append(min(below, 900_000))
        below -= kroner[-1]
    account = costs_of([_placed(number, amount, year) for number, amount in enumerate(kroner)], year, TODAY)
    bands = account.bands[3:]
    assert tuple(band.cases for band in bands) == counts
    assert sum(band.cases for band in bands) == total
    assert sum(band.total for band in bands) == dear * 100_000
    assert account.total == every * 100_000
    assert round(100 * sum(band.total for band in bands) / account.total) == share


def _placed(number, kroner, year):
    item = help_of(
        id=f"i{number}",
        unit="once",
        price=f"{kroner}.00",
        placement="foster",
        law_group="placement",
        starts_on=f"{year}-01-01",
    )
    base = {"id": f"c{number}", "number": f"{number:04}", "child": "p", "status": "active"}
    return Case.model_validate(base | {"opened": "2019-01-01", "interventions": [item]})

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.case import Case
from db.records.intervention import Intervention, PlacementKind, Stage, Unit
from db.rules.costs import BAND_EDGES, Reckoning, costs_answer, costs_of, forecast_of, months_of

TODAY = date(2026, 7, 15)
ALL = Reckoning.FORECAST


def an_intervention(**fields):
    given_fields = {"id": "i1", "starts_on": date(2026, 1, 1), "unit": "month", "price": "1000.00"} | fields
    return Intervention.model_validate(given_fields)


def a_case(number, *interventions, **fields):
    base = {"id": f"c-{number}", "number": number, "child": "p1", "status": "active", "opened": "2020-01-01"}
    return Case.model_validate({**base, **fields, "interventions": interventions})


def kroner(months):
    return {month: f"{amount / 100:.2f}" for month, amount in months.items()}


def months_by_hand(year, *interventions, today=TODAY, reckoning=ALL):
    return kroner(months_of(interventions[0], year, today, reckoning))


@pytest.mark.parametrize(
    ("fields", "months"),
    [
        # Once: price times quantity, in the month it starts, whatever its end.
        (
            {"unit": "once", "quantity": "1.5", "starts_on": "2026-02-28", "ended_on": "2026-09-30"},
            {2: "1500.00"},
        ),
        # A day costs a day; 10 to 12 March are three.
        ({"unit": "day", "starts_on": "2026-03-10", "ended_on": "2026-03-12"}, {3: "3000.00"}),
        ({"unit": "day", "starts_on": "2026-03-31", "ended_on": "2026-04-01"}, {3: "1000.00", 4: "1000.00"}),
        # A week is spread over seven days: 1000 * 3 / 7 = 428.571…
        ({"unit": "week", "starts_on": "2026-03-10", "ended_on": "2026-03-12"}, {3: "428.57"}),
        # Two hours a week, ten days: 1000 * 2 * 10 / 7 = 2857.142…
        (
            {"unit": "hour", "quantity": "2", "starts_on": "2026-03-01", "ended_on": "2026-03-10"},
            {3: "2857.14"},
        ),
        # Four nights a month, half of April: 1000 * 4 * 15 / 30.
        (
            {"unit": "night", "quantity": "4", "starts_on": "2026-04-16", "ended_on": "2026-04-30"},
            {4: "2000.00"},
        ),
        # A month: 1000 * 14 / 28 in February, all of March.
        ({"starts_on": "2026-02-15", "ended_on": "2026-03-31"}, {2: "500.00", 3: "1000.00"}),
        # A year of 365 days: 1000 * 31 / 365 = 84.931…
        ({"unit": "year", "starts_on": "2026-01-01", "ended_on": "2026-01-31"}, {1: "84.93"}),
        # Half an øre goes up: 0.01 * 14 / 28 = 0.005; a third of one is nothing at all.
        ({"price": "0.01", "starts_on": "2026-02-15", "ended_on": "2026-02-28"}, {2: "0.01"}),
        ({"price": "0.01", "starts_on": "2026-04-21", "ended_on": "2026-04-30"}, {}),
        ({"starts_on": "2027-01-01"}, {}),
        ({"starts_on": "2025-01-01", "ended_on": "2025-12-31"}, {}),
    ],
)
def test_months_worked_out_by_hand(fields, months):
    assert months_by_hand(2026, an_intervention(**fields)) == months


def test_a_leap_year_has_366_days_and_a_longer_february():
    by_year = an_intervention(unit="year", price="36600.00", starts_on="2024-02-01", ended_on="2024-02-29")
    assert months_by_hand(2024, by_year) == {2: "2900.00"}
    by_month = an_intervention(price="2900.00", starts_on="2024-02-29", ended_on="2024-02-29")
    assert months_by_hand(2024, by_month) == {2: "100.00"}


def test_a_price_that_changes_in_mid_month_is_one_intervention_after_the_other():
    """10 days at 900 a month, then 20 at 1,500: each rounded for itself, 300 and 1,000 in April."""
    before = an_intervention(id="i1", price="900.00", ended_on="2026-04-10")
    after = an_intervention(id="i2", price="1500.00", starts_on="2026-04-11", ended_on="2026-12-31")
    account = costs_of([a_case("1", before, after)], 2026, TODAY)
    told = [(line.months[4], line.total) for line in account.cases[0].lines]
    assert told == [(30_000, 3 * 90_000 + 30_000), (100_000, 100_000 + 8 * 150_000)]
    # Today is 15 July: of the second, 15 of 31 days of July are spent: 1,500 * 15 / 31 = 725.806…
    assert account.cases[0].spent == 300_000 + 100_000 + 2 * 150_000 + 72_581


def test_a_year_that_changes_has_a_length_of_its_own():
    """36,600 a year: 100 a day in 2024 (366 days), 36,600 * 31 / 365 = 3,108.493… in January 2025."""
    item = an_intervention(unit="year", price="36600.00", starts_on="2024-12-30", ended_on="2025-01-31")
    assert months_by_hand(2024, item) == {12: "200.00"}
    assert months_by_hand(2025, item) == {1: "3108.49"}


@pytest.mark.parametrize(
    ("ends", "spent", "committed", "forecast"),
    [
        ({}, 7, 12, 12),
        ({"expected_end": "2026-09-30"}, 7, 9, 9),
        ({"expected_end": "2026-03-31"}, 7, 3, 12),  # past its end and not ended: it runs on
        ({"expected_end": "2026-07-15"}, 7, 7, 7),  # ends today: not past it
        ({"expected_end": "2026-07-14"}, 7, 7, 12),
        ({"expected_end": "2026-03-31", "ended_on": "2026-05-31"}, 5, 5, 5),
        ({"expected_end": "2026-03-31", "ended_on": "2026-10-31"}, 7, 10, 10),
        ({"expected_end": "2026-09-30", "ended_on": "2026-02-28"}, 2, 2, 2),
    ],
)
def test_how_far_each_reckoning_reaches(ends, spent, committed, forecast):
    item = an_intervention(**ends)
    reached = [len(months_of(item, 2026, TODAY, reckoning)) for reckoning in Reckoning]
    assert reached == [spent, committed, forecast]


def test_spent_counts_today_and_not_tomorrow():
    item = an_intervention(unit="day", starts_on="2026-07-14")
    assert months_by_hand(2026, item, reckoning=Reckoning.SPENT) == {7: "2000.00"}
    assert months_by_hand(2026, item, today=date(2026, 7, 13), reckoning=Reckoning.SPENT) == {}
    once = an_intervention(unit="once", starts_on="2026-07-15")
    assert months_by_hand(2026, once, reckoning=Reckoning.SPENT) == {7: "1000.00"}
    assert months_by_hand(2026, once, today=date(2026, 7, 14), reckoning=Reckoning.SPENT) == {}
    assert months_by_hand(2026, once, today=date(2026, 7, 14), reckoning=Reckoning.COMMITTED) == {
        7: "1000.00"
    }


def test_the_answer_has_the_contracts_words_in_their_order():
    running = an_intervention(id="i1", price="9500.00", ended_on="2026-02-28")
    foster = an_intervention(
        id="i2", unit="year", price="365000.00", placement="foster", starts_on="2026-12-01"
    )
    hoped = an_intervention(id="i3", unit="once", price="700.00", stage="expected")
    free = an_intervention(id="i4", price="0.00")
    cases = [
        a_case("2026-0002", foster),
        a_case("2026-0001", running, hoped, free),
        a_case("2026-0003", hoped),  # only hoped for: not listed, but in expected
    ]
    answer = costs_answer(cases, 2026, TODAY)
    assert list(answer) == ["year", "cases", "bands", "total", "expected"]
    assert answer["cases"] == [
        {
            "case": "c-2026-0001",
            "number": "2026-0001",
            "spent": "19000.00",
            "committed": "19000.00",
            "forecast": "19000.00",
            "placement": False,
            "band": 0,
            "lines": [
                {"intervention": "i1", "months": {"1": "9500.00", "2": "9500.00"}, "total": "19000.00"}
            ],
        },
        {
            "case": "c-2026-0002",
            "number": "2026-0002",
            "spent": "0.00",
            "committed": "31000.00",
            "forecast": "31000.00",
            "placement": True,
            "band": 0,
            "lines": [{"intervention": "i2", "months": {"12": "31000.00"}, "total": "31000.00"}],
        },
    ]
    assert [*answer["cases"][0]] == [
        "case", "number", "spent", "committed", "forecast", "placement", "band", "lines",
    ]  # fmt: skip
    assert answer["bands"][0] == {"from": 0, "to": 200000, "cases": 2, "total": "50000.00"}
    assert [band["from"] for band in answer["bands"]] == [0, 200000, 400000, 1000000, 1500000, 2000000]
    assert [band["to"] for band in answer["bands"]] == [200000, 400000, 1000000, 1500000, 2000000, None]
    assert all(band["cases"] == 0 and band["total"] == "0.00" for band in answer["bands"][1:])
    assert (answer["year"], answer["total"], answer["expected"]) == (2026, "50000.00", "1400.00")


@pytest.mark.parametrize("edge", BAND_EDGES[1:])
def test_an_edge_belongs_to_the_band_above_it(edge):
    def band(oere):
        item = an_intervention(unit="once").changed(price=oere)
        (case,) = costs_of([a_case("1", item)], 2026, TODAY).cases
        return case.band

    below = BAND_EDGES[BAND_EDGES.index(edge) - 1]
    assert band(edge * 100 - 1) == below
    assert band(edge * 100) == band(edge * 100 + 1) == edge


def test_nothing_costs_nothing():
    answer = costs_answer([], 2026, TODAY)
    assert answer["cases"] == []
    assert [band["cases"] for band in answer["bands"]] == [0] * 6
    assert (answer["total"], answer["expected"]) == ("0.00", "0.00")


def test_a_placement_that_costs_nothing_this_year_is_no_placement_here():
    foster = an_intervention(id="i2", placement="foster", starts_on="2027-01-01")
    (case,) = costs_of([a_case("1", an_intervention(), foster)], 2026, TODAY).cases
    assert not case.placement


def test_a_closed_case_costs_on():
    case = a_case("1", an_intervention(), status="closed", closed="2026-01-31")
    assert costs_of([case], 2026, TODAY).total == 1200000


# The oracle goes day by day in exact fractions and knows nothing of months' lengths.

DAYS = st.dates(date(2023, 6, 1), date(2026, 6, 30))


@st.composite
def interventions(draw):
    starts_on = draw(DAYS)
    ends = st.none() | st.integers(0, 500).map(lambda days: starts_on + timedelta(days))
    placement = draw(st.none() | st.sampled_from(PlacementKind))
    return Intervention.model_validate(
        {
            "id": "i1",
            "starts_on": starts_on,
            "expected_end": draw(ends),
            "ended_on": draw(ends),
            "unit": draw(st.sampled_from(Unit)),
            "price": draw(st.integers(0, 10**8)),
            "quantity": draw(st.integers(1, 10**5)),
            "stage": draw(st.sampled_from(Stage)),
            "placement": placement,
        }
    )


def runs(item, day, today, reckoning):
    if day < item.starts_on or (reckoning is Reckoning.SPENT and day > today):
        return False
    if item.ended_on is not None:
        return day <= item.ended_on
    if item.expected_end is None or (reckoning is not Reckoning.COMMITTED and item.expected_end < today):
        return True
    return day <= item.expected_end


def share_of_a_day(item, day):
    amount = Fraction(item.price) * Fraction(item.quantity, 1000)
    in_month = ((day.replace(day=1) + timedelta(32)).replace(day=1) - day.replace(day=1)).days
    in_year = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return {
        Unit.DAY: amount,
        Unit.WEEK: amount / 7,
        Unit.HOUR: amount / 7,
        Unit.NIGHT: amount / in_month,
        Unit.MONTH: amount / in_month,
        Unit.YEAR: amount / in_year,
        Unit.ONCE: amount if day == item.starts_on else Fraction(0),
    }[item.unit]


def summed_by_day(item, year, today, reckoning):
    sums = {}
    day = date(year, 1, 1)
    while day.year == year:
        begins = item.unit is Unit.ONCE and day == item.starts_on
        counts = begins and (reckoning is not Reckoning.SPENT or day <= today)
        if counts or (item.unit is not Unit.ONCE and runs(item, day, today, reckoning)):
            sums[day.month] = sums.get(day.month, Fraction(0)) + share_of_a_day(item, day)
        day += timedelta(1)
    rounded = {month: int(total + Fraction(1, 2)) for month, total in sums.items()}
    return {month: amount for month, amount in rounded.items() if amount}


@given(item=interventions(), year=st.integers(2023, 2026), today=DAYS, reckoning=st.sampled_from(Reckoning))
def test_months_are_the_sum_of_their_days(item, year, today, reckoning):
    assert months_of(item, year, today, reckoning) == summed_by_day(item, year, today, reckoning)


@given(items=st.lists(interventions(), max_size=6), year=st.integers(2023, 2026), today=DAYS)
def test_the_account_adds_up(items, year, today):
    half = len(items) // 2
    cases = [a_case("2", *items[:half]), a_case("1", *items[half:])]
    answer = costs_answer(cases, year, today)
    assert [case["number"] for case in answer["cases"]] == sorted(case["number"] for case in answer["cases"])
    forecasts = [Decimal(case["forecast"]) for case in answer["cases"]]
    assert all(forecast > 0 for forecast in forecasts)
    assert Decimal(answer["total"]) == sum(forecasts) == Decimal(forecast_of(items, year, today)) / 100
    assert sum(Decimal(band["total"]) for band in answer["bands"]) == sum(forecasts)
    assert sum(band["cases"] for band in answer["bands"]) == len(answer["cases"])
    for case in answer["cases"]:
        assert sum(Decimal(line["total"]) for line in case["lines"]) == Decimal(case["forecast"])
        for line in case["lines"]:
            assert sum(map(Decimal, line["months"].values())) == Decimal(line["total"])
        assert Decimal(case["committed"]) <= Decimal(case["forecast"])
        assert Decimal(case["spent"]) <= Decimal(case["forecast"])
    hoped = [item.changed(stage=Stage.RUNNING) for item in items if item.stage is Stage.EXPECTED]
    assert Decimal(answer["expected"]) == Decimal(forecast_of(hoped, year, today)) / 100


@given(
    st.sampled_from(list(Unit)),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.none() | st.integers(0, 500),
    st.none() | st.integers(0, 500),
    st.integers(0, 10**7),
    st.integers(1, 10**5),
    st.sampled_from([2025, 2026, 2027]),
)
def test_a_case_is_spent_and_committed_as_each_month_alone_says(
    unit, start, expected, ended, price, quantity, year
):
    item = an_intervention(
        unit=unit,
        starts_on=start,
        expected_end=None if expected is None else start + timedelta(days=expected),
        ended_on=None if ended is None else start + timedelta(days=ended),
        price=price,
        quantity=quantity,
    )
    alone = {how: sum(months_of(item, year, TODAY, how).values()) for how in Reckoning}
    for costs in costs_of([a_case("1", item)], year, TODAY).cases:
        told = (costs.spent, costs.committed, costs.forecast)
        assert told == (alone[Reckoning.SPENT], alone[Reckoning.COMMITTED], alone[Reckoning.FORECAST])

"""`costs` and `report` against made-up families, whose figures were worked out by hand from the contract."""

import json

import pytest


def help_(item_id, **changed):
    plain = {"law_group": "supportive", "price": "1000.00", "unit": "month", "starts_on": "2024-01-01"}
    return {"id": item_id, "title": item_id, **plain, **changed}


def case(number, *helped, **changed):
    plain = {"child": "p1", "status": "active", "opened": "2023-01-01"}
    return {"id": f"c{number}", "number": str(number), "interventions": helped, **plain, **changed}


def held(meeting_id, day, kind="network_meeting", **changed):
    times = {"starts_at": f"{day}T10:00:00+01:00", "ends_at": f"{day}T11:00:00+01:00"}
    return {"id": meeting_id, "kind": kind, "status": "held", **times, **changed}


def document(*cases):
    people = [{"id": "p1", "name": "A Bo", "born": "2012-02-29"}, {"id": "p2", "name": "B Bo"}]
    return {"format": "taetpaa-exchange", "version": 1, "people": people, "cases": cases}


@pytest.fixture
def ask(taetpaa, empty_store, tmp_path):
    """Takes the families in, and gives what a subcommand answers on a day."""

    def answer(cases, *arguments, today):
        file = tmp_path / "families.json"
        file.write_text(json.dumps(document(*cases)), "utf-8")
        taken = taetpaa("import", file, store=empty_store, today=today)
        assert taken.code == 0, taken.err
        return json.loads(taetpaa(*arguments, "--json", store=empty_store, today=today).out)

    return answer


COSTS = {
    "a price that changes in mid-month, as two interventions in a leap year": (
        [
            help_("a", price="9500.00", ended_on="2024-02-14"),
            help_("b", price="9900.00", starts_on="2024-02-15", expected_end="2024-12-31"),
        ],
        # 9500 x 14/29 = 4586.21; 9900 x 15/29 = 5120.69; to 15 June: three months and 15/30
        ("53856.90", "118206.90", "118206.90", {"1": "9500.00", "2": "4586.21"}),
    ),
    "a year's price over the 366 days of a leap year": (
        [help_("a", unit="year", price="366000.00", starts_on="2024-02-01", ended_on="2024-02-29")],
        ("29000.00", "29000.00", "29000.00", {"2": "29000.00"}),
    ),
    "once today counts as spent": (
        [help_("a", unit="once", price="500.00", quantity="2", starts_on="2024-06-15")],
        ("1000.00", "1000.00", "1000.00", {"6": "1000.00"}),
    ),
    "once tomorrow does not": (
        [help_("a", unit="once", price="700.05", starts_on="2024-06-16")],
        ("0.00", "700.05", "700.05", {"6": "700.05"}),
    ),
    "nights a month in thousandths, past their agreed end": (
        [
            help_(
                "a",
                unit="night",
                price="1234.57",
                quantity="4.333",
                starts_on="2024-06-11",
                expected_end="2024-06-12",
                ended_on=None,
            )
        ],
        # a month is 5349.39181; agreed 2 of 30 days, spent 5, expected 20 and six whole months
        (
            "891.57",
            "356.63",
            "35662.60",
            {"6": "3566.26", **{str(month): "5349.39" for month in range(7, 13)}},
        ),
    ),
    "hours a week in thousandths": (
        [
            help_(
                "a",
                unit="hour",
                price="412.35",
                quantity="2.125",
                starts_on="2024-06-01",
                ended_on="2024-06-03",
            )
        ],
        ("375.53", "375.53", "375.53", {"6": "375.53"}),
    ),
    "half an øre goes up": (
        [help_("a", unit="day", price="0.01", quantity="0.5", starts_on="2024-06-01", ended_on="2024-06-01")],
        ("0.01", "0.01", "0.01", {"6": "0.01"}),
    ),
    "each month of a week is rounded by itself": (
        [help_("a", unit="week", price="100.00", starts_on="2024-05-31", ended_on="2024-06-02")],
        ("42.86", "42.86", "42.86", {"5": "14.29", "6": "28.57"}),
    ),
    "an end that is today does not run on": (
        [help_("a", unit="day", starts_on="2024-06-01", expected_end="2024-06-15")],
        ("15000.00", "15000.00", "15000.00", {"6": "15000.00"}),
    ),
}


@pytest.mark.parametrize("told", COSTS)
def test_costs_by_hand(ask, told):
    helped, (spent, committed, forecast, months) = COSTS[told]
    found = ask([case(1, *helped)], "costs", today="2024-06-15")["cases"][0]
    assert (found["spent"], found["committed"], found["forecast"]) == (spent, committed, forecast)
    assert found["lines"][0]["months"] == months


def test_edges_of_bands_and_what_is_only_expected(ask):
    below = help_("a", unit="once", price="199999.99")
    edge = help_("b", unit="once", price="200000.00")
    hoped = help_("c", stage="expected", starts_on="2024-03-01", expected_end="2024-03-31")
    found = ask([case(1, below), case(2, edge), case(3, hoped)], "costs", today="2024-06-15")
    assert [one["band"] for one in found["cases"]] == [0, 200000]
    assert [(one["cases"], one["total"]) for one in found["bands"][:2]] == [
        (1, "199999.99"),
        (1, "200000.00"),
    ]
    # past its end and not ended it would run on: ten months
    assert (found["total"], found["expected"]) == ("399999.99", "10000.00")


PLACED = {"law_group": "placement", "step": 6}
FAMILIES = [
    case(
        1,
        help_("a", step=3, starts_on="2023-01-01", ended_on="2024-02-10"),
        help_(
            "b",
            **PLACED | {"step": 5},
            placement="foster",
            unit="day",
            price="100.00",
            starts_on="2024-04-01",
            ended_on="2024-05-01",
        ),
        help_("c", step=2, starts_on="2024-04-20"),
        help_("d", step=6, law_group="compensating"),
        well_being=[
            {"on": "2024-01-01", "rated_by": "p1", "about": "p1", "score": 4},
            {"on": "2024-01-01", "rated_by": "p2", "about": "p1", "score": 7},
            {"on": "2024-09-01", "rated_by": "p2", "about": "p1", "score": 8},
            {"on": "2024-03-01", "rated_by": "p2", "about": "p2", "score": 2},
        ],
        appointments=[held("m1", "2024-03-01"), held("m2", "2024-12-31", "follow_up", child_heard="talk")],
        inquiries=[{"id": "q", "kind": "complaint", "received_at": "2024-05-01T09:00:00+02:00"}],
        events=[
            {"id": "e1", "on": "2024-12-31", "kind": "complaint"},
            {"id": "e2", "on": "2024-02-01", "kind": "breakdown"},
        ],
    ),
    case(
        2,
        help_(
            "e",
            **PLACED,
            placement="residential_home",
            starts_on="2023-06-01",
            ended_on="2024-01-10",
            end_reason="breakdown",
        ),
        help_(
            "f",
            **PLACED | {"step": 4},
            placement="own_room",
            price="2000.00",
            starts_on="2024-01-10",
            expected_end="2024-03-31",
        ),
        acting_municipality="X",
        paying_municipality="X",
    ),
    case(
        3,
        help_("g", **PLACED, placement="institution", price="5000.00", starts_on="2023-06-01"),
        acting_municipality="X",
        paying_municipality="Y",
    ),
    case(4, status="closed", closed="2023-12-31"),
    case(5, status="closed", closed="2024-01-01"),
]


def test_a_year_of_key_figures_by_hand(ask):
    span = ("report", "--from", "2024-01-01", "--to", "2024-12-31")
    found = ask(FAMILIES, *span, today="2025-06-15")
    assert found["cases"] == 4  # the fifth was open on New Year's Day
    assert found["moves"] == {"up": 1, "down": 2}  # 3, a gap, 5, 2; and 6, both, 4
    assert found["steps"] == {"1": 0, "2": 1, "3": 0, "4": 1, "5": 0, "6": 1}
    placed = found["placements"]
    assert (placed["count"], placed["family_like_share"]) == (1, 1)
    assert (placed["days_mean"], placed["days_median"]) == (127.5, 127.5)  # 31 and 224 days
    # 31 days; 1000 x 10/31; 2000 x 22/31, and 11 months on past its agreed end
    assert placed["cost"] == "26841.93"
    assert found["follow_ups"] == {"due": 3, "on_time": 0, "late": 2, "missed": 1}
    assert found["deadlines"] == {"law_due": 6, "law_on_time": 0}
    assert found["network_meetings"] == found["children_heard"] == {"cases_with": 1, "share": 0.25}
    assert found["well_being"] == {"child": {"first": 5.5, "last": 8}, "family": {"first": 2, "last": 2}}
    assert (found["complaints"], found["breakdowns"], found["feedback"]) == (2, 2, 0)


@pytest.mark.parametrize(("day", "under"), [("2022-02-27", 1), ("2022-02-28", 0)])
def test_a_child_of_29_february_turns_ten_on_the_28th(ask, day, under):
    """As every other birthday: months clamp to the month's end."""
    told = {"id": "n", "kind": "notification", "received_at": f"{day}T09:00:00+01:00"}
    family = case(1, opened="2021-01-01", inquiries=[told])
    found = ask([family], "report", "--from", "2022-01-01", "--to", "2022-12-31", today="2024-06-15")
    assert found["notifications"] == {"all": 1, "under_10": under}


def test_placements_that_overlap_are_each_paid_and_each_counted(ask):
    foster = help_("a", **PLACED, placement="foster", unit="day", price="100.00", starts_on="2024-01-01")
    home = help_("b", **PLACED, placement="institution", unit="day", price="1000.00", starts_on="2024-01-31")
    family = case(1, foster | {"ended_on": "2024-02-02"}, home | {"ended_on": "2024-02-03"})
    found = ask([family], "report", "--from", "2024-01-01", "--to", "2024-02-02", today="2024-06-15")
    assert found["placements"]["count"] == 2
    assert found["placements"]["cost"] == "7300.00"  # 33 days and 4: February counts whole
    assert found["moves"] == {"up": 0, "down": 0}


@pytest.mark.parametrize(
    "wrong",
    [{"price": "-1.00"}, {"quantity": "0"}, {"quantity": None}, {"unit": None}, {"ended_on": "2023-12-31"}],
)
def test_a_price_a_quantity_a_unit_or_an_end_that_cannot_be_is_a_fault(taetpaa, empty_store, tmp_path, wrong):
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(document(case(1, help_("a") | wrong))), "utf-8")
    said = taetpaa("import", file, store=empty_store)
    assert said.code == 1
    assert "/cases/0/interventions/0" in said.err
    assert json.loads(taetpaa("cases", "--json", store=empty_store).out) == []

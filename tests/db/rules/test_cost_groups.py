"""The tables of the practice, out of cases made up for them, and the account by age."""

from datetime import date

import pytest

from db.records.intervention import LawGroup, PlacementKind, Stage, Unit
from db.rules.cost_groups import by_age, by_band, large_placements
from db.rules.costs import costs_of
from db.rules.help_row import HelpRow
from db.store.case_list import CostlyCase

TODAY = date(2023, 1, 15)
# practice.md, section 5: cases at 1.0-1.5, 1.5-2.0 and over 2.0 million; theirs and all, in 1,000 kr.
TABLE = {
    2020: ((5, 4, 2), 19_644, 36_511, "54 %"),
    2021: ((9, 3, 4), 26_965, 40_103, "67 %"),
    2022: ((11, 4, 5), 34_208, 44_987, "76 %"),
}


def placed(number, year, kroner, *, placement=PlacementKind.FOSTER):
    """A case that costs `kroner` in `year` and nothing in another."""
    month, rest = divmod(kroner * 100, 12)
    return CostlyCase(
        f"c{number}",
        f"{year}-{number}",
        (
            help_row(f"i{number}", year, month, Unit.MONTH, placement),
            help_row(f"o{number}", year, rest, Unit.ONCE, placement),
        ),
    )


def help_row(name, year, price, unit, placement):
    return HelpRow(
        id=name,
        stage=Stage.RUNNING,
        law_group=LawGroup.PLACEMENT if placement else LawGroup.SUPPORTIVE,
        step=5,
        placement=placement,
        starts_on=date(year, 1, 1),
        expected_end=None,
        ended_on=date(year, 12, 31),
        price=price,
        unit=unit,
        quantity=1000,
    )


def made(year):
    """Cases that give the year's row: most at an edge of their band, one that takes what is left."""
    (low, middle, high), large, everything, _ = TABLE[year]
    amounts = [1_000_000] * low + [1_500_000] * middle + [2_000_000] * (high - 1)
    amounts.append(large * 1000 - sum(amounts))
    rest = everything * 1000 - large * 1000
    amounts += [999_999] * (rest // 999_999) + [rest % 999_999]
    cases = [placed(number, year, kroner) for number, kroner in enumerate(amounts)]
    return [*cases, placed("home", year, 3_000_000, placement=None)]


@pytest.mark.parametrize("year", TABLE)
def test_placements_of_a_million_and_more_come_out_as_the_practice_has_them(year):
    everyone = [case for each in TABLE for case in made(each)]
    found = large_placements(costs_of(everyone, year, TODAY))
    counts, large, everything, share = TABLE[year]
    assert tuple(len(band.cases) for band in found.bands) == counts
    assert found.count == sum(counts)
    assert found.total == large * 1000 * 100
    assert found.all_total == everything * 1000 * 100
    assert f"{100 * found.share:.0f} %" == share


def test_a_year_without_placements_has_no_share():
    found = large_placements(costs_of([placed("a", 2021, 5, placement=None)], 2021, TODAY))
    assert (found.count, found.all_total, found.share) == (0, 0, None)


def test_every_case_of_the_account_stands_in_one_age_and_one_band():
    everyone = made(2022)
    account = costs_of(everyone, 2022, TODAY)
    born = {case.id: date(2022 - number % 25, 6, 1) for number, case in enumerate(everyone)}
    born["c3"] = None
    for groups in (by_age(account, born, date(2022, 12, 31)), by_band(account)):
        assert sorted(case for group in groups for case in group.cases) == sorted(
            case.case for case in account.cases
        )
        assert sum(group.total for group in groups) == account.total
    assert by_age(account, born, date(2022, 12, 31))[-1].cases == ("c3",)


@pytest.mark.parametrize(
    ("born", "group"),
    [
        (date(2017, 1, 1), (0, 6)),
        (date(2016, 12, 31), (6, 12)),
        (date(2004, 12, 31), (18, 23)),
        (date(1999, 12, 31), (23, None)),
        (date(2023, 2, 1), (0, 6)),
    ],
)
def test_a_birthday_on_the_day_counts(born, group):
    account = costs_of([placed("a", 2022, 100)], 2022, TODAY)
    found = by_age(account, {"ca": born}, date(2022, 12, 31))
    assert [(one.start, one.end) for one in found if one.cases] == [group]

"""Visits of a year are counted as they stand, and spread as practice says."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.books import office
from db.records.appointment import Appointment
from db.records.office import InstitutionKind
from db.rules import visits
from db.rules.series import days_of


def visit(number, moment, status="held", kind="visit_to_day_care", institution="o1"):
    return Appointment(id=f"v{number}", kind=kind, starts_at=moment, status=status, institution=institution)


def test_the_year_is_copenhagens_and_only_this_institutions_own_visits_count():
    found = [
        visit(1, datetime(2025, 12, 31, 23, 30, tzinfo=UTC)),  # half past midnight in Copenhagen
        visit(2, datetime(2026, 5, 1, 8, tzinfo=UTC)),
        visit(3, datetime(2026, 9, 1, 8, tzinfo=UTC), "planned"),
        visit(4, datetime(2026, 9, 1, 8, tzinfo=UTC), "missed"),
        visit(5, datetime(2026, 9, 1, 8, tzinfo=UTC), "cancelled"),
        visit(6, datetime(2026, 9, 1, 8, tzinfo=UTC), institution="o2"),
        visit(7, datetime(2026, 9, 1, 8, tzinfo=UTC), kind="panel"),
    ]
    assert visits.visits_in(found, "o1", 2026) == visits.Visits(2, 1)
    assert visits.visits_in(found, "o1", 2025) == visits.Visits(0, 0)
    assert visits.left_this_year(3, visits.Visits(2, 1)) == 1


def test_the_numbers_of_practice_stand_in_the_file_with_their_sources():
    read = office.read()
    told = {one.id: (one.every, one.step, one.count, one.kind) for one in read.series}
    assert told == {
        "panel": ("weeks", 2, 26, "panel"),
        "parent_panel": ("months", 3, 4, "parent_panel"),
    }
    usual = read.usual(InstitutionKind.DAY_CARE)
    assert usual is not None
    assert (usual.visits_per_year, usual.visit_minutes) == (3, 120)
    assert read.usual(InstitutionKind.SCHOOL) is None
    assert all(one.source for one in (*read.series, *read.visits))


@pytest.mark.parametrize(
    ("per_year", "days"),
    [
        (3, [date(2026, 1, 12), date(2026, 5, 12), date(2026, 9, 12)]),
        (1, [date(2026, 1, 12)]),
        (26, [date(2026, 1, 12), date(2026, 1, 26)]),
    ],
)
def test_visits_lie_evenly_over_the_year(per_year, days):
    assert days_of(date(2026, 1, 12), visits.spread(per_year, len(days))) == days


@given(st.integers(1, 200), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_as_many_visits_as_agreed_fit_in_the_year_that_follows(per_year, first):
    days = days_of(first, visits.spread(per_year, per_year))
    assert len(days) == per_year
    assert (days[-1] - first).days < 366 or per_year > 52

"""Which automatic backups are kept: the newest always, and fewer the older they are."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.rules.keeping import to_thin

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOURS = st.lists(st.integers(0, 24 * 400), max_size=60)


def ago(**span):
    return NOW - timedelta(**span)


def test_all_of_two_days_then_one_a_day_then_one_a_week():
    made = [ago(hours=hours) for hours in range(0, 24 * 40, 6)]
    kept = sorted(set(made) - set(to_thin(made, NOW, days=30)), reverse=True)
    assert kept[:9] == made[:9]
    assert len({moment.date() for moment in kept[9:] if moment >= ago(days=14)}) == 13
    older = [moment for moment in kept if moment < ago(days=14)]
    assert [moment.isocalendar().week for moment in older] == [46, 45, 44, 43]
    assert min(kept) >= ago(days=30)


def test_a_single_old_backup_is_kept_and_a_clock_that_went_back_harms_nothing():
    assert to_thin([ago(days=900)], NOW, days=2) == []
    assert to_thin([], NOW, days=2) == []
    ahead = [NOW + timedelta(days=365), ago(days=1)]
    assert to_thin(ahead, NOW, days=90) == []


@given(HOURS, st.integers(2, 400))
def test_the_newest_stays_and_nothing_is_thinned_twice(hours, days):
    made = [ago(hours=hour) for hour in hours]
    gone = to_thin(made, NOW, days=days)
    left = set(made) - set(gone)
    assert gone == sorted(set(gone))
    assert to_thin(left, NOW, days=days) == []
    assert not made or max(made) in left
    assert {moment for moment in made if moment >= ago(days=2)} <= left

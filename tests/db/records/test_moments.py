from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from db.records.base import Moment

MOMENT = TypeAdapter(Moment)


@given(st.integers(0, 9_996 * 365 * 86_400))
def test_a_moment_as_the_store_writes_it_is_the_one_that_an_offset_tells(seconds):
    when = datetime(2, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    written, later = (one.replace(tzinfo=None).isoformat() for one in (when, when + timedelta(hours=1)))
    stored = MOMENT.validate_python(f"{written}Z")
    assert stored == when
    assert stored.tzinfo is UTC
    assert stored == MOMENT.validate_python(f"{written}+00:00") == MOMENT.validate_python(f"{later}+01:00")


@pytest.mark.parametrize(
    "text",
    [
        "2026-W05-6T14:30:00Z",
        "2026-02-30T10:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31 14:30:00Z",
        "2026-01-31T14:30:00z",
        "2026-01-31T14.30.00Z",
        "20260131T143000.000Z",
        "9999-12-31T23:30:00Z",
        "٢026-01-31T14:30:00Z",
    ],
)
def test_what_only_looks_like_a_stored_moment_is_refused(text):
    with pytest.raises(ValidationError):
        MOMENT.validate_python(text)

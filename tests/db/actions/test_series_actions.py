"""Series in the store: made, changed from one on, left out, taken back; due, export and .ics show each."""

import json
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from stores import PASSPHRASE

from db.actions import appointments, series, undo
from db.actions.at_the_desk import at_the_desk
from db.errors import NotAllowed, Stale
from db.records.appointment import Appointment, AppointmentStatus
from db.rules.series import Every, Pattern
from db.store import aggregates, cases, check, minutes
from db.store import open as door
from db.store import series as store

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
PATTERN = Pattern(Every.WEEKS, 3, count=6)


@pytest.fixture
def desk(filled_store):
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: NOW)
        yield desk
        desk.close()


def first(**more):
    starts = datetime(2027, 2, 22, 12, tzinfo=UTC)
    return Appointment(
        id="row-1", kind="phone", title="Ring", starts_at=starts, ends_at=starts + timedelta(hours=1), **more
    )


def of(desk):
    """The appointments of the series, in order."""
    tie = store.tie_of(desk.db, "row-1")
    return [minutes.get(desk.db, "row-1"), *store.following(desk.db, tie.series, first().starts_at)]


@pytest.fixture
def case_id(desk):
    return cases.ids(desk.db)[0]


def test_each_is_an_ordinary_appointment_and_all_are_one_change(desk, case_id):
    before = len(cases.get(desk.db, case_id).appointments)
    series.add_series(desk, case_id, first(), PATTERN)
    assert len(cases.get(desk.db, case_id).appointments) == before + 6
    due = "select count(*) from deadlines where rule = 'appointment' and case_id = ? and title is not null"
    assert desk.db.execute(due + " and due_day >= '2027-02-22'", [case_id]).fetchone()[0] >= 6
    tie = store.tie_of(desk.db, of(desk)[2].id)
    assert (tie.number, tie.count, tie.rule) == (3, 6, "FREQ=WEEKLY;INTERVAL=3;COUNT=6")
    undo.undo(desk)
    assert len(cases.get(desk.db, case_id).appointments) == before
    assert store.tie_of(desk.db, "row-1") is None or minutes.case_of(desk.db, "row-1") is None


def test_one_is_moved_one_left_out_and_the_following_changed(desk, case_id):
    series.add_series(desk, case_id, first(), PATTERN)
    whole = of(desk)
    appointments.move_appointment(desk, whole[1], whole[1].starts_at + timedelta(days=1))
    appointments.cancel_appointment(desk, whole[2])
    after = whole[3].changed(
        title="Ring til mor",
        starts_at=whole[3].starts_at + timedelta(days=1, hours=1),
        ends_at=whole[3].ends_at + timedelta(days=1, hours=1),
    )
    series.change_following(desk, whole[3], after)
    found = {one.id: one for one in aggregates.of_case(desk.db, Appointment, case_id)}
    assert found[whole[0].id] == whole[0]
    assert found[whole[1].id].starts_at == whole[1].starts_at + timedelta(days=1)
    assert found[whole[2].id].status is AppointmentStatus.CANCELLED
    for one in whole[3:]:
        now = found[one.id]
        assert (now.title, now.starts_at - one.starts_at) == ("Ring til mor", timedelta(days=1, hours=1))
    series.leave_out_following(desk, found[whole[4].id])
    left = {one.id: one.status for one in aggregates.of_case(desk.db, Appointment, case_id)}
    assert [left[one.id] for one in whole[3:]] == ["planned", "cancelled", "cancelled"]
    undo.undo(desk)
    assert minutes.get(desk.db, whole[5].id).status is AppointmentStatus.PLANNED
    assert check.check(desk.store).sound


def test_a_series_of_the_office_has_no_case(desk):
    before = len(aggregates.of_office(desk.db, Appointment))
    series.add_series(desk, None, first(), Pattern(Every.MONTHS, 3, until=date(2028, 2, 22)))
    assert len(aggregates.of_office(desk.db, Appointment)) == before + 5
    series.leave_out_following(desk, of(desk)[1])
    statuses = [minutes.get(desk.db, "row-1").status]
    assert statuses == [AppointmentStatus.PLANNED]
    planned = (
        "select count(*) from deadlines where owner in (select id from appointments where parent is null"
    )
    assert desk.db.execute(planned + " and title = 'Ring')").fetchone()[0] == 1


def test_what_cannot_be_is_refused_and_nothing_is_changed(desk, case_id):
    with pytest.raises(NotAllowed):
        series.add_series(desk, case_id, first(), Pattern(Every.WEEKS, 1))
    with pytest.raises(Stale):
        series.add_series(desk, "gone", first(), PATTERN)
    alone = first()
    appointments.add_appointment(desk, case_id, alone)
    with pytest.raises(NotAllowed, match="no series"):
        series.change_following(desk, alone, alone.changed(title="x"))
    with desk.db.atomic():
        closed = "update cases set status = 'closed', closed = '2026-11-23' where id = ?"
        desk.db.conn.execute(closed, [case_id])
    with pytest.raises(NotAllowed, match="closed"):
        series.add_series(desk, case_id, first().changed(id="row-2"), PATTERN)
    assert desk.db.execute("select count(*) from series").fetchone()[0] == 0


def test_export_and_calendar_hold_each_of_them_by_the_clock(filled_store, taetpaa, tmp_path):
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: NOW)
        series.add_series(desk, None, first(), PATTERN)
        desk.close()
    assert taetpaa("export", "--out", str(tmp_path / "x.json"), store=filled_store).code == 0
    document = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert "series" not in document
    starts = [one["starts_at"] for one in document["appointments"] if one["title"] == "Ring"]
    assert starts[1:3] == ["2027-03-15T13:00:00+01:00", "2027-04-05T13:00:00+02:00"]
    span = ("--from", "2027-02-22", "--to", "2027-06-30")
    assert taetpaa("calendar", "--out", str(tmp_path / "x.ics"), *span, store=filled_store).code == 0
    read = icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes())
    calls = [e.start for e in read.walk("VEVENT") if str(e["summary"]) == "Telefonsamtale"]
    assert {str(start)[11:16] for start in calls if str(start)[:10] in {one[:10] for one in starts}} == {
        "13:00"
    }

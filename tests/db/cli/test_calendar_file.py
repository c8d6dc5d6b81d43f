"""The calendar file, read back by other programs: icalendar, recurring-ical-events and khal."""

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from stores import PASSPHRASE

from db.actions import appointments, calendars, computed
from db.actions import minutes as meetings
from db.actions.at_the_desk import at_the_desk
from db.actions.desk import action
from db.store import minutes
from db.store import open as door
from db.words import Words

CPH = ZoneInfo("Europe/Copenhagen")
SENTINELS = (
    "Sentinel",
    "070815",
    "2026-0042",
    "Hemmeligvej",
    "88776655",
    "@sentinel",
    "c-secret",
    "m-secret",
)
APPOINTMENTS = [
    ("m-secret-1", "follow_up", "2026-12-02T13:00:00+01:00", "2026-12-02T14:30:00+01:00", "planned"),
    ("m-secret-2", "home_visit", "2027-03-28T01:30:00+01:00", "2027-03-28T03:30:00+02:00", "planned"),
    ("m-secret-3", "phone", "2027-10-31T01:30:00+02:00", None, "planned"),
    ("m-secret-4", "network_meeting", "2026-12-03T23:00:00+01:00", "2026-12-04T01:00:00+01:00", "planned"),
    ("m-secret-5", "child_talk", "2026-12-05T09:00:00+01:00", None, "cancelled"),
    ("m-secret-6", "child_talk", "2026-11-05T09:00:00+01:00", None, "held"),
    ("m-secret-7", "child_talk", "2026-11-06T09:00:00+01:00", None, "missed"),
]
DOCUMENT = {
    "format": "taetpaa-exchange",
    "version": 1,
    "people": [
        {
            "id": "p-secret",
            "name": "Sentinel Barn",
            "cpr": "0708154444",
            "born": "2015-08-07",
            "address": "Hemmeligvej 1",
            "phone": "88776655",
            "email": "barn@sentinel.dk",
        }
    ],
    "cases": [
        {
            "id": "c-secret",
            "number": "2026-0042",
            "child": "p-secret",
            "status": "active",
            "opened": "2026-01-05",
            "caseworker": "Sentinel Sagsbehandler",
            "consents": [
                {
                    "id": "k1",
                    "given_by": "p-secret",
                    "about": "Sentinel skole",
                    "given_on": "2026-01-06",
                    "expires_on": "2026-12-20",
                }
            ],
            "inquiries": [
                {
                    "id": "q1",
                    "kind": "notification",
                    "received_at": "2026-11-22T16:55:00+01:00",
                    "from": "Sentinel",
                }
            ],
            "appointments": [
                {
                    "id": key,
                    "kind": kind,
                    "title": "Sentinel møde",
                    "place": "Hemmeligvej 1",
                    "starts_at": starts,
                    "ends_at": ends,
                    "status": status,
                    "agreements": [
                        {"title": "Sentinel ringer", "due_on": "2026-12-10", "responsible": "p-secret"}
                    ]
                    if key == "m-secret-6"
                    else [],
                }
                for key, kind, starts, ends, status in APPOINTMENTS
            ],
        }
    ],
}


@pytest.fixture
def store(taetpaa, empty_store, tmp_path):
    """A store with one case whose every text is a sentinel."""
    file = tmp_path / "in.json"
    file.write_text(json.dumps(DOCUMENT), "utf-8")
    ended = taetpaa("import", str(file), store=empty_store)
    assert ended.code == 0, ended.err
    return empty_store


@pytest.fixture
def written(taetpaa, store, tmp_path):
    """Writes a calendar file with these options and reads it."""
    made = []

    def call(*options):
        out = tmp_path / f"{len(made)}.ics"
        made.append(out)
        ended = taetpaa("calendar", "--out", str(out), *options, store=store)
        assert ended.code == 0, ended.err
        return icalendar.Calendar.from_ical(out.read_bytes()), out

    return call


def events(calendar):
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def starts_of(calendar):
    return sorted(str(event.start) for event in calendar.walk("VEVENT"))


def test_what_is_open_stands_there_and_nothing_about_anybody(written):
    calendar, out = written()
    raw = out.read_bytes().replace(b"\r\n ", b"")
    assert [word for word in SENTINELS if word.casefold() in raw.decode().casefold()] == []
    assert not any(
        key in event for event in calendar.walk("VEVENT") for key in ("attendee", "organizer", "location")
    )
    found = {(str(event["summary"]), str(event.start)) for event in calendar.walk("VEVENT")}
    assert ("Opfølgning", "2026-12-02 13:00:00+01:00") in found
    assert ("Frist: Aftale", "2026-12-10") in found
    assert ("Frist: Vurdering af underretning", "2026-11-23 16:55:00+01:00") in found
    assert not any(start.startswith(("2026-12-05", "2026-11-05", "2026-11-06")) for _, start in found)
    assert all(len(line) <= 75 for line in out.read_bytes().split(b"\r\n"))
    assert all(event.walk("VALARM") for event in calendar.walk("VEVENT"))


def test_copenhagens_time_across_summer_time_and_midnight(written):
    calendar, _ = written("--from", "2026-12-01", "--to", "2028-01-01")
    across = {
        str(e["summary"]): e
        for e in recurring_ical_events.of(calendar).between(date(2027, 3, 27), date(2027, 3, 29))
    }
    visit = across["Hjemmebesøg"]
    assert visit.start.astimezone(UTC) == datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert visit.end.astimezone(UTC) - visit.start.astimezone(UTC) == timedelta(hours=1)
    back = recurring_ical_events.of(calendar).at(date(2027, 10, 31))
    call = next(event for event in back if "Telefon" in str(event["summary"]))
    assert call.start.astimezone(UTC) == datetime(2027, 10, 30, 23, 30, tzinfo=UTC)
    night = next(e for e in calendar.walk("VEVENT") if str(e["summary"]) == "Netværksmøde")
    assert (night.start.date(), night.end.date()) == (date(2026, 12, 3), date(2026, 12, 4))


def test_the_span_bounds_what_is_written(written):
    calendar, _ = written("--from", "2026-11-01", "--to", "2026-12-03")
    days = {str(start)[:10] for start in (event.start for event in calendar.walk("VEVENT"))}
    assert min(days) >= "2026-11-01"
    assert max(days) <= "2026-12-03"
    assert {"2026-11-05", "2026-12-02", "2026-12-03"} <= days
    assert "2026-11-06" not in days


KHAL = """[calendars]
[[own]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Copenhagen
default_timezone = Europe/Copenhagen
"""


def test_khal_reads_the_file(written):
    _, out = written()
    config = out.with_name("khal.conf")
    config.write_text(KHAL.format(folder=out.parent), "utf-8")
    (out.parent / "calendar").mkdir()
    told = subprocess.run(
        ["khal", "-c", str(config), "printics", "--format", "{start-long-full} {title}", str(out)],
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": str(out.parent), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    ).stdout
    assert "2026-12-02 13:00 Opfølgning" in told
    assert "2027-10-31 01:30 Telefonsamtale" in told


def test_uids_stay_a_change_raises_the_sequence_and_what_is_gone_is_cancelled(store, written, tmp_path):
    first = events(written()[0])
    again = events(written()[0])
    assert first.keys() == again.keys()
    assert all(event["sequence"] == 0 for event in again.values())
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        db = unlocked.connect()
        with db.atomic():
            moved = "update appointments set starts_at = '2026-12-02T13:00:00Z' where id = 'm-secret-1'"
            db.conn.execute(moved)
            due = "update deadlines set due = '2026-12-02T14:00:00+01:00' where trigger_id = 'm-secret-1'"
            db.conn.execute(due)
            db.conn.execute("delete from deadlines where trigger_id = 'm-secret-4'")
        db.close()
    third = events(written()[0])
    assert third.keys() == first.keys()
    changed = {uid for uid, event in third.items() if event["sequence"] == 1}
    assert {str(first[uid]["summary"]) for uid in changed} == {"Opfølgning", "Netværksmøde"}
    cancelled = [uid for uid, event in third.items() if event["status"] == "CANCELLED"]
    assert [str(first[uid]["summary"]) for uid in cancelled] == ["Netværksmøde"]
    fourth = events(written()[0])
    assert fourth[cancelled[0]]["sequence"] == 1


def at(store, day):
    """A desk at noon of `day` on `store`."""
    unlocked = door.unlock_by_passphrase(store, PASSPHRASE)
    return unlocked, at_the_desk(unlocked, now=lambda: datetime(*day, 11, tzinfo=UTC))


def test_another_span_takes_nothing_back_that_still_stands(written):
    wide = events(written("--from", "2026-01-01", "--to", "2030-01-01")[0])
    for span in ((), ("--from", "2026-12-01"), ("--to", "2026-11-30")):
        again = events(written(*span)[0])
        assert not [uid for uid, event in again.items() if event["status"] == "CANCELLED"], span
        assert again.keys() & wide.keys()
        assert all(event["sequence"] == 0 for event in again.values())


def test_a_meeting_held_or_missed_since_stands_and_a_cancelled_one_does_not(store, written, taetpaa):
    first = events(written()[0])
    unlocked, desk = at(store, (2026, 12, 5))
    for key, status in (("m-secret-1", "held"), ("m-secret-4", "missed"), ("m-secret-2", "cancelled")):
        before = minutes.get(desk.db, key)
        meetings.save_meeting(desk, before, before.changed(status=status, missed_reason="Syg."))
    desk.close()
    unlocked.close()
    taken = {
        str(first[uid]["summary"])
        for uid, event in events(written()[0]).items()
        if event["status"] == "CANCELLED"
    }
    assert "Hjemmebesøg" in taken
    assert not taken & {"Opfølgning", "Netværksmøde"}


def test_a_day_that_passed_is_not_taken_back_and_a_deadline_that_was_met_is(store, taetpaa, tmp_path):
    def made(name, today):
        ended = taetpaa("calendar", "--out", str(tmp_path / name), store=store, today=today)
        assert ended.code == 0, ended.err
        return events(icalendar.Calendar.from_ical((tmp_path / name).read_bytes()))

    unlocked, desk = at(store, (2026, 11, 23))
    with action(desk, "deadlines.renewed", "case", "c-secret"):
        desk.db.conn.execute("update people set born = '2008-12-24' where id = 'p-secret'")
        computed.refresh_case(desk, "c-secret")
    desk.close()
    unlocked.close()
    first = made("a.ics", "2026-11-23")
    adult = next(uid for uid, event in first.items() if "år" in str(event["summary"]))
    kept = next(uid for uid, event in first.items() if str(event["summary"]) == "Frist: Aftale")
    unlocked, desk = at(store, (2026, 12, 1))
    agreement = desk.db.execute("select id from agreements").fetchone()[0]
    meetings.keep_agreement(desk, agreement)
    desk.close()
    unlocked.close()
    after = made("b.ics", "2026-12-27")
    assert after[kept]["status"] == "CANCELLED"
    assert adult not in after


def test_moved_out_of_the_days_asked_for_is_told_not_taken_back(store, written):
    first = events(written("--from", "2026-12-01", "--to", "2026-12-31")[0])
    unlocked, desk = at(store, (2026, 11, 23))
    before = minutes.get(desk.db, "m-secret-1")
    appointments.move_appointment(desk, before, before.starts_at + timedelta(days=40))
    desk.close()
    unlocked.close()
    again = events(written("--from", "2026-12-01", "--to", "2026-12-31")[0])
    moved = [uid for uid, event in again.items() if event["sequence"] == 1]
    assert [(str(first[uid]["summary"]), str(again[uid]["status"])) for uid in moved] == [
        ("Opfølgning", "CONFIRMED")
    ]
    assert str(again[moved[0]].start) == "2027-01-11 13:00:00+01:00"


def test_a_birthday_of_a_child_with_two_cases_keeps_both_its_uids(taetpaa, empty_store, tmp_path):
    case = {"child": "p1", "status": "active", "opened": "2026-01-05"}
    document = {
        "format": "taetpaa-exchange",
        "version": 1,
        "people": [{"id": "p1", "name": "Barn", "born": "2009-06-01"}],
        "cases": [{"id": "c1", "number": "1", **case}, {"id": "c2", "number": "2", **case}],
    }
    (tmp_path / "two.json").write_text(json.dumps(document), "utf-8")
    assert taetpaa("import", str(tmp_path / "two.json"), store=empty_store).code == 0
    found = []
    for name in ("a.ics", "b.ics", "c.ics"):
        assert taetpaa("calendar", "--out", str(tmp_path / name), store=empty_store).code == 0
        found.append(events(icalendar.Calendar.from_ical((tmp_path / name).read_bytes())))
    birthdays = [event for event in found[0].values() if str(event.start) == "2027-06-01"]
    assert len(birthdays) == 2
    assert found[0].keys() == found[1].keys() == found[2].keys()
    assert all(event["sequence"] == 0 for event in found[2].values())


def test_the_hour_that_comes_twice_in_october(taetpaa, empty_store, tmp_path):
    times = {
        "first": ("2026-10-25T02:30:00+02:00", "2026-10-25T02:45:00+02:00"),
        "second": ("2026-10-25T02:30:00+01:00", "2026-10-25T03:15:00+01:00"),
        "across": ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
    }
    document = {
        "format": "taetpaa-exchange",
        "version": 1,
        "appointments": [
            {"id": key, "kind": "other", "starts_at": starts, "ends_at": ends}
            for key, (starts, ends) in times.items()
        ],
    }
    (tmp_path / "night.json").write_text(json.dumps(document), "utf-8")
    assert taetpaa("import", str(tmp_path / "night.json"), store=empty_store).code == 0
    out = tmp_path / "night.ics"
    assert taetpaa("calendar", "--out", str(out), store=empty_store, today="2026-10-20").code == 0
    read = icalendar.Calendar.from_ical(out.read_bytes())
    wanted = sorted(
        tuple(datetime.fromisoformat(moment).astimezone(UTC) for moment in pair) for pair in times.values()
    )
    found = [(e.start.astimezone(UTC), e.end.astimezone(UTC)) for e in read.walk("VEVENT")]
    assert sorted(found) == wanted
    again = recurring_ical_events.of(read).between(date(2026, 10, 25), date(2026, 10, 26))
    assert sorted((e.start.astimezone(UTC), e.end.astimezone(UTC)) for e in again) == wanted


def test_the_last_day_there_is(taetpaa, empty_store, tmp_path):
    agreed = [{"title": "til evig tid", "due_on": "9999-12-31"}]
    meeting = {"id": "m", "kind": "other", "starts_at": "2026-11-02T10:00:00+01:00", "agreements": agreed}
    document = {"format": "taetpaa-exchange", "version": 1, "appointments": [meeting]}
    (tmp_path / "in.json").write_text(json.dumps(document), "utf-8")
    assert taetpaa("import", str(tmp_path / "in.json"), store=empty_store).code == 0
    out = tmp_path / "out.ics"
    assert taetpaa("calendar", "--from", "9999-01-01", "--out", str(out), store=empty_store).code == 0
    (only,) = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert only.start == date(9999, 12, 31)


def test_uids_differ_from_store_to_store(store, another_store, taetpaa, tmp_path, written):
    ours = events(written()[0])
    file = tmp_path / "in.json"
    assert taetpaa("import", str(file), store=another_store).code == 0
    assert taetpaa("calendar", "--out", str(tmp_path / "x.ics"), store=another_store).code == 0
    theirs = events(icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes()))
    assert not ours.keys() & theirs.keys()


def test_a_file_that_is_there_stays_and_nothing_is_remembered(taetpaa, store, tmp_path):
    (tmp_path / "x.ics").write_text("mine", "utf-8")
    ended = taetpaa("calendar", "--out", str(tmp_path / "x.ics"), store=store)
    assert (ended.code, (tmp_path / "x.ics").read_text("utf-8")) == (1, "mine")
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC))
        assert desk.db.execute("select count(*) from calendar_entries").fetchone()[0] == 0
        assert calendars.write_calendar(desk, Words("en"), out=tmp_path / "en.ics") > 3
        desk.close()
    assert b"SUMMARY:Follow-up" in (tmp_path / "en.ics").read_bytes()

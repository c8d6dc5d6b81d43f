"""The day's page as the store picks it is the page that the rules would make of everything."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pyrage
import pytest
from stores import TODAY, at_work, copied

from db.actions import office, packages
from db.actions.documents import import_document
from db.books import demo
from db.rules.today import Away, Section, agenda
from db.store import cases, deadlines, triggers
from desktop.reminding import times_ahead

MANY = dict.fromkeys(Section, 500)


def keys(entries):
    return [
        (entry.case_id, entry.deadline.rule, entry.deadline.trigger_id, entry.deadline.due)
        for entry in entries
    ]


@pytest.mark.parametrize("days", [0, 1, 5, 6, 13, 40])
@pytest.mark.parametrize("hour", [5, 11, 22])
def test_nothing_is_missing_and_the_counts_are_right(filled_store, days, hour):
    now = datetime(2026, 11, 23, hour, tzinfo=UTC) + timedelta(days=days)
    away = Away(now - timedelta(days=3 * days, hours=hour), now - timedelta(minutes=30)) if days else None
    with at_work(filled_store) as desk:
        page = deadlines.page_of_day(desk.db, now, MANY, away)
        today = now.astimezone().date()
        everything = agenda(deadlines.open_until(desk.db, today, today + timedelta(days=7)), now, away)
    assert agenda(page.entries, now, away) == everything
    assert bool(everything.away) is bool(days)
    for section in Section:
        assert page.counts[section] == len(getattr(everything, section.value))


def test_a_short_page_begins_as_the_long_one_does(filled_store):
    now = datetime(2026, 11, 23, 11, tzinfo=UTC)
    with at_work(filled_store) as desk:
        long = agenda(deadlines.page_of_day(desk.db, now, MANY).entries, now)
        short = agenda(deadlines.page_of_day(desk.db, now, dict.fromkeys(Section, 2)).entries, now)
    assert keys(short.now[:2]) == keys(long.now[:2])
    assert keys(short.next[:2]) == keys(long.next[:2])
    assert keys(short.week[:2]) == keys(long.week[:2])


def test_a_week_in_numbers(filled_store):
    with at_work(filled_store) as desk:
        counts = deadlines.counts_by_day(desk.db, TODAY, TODAY, date(2026, 11, 27))
        listed = deadlines.open_until(desk.db, TODAY, date(2026, 11, 27))
    for day, count in counts.items():
        of_day = [entry.deadline.rule for entry in listed if entry.deadline.due_day == day]
        assert count.appointments == of_day.count("appointment")
        assert count.deadlines == len(of_day) - count.appointments
    assert sum(count.appointments + count.deadlines for count in counts.values()) == len(
        [entry for entry in listed if entry.deadline.due_day >= TODAY]
    )


def a_case(*, protected):
    return {
        "format": "taetpaa-exchange",
        "version": 1,
        "people": [
            {"id": "p1", "name": "Ida Skov"},
            {"id": "p2", "name": "Mor Skov", "protected_address": protected},
        ],
        "cases": [
            {
                "id": "c1", "number": "2026-0001", "child": "p1", "status": "active", "opened": "2026-01-05",
                "relations": [{"person": "p2", "role": "mother"}],
                "inquiries": [
                    {"id": "i1", "kind": "notification", "received_at": "2026-11-22T13:00:00+01:00",
                     "from": "skolen", "anonymous": protected},
                ],
                "appointments": [
                    {
                        "id": "a1", "kind": "home_visit", "title": "Første besøg", "place": "Skovvej 2",
                        "starts_at": "2026-11-23T13:00:00+01:00", "ends_at": "2026-11-23T14:30:00+01:00",
                        "agenda": [
                            {"title": "Hjem", "participants": ["p1", "p2"]},
                            {"title": "Skole", "participants": ["p2"]},
                        ],
                        "agreements": [{"id": "g1", "title": "Mor ringer", "due_on": "2026-11-24"}],
                    }
                ],
            }
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("protected", "place", "who"), [(False, "Skovvej 2", "skolen"), (True, "", "")])
def test_what_deadlines_hang_on_never_tells_a_protected_place_or_an_anonymous_name(
    empty_store, protected, place, who
):
    with at_work(empty_store) as desk:
        import_document(desk, json.dumps(a_case(protected=protected)).encode())
        listed = deadlines.open_until(desk.db, TODAY, date(2026, 11, 30))
        found = triggers.of(desk.db, [entry.deadline for entry in listed])
    visit = found["a1"]
    assert (visit.title, visit.place, visit.people) == ("Første besøg", place, 2)
    assert visit.ends_at == datetime.fromisoformat("2026-11-23T14:30:00+01:00")
    assert found["g1"].title == "Mor ringer"
    assert found["i1"].title == who


def test_what_is_to_be_reminded_of_reaches_over_a_holiday_and_holds_only_what_is_planned(empty_store):
    days = {"a": 1, "b": 50, "c": 50, "held": 2, "gone": 3}
    case = a_case(protected=False)
    case["appointments"] = [
        {
            "id": name,
            "kind": "panel",
            "starts_at": f"{TODAY + timedelta(days=ahead)}T09:00:00+01:00",
            "status": {"held": "held", "gone": "cancelled"}.get(name, "planned"),
        }
        for name, ahead in days.items()
    ]
    with at_work(empty_store) as desk:
        import_document(desk, json.dumps(case).encode())
        times = times_ahead(desk)
        desk = replace(desk, now=lambda: datetime(2026, 11, 23, 14, tzinfo=UTC))
        assert times_ahead(desk)[0] == datetime(2026, 11, 23, 12, tzinfo=UTC)  # slept past, and still told
    nine = datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=UTC)
    visit = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert times == [visit, nine + timedelta(days=1), nine + timedelta(days=50)]


def test_an_appointment_of_today_needs_an_answer_as_soon_as_it_is_over(empty_store):
    with at_work(empty_store) as desk:
        import_document(desk, json.dumps(a_case(protected=False)).encode())
        for minute, section in ((29, Section.NEXT), (30, Section.NOW)):
            now = datetime(2026, 11, 23, 13, minute, tzinfo=UTC)
            shown = agenda(deadlines.page_of_day(desk.db, now, MANY).entries, now)
            found = [one.deadline.trigger_id for one in getattr(shown, section.value)]
            assert "a1" in found


def test_what_a_colleague_has_to_answer_stands_as_theirs_and_nowhere_as_ones_own(empty_store, tmp_path):
    own = pyrage.x25519.Identity.generate()
    shared = tmp_path / "copies.age"
    with at_work(copied(empty_store, tmp_path / "worker")) as desk:
        office.name_caseworker(desk, "Hanne Lind")
        for family in demo.families()[:4]:
            import_document(desk, json.dumps(family).encode())
        packages.share(desk, cases.ids(desk.db), to=str(own.to_public()), until=date(2027, 1, 31), out=shared)
    with at_work(empty_store) as desk:
        packages.receive(desk, packages.read_package(shared, [own]))
        now = desk.now()
        page = deadlines.page_of_day(desk.db, now, MANY)
        shown = agenda(page.entries, now)
        assert shown == agenda(deadlines.open_until(desk.db, TODAY, TODAY + timedelta(days=7)), now)
        assert deadlines.counts_by_day(desk.db, TODAY, TODAY, TODAY + timedelta(days=7)) == {}
        assert times_ahead(desk) == []
    assert {entry.whose for entry in shown.others} == {"Hanne Lind"}
    assert page.counts[Section.OTHERS] == len(shown.others) == len(page.entries)

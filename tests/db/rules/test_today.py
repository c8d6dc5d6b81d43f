"""Where each deadline stands on the day's page, and in which order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from db.rules.deadline import Deadline
from db.rules.rulebook import RuleBasis
from db.rules.today import Away, Section, agenda, called, section_of, weeks_since, working_week

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)  # a Monday, nine o'clock in Copenhagen
LAW, LOCAL = RuleBasis.LAW, RuleBasis.LOCAL


def due(rule, when, basis=LOCAL, on=None):
    return Deadline(rule, rule, basis, "", "case", "c1", on, when)


def day(text):
    return date.fromisoformat(text)


def at(text):
    return datetime.fromisoformat(text + ":00+01:00")


@dataclass
class Entry:
    deadline: Deadline
    case_id: str | None = "c1"
    child: str | None = "Emil Skov"
    ends: datetime | None = None
    whose: str = ""


@pytest.mark.parametrize(
    ("rule", "when", "on", "section"),
    [
        ("plan_ready", day("2026-11-20"), day("2026-08-20"), Section.NOW),
        ("plan_ready", day("2026-11-23"), day("2026-08-23"), Section.NOW),
        ("plan_ready", day("2026-11-24"), day("2026-08-24"), Section.NEXT),
        ("plan_ready", day("2026-11-25"), day("2026-08-25"), Section.WEEK),
        ("plan_ready", day("2026-11-30"), day("2026-08-30"), Section.WEEK),
        ("plan_ready", day("2026-12-01"), day("2026-09-01"), None),
        ("notification_assessed_24h", at("2026-11-23T13:40"), at("2026-11-22T13:40"), Section.NOW),
        ("notification_assessed_24h", at("2026-11-24T09:00"), at("2026-11-23T09:00"), Section.NOW),
        ("notification_assessed_24h", at("2026-11-24T09:01"), at("2026-11-23T09:01"), Section.NEXT),
        ("appointment", at("2026-11-20T10:00"), None, Section.NOW),
        ("appointment", at("2026-11-23T08:00"), None, Section.NOW),
        ("appointment", at("2026-11-23T08:01"), None, Section.NEXT),
        ("appointment", at("2026-11-23T13:00"), None, Section.NEXT),
        ("appointment", at("2026-11-24T08:30"), None, Section.NEXT),
        ("appointment", at("2026-11-26T13:00"), None, Section.WEEK),
        ("agreement", day("2026-11-23"), None, Section.NOW),
        ("contact", day("2026-11-22"), day("2026-10-11"), Section.SILENT),
        ("contact", day("2026-11-22"), day("2026-10-12"), Section.NOW),
        ("contact", day("2026-11-23"), day("2026-09-01"), Section.NOW),
        ("contact", day("2026-11-26"), day("2026-09-01"), Section.WEEK),
        ("contact", day("2026-11-22"), at("2026-10-11T22:30"), Section.SILENT),
    ],
)
def test_each_deadline_stands_in_one_place(rule, when, on, section):
    assert section_of(due(rule, when, on=on), NOW) is section


@pytest.mark.parametrize(
    ("begun", "ended", "section"),
    [
        ("2026-11-23T07:30", "2026-11-23T09:01", Section.NEXT),
        ("2026-11-23T07:30", "2026-11-23T09:00", Section.NOW),
        ("2026-11-23T08:30", "2026-11-23T09:00", Section.NOW),
    ],
)
def test_an_appointment_waits_for_an_answer_once_it_has_ended(begun, ended, section):
    assert section_of(due("appointment", at(begun)), NOW, at(ended)) is section


def test_what_fell_due_while_the_program_was_off_stands_before_all_else():
    away = Away(at("2026-11-20T14:00"), at("2026-11-23T08:30"))
    fell = [
        Entry(due("plan_ready", day("2026-11-20"), LAW)),
        Entry(due("agreement", day("2026-11-22"))),
        Entry(due("appointment", at("2026-11-20T14:30"))),
        Entry(due("notification_assessed_24h", at("2026-11-23T08:30"), LAW)),
    ]
    others = [
        Entry(due("plan_ready", day("2026-11-19"), LAW)),
        Entry(due("agreement", day("2026-11-23"))),
        Entry(due("appointment", at("2026-11-20T14:00"))),
        Entry(due("notification_assessed_24h", at("2026-11-23T08:31"), LAW)),
        Entry(due("contact", day("2026-11-22"), on=day("2026-10-01"))),
    ]
    page = agenda([*others, *fell], NOW, away)
    assert [one.deadline.basis for one in page.away] == [LAW, LAW, LOCAL, LOCAL]
    assert set(map(id, page.away)) == set(map(id, fell))
    assert not agenda(fell, NOW).away
    assert len(page.silent) == 1


def test_law_comes_first_then_promises_then_the_rhythm_each_by_its_day():
    entries = [
        Entry(due("contact", day("2026-11-01"), on=day("2026-10-20"))),
        Entry(due("follow_up", day("2026-10-01"), on=day("2026-07-01"))),
        Entry(due("agreement", day("2026-11-23"))),
        Entry(due("sub_goal", day("2026-11-03"))),
        Entry(due("plan_ready", day("2026-11-23"), LAW)),
        Entry(due("first_follow_up", day("2026-11-20"), LAW)),
    ]
    rules = [entry.deadline.rule for entry in agenda(entries, NOW).now]
    assert rules == ["first_follow_up", "plan_ready", "sub_goal", "agreement", "follow_up", "contact"]


def test_of_a_day_what_has_no_hour_comes_first_then_by_the_clock():
    entries = [
        Entry(due("appointment", at("2026-11-24T13:00"))),
        Entry(due("appointment", at("2026-11-23T15:00"))),
        Entry(due("appointment", at("2026-11-23T09:30"))),
        Entry(due("sub_goal", day("2026-11-24"))),
    ]
    listed = [entry.deadline.due for entry in agenda(entries, NOW).next]
    assert listed == [
        at("2026-11-23T09:30"),
        at("2026-11-23T15:00"),
        day("2026-11-24"),
        at("2026-11-24T13:00"),
    ]


def test_the_longest_silence_comes_first_and_stands_nowhere_else():
    entries = [
        Entry(due("contact", day("2026-11-20"), on=day("2026-10-01")), "c1", "Ida"),
        Entry(due("contact", day("2026-11-21"), on=day("2026-08-01")), "c2", "Bo"),
    ]
    page = agenda(entries, NOW)
    assert [entry.child for entry in page.silent] == ["Bo", "Ida"]
    assert page.now == page.next == page.week == ()
    assert [weeks_since(entry.deadline, date(2026, 11, 23)) for entry in page.silent] == [16, 7]


def test_weeks_are_counted_from_what_started_it_only():
    assert weeks_since(due("agreement", day("2026-11-23")), date(2026, 11, 23)) == 0


def test_children_are_called_briefly_unless_two_would_be_called_the_same():
    entries = [
        Entry(due("agreement", day("2026-11-23")), "c1", "Emil Skov"),
        Entry(due("agreement", day("2026-11-23")), "c2", "Emil Stenbæk"),
        Entry(due("agreement", day("2026-11-23")), "c3", "Ida Aagaard"),
        Entry(due("agreement", day("2026-11-23")), "c3", "Ida Aagaard"),
        Entry(due("appointment", at("2026-11-23T13:00")), None, None),
    ]
    assert called(entries) == {"c1": "Emil Skov", "c2": "Emil Stenbæk", "c3": "Ida A."}


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 27), date(2026, 11, 23)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
    ],
)
def test_a_weekend_looks_at_the_week_that_comes(today, monday):
    week = working_week(today)
    assert week[0] == monday
    assert [one.strftime("%A") for one in week] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]

"""What a row of the day's page says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from db.rules.deadline import Deadline
from db.rules.rulebook import RuleBasis
from db.rules.today_rows import Kind, Step, Tone, because, in_words, kind, lead, step
from db.words import Words

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DANISH, ENGLISH = Words("da"), Words("en")
LAW, LOCAL = RuleBasis.LAW, RuleBasis.LOCAL


def due(rule, when, basis=LOCAL, *, on=None, ref="", kind_="intervention"):
    return Deadline(rule, rule, basis, ref, kind_, "x", on, when)


def at(text):
    return datetime.fromisoformat(text + ":00+01:00")


@pytest.mark.parametrize(
    ("when", "tone", "danish"),
    [
        (date(2026, 11, 22), Tone.LATE, "1 dag over"),
        (date(2026, 11, 20), Tone.LATE, "3 dage over"),
        (date(2026, 11, 3), Tone.LATE, "20 dage over"),
        (date(2026, 11, 2), Tone.LATE, "3 uger over"),
        (TODAY, Tone.SOON, "i dag"),
        (date(2026, 11, 24), Tone.SOON, "i morgen"),
        (date(2026, 11, 26), Tone.SOON, "torsdag"),
        (date(2026, 11, 30), Tone.SOON, "30. nov."),
        (at("2026-11-23T11:30"), Tone.LATE, "2 timer tilbage"),
        (at("2026-11-23T09:40"), Tone.LATE, "40 minutter tilbage"),
        (at("2026-11-23T09:01"), Tone.LATE, "1 minut tilbage"),
        (at("2026-11-23T08:20"), Tone.LATE, "40 minutter over"),
        (at("2026-11-23T08:00"), Tone.LATE, "1 time over"),
        (at("2026-11-21T09:00"), Tone.LATE, "2 dage over"),
    ],
)
def test_how_near_a_deadline_is(when, tone, danish):
    found = lead(due("notification_assessed_24h", when, LAW), NOW, DANISH)
    assert (found.tone, found.text) == (tone, danish)


@pytest.mark.parametrize(
    ("starts", "ends", "tone", "danish"),
    [
        ("2026-11-23T13:00", "2026-11-23T14:30", Tone.TIMED, "13.00–14.30"),
        ("2026-11-23T13:00", None, Tone.TIMED, "13.00"),
        ("2026-11-23T20:00", "2026-11-24T08:00", Tone.TIMED, "20.00"),
        ("2026-11-23T07:00", "2026-11-23T08:00", Tone.TIMED, "07.00–08.00"),
        ("2026-11-24T08:00", "2026-11-24T09:00", Tone.TIMED, "i morgen 08.00"),
        ("2026-11-26T13:00", None, Tone.TIMED, "to. 13.00"),
        ("2026-11-30T13:00", None, Tone.TIMED, "30. nov. 13.00"),
        ("2026-11-20T13:00", None, Tone.LATE, "3 dage siden"),
    ],
)
def test_when_an_appointment_is(starts, ends, tone, danish):
    found = lead(due("appointment", at(starts)), NOW, DANISH, at(ends) if ends else None)
    assert (found.tone, found.text) == (tone, danish)


@pytest.mark.parametrize(
    ("deadline", "danish"),
    [
        (
            due("first_follow_up", date(2026, 11, 20), LAW, on=date(2026, 8, 20), ref="BL §95 stk. 2"),
            "frist 20. november, regnet fra indsatsens start 20. august (barnets lov § 95, stk. 2)",
        ),
        (
            due(
                "notification_assessed_24h",
                at("2026-11-23T13:40"),
                LAW,
                on=at("2026-11-22T13:40"),
                ref="BL §136",
            ),
            "frist 23. november kl. 13.40, regnet fra underretningen 22. november kl. 13.40"
            " (barnets lov § 136)",
        ),
        (
            due("contact", date(2026, 11, 24), on=at("2026-10-13T14:10"), kind_="note"),
            "frist 24. november, regnet fra den forrige kontakt 13. oktober",
        ),
        (
            due("follow_up", date(2026, 11, 24), on=date(2025, 11, 24), kind_="appointment"),
            "frist 24. november, regnet fra den forrige opfølgning 24. november 2025",
        ),
        (due("agreement", date(2026, 11, 23)), "frist 23. november"),
        (
            due("of_their_own", date(2026, 11, 23), LAW, on=TODAY, ref="RSL §67"),
            "frist 23. november (retssikkerhedsloven § 67)",
        ),
        (due("of_their_own", date(2026, 11, 23), on=TODAY), "frist 23. november"),
    ],
)
def test_why_a_row_is_there(deadline, danish):
    assert because(deadline, TODAY, DANISH).replace("\N{NO-BREAK SPACE}", " ") == danish


def test_english_is_complete():
    deadline = due("first_follow_up", date(2026, 11, 20), LAW, on=date(2026, 8, 20), ref="BL §95 stk. 2")
    assert because(deadline, TODAY, ENGLISH).replace("\N{NO-BREAK SPACE}", " ") == (
        "due 20 November, counted from the start of the intervention 20 August"
        " (the Children's Act § 95, stk. 2)"
    )


@pytest.mark.parametrize(
    ("rule", "basis", "rests_on", "opens"),
    [
        ("plan_ready", LAW, Kind.LAW, Step.PLAN),
        ("first_follow_up", LAW, Kind.LAW, Step.ARRANGE),
        ("contact", LOCAL, Kind.RHYTHM, Step.ARRANGE),
        ("sub_goal", LOCAL, Kind.OTHER, Step.PLAN),
        ("agreement", LOCAL, Kind.OTHER, Step.DONE),
    ],
)
def test_what_a_row_rests_on_and_where_it_is_answered(rule, basis, rests_on, opens):
    deadline = due(rule, TODAY, basis)
    assert (kind(deadline), step(deadline, NOW)) == (rests_on, opens)


def test_an_appointment_is_held_until_it_is_over_and_then_asked_about():
    begun = due("appointment", NOW - timedelta(minutes=59))
    assert step(begun, NOW) is Step.MEETING
    assert step(begun, NOW, NOW) is Step.HELD
    assert step(due("appointment", NOW - timedelta(hours=1)), NOW) is Step.HELD


def test_small_numbers_are_written():
    assert [in_words(count, DANISH) for count in (1, 2, 10, 11, 0)] == ["én", "to", "ti", "11", "0"]

"""How one deadline stands at a moment, what a list says of it, and why it is there."""

from datetime import UTC, date, datetime, timedelta

import pytest

from db.books.deadlines import read
from db.records.case import Case, HandledState
from db.records.person import Person
from db.rules.deadline import Deadline, State, is_given, is_open, state
from db.rules.due import deadlines_of
from db.rules.due_list import Listed, due_answer, due_list, title_of
from db.rules.due_reason import why
from db.rules.rulebook import RuleBasis, RuleKind
from db.words import Words

NOON = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def deadline(**fields: object) -> Deadline:
    plain = {
        "rule": "contact",
        "title": "Contact with the family",
        "basis": RuleBasis.LOCAL,
        "legal_ref": "",
        "trigger_kind": "case",
        "trigger_id": "c1",
        "trigger_on": date(2026, 1, 5),
        "due": TODAY,
    }
    return Deadline(**(plain | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        (-400, "overdue"),
        (-1, "overdue"),
        (0, "today"),
        (1, "soon"),
        (7, "soon"),
        (8, "later"),
        (4000, "later"),
    ],
)
def test_days(days: int, stands: str):
    assert state(deadline(due=TODAY + timedelta(days=days)), NOON) is State(stands)


@pytest.mark.parametrize(
    ("due", "stands"),
    [
        (NOON - timedelta(seconds=1), "overdue"),
        (NOON, "today"),
        (datetime(2026, 3, 10, 22, 59, 59, tzinfo=UTC), "today"),
        (datetime(2026, 3, 10, 23, 0, 0, tzinfo=UTC), "soon"),
        (datetime(2026, 3, 17, 22, 59, 59, tzinfo=UTC), "soon"),
        (datetime(2026, 3, 17, 23, 0, 0, tzinfo=UTC), "later"),
        (datetime(2026, 3, 9, 23, 0, 0, tzinfo=UTC), "overdue"),
    ],
)
def test_moments(due: datetime, stands: str):
    assert state(deadline(due=due), NOON) is State(stands)


def test_a_day_turns_at_midnight_in_copenhagen():
    due = deadline(due=TODAY)
    assert state(due, datetime(2026, 3, 9, 22, 59, 59, tzinfo=UTC)) is State.SOON
    assert state(due, datetime(2026, 3, 9, 23, 0, 0, tzinfo=UTC)) is State.TODAY
    assert state(due, datetime(2026, 3, 10, 22, 59, 59, tzinfo=UTC)) is State.TODAY
    assert state(due, datetime(2026, 3, 10, 23, 0, 0, tzinfo=UTC)) is State.OVERDUE


def test_a_mark_comes_before_all_else():
    for how in HandledState:
        assert state(deadline(mark=how, met=TODAY, missed=True, passing=True), NOON) is State(how)
    assert state(deadline(missed=True), NOON) is State.MISSED
    assert state(deadline(met=date(2027, 1, 1)), NOON) is State.MET
    assert state(deadline(passing=True, due=TODAY - timedelta(days=1)), NOON) is State.MET
    assert state(deadline(passing=True), NOON) is State.TODAY


def test_when_an_entry_exists():
    assert is_given(deadline(not_before=TODAY), TODAY)
    assert not is_given(deadline(not_before=TODAY), TODAY - timedelta(days=1))
    assert is_given(deadline(falls_away_from=TODAY), TODAY - timedelta(days=1))
    assert not is_given(deadline(falls_away_from=TODAY), TODAY)
    assert is_open(deadline(), NOON)
    assert not is_open(deadline(met=TODAY), NOON)
    assert not is_open(deadline(not_before=TODAY + timedelta(days=1)), NOON)


def test_entries_of_no_case_come_first_then_by_number():
    rows = [
        Listed("c2", "2026-0002", deadline(rule="a")),
        Listed("c1", "2026-0001", deadline(rule="b", trigger_id="y")),
        Listed("c1", "2026-0001", deadline(rule="b", trigger_id="x")),
        Listed("c1", "2026-0001", deadline(rule="a", trigger_id="z")),
        Listed(None, None, deadline(rule="z")),
    ]
    assert due_list(rows, NOON) == [rows[4], rows[3], rows[2], rows[1], rows[0]]


def test_the_answer_has_the_fields_of_the_contract_in_order():
    moment = datetime(2026, 3, 29, 9, 0, tzinfo=UTC)
    rows = [Listed("c1", "2026-0001", deadline(due=moment, trigger_on=moment, late=True, met=moment))]
    (answer,) = due_answer(rows, NOON, Words("en"), start=TODAY)
    assert answer == {
        "case": "c1",
        "number": "2026-0001",
        "rule": "contact",
        "title": "Contact with the family",
        "due": "2026-03-29T11:00:00+02:00",
        "state": "met",
        "late": True,
        "basis": "local",
        "legal_ref": "",
        "trigger": {"kind": "case", "id": "c1", "on": "2026-03-29T11:00:00+02:00"},
    }
    assert " ".join(answer) == "case number rule title due state late basis legal_ref trigger"
    assert list(answer["trigger"]) == ["kind", "id", "on"]


def test_titles_begin_with_a_capital():
    assert title_of(deadline(title="network meeting"), Words("da")) == "Netværksmøde"


def test_why_names_the_paragraph_the_start_and_what_meets_it():
    entry = deadline(
        rule="first_follow_up",
        title="First follow-up",
        basis=RuleBasis.LAW,
        legal_ref="BL §95 stk. 2",
        trigger_kind="intervention",
        trigger_on=date(2026, 2, 1),
        due=date(2026, 5, 1),
    )
    assert why(entry, Words("da")) == (
        "Første opfølgning (barnets lov §\N{NO-BREAK SPACE}95, stk.\N{NO-BREAK SPACE}2): "
        "udløst af indsatsens start (1. februar 2026), frist 1. maj 2026; "
        "opfyldes ved en afholdt opfølgning fra den dag."
    )
    assert "the start of the intervention (1 February 2026)" in why(entry, Words("en"))


def test_why_tells_the_links_of_a_chain_apart():
    moment = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)
    words = Words("en")
    assert "the opening of the case" in why(deadline(), words)
    assert "the contact before it" in why(deadline(trigger_kind="note", trigger_on=moment), words)
    for rule, first, link in (
        ("supervision_visit", "the start of the placement", "the visit before it"),
        ("compensation_review", "the start of the intervention", "the follow-up before it"),
    ):
        assert first in why(deadline(rule=rule, trigger_kind="intervention"), words)
        assert link in why(deadline(rule=rule, trigger_kind="intervention", trigger_on=moment), words)
    assert "16th birthday" in why(deadline(rule="youth_plan_ready", trigger_kind="person"), words)
    assert "decision to make a plan" in why(deadline(rule="youth_plan_ready", trigger_kind="plan"), words)


def test_why_of_every_rule_is_one_danish_sentence():
    for kind in RuleKind:
        for start in (None, date(2026, 1, 5)):
            entry = deadline(rule=kind, trigger_on=start, trigger_kind="intervention")
            said = why(entry, Words("da"))
            assert said.endswith(".")
            assert "{" not in said
            assert said.rsplit(";")[-1] != why(entry, Words("en")).rsplit(";")[-1]


def test_why_of_a_municipality_s_own_rule():
    own = deadline(rule="plan_draft", title="Udkast til plan")
    assert (
        why(own, Words("da"))
        == "Udkast til plan (lokal regel): løber fra 5. januar 2026, frist 10. marts 2026."
    )
    undated = own._replace(trigger_on=None, basis=RuleBasis.LAW)
    assert why(undated, Words("da")) == "Udkast til plan (lov): frist 10. marts 2026."


def test_the_titles_of_appointments_are_their_kinds():
    case = Case.model_validate(
        {
            "id": "c1", "number": "1", "child": "p1", "status": "active", "opened": "2026-01-01",
            "appointments": [{"id": "m1", "kind": "network_meeting", "starts_at": "2026-03-02T13:00:00Z"}],
        }
    )  # fmt: skip
    (entry,) = deadlines_of(case, Person(id="p1", name="Ida"), read())
    assert title_of(entry, Words("da")) == "Netværksmøde"
    assert entry.rule == "appointment"


def test_two_links_on_one_day_stand_in_the_order_of_their_starts():
    starts = [datetime(2026, 8, day, 9, tzinfo=UTC) for day in (31, 29, 30)]
    rows = [Listed("c1", "1", deadline(trigger_on=start)) for start in starts]
    assert [row.deadline.trigger_on for row in due_list(rows, NOON)] == sorted(starts)

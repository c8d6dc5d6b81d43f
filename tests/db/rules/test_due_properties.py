"""Random cases: what always holds of deadlines, whatever they are; `test_due_oracle` says which there are."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from db.books.deadlines import read
from db.records.base import day_of
from db.records.case import Case
from db.records.person import Person
from db.rules.deadline import Deadline, State, is_given, is_open, state
from db.rules.due import deadlines_of
from db.rules.due_list import Listed, due_answer, due_list
from db.rules.due_reason import why
from db.rules.spans import Span, TimeUnit
from db.words import Words

BOOK = read().with_benefits({"aids": Span(3, TimeUnit.MONTHS)})
DANISH = Words("da")
KINDS = ["follow_up", "supervision_visit", "phone", "home_visit", "network_meeting", "panel", "child_talk"]

DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
MOMENTS = st.integers(1_704_063_600, 1_814_306_400).map(lambda second: datetime.fromtimestamp(second, UTC))


@st.composite
def interventions(draw: Any) -> dict[str, Any]:
    start = draw(DAYS)
    ended = draw(st.none() | st.integers(0, 900).map(lambda days: start + timedelta(days=days)))
    group = draw(st.sampled_from(["supportive", "compensating", "placement", "placement", "general"]))
    return {
        "id": "i" + str(draw(st.integers(0, 10**9))),
        "unit": "month",
        "law_group": group,
        "placement": "foster" if group == "placement" else None,
        "starts_on": start,
        "ended_on": ended,
        "stage": draw(st.sampled_from(["running", "running", "ordered", "expected"])),
    }


def numbered(prefix: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"id": f"{prefix}{number}"} for number, row in enumerate(rows)]


@st.composite
def cases(draw: Any) -> Case:
    appointments = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "status": st.sampled_from(["held", "held", "held", "planned", "missed", "cancelled"]),
            "child_heard": st.sampled_from(["talk", "talk", "not_heard"]),
            "starts_at": MOMENTS,
        }
    )
    notes = st.fixed_dictionaries({"kind": st.sampled_from(["phone", "mail", "child_talk"]), "at": MOMENTS})
    rhythms = st.fixed_dictionaries(
        {
            "since": DAYS,
            "follow_up_months": st.none() | st.integers(1, 14),
            "contact_weeks": st.none() | st.integers(1, 20),
        }
    )
    closed = draw(st.booleans())
    opened = draw(DAYS)
    return Case.model_validate(
        {
            "id": "c1",
            "number": "1",
            "child": "p1",
            "opened": opened,
            "status": "closed" if closed else "active",
            "closed": opened + timedelta(days=500) if closed else None,
            "rhythm": draw(st.lists(rhythms, max_size=3)),
            "interventions": numbered("i", draw(st.lists(interventions(), max_size=4))),
            "appointments": numbered("m", draw(st.lists(appointments, max_size=12))),
            "notes": numbered("n", draw(st.lists(notes, max_size=6))),
        }
    )


def entries(case: Case) -> list[Deadline]:
    return deadlines_of(case, Person(id="p1", name="Ida", born=date(2009, 8, 31)), BOOK)


@given(cases(), st.sampled_from(["met", "missed", "waived"]), st.integers(0, 50), DAYS)
@settings(max_examples=40, deadline=None)
def test_a_mark_changes_its_entry_alone_and_keeps_it(case: Case, how: str, which: int, on: date):
    still_open = case.changed(status="active", closed=None)
    before = entries(still_open)
    if not before:
        return
    chosen = before[which % len(before)]
    mark = {"rule": chosen.rule, "trigger": chosen.trigger_id, "due": chosen.due_day, "state": how, "on": on}
    for changed in (still_open, case):
        after = entries(changed.changed(handled=[mark]))
        others = [entry for entry in after if entry.mark is None]
        marked = [entry for entry in after if entry.mark is not None]
        assert marked
        assert {(entry.rule, entry.trigger_id, entry.due_day) for entry in marked} == {
            (chosen.rule, chosen.trigger_id, chosen.due_day)
        }
        assert all(entry in entries(changed) for entry in others)
        assert {state(entry, datetime(2025, 6, 1, 10, tzinfo=UTC)) for entry in marked} == {State(how)}
        assert all(entry.falls_away_from is None for entry in marked)


@given(cases(), MOMENTS)
@settings(max_examples=40, deadline=None)
def test_lists_hold_what_they_say_in_order(case: Case, now: datetime):
    rows = [Listed(case.id, case.number, entry) for entry in entries(case)]
    today = day_of(now)
    everything = due_list(rows, now, start=date.min)
    assert everything == due_list(list(reversed(rows)), now, start=date.min)
    assert len(everything) == sum(is_given(row.deadline, today) for row in rows)
    shown = due_list(rows, now)
    limit = today + relativedelta(months=12)
    assert shown == [
        row for row in everything if is_open(row.deadline, now) and row.deadline.due_day <= limit
    ]
    days = [row.deadline.due_day for row in everything]
    assert days == sorted(days)
    for row in everything:
        assert not (row.deadline.passing and state(row.deadline, now) is State.OVERDUE)


ANY_DAY = st.dates() | st.sampled_from(
    [date.min, date.max, date(2, 1, 1), date(9998, 12, 31), date(2024, 2, 29)]
)
ANY_MOMENT = (
    st.integers(-62_135_500_000, 253_402_200_000).map(
        lambda second: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    )
) | st.sampled_from(["0001-01-01T00:50:20+00:50:20", "9999-12-31T23:59:59+01:00", "9999-12-31T00:00:00Z"])


@st.composite
def strange_cases(draw: Any) -> Case:
    start = draw(ANY_DAY)
    ordered = sorted([draw(ANY_DAY), draw(ANY_DAY)])
    amount = draw(st.sampled_from([1, 12, 1_000_000]))
    return Case.model_validate(
        {
            "id": "c1",
            "number": "1",
            "child": "p1",
            "opened": draw(ANY_DAY),
            "status": "active",
            "impairment": {"degree": "considerable_and_lasting"},
            "rhythm": [{"since": date.min, "follow_up_months": amount, "contact_weeks": amount}],
            "consents": [{"id": "k1", "given_on": ordered[0], "expires_on": ordered[1]}],
            "inquiries": [
                {"id": f"q{kind}", "kind": kind, "benefit": "aids", "received_at": draw(ANY_MOMENT)}
                for kind in ("notification", "application", "complaint", "access_request")
            ],
            "assessments": [{"id": "s1", "kind": "full", "known_on": draw(ANY_DAY)}],
            "decisions": [
                {
                    "id": "d1",
                    "about": "i1",
                    "made_on": date.min,
                    "told_on": draw(ANY_DAY),
                    "appeal_guidance": True,
                }
            ],
            "interventions": [
                {"id": "i1", "unit": "month", "placement": "foster", "starts_on": start},
                {"id": "i2", "unit": "month", "law_group": "compensating", "starts_on": draw(ANY_DAY)},
                {
                    "id": "i3",
                    "unit": "month",
                    "placement": "foster",
                    "starts_on": ordered[0],
                    "ended_on": ordered[1],
                },
            ],
            "plans": [{"id": "l1", "kind": kind, "decided_on": draw(ANY_DAY)} for kind in ("child_plan",)],
            "appointments": numbered(
                "m",
                [
                    {"kind": kind, "status": "held", "child_heard": "talk", "starts_at": draw(ANY_MOMENT)}
                    for kind in ("follow_up", "supervision_visit", "phone")
                ],
            ),
        }
    )


@given(strange_cases(), st.none() | ANY_DAY, ANY_DAY)
@settings(max_examples=50, deadline=None)
def test_no_day_of_the_calendar_is_too_early_or_too_late(case: Case, born: date | None, today: date):
    child = Person(id="p1", name="Ida", born=born)
    found = [Listed(case.id, case.number, entry) for entry in deadlines_of(case, child, BOOK)]
    now = datetime(today.year, today.month, today.day, 11, tzinfo=UTC)
    assert len(due_answer(found, now, DANISH, start=date.min)) <= len(found)
    due_list(found, now)
    assert all("{" not in why(row.deadline, DANISH) for row in found)

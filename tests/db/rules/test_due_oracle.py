"""Random cases of every rule: the list of deadlines against a second, slow reading of the contract.

A failure names the seed; `scene(seed)` of `due_random` is its case.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from due_oracle import Row, listed, rows_of_case, rows_of_office
from due_oracle_days import COPENHAGEN
from due_random import Scene, marks, scene

from db.books.deadlines import read
from db.records.appointment import Appointment
from db.records.case import Case
from db.records.entrance import Inquiry
from db.records.person import Person
from db.rules.deadline import State
from db.rules.due import deadlines_of, deadlines_of_appointment, deadlines_of_inquiry
from db.rules.due_list import Listed, due_answer
from db.rules.rulebook import RuleKind
from db.rules.spans import Span, TimeUnit
from db.words import Words

BOOK = read().with_benefits(
    {"respite": Span(6, TimeUnit.WEEKS), "travel": Span(10, TimeUnit.DAYS), "aids": Span(3, TimeUnit.MONTHS)}
)
ENGLISH = Words("en")
CHUNK = 375
SEEDS = range(4 * CHUNK)


def noon(today: date) -> datetime:
    return datetime.combine(today, time(12), COPENHAGEN)


def oracle_rows(drawn: Scene) -> list[Row]:
    now = noon(drawn.today)
    office = rows_of_office(drawn.office_inquiries, drawn.office_appointments, now)
    return office + rows_of_case(drawn.case, drawn.child, now)


def marked_scene(seed: int) -> Scene:
    """The scene of `seed`; where the seed is odd some of its entries are marked by hand."""
    drawn = scene(seed)
    if seed % 2:
        entries = [(row.rule, row.id, row.due[:10]) for row in oracle_rows(drawn) if row.number]
        drawn.case["handled"] = marks(seed, entries)
    return drawn


def program_entries(drawn: Scene) -> list[Listed]:
    case, child = Case.model_validate(drawn.case), Person.model_validate(drawn.child)
    found = [Listed(case.id, case.number, entry) for entry in deadlines_of(case, child, BOOK)]
    for record in drawn.office_inquiries:
        entries = deadlines_of_inquiry(Inquiry.model_validate(record), BOOK)
        found += [Listed(None, None, entry) for entry in entries]
    for record in drawn.office_appointments:
        entries = deadlines_of_appointment(Appointment.model_validate(record), BOOK)
        found += [Listed(None, None, entry) for entry in entries]
    return found


def program_row(answer: dict[str, Any]) -> Row:
    trigger = answer["trigger"]
    started = trigger["kind"], trigger["id"], trigger["on"]
    stands = answer["due"], answer["state"], answer["late"], answer["basis"], answer["legal_ref"]
    return Row(answer["number"], answer["rule"], *started, *stands)


def differences(seed: int) -> list[str]:
    """What the program and the oracle list differently for `seed`, in lines to read; empty if nothing."""
    drawn = marked_scene(seed)
    now, today = noon(drawn.today), drawn.today
    entries, rows = program_entries(drawn), oracle_rows(drawn)
    told = []
    for listing, bounds in {
        "everything": {"start": date.min},
        "what is open": {},
        "a span": {"start": today - timedelta(days=60), "end": today + timedelta(days=200)},
    }.items():
        found = [program_row(answer) for answer in due_answer(entries, now, ENGLISH, **bounds)]
        expected = listed(rows, now, **bounds)
        if found != expected:
            told += [f"seed {seed}, {listing}, {today}:", *told_apart(found, expected)]
    return told


def told_apart(found: list[Row], expected: list[Row]) -> list[str]:
    """The rows that one side has more often than the other, or else the first that stands elsewhere."""
    lines = [f"  program alone: {row}" for row in (Counter(found) - Counter(expected)).elements()]
    lines += [f"  oracle alone:  {row}" for row in (Counter(expected) - Counter(found)).elements()]
    if lines:
        return lines
    program, oracle = next(pair for pair in zip(found, expected, strict=True) if pair[0] != pair[1])
    return [f"  another order: program {program}", f"                 oracle  {oracle}"]


@pytest.mark.parametrize("first", SEEDS[::CHUNK])
def test_the_program_reads_the_contract_as_the_oracle_does(first: int):
    told = [line for seed in range(first, first + CHUNK) for line in differences(seed)]
    if told:
        pytest.fail("\n".join([*told[:30], f"{len(told)} lines in all"]), pytrace=False)


def test_the_random_cases_reach_every_rule_and_state():
    rows = [row for seed in SEEDS[:200] for row in oracle_rows(marked_scene(seed))]
    assert {row.rule for row in rows} == set(RuleKind)
    assert {row.state for row in rows} == set(State)
    assert {row.late for row in rows} == {True, False}

"""Small cases against rows worked out by hand, in `due_cases`."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from db.books.deadlines import read
from db.records.appointment import Appointment
from db.records.base import COPENHAGEN
from db.records.case import Case
from db.records.entrance import Inquiry
from db.records.person import Person
from db.rules.due import deadlines_of, deadlines_of_appointment, deadlines_of_inquiry
from db.rules.due_list import Listed, due_answer
from db.rules.rulebook import RuleKind
from db.rules.spans import Span, TimeUnit
from db.words import Words

EXAMPLES = [
    example
    for path in sorted((Path(__file__).parent / "due_cases").glob("*.toml"))
    for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]
]
BOOK = read().with_benefits(
    {
        "respite": Span(6, TimeUnit.WEEKS),
        "travel": Span(10, TimeUnit.DAYS),
        "aids": Span(3, TimeUnit.MONTHS),
    }
)
CASE = {"id": "c1", "number": "2026-0001", "child": "p1", "status": "active", "opened": "2020-01-01"}


def rows_of(example: dict[str, Any]) -> list[Listed]:
    if "inquiry" in example:
        inquiry = Inquiry.model_validate(example["inquiry"])
        return [Listed(None, None, entry) for entry in deadlines_of_inquiry(inquiry, BOOK)]
    if "appointment" in example:
        appointment = Appointment.model_validate(example["appointment"])
        return [Listed(None, None, entry) for entry in deadlines_of_appointment(appointment, BOOK)]
    case = Case.model_validate(CASE | example.get("case", {}))
    child = Person.model_validate({"id": "p1", "name": "Ida"} | example.get("child", {}))
    return [Listed(case.id, case.number, entry) for entry in deadlines_of(case, child, BOOK)]


def written(row: dict[str, Any]) -> str:
    trigger = row["trigger"]
    started = f"{trigger['kind']} {trigger['id']} {trigger['on'] or '-'}"
    state = row["state"] + (" late" if row["late"] else "")
    reference = row["legal_ref"] or row["basis"]
    return " | ".join((row["rule"], started, row["due"], state, reference))


def bounds_of(example: dict[str, Any]) -> dict[str, date]:
    if example.get("open"):
        return {}
    bounds = {
        name: date.fromisoformat(example[word])
        for name, word in (("start", "from"), ("end", "to"))
        if word in example
    }
    return bounds or {"start": date.min}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_rows_worked_out_by_hand(example: dict[str, Any]):
    now = datetime.fromisoformat(example["today"] + "T12:00:00").replace(tzinfo=COPENHAGEN)
    answer = due_answer(rows_of(example), now, Words("en"), **bounds_of(example))
    shown = [row for row in answer if row["rule"] in example.get("only", [row["rule"]])]
    assert [written(row) for row in shown] == example["expected"]


def test_names_are_told_apart_and_every_rule_is_in_the_table():
    assert len({example["name"] for example in EXAMPLES}) == len(EXAMPLES) >= 60
    seen = {row.split(" | ")[0] for example in EXAMPLES for row in example["expected"]}
    assert seen == set(RuleKind)

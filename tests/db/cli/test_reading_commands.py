"""cases, search, due and costs as they answer."""

import json
import re

import pytest
from stores import at_work

from db.store import documents

ANSWERS = {
    "cases": ["case", "number", "child", "status", "step", "next_due", "last_contact", "forecast"],
    "search": ["kind", "id", "case", "number", "title", "snippet", "on"],
    "due": ["case", "number", "rule", "title", "due", "state", "late", "basis", "legal_ref", "trigger"],
}


def answer(taetpaa, store, *arguments, **more):
    ended = taetpaa(*arguments, "--json", store=store, **more)
    assert (ended.code, ended.err) == (0, "")
    return json.loads(ended.out)


@pytest.mark.parametrize("command", [["cases"], ["search", "a"], ["search", "mor"], ["due"]], ids=" ".join)
def test_answers_have_the_fields_of_the_contract_and_no_others(taetpaa, filled_store, command):
    rows = answer(taetpaa, filled_store, *command)
    assert rows
    assert all(list(row) == ANSWERS[command[0]] for row in rows)


def test_the_fields_of_costs(taetpaa, filled_store):
    whole = answer(taetpaa, filled_store, "costs")
    assert list(whole) == ["year", "cases", "bands", "total", "expected"]
    assert whole["year"] == 2026
    fields = ["case", "number", "spent", "committed", "forecast", "placement", "band", "lines"]
    assert all(list(row) == fields for row in whole["cases"])
    assert [list(band) for band in whole["bands"]] == [["from", "to", "cases", "total"]] * 6
    assert answer(taetpaa, filled_store, "costs", "--year", "1999")["year"] == 1999


def test_open_cases_come_first_by_number_without_any_cpr(taetpaa, filled_store):
    rows = answer(taetpaa, filled_store, "cases")
    keys = [(row["status"] == "closed", row["number"]) for row in rows]
    assert keys == sorted(keys)
    with at_work(filled_store) as desk:
        people = documents.whole(desk.db).people
    told = json.dumps(rows)
    assert not any(person.cpr and person.cpr in told for person in people)
    assert {row["child"] for row in rows} <= {person.name for person in people}


def test_the_next_due_day_of_a_case_is_that_of_its_first_entry(taetpaa, filled_store):
    for day in ("2026-11-23", "2027-06-01", "2025-01-01"):
        first = {}
        for row in answer(taetpaa, filled_store, "due", today=day):
            first.setdefault(row["case"], row["due"][:10])
        rows = answer(taetpaa, filled_store, "cases", today=day)
        assert {row["case"]: row["next_due"] for row in rows} == {
            row["case"]: first.get(row["case"]) for row in rows
        }


def test_the_forecast_of_a_case_is_that_of_its_account(taetpaa, filled_store):
    forecasts = {row["case"]: row["forecast"] for row in answer(taetpaa, filled_store, "costs")["cases"]}
    rows = answer(taetpaa, filled_store, "cases")
    assert {row["case"]: row["forecast"] for row in rows} == {
        row["case"]: forecasts.get(row["case"], "0.00") for row in rows
    }


def test_entries_of_some_cases_and_of_a_span(taetpaa, filled_store):
    case = answer(taetpaa, filled_store, "cases")[0]
    rows = answer(taetpaa, filled_store, "due", case["number"])
    assert rows
    assert rows == [row for row in answer(taetpaa, filled_store, "due") if row["case"] == case["case"]]
    assert answer(taetpaa, filled_store, "due", case["case"], case["number"]) == rows
    span = answer(taetpaa, filled_store, "due", "--from", "2026-01-01", "--to", "2026-12-31")
    assert all("2026-01-01" <= row["due"][:10] <= "2026-12-31" for row in span)
    assert {row["state"] for row in span} >= {"met"}
    assert answer(taetpaa, filled_store, "due", "--from", "2026-12-31", "--to", "2026-01-01") == []


@pytest.mark.parametrize("command", [["due"], ["costs"], ["export", "--out", "x"], ["plan", "--out", "x"]])
def test_an_unknown_case(taetpaa, filled_store, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    number = answer(taetpaa, filled_store, "cases")[0]["number"]
    ended = taetpaa("--lang", "en", *command, number, "Mia Prøve", store=filled_store)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("taetpaa: There is no case with that id or number")
    assert "Mia" not in ended.err
    assert not (tmp_path / "x").exists()


def test_a_search_keeps_to_its_limit(taetpaa, filled_store):
    rows = answer(taetpaa, filled_store, "search", "mor", "--limit", "1000")
    assert len(rows) > 3
    assert answer(taetpaa, filled_store, "search", "mor", "--limit", "3") == rows[:3]
    assert answer(taetpaa, filled_store, "search", "mor") == rows[:50]
    assert answer(taetpaa, filled_store, "search", "") == []
    assert answer(taetpaa, filled_store, "search", "xyzzyx") == []


def test_a_case_is_found_by_its_number_and_its_child(taetpaa, filled_store):
    for case in answer(taetpaa, filled_store, "cases"):
        assert answer(taetpaa, filled_store, "search", case["number"])[0]["id"] == case["case"]
        first = answer(taetpaa, filled_store, "search", case["child"].upper())[0]
        assert (first["kind"], first["case"], first["title"]) == ("person", case["case"], case["child"])


def test_today_is_the_clock_of_the_run(taetpaa, filled_store):
    early = answer(taetpaa, filled_store, "due", today="2026-11-23")
    late = answer(taetpaa, filled_store, "due", today="2027-11-23")
    states = [sum(row["state"] == "overdue" for row in rows) for rows in (early, late)]
    assert states[0] < states[1]
    for day in ("0001-01-01", "9999-12-31"):
        for command in (["cases"], ["due"], ["costs"], ["search", "og"]):
            assert taetpaa(*command, store=filled_store, today=day).code == 0


@pytest.mark.parametrize("command", [["cases"], ["search", "og"], ["due"], ["costs"]], ids=" ".join)
@pytest.mark.parametrize("language", ["da", "en"])
def test_plain_text_for_people(taetpaa, filled_store, command, language):
    ended = taetpaa("--lang", language, *command, store=filled_store)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.strip()
    assert "{" not in ended.out


def test_an_empty_store_has_empty_answers(taetpaa, empty_store):
    assert answer(taetpaa, empty_store, "cases") == []
    assert answer(taetpaa, empty_store, "due") == []
    assert answer(taetpaa, empty_store, "search", "x") == []
    whole = answer(taetpaa, empty_store, "costs")
    assert (whole["cases"], whole["total"], whole["expected"]) == ([], "0.00", "0.00")
    for command in (["cases"], ["due"], ["search", "x"], ["costs"]):
        assert taetpaa(*command, store=empty_store).code == 0


def test_costs_are_told_to_people_as_danes_write_money(taetpaa, filled_store):
    ended = taetpaa("costs", store=filled_store)
    heads, *rows, total = ended.out.splitlines()
    assert heads.split() == ["brugt", "aftalt", "forventet"]
    assert rows
    for row in rows:
        assert re.fullmatch(r"\S+( +[\d.]+,\d\d kr\.){3}", row), row
    assert re.fullmatch(r"I alt [\d.]+,\d\d kr\.", total)

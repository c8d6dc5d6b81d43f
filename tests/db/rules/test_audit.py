"""What an audit draws, and what its answers say together."""

from db.books import forms
from db.rules.audit import drawn, gathered

CASES = [f"c{number}" for number in range(40)]


def test_the_same_number_draws_the_same_cases_in_whatever_order_they_come():
    first = drawn(CASES, 5, 202611)
    assert len(set(first)) == 5
    assert drawn(reversed(CASES), 5, 202611) == first
    assert drawn(CASES, 5, 202612) != first
    assert drawn(CASES, 99, 1)[:5] == drawn(CASES, 5, 1)
    assert sorted(drawn(CASES, 99, 1)) == sorted(CASES)


def test_every_case_is_drawn_sooner_or_later():
    assert {case for seed in range(200) for case in drawn(CASES, 5, seed)} == set(CASES)


def test_answers_are_counted_and_texts_stand_without_case_or_colleague():
    form = forms.SHIPPED.newest("audit")
    answers = [
        {"on": "2026-11-01", "by_whom": "Mads Friis", "right_help": "yes", "conclusion": "Ring før mødet. "},
        {"on": "2026-11-02", "by_whom": "Hanne Lind", "right_help": "yes", "conclusion": "Hør barnet først."},
        {"right_help": "no", "conclusion": "Ring før mødet."},
        {"right_help": 7, "conclusion": None},
    ]
    found = {one.question.id: one for one in gathered(form, answers)}
    assert found["right_help"].counts == (("yes", 2), ("partly", 0), ("no", 1), ("unclear", 0))
    assert found["conclusion"].texts == ("Hør barnet først.", "Ring før mødet.")
    assert not {"on", "by_whom"} & found.keys()
    assert "Friis" not in str([(one.counts, one.texts) for one in found.values()])

"""A text that names a child of another case is seen, however it is written, and fast."""

import time

import pytest

from db.rules.discretion import Caseload, Child

EMIL = Child("c1", "p1", "Emil Stenbæk", "0905142223")
SOEREN = Child("c2", "p2", "Søren Å. Kjær Holm", "1203151114")
EMMA = Child("c3", "p3", "Emma")
NAMESAKE = Child("c4", "p4", "Emil Stenbæk", "0101170001")
ALL = Caseload([EMIL, SOEREN, EMMA, NAMESAKE])


@pytest.mark.parametrize(
    ("text", "case_id", "found"),
    [
        ("Talte om Søren Å. Kjær Holm i går", "c1", [SOEREN]),
        ("talte om soeren aa kjaer\nholm", "c1", [SOEREN]),
        ("Talte om SØREN Å KJÆR HOLM.", None, [SOEREN]),
        ("Søren Holm", "c1", []),
        ("Emil Stenbæk", "c1", []),
        ("Emil Stenbæks mor", "c2", [EMIL, NAMESAKE]),
        ("Emil Stenbæk", "c2", [EMIL, NAMESAKE]),
        ("Emma kom til tiden", "c1", []),
        ("cpr 120315-1114", "c1", [SOEREN]),
        ("cpr 1203151114", "c1", [SOEREN]),
        ("cpr 120315 1114", "c1", [SOEREN]),
        ("0905142223", "c1", []),
        ("tlf 41203151114", "c1", []),
        ("", "c1", []),
    ],
)
def test_full_names_and_numbers_of_other_cases_are_seen(text, case_id, found):
    assert ALL.named_in(text, case_id) == found


def test_a_sibling_whom_the_case_knows_is_no_stranger():
    assert ALL.named_in("Søren Å. Kjær Holm", "c1", {"p2"}) == []


def test_ten_thousand_names_and_a_long_note_hold_nobody_up():
    children = [Child(f"c{n}", f"p{n}", f"Barn{n % 97} Efternavn{n}", f"{n:010}") for n in range(10_000)]
    children = [
        Child(c.case_id, c.person, c.name.translate(str.maketrans("0123456789", "abcdefghij")), c.cpr)
        for c in children
    ]
    caseload = Caseload(children)
    text = "Talte med mor om skolen og om natten. " * 700 + children[77].name
    begun = time.perf_counter()
    assert [one.case_id for one in caseload.named_in(text, "c1")] == ["c77"]
    assert time.perf_counter() - begun < 0.5

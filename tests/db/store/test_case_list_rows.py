"""The caseload as rows: Danish order, filters, pages, and what hangs on them."""

import json
from datetime import date

import pytest
from stores import TODAY, at_work

from db.actions import cases as case_actions
from db.actions.documents import import_document
from db.records.intervention import Intervention
from db.rules import costs, ladder
from db.store import aggregates, case_list, cases, help_rows
from db.store.case_list import Only, Sorted, Wanted, named, plain, rows


@pytest.fixture
def desk(empty_store):
    with at_work(empty_store) as found:
        yield found


def case(number, name, *, status="active", opened="2026-01-05", **parts):
    closed = {"closed": "2026-06-01", "closed_reason": ""} if status == "closed" else {}
    return (
        {"id": f"p{number}", "name": name, **parts.pop("person", {})},
        {
            "id": f"c{number}",
            "number": f"2026-{number:04}",
            "child": f"p{number}",
            "status": status,
            "opened": opened,
            **closed,
            **parts,
        },
    )


def put_in(desk, *pairs):
    people, found = zip(*pairs, strict=True)
    document = {"format": "taetpaa-exchange", "version": 1, "people": people, "cases": found}
    import_document(desk, json.dumps(document).encode())


def children(desk, **wanted):
    return [row.child for row in rows(desk.db, Wanted(**wanted), today=TODAY)]


def test_names_sort_as_danish_does_and_closed_cases_come_last(desk):
    put_in(
        desk,
        case(1, "Åse Holm"),
        case(2, "Ærø Beck"),
        case(3, "Zenia Falk"),
        case(4, "Aage Dam"),
        case(5, "Øjvind Krog"),
        case(6, "Anna Bo", status="closed"),
    )
    assert children(desk, by=Sorted.CHILD) == [
        "Zenia Falk", "Ærø Beck", "Øjvind Krog", "Aage Dam", "Åse Holm", "Anna Bo",
    ]  # fmt: skip
    assert children(desk, by=Sorted.CHILD, descending=True)[0] == "Åse Holm"
    assert children(desk)[:2] == ["Åse Holm", "Ærø Beck"]


def test_by_age_the_oldest_first_and_the_unborn_last(desk):
    put_in(
        desk,
        case(1, "Ida", person={"born": "2015-05-05"}),
        case(2, "Kommende barn", person={"expected": "2027-01-01"}),
        case(3, "Bo", person={"born": "2010-05-05"}),
    )
    assert children(desk, by=Sorted.BORN) == ["Bo", "Ida", "Kommende barn"]
    assert children(desk, by=Sorted.BORN, descending=True) == ["Ida", "Bo", "Kommende barn"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("søren", ["Søren Aagård"]),
        ("soren", ["Søren Aagård"]),
        ("ågaa", ["Søren Aagård"]),
        ("SKOV emi", ["Emilie Skov"]),
        ("0002", ["Emilie Skov"]),
        ("joel", ["Joel Muñoz"]),
        ("munoz", ["Joel Muñoz"]),
        ("  ", ["Søren Aagård", "Emilie Skov", "Joel Muñoz"]),
        ("%", []),
        ("nobody", []),
    ],
)
def test_a_text_finds_names_and_numbers_as_people_write_them(desk, text, found):
    put_in(desk, case(1, "Søren Aagård"), case(2, "Emilie Skov"), case(3, "Joel Muñoz"))
    assert children(desk, text=text) == found


def test_pages_follow_each_other_without_gap_or_repeat(desk):
    put_in(desk, *(case(number, f"Barn {number:03}") for number in range(1, 24)))
    wanted = Wanted(by=Sorted.CHILD)
    pages = [rows(desk.db, wanted, today=TODAY, offset=start, limit=10) for start in (0, 10, 20)]
    names = [row.child for page in pages for row in page]
    assert names == [f"Barn {number:03}" for number in range(1, 24)]


def test_the_saved_filters(desk):
    talked = [{"id": "n1", "at": "2026-11-10T10:00:00+01:00", "kind": "phone", "text": "."}]
    written = [{"id": "n2", "at": "2026-11-10T10:00:00+01:00", "kind": "mail", "text": "."}]
    met = [{"id": "a1", "kind": "home_visit", "starts_at": "2026-10-12T10:00:00+02:00", "status": "held"}]
    agreed = [
        {
            "id": "a2", "kind": "panel", "starts_at": "2026-10-01T10:00:00+02:00", "status": "held",
            "agreements": [{"id": "g1", "title": "Ring", "due_on": "2026-11-30"}],
        }
    ]  # fmt: skip
    put_in(
        desk,
        case(1, "Talt med", notes=talked),
        case(2, "Kun skrevet", notes=written),
        case(3, "Besøgt", appointments=met),
        case(4, "Helt ny", opened="2026-11-01"),
        case(5, "Har frist", notes=[{**talked[0], "id": "n3"}], appointments=agreed),
        case(6, "Forbi", status="closed"),
    )
    assert children(desk, only=Only.OPEN) == ["Talt med", "Kun skrevet", "Besøgt", "Helt ny", "Har frist"]
    assert children(desk, only=Only.CLOSED) == ["Forbi"]
    assert children(desk, only=Only.SILENT) == ["Kun skrevet"]
    assert children(desk, only=Only.DUE) == ["Har frist"]
    assert children(desk, only=Only.DUE, text="besøgt") == []


def test_a_list_follows_every_change_of_case_and_person(desk):
    made = case_actions.create_case(desk, child="Ida Skov", number="2026-0001", born=date(2015, 5, 5))
    assert children(desk, text="skov") == ["Ida Skov"]
    person = cases.get(desk.db, made.case_id).child
    with desk.db.atomic():
        desk.db.execute("update people set name = 'Ida Krog', sort_key = 'ida krog' where id = ?", [person])
        desk.db.execute(
            "update cases set status = 'closed', closed = '2026-11-23' where id = ?", [made.case_id]
        )
    assert children(desk, text="krog", only=Only.CLOSED) == ["Ida Krog"]
    with desk.db.atomic():
        desk.db.execute("delete from cases where id = ?", [made.case_id])
    assert children(desk) == []


def test_light_interventions_reckon_as_whole_ones_do(filled_store):
    with at_work(filled_store) as desk:
        ids = [row.case_id for row in rows(desk.db, today=TODAY)]
        light = help_rows.of_cases(desk.db, ids)
        assert list(light) == ids
        for case_id in ids:
            whole = aggregates.of_case(desk.db, Intervention, case_id)
            assert whole
            assert ladder.step_on(light[case_id], TODAY) == ladder.step_on(whole, TODAY)
            forecast = costs.forecast_of(light[case_id], TODAY.year, TODAY)
            assert forecast == costs.forecast_of(whole, TODAY.year, TODAY)


def test_families_are_named_for_finding_open_ones_first(desk):
    put_in(desk, case(1, "Emil Aa", status="closed"), case(2, "Emil Bo"), case(3, "Ida Emilsen"))
    assert [one.child for one in named(desk.db, "emil")] == ["Emil Bo", "Ida Emilsen", "Emil Aa"]
    assert [one.child for one in named(desk.db, "emil", 1)] == ["Emil Bo"]
    assert named(desk.db, " ") == []
    assert case_list.children_of(desk.db, ["c1", "c3", "c9"]) == {"c1": "Emil Aa", "c3": "Ida Emilsen"}


def test_numbers_are_counted_on_within_the_year(desk):
    assert cases.next_number(desk.db, 2026) == "2026-0001"
    put_in(desk, case(9, "Ni"), case(12, "Tolv"))
    assert cases.next_number(desk.db, 2026) == "2026-0013"
    assert cases.next_number(desk.db, 2027) == "2027-0001"
    assert cases.has_number(desk.db, "2026-0012")
    assert not cases.has_number(desk.db, "2026-0013")


@pytest.mark.parametrize("text", ["Søren Aagård", "Joel Müller", "ÆØÅ", "Ida-Marie O'Neil"])
def test_the_words_of_the_store_are_those_that_are_looked_for(desk, text):
    put_in(desk, case(1, text))
    kept = desk.db.execute("select words from case_list").fetchone()[0]
    assert kept == f"{plain(text)} 2026-0001"

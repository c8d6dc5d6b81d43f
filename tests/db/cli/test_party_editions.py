"""plan --edition party:PERSON: made for who has a right to it, refused in words for all others."""

import json

import pypdfium2
import pytest
from exchange_documents import smallest
from stores import digests

PHONE = "70 11 22 33"


@pytest.fixture
def store(taetpaa, empty_store, tmp_path):
    """A case with a mother and a father, an uncle who promised something, and a neighbour."""
    raw = smallest()
    names = ["Barn", "Moren", "Faren", "Onklen", "Naboen", "Fremmed"]
    raw["people"] = [{"id": f"p{n}", "name": f"{name} Prøve"} for n, name in enumerate(names, 1)]
    raw["people"][0]["born"] = "2015-05-09"
    raw["people"][2] |= {"phone": "70112233", "protected_address": True, "address": "Skjulestien 4, Nordby"}
    goal = {
        "id": "g1",
        "title": "Ro om morgenen",
        "sub_goals": [{"title": "henter tirsdag", "responsible": "p4"}],
        "progress": [{"on": "2026-03-01", "rated_by": "p2", "score": 4}],
        "child_words": "Jeg vil helst sove hos mormor",
    }
    other = {"id": "g2", "title": "Svømning", "baseline": "ikke for onkler"}
    raw["cases"][0] |= {
        "child": "p1",
        "relations": [
            {"person": "p2", "role": "mother", "custody": True},
            {"person": "p3", "role": "father", "custody": True},
            {"person": "p4", "role": "relative"},
            {"person": "p5", "role": "neighbour", "note": "har ringet to gange"},
        ],
        "plans": [{"id": "l1", "kind": "child_plan", "goals": [goal, other]}],
    }
    (tmp_path / "in.json").write_text(json.dumps(raw), "utf-8")
    assert taetpaa("import", tmp_path / "in.json", store=empty_store).code == 0
    return empty_store


def text(file):
    document = pypdfium2.PdfDocument(file)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("person", ["p1", "p2", "p3"])
def test_custody_and_the_child_from_ten_get_their_own_edition(taetpaa, store, tmp_path, person):
    out = tmp_path / "p.pdf"
    assert taetpaa("plan", "c1", "--edition", f"party:{person}", "--out", out, store=store).code == 0
    told = text(out)
    assert "udgave til" in told
    assert "Svømning" in told
    for hidden in ("mormor", "Skjulestien", "70112233", "har ringet"):
        assert hidden not in told


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("p4", "no right"),
        ("p5", "no right"),
        ("p6", "knows no"),
        ("nobody", "knows no"),
        ("", "knows no"),
    ],
)
def test_all_others_are_refused_in_words(taetpaa, store, tmp_path, person, told):
    before = digests(store.parent)
    asked = ["plan", "c1", "--edition", f"party:{person}", "--out", tmp_path / "p"]
    ended = taetpaa("--lang", "en", *asked, store=store)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.err
    assert "Prøve" not in ended.err
    assert not (tmp_path / "p").exists()
    assert digests(store.parent) == before


def test_a_child_under_ten_has_no_edition_of_its_own(taetpaa, store, tmp_path):
    ended = taetpaa(
        "--today", "2025-05-08", "plan", "c1", "--edition", "party:p1", "--out", tmp_path / "p", store=store
    )
    assert ended.code == 1


@pytest.mark.parametrize("edition", ["family", "party:p2", "full"])
def test_a_text_that_tells_a_hidden_home_is_refused_with_its_field(taetpaa, store, tmp_path, edition):
    from stores import at_work

    from db.actions import plans
    from db.store import plans as stored

    with at_work(store) as desk:
        plan = stored.get(desk.db, "l1")
        goal = plan.goals[0].changed(title="Mød far på Skjule-stien 4,  Nordby kl. 8")
        plans.save_plan(desk, "c1", plan, plan.changed(goals=(goal,)))
    out = tmp_path / "p.pdf"
    ended = taetpaa("--lang", "en", "plan", "c1", "--edition", edition, "--out", out, store=store)
    assert (ended.code, ended.out) == (1, "")
    assert "people/address" in ended.err
    assert "Skjule" not in ended.err
    assert not out.exists()


def test_no_edition_is_made_while_the_parents_must_not_be_told(taetpaa, store, tmp_path):
    from stores import at_work

    with at_work(store) as desk, desk.db.atomic():
        desk.db.execute("update cases set parents_not_told_reason = 'Fare' where id = 'c1'")
    for edition in ("family", "party:p2"):
        assert taetpaa("plan", "c1", "--edition", edition, "--out", tmp_path / "p", store=store).code == 1

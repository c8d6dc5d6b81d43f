"""minutes as it is called: the file's own copy, and for each party only what it may read."""

import json
import stat

import pypdfium2
import pytest
from exchange_documents import smallest
from stores import at_work, digests

PEOPLE = [
    {"id": "p1", "name": "Emil Prøve"},
    {"id": "p2", "name": "Mor Prøve", "address": "Birkevej 12, 8900 Randers", "phone": "22334455"},
    {"id": "p3", "name": "Ida Lærer", "address": "Nabogade 3, 8900 Randers", "phone": "66778899"},
    {"id": "p4", "name": "Nogen Andre"},
]
MEETING = {
    "id": "m1",
    "kind": "network_meeting",
    "starts_at": "2026-03-02T13:00:00+01:00",
    "ends_at": "2026-03-02T14:30:00+01:00",
    "place": "Birkevej 12",
    "status": "held",
    "child_heard": "talk",
    "child_words": "Jeg vil helst sove længe",
    "agenda": [
        {"title": "Derhjemme", "minutes": 30, "participants": ["p2"]},
        {"title": "Skolen", "minutes": 30, "participants": ["p2", "p3"]},
    ],
    "notes": [
        {"part": 0, "text": "Natten er hård"},
        {"part": 1, "text": "Vikar <b>igen</b> & igen. Ring 22334455"},
    ],
    "safety_scale": [{"rated_by": "p1", "score": 3, "reason": "Mørket"}, {"rated_by": "p2", "score": 7}],
    "worries": "Ferien",
    "agreements": [{"id": "t1", "title": "Skrive aftenen før", "responsible": "p3", "due_on": "2026-03-20"}],
}


@pytest.fixture
def store(taetpaa, empty_store, tmp_path):
    raw = smallest()
    raw["people"] = PEOPLE
    raw["cases"][0] |= {"id": "c1", "number": "2026-0001", "child": "p1", "appointments": [MEETING]}
    hidden = MEETING | {"id": "m2", "agreements": []}
    other = raw["cases"][0] | {"id": "c2", "number": "2026-0002", "appointments": [hidden]}
    raw["cases"].append(other | {"parents_not_told": {"reason": "Fare", "until": None}})
    raw["appointments"] = [
        {"id": "m3", "kind": "panel", "title": "Udvalg", "starts_at": MEETING["starts_at"]}
    ]
    (tmp_path / "in.json").write_text(json.dumps(raw), "utf-8")
    assert taetpaa("import", tmp_path / "in.json", store=empty_store).code == 0
    return empty_store


def text(file):
    document = pypdfium2.PdfDocument(file)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def test_the_files_own_copy_holds_everything_and_says_whose_it_is(taetpaa, store, tmp_path):
    out = tmp_path / "m.pdf"
    ended = taetpaa("minutes", "m1", "--out", out, store=store)
    assert (ended.code, ended.err) == (0, "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    told = text(out)
    for words in (
        "sagens eget eksemplar",
        "Natten er hård",
        "Vikar <b>igen</b> & igen",
        "Jeg vil helst sove længe",
        "Ferien",
        "Skrive aftenen før",
        "20. marts 2026",
        "Mørket",
        "Birkevej 12",
    ):
        assert words in told, words
    with at_work(store) as desk:
        lines = desk.db.execute("select action, record, case_id from journal order by number desc limit 1")
        assert lines.fetchone() == ("minutes.printed", "m1", "c1")


def test_a_party_gets_its_own_parts_without_anybody_elses_home_or_number(taetpaa, store, tmp_path):
    out = tmp_path / "m.pdf"
    assert taetpaa("minutes", "m1", "--edition", "party:p3", "--out", out, store=store).code == 0
    told = text(out)
    assert "udgave til Ida" in told
    assert "Vikar <b>igen</b> & igen" in told
    assert "Skrive aftenen før" in told
    for words in ("Natten", "Derhjemme", "sove længe", "Mørket", "Birkevej", "22334455", "eget eksemplar"):
        assert words not in told, words


def test_a_meeting_of_the_office_prints_too(taetpaa, store, tmp_path):
    assert taetpaa("minutes", "m3", "--out", tmp_path / "m.pdf", store=store).code == 0
    assert "Udvalg" in text(tmp_path / "m.pdf")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["m9"], "no meeting with that id"),
        (["m1", "--edition", "party:p4"], "took part in nothing"),
        (["m1", "--edition", "party:p1"], "took part in nothing"),
        (["m1", "--edition", "party:nobody"], "no person with that id"),
        (["m2", "--edition", "party:p3"], "Nothing is made for this family"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(taetpaa, store, tmp_path, arguments, told):
    before = digests(store.parent)
    ended = taetpaa("--lang", "en", "minutes", *arguments, "--out", tmp_path / "m.pdf", store=store)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.err
    assert not (tmp_path / "m.pdf").exists()
    assert digests(store.parent) == before


def test_the_familys_edition_is_one_of_plans_only(taetpaa, store, tmp_path):
    assert taetpaa("minutes", "m1", "--edition", "family", "--out", tmp_path / "m.pdf", store=store).code == 2
    assert taetpaa("minutes", "m2", "--out", tmp_path / "m.pdf", store=store).code == 0

"""The family on paper: drawn and told, for its reader, and read back for what may not stand in it."""

import json
from datetime import date

import pypdfium2
import pytest
from exchange_documents import smallest
from pikepdf import Pdf
from stores import at_work

from db.actions import network_papers
from db.actions.documents import import_document
from db.actions.papers import Asked
from db.errors import NotAllowed
from db.records.letterhead import Letterhead
from db.rules.readers import Edition
from db.words import Words

DAY = date(2026, 11, 23)


@pytest.fixture
def desk(empty_store):
    raw = smallest()
    raw["people"] = [
        {"id": "p1", "name": "Emil Prøve", "born": "2010-01-01", "address": "Bøgevej 1"},
        {"id": "p2", "name": "Mor Prøve", "address": "Hemmeligvej 3, 1. tv", "protected_address": True},
        {
            "id": "p3",
            "name": "Far Prøve",
            "address": "Bøgevej 1",
            "phone": "70112233",
            "deceased": "2020-01-01",
        },
        {"id": "p4", "name": "سارة أحمد"},
        {"id": "p5", "name": "Naboen Karlsen"},
        {"id": "p6", "name": "Store Prøve"},
        {"id": "p7", "name": "Anden Fader"},
    ]
    raw["cases"][0] |= {
        "id": "c1", "number": "2026-0001", "child": "p1",
        "relations": [
            {"person": "p2", "role": "mother", "custody": True, "lives_with_child": True},
            {"person": "p3", "role": "father", "custody": True, "quality": "broken"},
            {"person": "p4", "role": "grandparent"},
            {"person": "p5", "role": "neighbour", "note": "drikker", "quality": "strained"},
            {"person": "p6", "role": "sibling"},
        ],
    }  # fmt: skip
    other = raw["cases"][0] | {
        "id": "c2", "number": "2026-0002", "child": "p6",
        "relations": [{"person": "p2", "role": "mother"}, {"person": "p7", "role": "father"}],
    }  # fmt: skip
    raw["cases"].append(other)
    with at_work(empty_store) as desk:
        import_document(desk, json.dumps(raw).encode())
        yield desk


def printed(desk, tmp_path, asked):
    sheet = network_papers.sheet_of(desk, "c1", asked, DAY, Letterhead(municipality="Prøve Kommune"))
    out = tmp_path / "p.pdf"
    network_papers.write_network(desk, "c1", sheet, Words("da"), out)
    document = pypdfium2.PdfDocument(out)
    try:
        return out, " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def test_the_files_own_copy_is_drawn_twice_and_told_in_words(desk, tmp_path):
    out, told = printed(desk, tmp_path, Asked(Edition.FULL))
    assert "Mor Prøve: mor, fødselsdag ikke kendt, forældremyndighed, bor med barnet" in told
    assert "Store Prøve: søskende, fødselsdag ikke kendt. Barn af Mor Prøve, Anden Fader." in told
    assert "Naboen Karlsen: nabo, nærhed 3 af 5, båndet er anspændt." in told
    assert "Hjem 1" in told
    assert "Hemmeligvej" not in told
    assert "Sagens eget eksemplar" in told
    with Pdf.open(out) as pdf:
        alts = [str(one.Alt) for one in pdf.objects if getattr(one, "get", None) and one.get("/Alt")]
    assert sorted(alts) == [
        "Genogram. Det samme står med ord nedenfor.", "Netværkskort. Det samme står med ord nedenfor.",
    ]  # fmt: skip
    line = desk.db.execute("select action, case_id from journal order by number desc limit 1").fetchone()
    assert tuple(line) == ("network.printed", "c1")


@pytest.mark.parametrize("asked", [Asked(Edition.FAMILY), Asked(Edition.PARTY, party="p2")])
def test_others_get_whom_they_may_know_of_and_no_ties(desk, tmp_path, asked):
    _, told = printed(desk, tmp_path, asked)
    assert "Mor Prøve: mor" in told
    for hidden in (
        "Karlsen",
        "drikker",
        "Netværkskort",
        "nærhed",
        "afbrudt",
        "70112233",
        "Anden Fader",
        "Hjem 1",
    ):
        assert hidden not in told


def test_a_withheld_value_in_the_finished_file_refuses_it(desk, tmp_path):
    sheet = network_papers.sheet_of(
        desk, "c1", Asked(Edition.FULL), DAY, Letterhead(contact="Hemmeligvej 3, 1. tv")
    )
    with pytest.raises(NotAllowed, match="would hold what its reader"):
        network_papers.write_network(desk, "c1", sheet, Words("en"), tmp_path / "p.pdf")
    assert not (tmp_path / "p.pdf").exists()


def test_nothing_for_the_family_while_it_must_not_be_told(desk):
    from db.actions.family import set_not_told
    from db.records.case import NotTold

    set_not_told(desk, "c1", NotTold(reason="Fare"))
    with pytest.raises(NotAllowed):
        network_papers.sheet_of(desk, "c1", Asked(Edition.FAMILY), DAY, Letterhead())

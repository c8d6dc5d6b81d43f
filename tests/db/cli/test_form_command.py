"""form as it is called: an answered form on paper, whatever stands in it, known or not."""

import json
import subprocess

import pytest
from exchange_documents import smallest
from stores import at_work

LONG = "Emil sov <b>ikke</b> & 😀 مرحبا \u0007 " * 5600
FORMS = [
    {"id": "f1", "form": "family_analysis", "started_on": "2026-02-01",
     "answers": {"purpose": LONG, "visits": [{"on": "2026-02-03", "time": "7-9", "situation": "<i>morgen"}],
                 "next_step": 3, "family_well_being": {"mother": 4, "child": 7}, "follow_up_by": "p1",
                 "gone_question": {"x": ["y"]}, "usual_days": "maybe"}},
    {"id": "f2", "form": "never_heard_of", "form_version": 9, "answers": {"a b": "Svaret <b>", "n": 7}},
    {"id": "f3", "form": "screening", "form_version": 77, "answers": {"conclusion": "Ja"}},
    {"id": "f4", "form": "well_being", "status": "finished", "finished_on": "2026-02-02", "answers": {}},
    {"id": "f5", "form": "follow_up", "answers": {"lowest_step": 3, "effect": {"child": 7}}},
]  # fmt: skip
KEYS = [form["id"] for form in FORMS]


@pytest.fixture
def store(taetpaa, empty_store, tmp_path):
    raw = smallest()
    raw["people"] = [{"id": "p1", "name": "Barn Prøve"}]
    raw["cases"] = [raw["cases"][0] | {"id": "c1", "number": "2026-0001", "child": "p1", "forms": FORMS}]
    (tmp_path / "in.json").write_text(json.dumps(raw), "utf-8")
    assert taetpaa("import", tmp_path / "in.json", store=empty_store).code == 0
    return empty_store


def read(file):
    told = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(told.stdout.split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_prints(taetpaa, store, tmp_path, language):
    told = {}
    for key in [key for key in KEYS if key != "f1" or language == "da"]:  # the long one once
        out = tmp_path / f"{key}.pdf"
        ended = taetpaa("--lang", language, "form", key, "--out", out, store=store)
        assert (ended.code, ended.err) == (0, "")
        told[key] = read(out)
    if language == "da":
        assert told["f1"].count("sov") == 5600
        assert "<b>ikke</b> &" in told["f1"]
        assert "<i>morgen" in told["f1"]
        assert "maybe" in told["f1"]
    assert ("Trin 3" if language == "da" else "Step 3") in told["f5"]
    assert ("Barnet: 7 af 10" if language == "da" else "The child: 7 of 10") in told["f5"]
    assert "Svaret <b>" in told["f2"]
    assert "Ja" in told["f3"]
    with at_work(store) as desk:
        rows = desk.db.execute("select record from journal where action = 'form.printed'").fetchall()
    assert rows == [(key,) for key in told]


def test_an_unknown_form_or_a_name_that_is_taken_is_refused(taetpaa, store, tmp_path):
    out = tmp_path / "f.pdf"
    assert taetpaa("form", "nobody", "--out", out, store=store).code == 1
    assert taetpaa("form", "c1", "--out", out, store=store).code == 1
    assert not out.exists()
    out.write_text("mine")
    assert taetpaa("form", "f4", "--out", out, store=store).code == 1
    assert out.read_text() == "mine"
    assert taetpaa("form", "f4", store=store).code == 2

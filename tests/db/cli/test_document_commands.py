"""demo, import and export as they are called."""

import json
import shutil
import subprocess

import pyrage
import pytest
from exchange_documents import example, smallest
from stores import at_work, digests, made

from db.store import documents


def sorted_by_id(document):
    return {
        key: sorted(value, key=lambda record: record["id"]) if isinstance(value, list) else value
        for key, value in document.items()
    }


def written(tmp_path, raw):
    file = tmp_path / "in.json"
    file.write_text(json.dumps(raw), "utf-8")
    return file


def test_a_store_goes_out_and_into_another_one(taetpaa, filled_store, another_store, tmp_path):
    out = taetpaa("export", "--out", tmp_path / "1.json", store=filled_store)
    assert out.code == 0
    assert "læs" in out.err  # that anybody can read it
    assert "bilag" in out.out.lower()
    taken = taetpaa("import", tmp_path / "1.json", store=another_store)
    assert (taken.code, taken.err) == (0, "")
    assert taetpaa("export", "--out", tmp_path / "2.json", store=another_store).code == 0
    first, second = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("1.json", "2.json"))
    assert sorted_by_id(first) == sorted_by_id(second)
    assert len(first["cases"]) == 4
    for question in (
        ["due", "--json"],
        ["costs", "--json"],
        ["cases", "--json"],
        ["search", "søvn", "--json"],
    ):
        assert taetpaa(*question, store=filled_store).out == taetpaa(*question, store=another_store).out
    for store in (filled_store, another_store):
        assert taetpaa("check", store=store).code == 0


def test_a_case_goes_out_with_all_that_it_names(taetpaa, filled_store, another_store, tmp_path):
    listed = json.loads(taetpaa("cases", "--json", store=filled_store).out)
    number, case_id = listed[0]["number"], listed[1]["case"]
    assert (
        taetpaa("export", "--out", tmp_path / "c.json", number, case_id, number, store=filled_store).code == 0
    )
    document = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert [case["id"] for case in document["cases"]] == [listed[0]["case"], case_id]
    with at_work(filled_store) as desk:
        assert len(document["people"]) < len(documents.whole(desk.db).people)
    assert taetpaa("import", tmp_path / "c.json", store=another_store).code == 0


def test_importing_twice_is_refused_and_changes_nothing(taetpaa, empty_store, tmp_path):
    file = written(tmp_path, example())
    assert taetpaa("import", file, store=empty_store).code == 0
    before = digests(empty_store.parent)
    again = taetpaa("import", file, store=empty_store)
    assert (again.code, again.out) == (1, "")
    assert "/cases/0/id: id_in_store: " in again.err
    assert "/cases/0/number: number_in_store: " in again.err
    assert "/cases/0/plans/0/goals/0/sub_goals/0/id: id_in_store: " in again.err
    assert digests(empty_store.parent) == before


def test_a_dry_run_looks_and_changes_nothing(taetpaa, empty_store, tmp_path):
    before = digests(empty_store.parent)
    ended = taetpaa("import", written(tmp_path, example()), "--dry-run", store=empty_store)
    assert (ended.code, ended.err) == (0, "")
    assert taetpaa("import", written(tmp_path, {}), "--dry-run", store=empty_store).code == 1
    assert digests(empty_store.parent) == before


def test_faults_name_pointer_and_kind_and_never_the_value(taetpaa, empty_store, tmp_path):
    raw = smallest(team=None, status="Mia Prøve", inquiries=[{"id": "q", "kind": "Mia"}])
    raw["people"][0] |= {"cpr": "310214-4321", "Mia Prøve": 1}
    before = digests(empty_store.parent)
    ended = taetpaa("--lang", "en", "import", written(tmp_path, raw), store=empty_store)
    assert (ended.code, ended.out) == (1, "")
    lines = ended.err.splitlines()
    assert [line.split(": ")[:2] for line in lines[:-1]] == [
        ["/cases/0/inquiries/0/kind", "not_allowed"],
        ["/cases/0/inquiries/0/received_at", "missing"],
        ["/cases/0/status", "not_allowed"],
        ["/cases/0/team", "wrong_type"],
        ["/people/0/*", "unknown_field"],
        ["/people/0/cpr", "bad_cpr"],
    ]
    assert lines[-1] == "taetpaa: The file has 6 faults. Nothing was changed. Correct the file and try again."
    assert "Mia" not in ended.err
    assert "310214" not in ended.err
    assert digests(empty_store.parent) == before


def test_warnings_stop_nothing(taetpaa, empty_store, tmp_path):
    raw = smallest()
    raw["people"][0] |= {"cpr": "090514-4321", "born": "2014-05-10"}
    ended = taetpaa("import", written(tmp_path, raw), store=empty_store)
    assert ended.code == 0
    assert "/people/0/cpr: cpr_disagrees: " in ended.err
    assert "0905" not in ended.err


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b"age-encryption.org/v1\n"])
def test_files_that_are_no_document(taetpaa, empty_store, tmp_path, data):
    (tmp_path / "in.json").write_bytes(data)
    before = digests(empty_store.parent)
    ended = taetpaa("import", tmp_path / "in.json", store=empty_store)
    assert (ended.code, ended.out) == (1, "")
    assert digests(empty_store.parent) == before


def test_files_that_cannot_be_read(taetpaa, empty_store, tmp_path):
    for place in (tmp_path / "nowhere.json", tmp_path):
        ended = taetpaa("import", place, store=empty_store)
        assert (ended.code, ended.out) == (1, "")
        assert len(ended.err.splitlines()) == 1


def test_a_file_far_larger_than_any_document_is_not_read(taetpaa, empty_store, tmp_path):
    with (tmp_path / "film.json").open("wb") as film:
        film.truncate(1024**3 + 1)
    ended = taetpaa("import", tmp_path / "film.json", store=empty_store)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "taetpaa: Filen er for stor. Kontrollér, at det er den rigtige.\n"


@pytest.mark.parametrize(
    "place", ["there.json", "folder", "missing/deep/x.json", "there.json/x.json", "x" * 300]
)
def test_places_where_nothing_is_written(taetpaa, filled_store, tmp_path, place):
    (tmp_path / "there.json").write_text("mine")
    (tmp_path / "folder").mkdir()
    before, files = digests(filled_store.parent), {*tmp_path.rglob("*")}
    ended = taetpaa("export", "--out", tmp_path / place, store=filled_store)
    assert (ended.code, ended.out) == (1, "")
    assert digests(filled_store.parent) == before
    assert {path for path in tmp_path.rglob("*") if path.suffix != ".lock"} - files <= {
        tmp_path / "passphrases"
    }
    assert (tmp_path / "there.json").read_text() == "mine"


def test_an_export_for_one_receiver(taetpaa, filled_store, tmp_path):
    holder = pyrage.x25519.Identity.generate()
    call = ["export", "--out", tmp_path / "x.age", "--to"]
    for wrong in ("age1nobody", "", "AGE-SECRET-KEY-1"):
        assert taetpaa(*call, wrong, store=filled_store).code == 1
    assert not (tmp_path / "x.age").exists()
    ended = taetpaa(*call, str(holder.to_public()), store=filled_store)
    assert (ended.code, ended.err) == (0, "")
    data = (tmp_path / "x.age").read_bytes()
    assert len(json.loads(pyrage.decrypt(data, [holder]))["cases"]) == 4
    if shutil.which("age"):
        (tmp_path / "key").write_text(f"{holder}\n")
        stock = subprocess.run(
            ["age", "-d", "-i", str(tmp_path / "key"), str(tmp_path / "x.age")],
            check=True,
            capture_output=True,
        )
        assert stock.stdout == pyrage.decrypt(data, [holder])


def test_every_export_stands_in_the_journal_and_no_failed_one_does(taetpaa, filled_store, tmp_path):
    number = json.loads(taetpaa("cases", "--json", store=filled_store).out)[0]["number"]
    assert taetpaa("export", "--out", tmp_path / "1.json", number, store=filled_store).code == 0
    assert taetpaa("export", "--out", tmp_path / "2.json", store=filled_store).code == 0
    assert taetpaa("export", "--out", tmp_path / "2.json", store=filled_store).code == 1
    assert taetpaa("export", "--out", tmp_path / "3.json", "no such case", store=filled_store).code == 1
    with at_work(filled_store) as desk:
        lines = desk.db.execute(
            "select action, kind, case_id is null from journal order by number"
        ).fetchall()
    assert lines == [
        ("demonstration.filled", "document", 1),
        ("document.exported", "case", 0),
        ("document.exported", "document", 1),
    ]


def test_the_demonstration_fills_an_empty_store_only(taetpaa, filled_store):
    before = digests(filled_store.parent)
    ended = taetpaa("demo", store=filled_store)
    assert (ended.code, ended.out) == (1, "")
    assert digests(filled_store.parent) == before


def test_the_demonstration_is_the_same_for_the_same_seed(taetpaa, tmp_path):
    told = []
    for number, (cases, seed) in enumerate([(28, 1), (28, 1), (28, 7), (2, 7)]):
        (tmp_path / str(number)).mkdir()
        store, out = made(tmp_path / str(number)), tmp_path / f"{number}.json"
        assert taetpaa("demo", "--cases", cases, "--seed", seed, store=store).code == 0
        assert taetpaa("export", "--out", out, store=store).code == 0
        told.append(json.loads(out.read_text("utf-8")))
    assert told[0] == told[1]
    assert told[0] != told[2]
    assert [len(document["cases"]) for document in told] == [28, 28, 28, 2]
    assert told[3]["cases"] == told[2]["cases"][:2]
    assert len({case["number"] for case in told[0]["cases"]}) == 28


def test_the_demonstration_moves_with_the_day(taetpaa, tmp_path):
    opened = []
    for day in ("2026-11-23", "2027-11-22", "2024-02-29"):
        (tmp_path / day).mkdir()
        store = made(tmp_path / day)
        assert taetpaa("demo", "--cases", 3, store=store, today=day).code == 0
        assert taetpaa("check", store=store).code == 0
        rows = json.loads(taetpaa("due", "--json", store=store, today=day).out)
        opened.append(len(rows))
    assert opened[0] == opened[1]
    assert min(opened) > 5


def test_somebody_who_stands_in_no_case_is_found_without_one(taetpaa, another_store, tmp_path):
    alone = {"id": "alone", "name": "Uffe Udenfor", "address": "Skjulvej 7", "protected_address": True}
    document = {"format": "taetpaa-exchange", "version": 1, "people": [alone]}
    assert taetpaa("import", written(tmp_path, document), store=another_store).code == 0
    (row,) = json.loads(taetpaa("search", "udenfor", "--json", store=another_store).out)
    assert (row["kind"], row["id"], row["case"], row["number"]) == ("person", "alone", None, None)
    assert json.loads(taetpaa("search", "skjulvej", "--json", store=another_store).out) == []

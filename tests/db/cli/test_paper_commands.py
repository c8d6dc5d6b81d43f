"""plan as it is called: papers of sound cases, all of them or none, under names that tell nothing."""

import json
import stat
from io import BytesIO

import pytest
from exchange_documents import smallest
from pikepdf import Pdf
from stores import at_work, digests

GOAL = {"id": "g1", "title": "Mere ro om morgenen"}


def plan(key, **fields):
    return {"id": key, "kind": "child_plan", "goals": [GOAL | {"id": f"{key}-g"}]} | fields


@pytest.fixture
def store(taetpaa, empty_store, tmp_path):
    """A store with four cases: an adopted plan and a draft, a draft, none, and one not to be told."""
    raw = smallest()
    raw["people"] = [{"id": f"p{n}", "name": f"Barn{n} Prøve"} for n in range(1, 5)]
    head = raw["cases"][0]
    adopted = {"status": "adopted", "adopted_on": "2026-02-01"}
    plans = [[plan("l1", **adopted), plan("l2", replaces="l1")], [plan("l3"), plan("l4")], [], [plan("l5")]]
    raw["cases"] = [
        head | {"id": f"c{n}", "number": f"2026-000{n}", "child": f"p{n}", "plans": plans[n - 1]}
        for n in range(1, 5)
    ]
    raw["cases"][3]["parents_not_told"] = {"reason": "Fare", "until": None}
    (tmp_path / "in.json").write_text(json.dumps(raw), "utf-8")
    assert taetpaa("import", tmp_path / "in.json", store=empty_store).code == 0
    return empty_store


def printed(store):
    """The plans that the journal says were printed, each with its case."""
    with at_work(store) as desk:
        return desk.db.execute(
            "select record, case_id from journal where action = 'plan.printed' order by number"
        ).fetchall()


def pages(file):
    with Pdf.open(BytesIO(file.read_bytes())) as pdf:
        return len(pdf.pages)


def test_one_case_is_one_file_and_the_adopted_plan(taetpaa, store, tmp_path):
    ended = taetpaa("--lang", "en", "plan", "2026-0001", "--out", tmp_path / "p.pdf", store=store)
    assert (ended.code, ended.out, ended.err) == (0, "1 plan was printed.\n", "")
    assert pages(tmp_path / "p.pdf") >= 1
    assert stat.S_IMODE((tmp_path / "p.pdf").stat().st_mode) == 0o600
    assert printed(store) == [("l1", "c1")]


def test_without_an_adopted_plan_it_is_the_newest_draft(taetpaa, store, tmp_path):
    assert taetpaa("plan", "c2", "--out", tmp_path / "p.pdf", store=store).code == 0
    assert printed(store) == [("l4", "c2")]


def test_several_cases_are_files_in_a_folder_in_the_order_asked(taetpaa, store, tmp_path):
    for times in (1, 2):
        out = tmp_path / f"pile {times}"
        if times == 2:
            out.mkdir()
        ended = taetpaa("plan", "2026-0002", "c1", "c2", "--out", out, "--edition", "family", store=store)
        assert ended.code == 0
        assert sorted(path.name for path in out.iterdir()) == ["plan-01.pdf", "plan-02.pdf"]
    assert printed(store) == [("l4", "c2"), ("l1", "c1")] * 2
    assert taetpaa("plan", "c1", "--out", tmp_path / "pile 1" / "..", store=store).code == 0
    assert (tmp_path / "plan-01.pdf").exists()


def test_merged_they_are_one_file(taetpaa, store, tmp_path):
    out = tmp_path / "all.pdf"
    assert taetpaa("plan", "c1", "c2", "--merge", "--out", out, store=store).code == 0
    apart = [tmp_path / "1.pdf", tmp_path / "2.pdf"]
    for case, file in zip(("c1", "c2"), apart, strict=True):
        assert taetpaa("plan", case, "--out", file, store=store).code == 0
    assert pages(out) == sum(pages(file) for file in apart)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["c1", "c3"], "no plan yet"),
        (["c1", "nobody"], "no case"),
        (["c1", "c4", "--edition", "family"], "Nothing is made for this family"),
        (["c1", "--edition", "party:p1"], "no right to an edition"),
    ],
)
def test_one_case_that_cannot_be_printed_stops_all(taetpaa, store, tmp_path, arguments, told):
    before = digests(store.parent)
    ended = taetpaa("--lang", "en", "plan", *arguments, "--out", tmp_path / "pile", store=store)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.err
    assert "Barn" not in ended.err
    assert not (tmp_path / "pile").exists()
    assert digests(store.parent) == before


def test_the_file_itself_may_hold_what_the_family_may_not(taetpaa, store, tmp_path):
    assert taetpaa("plan", "c4", "--out", tmp_path / "p.pdf", store=store).code == 0


def test_nothing_is_overwritten(taetpaa, store, tmp_path):
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "plan-02.pdf").write_text("mine")
    before = digests(tmp_path)
    for arguments in (
        ["c1", "c2", "--out", "pile"],
        ["c1", "--out", "pile/plan-02.pdf"],
        ["c1", "c2", "--out"],
    ):
        out = arguments[-1] if arguments[-1] != "--out" else "pile/plan-02.pdf"
        front = arguments[: arguments.index("--out")]
        ended = taetpaa("plan", *front, "--out", tmp_path / out, store=store)
        assert (ended.code, ended.out) == (1, "")
    after = digests(tmp_path)
    assert {name for name in after if after[name] != before.get(name)} <= {"passphrases"}

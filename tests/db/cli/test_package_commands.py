"""handover, share and receive as they are called, with the stock age and tar on the other side."""

import io
import json
import subprocess
import tarfile
from collections import Counter

import pyrage
import pytest
from stores import NOON, PASSPHRASE, at_work, digests, made

from db.actions import cases as case_actions
from db.actions import erasing, plans
from db.actions import interventions as help_actions
from db.errors import NotAllowed
from db.store import backgrounds, cases, drafts, holds, journal
from db.store import plans as plan_store
from db.store.drafts import Draft

UNTIL = "2026-12-31"
PARTS = ("manifest.json", "document.json", "journal.jsonl", "attachments")


class Receiver:
    """Somebody with a store and an identity of their own."""

    def __init__(self, taetpaa, folder):
        folder.mkdir()
        self.store, self.key = made(folder), folder / "own.key"
        self.recipient = taetpaa("identity", "--out", self.key, passphrase=None).out.strip()


@pytest.fixture
def lead(taetpaa, tmp_path):
    return Receiver(taetpaa, tmp_path / "lead")


@pytest.fixture
def number(taetpaa, filled_store):
    """The number of the first case of the sender's."""
    return listed(taetpaa, filled_store)[0]["number"]


def listed(taetpaa, store, today="2026-11-23"):
    return json.loads(taetpaa("cases", "--json", store=store, today=today).out)


def exported(taetpaa, store, tmp_path, number):
    out = tmp_path / f"export{len(list(tmp_path.glob('export*')))}.json"
    assert taetpaa("export", "--out", out, number, store=store).code == 0
    document = json.loads(out.read_text("utf-8"))
    return {
        key: sorted(value, key=lambda one: one["id"]) if isinstance(value, list) else value
        for key, value in document.items()
    }


def sent(taetpaa, store, out, to, *numbers, until=None, today="2026-11-23"):
    more = ["--until", until] if until else []
    call = ["share" if until else "handover", *numbers, "--to", to, *more, "--out", out]
    return taetpaa(*call, store=store, today=today)


def received(taetpaa, who, file, today="2026-11-23"):
    return taetpaa("receive", file, "--identity", who.key, store=who.store, today=today)


def begin_a_plan(store, number):
    with at_work(store) as desk:
        return plans.begin_plan(desk, cases.resolve(desk.db, number))


def test_a_case_is_handed_over_with_all_of_it(taetpaa, filled_store, lead, number, tmp_path):
    with at_work(filled_store) as desk:
        case_id = cases.resolve(desk.db, number)
        plan = plans.begin_plan(desk, case_id).record
        drafts.keep(desk.db, Draft("plan", plan, "purpose", case_id, None, "Halvt skrevet", NOON))
    before = exported(taetpaa, filled_store, tmp_path, number)
    answers = [taetpaa(ask, "--json", number, store=filled_store).out for ask in ("due", "costs")]
    out = tmp_path / "p.age"
    ended = sent(taetpaa, filled_store, out, lead.recipient, number)
    assert (ended.code, ended.err) == (0, "")
    assert "1 ufærdig tekst" in ended.out
    ended = received(taetpaa, lead, out)
    assert (ended.code, ended.err) == (0, "")
    assert exported(taetpaa, lead.store, tmp_path, number) == before
    assert [taetpaa(ask, "--json", number, store=lead.store).out for ask in ("due", "costs")] == answers
    begin_a_plan(lead.store, number)
    with at_work(lead.store) as desk:
        assert [draft.text for draft in drafts.everything(desk.db)] == ["Halvt skrevet"]
        kept = desk.db.execute("select line from earlier_lines order by position").fetchall()
        actions = [json.loads(row[0])["action"] for row in kept]
        assert actions[:2] == ["demonstration.filled", "plan.begun"]
        assert json.loads(kept[1][0])["history"]
    for store in (filled_store, lead.store):
        assert taetpaa("check", store=store).code == 0
    # The sender reads on, and writes no more.
    assert exported(taetpaa, filled_store, tmp_path, number)["cases"] == before["cases"]
    with pytest.raises(NotAllowed, match="handed over"):
        begin_a_plan(filled_store, number)
    again = sent(taetpaa, filled_store, tmp_path / "q.age", lead.recipient, number)
    assert again.code == 0  # lost on its way, and made anew for the same receiver
    other = str(pyrage.x25519.Identity.generate().to_public())
    assert sent(taetpaa, filled_store, tmp_path / "r.age", other, number).code == 1
    assert sent(taetpaa, filled_store, tmp_path / "r.age", other, number, until=UNTIL).code == 1
    assert not (tmp_path / "r.age").exists()
    # Nothing that was written is overwritten.
    digest = digests(lead.store.parent)
    ended = received(taetpaa, lead, tmp_path / "q.age")
    assert (ended.code, ended.out) == (1, "")
    assert digests(lead.store.parent) == digest


def test_a_case_comes_back_to_the_one_who_gave_it(taetpaa, filled_store, lead, number, tmp_path):
    own = tmp_path / "mine.key"
    recipient = taetpaa("identity", "--out", own, passphrase=None).out.strip()
    assert sent(taetpaa, filled_store, tmp_path / "1.age", lead.recipient, number).code == 0
    assert received(taetpaa, lead, tmp_path / "1.age").code == 0
    begin_a_plan(lead.store, number)
    assert sent(taetpaa, lead.store, tmp_path / "2.age", recipient, number, today="2026-11-24").code == 0
    ended = taetpaa("receive", tmp_path / "2.age", "--identity", own, store=filled_store)
    assert ended.code == 0
    begin_a_plan(filled_store, number)
    assert taetpaa("check", store=filled_store).code == 0
    with pytest.raises(NotAllowed):
        begin_a_plan(lead.store, number)


def test_a_shared_copy_is_read_until_its_day(taetpaa, filled_store, lead, number, tmp_path):
    out = tmp_path / "c.age"
    assert sent(taetpaa, filled_store, out, lead.recipient, number, until=UNTIL).code == 0
    ended = received(taetpaa, lead, out)
    assert (ended.code, "31. december 2026" in ended.out) == (0, True)
    whole = exported(taetpaa, lead.store, tmp_path, number)
    assert whole == exported(taetpaa, filled_store, tmp_path, number)
    with at_work(lead.store) as desk:
        case_id = cases.resolve(desk.db, number)
        child = whole["people"][0]["name"]
        assert holds.of_case(desk.db, case_id).is_read_only
        plan = cases.get(desk.db, case_id).plans[0]
        for act in (
            lambda: plans.begin_plan(desk, case_id),
            lambda: plans.begin_version(desk, case_id, plan_store.get(desk.db, plan.id)),
        ):
            with pytest.raises(NotAllowed, match="somebody else's case"):
                act()
    assert sent(taetpaa, lead.store, tmp_path / "x.age", lead.recipient, number).code == 1
    begin_a_plan(filled_store, number)  # the owner goes on
    assert [row["number"] for row in listed(taetpaa, lead.store, today=UNTIL)] == [number]
    late = "2027-01-01"
    assert listed(taetpaa, lead.store, today=late) == []
    for ask in (["search", child, "--json"], ["due", "--json"]):
        assert taetpaa(*ask, store=lead.store, today=late).out == "[]\n"
    for ask in (["due", number], ["costs", number], ["plan", number, "--out", tmp_path / "p.pdf"]):
        ended = taetpaa(*ask, store=lead.store, today=late)
        assert (ended.code, "31. december 2026" in ended.err) == (1, True)
    everything = taetpaa("export", "--out", tmp_path / "all.json", store=lead.store, today=late)
    assert (everything.code, json.loads((tmp_path / "all.json").read_text())["people"]) == (0, [])
    assert taetpaa("check", store=lead.store).code == 0
    assert exported(taetpaa, lead.store, tmp_path, number) == whole  # the clock was wrong
    ended = received(taetpaa, lead, out, today=late)
    assert (ended.code, "31. december 2026" in ended.err) == (1, True)


def test_a_newer_copy_replaces_an_older_one_and_never_the_other_way(
    taetpaa, filled_store, lead, number, tmp_path
):
    first, second = tmp_path / "1.age", tmp_path / "2.age"
    call = {"until": UNTIL}
    assert sent(taetpaa, filled_store, first, lead.recipient, number, **call).code == 0
    begin_a_plan(filled_store, number)
    assert sent(taetpaa, filled_store, second, lead.recipient, number, today="2026-11-24", **call).code == 0
    for file in (first, first, second, second):
        assert received(taetpaa, lead, file, today="2026-11-24").code == 0
    wanted = exported(taetpaa, filled_store, tmp_path, number)
    assert exported(taetpaa, lead.store, tmp_path, number) == wanted
    before = digests(lead.store.parent)
    assert received(taetpaa, lead, first).code == 1
    assert digests(lead.store.parent) == before
    found = json.loads(taetpaa("search", number, "--json", store=lead.store).out)
    assert Counter(row["kind"] for row in found)["case"] == 1


def test_a_store_of_copies_from_many(taetpaa, filled_store, lead, number, tmp_path):
    numbers = [row["number"] for row in listed(taetpaa, filled_store)]
    assert sent(taetpaa, filled_store, tmp_path / "a.age", lead.recipient, *numbers, until=UNTIL).code == 0
    assert received(taetpaa, lead, tmp_path / "a.age").code == 0
    for ask in (["cases", "--json"], ["due", "--json", *numbers], ["costs", "--json"]):
        assert taetpaa(*ask, store=lead.store).out == taetpaa(*ask, store=filled_store).out
    assert taetpaa("plan", *numbers, "--merge", "--out", tmp_path / "p.pdf", store=lead.store).code == 0
    with at_work(lead.store) as desk:
        own = case_actions.create_case(desk, child="Egen Sag", number="2030-0001")
        assert holds.of_case(desk.db, own.case_id) is None
    # A handover of one of the copies makes it one's own.
    assert sent(taetpaa, filled_store, tmp_path / "b.age", lead.recipient, number).code == 0
    assert received(taetpaa, lead, tmp_path / "b.age").code == 0
    begin_a_plan(lead.store, number)
    with at_work(lead.store) as desk:
        assert len(holds.all_read_only(desk.db)) == len(numbers) - 1
        assert list(journal.faults(desk.db)) == []


def test_what_was_erased_here_is_said_and_the_receipt_is_for_the_rest(
    taetpaa, filled_store, lead, number, tmp_path
):
    other = listed(taetpaa, filled_store)[1]["number"]
    copy, package, receipt = (tmp_path / name for name in ("c.age", "p.age", "receipt.json"))
    assert sent(taetpaa, filled_store, copy, lead.recipient, number, until=UNTIL).code == 0
    assert received(taetpaa, lead, copy).code == 0
    with at_work(lead.store) as desk:
        erasing.erase_case(desk, cases.resolve(desk.db, number), days=0)
    assert received(taetpaa, lead, copy).code == 1
    assert sent(taetpaa, filled_store, package, lead.recipient, number, other).code == 0
    call = ("receive", package, "--identity", lead.key, "--receipt", receipt)
    ended = taetpaa(*call, store=lead.store)
    assert (ended.code, ended.err) == (0, "")
    assert "1 sag mere i pakken blev slettet her 23. november 2026 og slettes igen." in ended.out
    assert [row["number"] for row in listed(taetpaa, lead.store)] == [other]
    assert taetpaa("check", store=lead.store).code == 0
    assert json.loads(receipt.read_text("utf-8"))["version"] == 2


def test_a_package_is_read_with_the_stock_programs(taetpaa, filled_store, lead, number, tmp_path):
    assert sent(taetpaa, filled_store, tmp_path / "p.age", lead.recipient, number).code == 0
    opened = subprocess.run(
        ["age", "-d", "-i", str(lead.key), str(tmp_path / "p.age")], check=True, capture_output=True
    )
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "-x", "-C", str(tmp_path / "out")], input=opened.stdout, check=True)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {*PARTS}
    manifest = (tmp_path / "out" / "manifest.json").read_text("utf-8")
    assert number not in manifest
    document = json.loads((tmp_path / "out" / "document.json").read_text("utf-8"))
    assert document["cases"][0]["number"] == number
    empty = made_in(tmp_path / "third")
    assert taetpaa("import", tmp_path / "out" / "document.json", store=empty).code == 0
    # What the stock programs pack again is taken up.
    whole = subprocess.run(
        ["tar", "-c", "-C", str(tmp_path / "out"), *PARTS],
        check=True,
        capture_output=True,
    )
    sealed = subprocess.run(
        ["age", "-r", lead.recipient], input=whole.stdout, check=True, capture_output=True
    )
    (tmp_path / "again.age").write_bytes(sealed.stdout)
    assert received(taetpaa, lead, tmp_path / "again.age").code == 0


def made_in(folder):
    folder.mkdir()
    return made(folder)


def test_the_wrong_identity_and_files_that_are_no_packages(taetpaa, filled_store, lead, number, tmp_path):
    assert sent(taetpaa, filled_store, tmp_path / "p.age", lead.recipient, number).code == 0
    before = digests(lead.store.parent)
    other = tmp_path / "other.key"
    taetpaa("identity", "--out", other, passphrase=None)
    ended = taetpaa("receive", tmp_path / "p.age", "--identity", other, store=lead.store)
    assert (ended.code, ended.out) == (3, "")
    (tmp_path / "none").write_text("# nothing\n")
    for place in (tmp_path / "none", tmp_path / "nowhere", tmp_path, lead.store):
        assert taetpaa("receive", tmp_path / "p.age", "--identity", place, store=lead.store).code == 1
    data = (tmp_path / "p.age").read_bytes()
    for number_, wrong in enumerate((b"", b"x", data[:-1], data[:100], data + b"x", b"mine" + data)):
        (tmp_path / "w.age").write_bytes(wrong)
        ended = received(taetpaa, lead, tmp_path / "w.age")
        assert (ended.code, ended.out) == (1, ""), number_
        assert len(ended.err.splitlines()) == 1
    for place in (tmp_path / "nowhere", tmp_path):
        assert received(taetpaa, lead, place).code == 1
    assert (
        taetpaa("receive", tmp_path / "p.age", "--identity", lead.key, store=lead.store, passphrase="x").code
        == 3
    )
    assert digests(lead.store.parent) == before


def test_what_cannot_be_sent(taetpaa, filled_store, lead, number, tmp_path):
    before = digests(filled_store.parent)
    (tmp_path / "there").write_text("mine")
    for out, to, asked, until in (
        ("x", "age1nobody", number, None),
        ("x", lead.recipient, "no such case", None),
        ("there", lead.recipient, number, None),
        ("there", lead.recipient, number, UNTIL),
        ("no/where/x", lead.recipient, number, None),
        ("x", lead.recipient, number, "2026-11-22"),
    ):
        ended = sent(taetpaa, filled_store, tmp_path / out, to, asked, until=until)
        assert (ended.code, ended.out) == (1, "")
    assert not (tmp_path / "x").exists()
    assert digests(filled_store.parent) == before
    begin_a_plan(filled_store, number)


def test_a_handover_that_fails_leaves_the_case_and_no_file(
    taetpaa, filled_store, lead, number, tmp_path, monkeypatch
):
    def pulled(*_args, **_more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("db.store.holds.put", pulled)
        assert sent(taetpaa, filled_store, tmp_path / "p.age", lead.recipient, number).code == 1
    assert not (tmp_path / "p.age").exists()
    begin_a_plan(filled_store, number)


def repacked(lead, data, change):
    """The package in `data` with its parts as `change` leaves them, sealed for the same receiver."""
    key = pyrage.x25519.Identity.from_str(lead.key.read_text().splitlines()[-1])
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(data, [key]))) as tar:
        parts = [(one, tar.extractfile(one).read() if one.isfile() else b"") for one in tar]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for info, content in change(parts):
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return pyrage.encrypt(out.getvalue(), [key.to_public()])


def extra(name, content=b"", **fields):
    info = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


TRAPS = {
    "another order": lambda parts: [parts[1], parts[0], *parts[2:]],
    "no journal": lambda parts: [*parts[:2], parts[3]],
    "twice": lambda parts: [*parts, parts[1]],
    "a path outside": lambda parts: [*parts, extra("../../outside", b"x")],
    "an absolute path": lambda parts: [*parts, extra("/outside", b"x")],
    "a link": lambda parts: [
        *parts,
        extra("attachments/000001", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    ],
    "a hard link": lambda parts: [*parts, extra("attachments/000001", type=tarfile.LNKTYPE, linkname="x")],
    "a device": lambda parts: [*parts, extra("attachments/000001", type=tarfile.CHRTYPE)],
    "an unnamed file": lambda parts: [*parts, extra("attachments/000001", b"x")],
    "another folder": lambda parts: [*parts, extra("more/", type=tarfile.DIRTYPE)],
    "a changed document": lambda parts: [parts[0], (parts[1][0], parts[1][1] + b" "), *parts[2:]],
    "an empty manifest": lambda parts: [(parts[0][0], b"{}"), *parts[1:]],
    "a manifest that is none": lambda parts: [(parts[0][0], b"[" * 100_000), *parts[1:]],
    "nothing": lambda parts: [],
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_package_with_a_trap_in_it(taetpaa, filled_store, lead, number, tmp_path, trap):
    assert sent(taetpaa, filled_store, tmp_path / "p.age", lead.recipient, number).code == 0
    data = repacked(lead, (tmp_path / "p.age").read_bytes(), TRAPS[trap])
    (tmp_path / "t.age").write_bytes(data)
    before = digests(tmp_path)
    ended = received(taetpaa, lead, tmp_path / "t.age")
    assert (ended.code, ended.out) == (1, "")
    assert len(ended.err.splitlines()) == 1
    assert {**digests(tmp_path), "passphrases": 0} == {**before, "passphrases": 0}


def test_a_child_or_a_number_that_is_known_here(taetpaa, filled_store, lead, number, tmp_path):
    assert sent(taetpaa, filled_store, tmp_path / "p.age", lead.recipient, number).code == 0
    with at_work(lead.store) as desk:
        case_actions.create_case(desk, child="En Anden", number=number)
    before = digests(lead.store.parent)
    ended = received(taetpaa, lead, tmp_path / "p.age")
    assert (ended.code, "nummer" in ended.err) == (1, True)
    assert digests(lead.store.parent) == before
    imported = made_in(tmp_path / "fourth")
    taken = exported(taetpaa, filled_store, tmp_path, number)
    taken["cases"][0] = {
        **{key: taken["cases"][0][key] for key in ("child", "status", "opened", "closed")},
        "id": "own",
        "number": "1999-1",
    }
    taken |= {"institutions": [], "resources": [], "bookings": []}
    (tmp_path / "i.json").write_text(json.dumps(taken))
    assert taetpaa("import", tmp_path / "i.json", store=imported).code == 0
    ended = taetpaa("receive", tmp_path / "p.age", "--identity", lead.key, store=imported)
    assert (ended.code, "barn" in ended.err) == (1, True)
    assert PASSPHRASE not in ended.err


def test_a_table_that_no_document_has_a_place_for_goes_along(taetpaa, filled_store, lead, number, tmp_path):
    table = (
        "create table scans (id integer primary key, case_id text not null references cases (id)"
        " on delete cascade, title text not null check (title <> ''), content blob) strict"
    )
    with at_work(filled_store) as desk:
        case_id = cases.resolve(desk.db, number)
        desk.db.conn.execute(table)
        for title, content in (("Første", b"\x00\xff" * 900), ("Uden", None)):
            desk.db.conn.execute(
                "insert into scans (case_id, title, content) values (?, ?, ?)", [case_id, title, content]
            )
        desk.db.conn.commit()
    out = tmp_path / "p.age"
    ended = sent(taetpaa, filled_store, out, lead.recipient, number, until=UNTIL)
    assert "1 bilag" in ended.out
    assert received(taetpaa, lead, out).code == 1  # a store that knows no such table
    assert listed(taetpaa, lead.store) == []
    with at_work(lead.store) as desk:
        desk.db.conn.execute(table)
        desk.db.conn.commit()
    for _ in range(2):
        assert received(taetpaa, lead, out).code == 0
    listed(taetpaa, lead.store, today="2027-01-01")
    listed(taetpaa, lead.store)
    with at_work(lead.store) as desk:
        rows = desk.db.execute("select case_id, title, content from scans order by title").fetchall()
    assert rows == [(case_id, "Første", b"\x00\xff" * 900), (case_id, "Uden", None)]


def test_why_help_goes_on_and_how_a_place_is_sought_go_along(taetpaa, filled_store, lead, number, tmp_path):
    with at_work(filled_store) as desk:
        case_id = cases.resolve(desk.db, number)
        item = cases.get(desk.db, case_id).interventions[0]
        help_actions.goes_on(desk, case_id, item, "Det er for tidligt at sige.")
        days = help_actions.SearchDays(item.starts_on, item.starts_on, item.starts_on)
        help_actions.plan_search(desk, case_id, item, days)
        before = backgrounds.of_case(desk.db, case_id), backgrounds.reasons(desk.db, case_id)
    out = tmp_path / "p.age"
    assert sent(taetpaa, filled_store, out, lead.recipient, number).code == 0
    assert received(taetpaa, lead, out).code == 0
    with at_work(lead.store) as desk:
        assert (backgrounds.of_case(desk.db, case_id), backgrounds.reasons(desk.db, case_id)) == before
    assert before[0][item.id].contract_on == item.starts_on
    assert before[1][item.id]


def test_a_draft_in_a_case_that_can_only_be_read_is_refused(taetpaa, filled_store, lead, number, tmp_path):
    with at_work(filled_store) as desk:
        case_id = cases.resolve(desk.db, number)
        draft = Draft("plan", "p", "purpose", case_id, None, "Halvt skrevet", NOON)
        drafts.keep(desk.db, draft)
        assert drafts.everything(desk.db) == [draft]
    assert sent(taetpaa, filled_store, tmp_path / "p.age", lead.recipient, number).code == 0
    with at_work(filled_store) as desk:
        assert drafts.everything(desk.db) == []
        with pytest.raises(NotAllowed):
            drafts.keep(desk.db, draft)

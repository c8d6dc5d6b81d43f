"""init, passphrase, slots, recover and check as they are called."""

import json
import shutil
import subprocess
import unicodedata

import pyrage
import pytest
from stores import PASSPHRASE, at_work, digests

from db.actions import upkeep
from db.store.header import header_path
from db.store.migrations import NAMES

NEW = "en helt ny og lang sætning"
BOTH = f"{PASSPHRASE}\n{NEW}\n"


@pytest.fixture
def identity(tmp_path):
    """IT's own identity, made by the stock program where it is installed: (file, recipient)."""
    file = tmp_path / "it.key"
    if shutil.which("age-keygen"):
        subprocess.run(["age-keygen", "-o", str(file)], check=True, capture_output=True)
        told = subprocess.run(["age-keygen", "-y", str(file)], check=True, capture_output=True, text=True)
        return file, told.stdout.strip()
    made = pyrage.x25519.Identity.generate()
    file.write_text(f"# IT\n{made}\n")
    return file, str(made.to_public())


def test_a_store_is_made_with_its_folder(taetpaa, tmp_path):
    store = tmp_path / "mine ting" / "bøger" / "s.db"
    made = taetpaa("init", store=store)
    assert (made.code, made.out, made.err) == (0, "Et tomt sagslager er oprettet.\n", "")
    before = digests(store.parent)
    again = taetpaa("init", store=store)
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("taetpaa: ")
    assert digests(store.parent) == before
    assert taetpaa("cases", "--json", store=store).out == "[]\n"


@pytest.mark.parametrize("longest", [300, 250, 246])
def test_a_name_that_is_too_long_for_a_file_or_for_those_beside_it_is_refused(taetpaa, tmp_path, longest):
    store = tmp_path / "new" / ("x" * longest)
    made = taetpaa("init", store=store)
    assert made.code == 1
    assert "Vælg en anden mappe eller et andet navn." in made.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("passphrase", ["", "\n", "   \n", "\nnot this line\n", b"\xef\xbb\xbf\r\n"])
def test_a_store_without_a_passphrase_is_not_made(taetpaa, tmp_path, passphrase):
    assert taetpaa("init", store=tmp_path / "new" / "s.db", passphrase=passphrase).code == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", "blåbær".encode("latin-1"), b"x" * 5000])
def test_a_passphrase_file_that_is_none(taetpaa, empty_store, data):
    ended = taetpaa("cases", store=empty_store, passphrase=data)
    assert (ended.code, ended.out) == (1, "")
    assert "UTF-8" in ended.err


def test_a_passphrase_file_that_is_missing(taetpaa, empty_store, tmp_path):
    for place in (tmp_path / "nowhere", tmp_path):
        ended = taetpaa("--passphrase-file", place, "cases", store=empty_store, passphrase=None)
        assert (ended.code, ended.out) == (1, "")


def test_no_passphrase_at_all(taetpaa, empty_store):
    ended = taetpaa("--lang", "en", "cases", store=empty_store, passphrase=None)
    assert (ended.code, ended.out) == (1, "")
    assert "--passphrase-file" in ended.err


@pytest.mark.parametrize(
    "data",
    [
        PASSPHRASE.encode(),
        f"{PASSPHRASE}\r\n".encode(),
        b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\n",
        unicodedata.normalize("NFD", PASSPHRASE).encode() + b"\nmore\nand more",
        PASSPHRASE.encode() + b"\n\xff\xfe"[:1],
    ],
)
def test_the_first_line_of_the_file_is_the_passphrase(taetpaa, empty_store, data):
    assert taetpaa("cases", store=empty_store, passphrase=data).code == 0


@pytest.mark.parametrize("wrong", ["", "nej", f" {PASSPHRASE}", f"{PASSPHRASE} ", PASSPHRASE.upper()])
def test_a_wrong_passphrase(taetpaa, filled_store, wrong):
    before = digests(filled_store.parent)
    ended = taetpaa("cases", store=filled_store, passphrase=wrong)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == "taetpaa: Den adgangssætning åbner ikke sagslageret. Intet er ændret. Prøv igen.\n"
    assert digests(filled_store.parent) == before


def test_changing_the_passphrase(taetpaa, filled_store):
    before = taetpaa("export", "--out", filled_store.with_name("1.json"), store=filled_store)
    assert before.code == 0
    assert taetpaa("passphrase", store=filled_store).code == 1  # there is no second line
    assert taetpaa("passphrase", store=filled_store, passphrase=f"nej\n{NEW}").code == 3
    assert taetpaa("passphrase", store=filled_store, passphrase=f"{PASSPHRASE}\n  \n").code == 1
    assert taetpaa("passphrase", store=filled_store, passphrase=BOTH).code == 0
    assert taetpaa("cases", store=filled_store).code == 3
    assert taetpaa("cases", store=filled_store, passphrase=NEW).code == 0
    assert len(json.loads(header_path(filled_store).read_bytes())["slots"]) == 1


def test_slots_come_and_go(taetpaa, empty_store, identity):
    _, recipient = identity
    call = {"store": empty_store}
    assert taetpaa("slots", "--json", **call).out == (
        '[\n {\n  "kind": "passphrase",\n  "added_on": "2026-11-23"\n }\n]\n'
    )
    assert taetpaa("slots", "remove", "1", **call).code == 1  # the last one
    assert taetpaa("slots", "add", **call).code == 1  # no second line
    assert taetpaa("slots", "add", "--recovery-recipient", "age1nobody", **call).code == 1
    added = taetpaa("--lang", "en", "slots", "add", "--recovery-recipient", recipient, **call)
    assert added.out == "1. passphrase, 23 November 2026\n2. recovery by IT, 23 November 2026\n"
    assert taetpaa("slots", "add", "--recovery-recipient", recipient, **call).code == 1  # has one
    assert taetpaa("slots", "add", store=empty_store, passphrase=BOTH).code == 0
    for passphrase in (PASSPHRASE, NEW):
        assert taetpaa("cases", store=empty_store, passphrase=passphrase).code == 0
    assert taetpaa("slots", "remove", "4", **call).code == 1
    assert taetpaa("slots", "remove", "1", store=empty_store, passphrase=NEW).code == 0
    assert taetpaa("cases", **call).code == 3
    listed = json.loads(taetpaa("slots", "--json", store=empty_store, passphrase=NEW).out)
    assert [slot["kind"] for slot in listed] == ["recovery", "passphrase"]
    assert taetpaa("check", store=empty_store, passphrase=NEW).code == 0


def test_it_opens_with_its_identity_and_sets_a_new_passphrase(taetpaa, tmp_path, identity):
    file, recipient = identity
    store = tmp_path / "own" / "s.db"
    assert taetpaa("init", "--recovery-recipient", f" {recipient} ", store=store).code == 0
    assert taetpaa("demo", "--cases", "1", store=store).code == 0
    before = digests(store.parent)
    (tmp_path / "none.key").write_text("nothing in here\n")
    (tmp_path / "other.key").write_text(str(pyrage.x25519.Identity.generate()))
    for wrong, code in (("none.key", 1), ("nowhere.key", 1), ("other.key", 3)):
        ended = taetpaa("recover", "--identity", tmp_path / wrong, store=store, passphrase=NEW)
        assert (ended.code, ended.out) == (code, "")
    assert taetpaa("recover", "--identity", file, store=store, passphrase="\n\n").code == 1
    assert digests(store.parent) == before
    ended = taetpaa("recover", "--identity", file, store=store, passphrase=NEW)
    assert (ended.code, ended.err) == (0, "")
    assert "slots renew" in ended.out
    assert taetpaa("cases", store=store).code == 3
    assert len(json.loads(taetpaa("cases", "--json", store=store, passphrase=NEW).out)) == 1
    kinds = [slot["kind"] for slot in json.loads(header_path(store).read_bytes())["slots"]]
    assert kinds == ["passphrase", "recovery"]


def test_a_store_without_a_recovery_slot_cannot_be_recovered(taetpaa, empty_store, identity):
    assert taetpaa("recover", "--identity", identity[0], store=empty_store, passphrase=NEW).code == 3


def test_what_check_answers(taetpaa, filled_store):
    before = digests(filled_store.parent)
    ended = taetpaa("check", "--json", store=filled_store)
    answer = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert list(answer) == ["sound", "faults", "schema", "counts", "journal", "slots"]
    assert answer["sound"] is True
    assert answer["faults"] == []
    assert answer["schema"] == NAMES[-1]
    assert answer["counts"]["cases"] == 4
    assert all(isinstance(count, int) for count in answer["counts"].values())
    assert not {"found_words", "found_words_data", "sqlite_sequence", "_sqlite_migrations"} & set(
        answer["counts"]
    )
    assert answer["journal"] == {"lines": 1, "sound": True}
    assert answer["slots"] == [{"kind": "passphrase", "added_on": "2026-11-23"}]
    told = taetpaa("--lang", "en", "check", store=filled_store).out
    assert told == "The store is whole.\n4 cases, 1 line in the journal\n"
    assert digests(filled_store.parent) == before


@pytest.mark.parametrize("harm", ["bit", "cut", "no header", "rubbish"])
def test_what_check_answers_of_a_damaged_store(taetpaa, filled_store, harm):
    data = bytearray(filled_store.read_bytes())
    if harm == "bit":
        data[len(data) // 2] ^= 4
    elif harm == "cut":
        del data[len(data) // 8192 * 4096 :]
    elif harm == "rubbish":
        data = b"no store at all"
    filled_store.write_bytes(data)
    if harm == "no header":
        header_path(filled_store).unlink()
    before = digests(filled_store.parent)
    ended = taetpaa("check", "--json", store=filled_store)
    answer = json.loads(ended.out)
    assert ended.code == 4
    assert list(answer) == ["sound", "faults", "schema", "counts", "journal", "slots"]
    assert answer["sound"] is False
    assert answer["faults"]
    assert all(list(fault) == ["what", "where"] for fault in answer["faults"])
    assert ended.err
    assert taetpaa("check", store=filled_store).code == 4
    for command in ("cases", "demo", "slots"):
        assert taetpaa(command, store=filled_store).code == 4
    assert digests(filled_store.parent) == before


@pytest.mark.parametrize("harm", ["bit", "no header"])
def test_check_of_a_damaged_store_names_its_newest_backup(taetpaa, filled_store, harm):
    with at_work(filled_store) as desk:
        upkeep.make_now(desk, upkeep.Plan())
    if harm == "bit":
        data = bytearray(filled_store.read_bytes())
        data[len(data) // 2] ^= 4
        filled_store.write_bytes(data)
    else:
        header_path(filled_store).unlink()
    before = digests(filled_store.parent)
    ended = taetpaa("--lang", "en", "check", store=filled_store)
    assert ended.code == 4
    assert "The newest backup is of 23 November 2026" in ended.err
    assert ".backup" in ended.err
    assert digests(filled_store.parent) == before

import json
import os
import stat
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from stores import PASSPHRASE, TODAY, at_work, digests, made

from db.actions.at_the_desk import at_the_desk
from db.errors import Damaged, InUse, NotAllowed, Trouble, WrongPassphrase
from db.store import facts, header, keys
from db.store import open as door
from db.store.keys import fitting_passes  # as it was before the tests made it quick

NFD = unicodedata.normalize("NFD", PASSPHRASE)
TRUNCATIONS = ["", "{", "null", "[]", '{"format": "taetpaa-header"}', '{"checksum": "0"}', "[" * 5000]


def test_a_new_store_opens_with_its_passphrase_and_no_other(tmp_path):
    store = made(tmp_path)
    before = digests(tmp_path)
    with at_work(store) as desk:
        assert facts.get(desk.db, "store") == desk.store.header.store
    for wrong in ("", "blåbærgrød", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase):
            door.unlock_by_passphrase(store, wrong)
    assert digests(tmp_path) == before


def test_letters_made_of_two_signs_are_the_same_letters(tmp_path):
    assert NFD != PASSPHRASE
    (tmp_path / "two").mkdir()
    door.unlock_by_passphrase(made(tmp_path), NFD).close()
    door.unlock_by_passphrase(made(tmp_path / "two", NFD), PASSPHRASE).close()


@pytest.mark.parametrize("empty", ["", " ", "\t\n"])
def test_an_empty_passphrase_is_refused_and_leaves_nothing(tmp_path, empty):
    with pytest.raises(NotAllowed, match="passphrase is empty"):
        made(tmp_path / "deep" / "er", empty)
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_recovery_recipient_is_refused_and_leaves_nothing(tmp_path):
    for recipient in ("", "age1", "ssh-ed25519 AAAA"):
        with pytest.raises(NotAllowed, match="recovery recipient"):
            made(tmp_path / "deep", recovery=recipient)
    assert list(tmp_path.iterdir()) == []


def test_folders_that_are_missing_are_made_for_the_user_alone(tmp_path):
    store = made(tmp_path / "bøger og sager" / "№ 1")
    with at_work(store):
        pass
    if os.name == "posix":
        assert stat.S_IMODE(store.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(store.parent.parent.stat().st_mode) == 0o700
        for name in (store.name, f"{store.name}.header"):
            assert stat.S_IMODE(store.with_name(name).stat().st_mode) == 0o600


def test_a_path_relative_to_where_one_stands(tmp_path, monkeypatch):
    from pathlib import Path

    monkeypatch.chdir(tmp_path)
    door.make(Path("here.db"), PASSPHRASE, today=TODAY, passes=1)
    assert (tmp_path / "here.db.header").exists()
    with at_work(Path("here.db")):
        monkeypatch.chdir(tmp_path.parent)  # an open store does not move with us


@pytest.mark.parametrize("what", ["store", "header", "folder", "link"])
def test_nothing_is_ever_overwritten(tmp_path, what):
    store = tmp_path / "s.db"
    if what == "store":
        store.write_text("mine")
    elif what == "header":
        header.header_path(store).write_text("mine")
    elif what == "folder":
        store.mkdir()
    else:
        store.symlink_to(tmp_path / "nowhere")
    before = digests(tmp_path)
    with pytest.raises(NotAllowed, match="store here already"):
        door.make(store, PASSPHRASE, today=TODAY, passes=1)
    assert digests(tmp_path) == before


@pytest.mark.parametrize("place", ["file/s.db", "x" * 300 + ".db", "loop/s.db"])
def test_places_where_no_file_can_be(tmp_path, place):
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises((NotAllowed, Trouble)):
        door.make(tmp_path / place, PASSPHRASE, today=TODAY, passes=1)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "loop"}


def test_where_there_is_no_store(tmp_path):
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "s.db", tmp_path / "missing" / "s.db"):
        with pytest.raises(NotAllowed, match="no store here"):
            door.unlock_by_passphrase(place, PASSPHRASE)
    with pytest.raises(Damaged, match="is no store"):
        door.unlock_by_passphrase(tmp_path / "folder", PASSPHRASE)
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


def test_one_program_at_a_time(empty_store):
    with at_work(empty_store), pytest.raises(InUse):
        door.unlock_by_passphrase(empty_store, PASSPHRASE)
    with at_work(empty_store):
        pass


def test_a_wrong_passphrase_lets_the_next_one_try(empty_store):
    with pytest.raises(WrongPassphrase):
        door.unlock_by_passphrase(empty_store, "no")
    with at_work(empty_store):
        pass


def test_the_key_is_overwritten_when_the_store_is_closed(empty_store):
    unlocked = door.unlock_by_passphrase(empty_store, PASSPHRASE)
    assert any(unlocked.key)
    unlocked.close()
    assert not any(unlocked.key)


def test_what_sqlite_lays_aside_stays_in_memory(tmp_path):
    with door.unlock_by_passphrase(made(tmp_path), PASSPHRASE) as unlocked:
        db = unlocked.connect(read_only=True)
        built = {row[0] for row in db.execute("pragma compile_options")}
        db.close()
    assert {"TEMP_STORE=2", "TEMP_STORE=3"} & built  # a file for sorting would hold names in clear


def test_what_was_made_for_a_moment_is_overwritten_and_what_python_shares_is_not():
    secret, told = bytes([7] * 32), "ab" * 32
    keys.forget(secret)
    keys.forget(text := "".join(told))
    assert secret == bytes(32)
    assert text == "\0" * 64
    keys.forget(shared := bytes([120]))
    keys.forget(b"")
    assert shared == b"x"


def test_nothing_readable_stands_in_a_store(filled_store):
    data = filled_store.read_bytes() + header.header_path(filled_store).read_bytes()
    with at_work(filled_store) as desk:
        names = [row[0] for row in desk.db.execute("select name from people where length(name) > 6")]
    assert names
    assert not any(name.encode() in data for name in names)
    assert b"SQLite" not in data
    assert b"create table" not in data.lower()


@pytest.mark.parametrize("text", TRUNCATIONS)
def test_a_header_that_is_none(empty_store, text):
    header.header_path(empty_store).write_text(text)
    before = digests(empty_store.parent)
    with pytest.raises(Damaged, match="header is damaged"):
        door.unlock_by_passphrase(empty_store, PASSPHRASE)
    assert digests(empty_store.parent) == before


def test_a_single_bit_of_a_header_counts_wherever_it_is(empty_store):
    path = header.header_path(empty_store)
    sound = path.read_bytes()
    for place in range(len(sound)):
        for bit in {place % 8, 5}:  # of which 5: what tells upper from lower case
            path.write_bytes(sound[:place] + bytes([sound[place] ^ 1 << bit]) + sound[place + 1 :])
            with pytest.raises(Damaged):
                header.read(empty_store)


def test_every_truncation_of_a_header_is_seen(empty_store):
    path = header.header_path(empty_store)
    sound = path.read_bytes()
    for length in range(0, len(sound), 3):
        path.write_bytes(sound[:length])
        with pytest.raises(Damaged):
            header.read(empty_store)


def rewritten(store, **changes):
    """Writes other values into the header of `store`, with a checksum that fits."""
    raw = json.loads(header.header_path(store).read_text())
    del raw["checksum"]
    raw |= changes
    raw["checksum"] = header._checksum(raw)
    header.header_path(store).write_text(json.dumps(raw))


def test_a_header_from_a_newer_release(empty_store):
    rewritten(empty_store, version=header.VERSION + 1, slots="in another way")
    with pytest.raises(Damaged, match="newer release"):
        door.unlock_by_passphrase(empty_store, PASSPHRASE)


@pytest.mark.parametrize("changes", [{"format": "other"}, {"version": 0}, {"slots": 3}, {"extra": 1}])
def test_a_header_that_is_not_as_headers_are(empty_store, changes):
    rewritten(empty_store, **changes)
    with pytest.raises(Damaged):
        door.unlock_by_passphrase(empty_store, PASSPHRASE)


def test_a_head_that_was_not_sealed_with_the_key(filled_store):
    rewritten(filled_store, head={"lines": 0, "digest": "", "seal": "0" * 64})
    with pytest.raises(Damaged):
        door.unlock_by_passphrase(filled_store, PASSPHRASE)


def test_a_header_that_is_missing_or_alone(empty_store):
    path = header.header_path(empty_store)
    kept = path.read_bytes()
    path.unlink()
    with pytest.raises(Damaged, match="the header file beside it is missing"):
        door.unlock_by_passphrase(empty_store, PASSPHRASE)
    path.write_bytes(kept)
    empty_store.unlink()
    with pytest.raises(Damaged, match="only its header"):
        door.unlock_by_passphrase(empty_store, PASSPHRASE)


@pytest.mark.parametrize("content", [b"root:x:0:0:root:/root:/bin/bash\n" * 40, b"", "Kære æø".encode() * 99])
def test_a_file_of_another_kind_is_told_to_be_no_store_and_nothing_is_made_beside_it(tmp_path, content):
    file = tmp_path / "passwd"
    file.write_bytes(content)
    for passphrase in ("", PASSPHRASE):
        with pytest.raises(Damaged, match="This file is no store"):
            door.unlock_by_passphrase(file, passphrase)
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == content


def test_the_header_of_another_store(empty_store, another_store):
    header.header_path(empty_store).write_bytes(header.header_path(another_store).read_bytes())
    before = digests(empty_store.parent)
    with pytest.raises(Damaged, match="another"):
        door.unlock_by_passphrase(empty_store, PASSPHRASE)
    assert digests(empty_store.parent) == before


def test_a_slot_with_unreadable_base64_opens_nothing():
    slot = keys.passphrase_slot("x", b"k" * 32, "s", today=date(2026, 1, 1), passes=1)
    assert keys.key_by_passphrase(slot, "x", "s") == bytearray(b"k" * 32)
    assert keys.key_by_passphrase(slot, "x", "another store") is None
    assert keys.key_by_passphrase(slot.model_copy(update={"wrapped": "æ!"}), "x", "s") is None
    assert keys.key_by_passphrase(slot.model_copy(update={"wrapped": ""}), "x", "s") is None


def test_as_many_passes_as_half_a_second_allows(monkeypatch):
    monkeypatch.setattr(keys, "_seconds_of_one_pass", lambda: 0.09)
    assert fitting_passes() == 5
    monkeypatch.setattr(keys, "_seconds_of_one_pass", lambda: 3.0)
    assert fitting_passes() == 1


def test_what_a_store_was_looked_at_with_is_kept_to_read_with_on_another_thread(filled_store):
    with ThreadPoolExecutor(1) as writer:
        unlocked = door.unlock_by_passphrase(filled_store, PASSPHRASE)
        desk = writer.submit(at_the_desk, unlocked, keeps_reading=True).result()
        reading = unlocked.take_reading()
        assert unlocked.reading is None
        writer.submit(lambda: desk.db.conn.execute("insert into facts values ('kept', 'yes')")).result()
        writer.submit(desk.db.conn.commit).result()
        assert facts.get(reading, "kept") == "yes"
        reading.close()
        writer.submit(desk.close).result()
        unlocked.close()
    with at_work(filled_store) as again:
        assert facts.get(again.db, "kept") == "yes"


@pytest.mark.parametrize("fault", ["newer", "another", "behind"])
def test_a_store_that_is_refused_while_its_connection_would_be_kept_stays_as_it_was(filled_store, fault):
    with at_work(filled_store) as desk:
        if fault == "newer":
            desk.db.conn.execute(
                "insert into _sqlite_migrations (migration_set, name, applied_at)"
                " values ('case_file', '9999_later', '2030-01-01')"
            )
            desk.db.conn.commit()
        elif fault == "another":
            with desk.db.atomic():
                facts.put(desk.db, "store", "0" * 32)
    if fault == "behind":
        with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
            ahead = header.Head.of(99_999, "f" * 64, store_id=opened.header.store, key=bytes(opened.key))
            header.write(filled_store, opened.header.model_copy(update={"head": ahead}))
    before = digests(filled_store.parent)
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        with pytest.raises(Damaged):
            at_the_desk(opened, keeps_reading=True)
        assert opened.reading is None
    assert digests(filled_store.parent) == before

"""What is wrong with a store is seen, told in one way, and changes nothing."""

import json
from contextlib import suppress
from random import Random

import pytest
from stores import PASSPHRASE, at_work, digests

from db.actions import erasing, office
from db.errors import Damaged, ForUser
from db.store import cases, facts, header
from db.store import open as door
from db.store.check import check
from db.store.migrations import NAMES

PAGE = 4096
NOISE = Random(1).randbytes(3 * PAGE)


def opened(store):
    """Opens `store` as a program does, to write; closes it again."""
    with at_work(store) as desk:
        return facts.get(desk.db, "store")


def verdict_on(store):
    """What `check` says of `store`."""
    with door.unlock_by_passphrase(store, PASSPHRASE, to_check=True) as unlocked:
        return check(unlocked)


def refused(store):
    """What is told when `store` is opened; not a byte changes, and `check` is no more content."""
    before = digests(store.parent)
    with pytest.raises(Damaged) as caught:
        opened(store)
    assert digests(store.parent) == before
    with suppress(Damaged):
        assert not verdict_on(store).sound
    assert digests(store.parent) == before
    return caught.value.message


def changed_within(store, *statements):
    """Changes a store as only somebody with the key can."""
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        db = unlocked.connect()
        for statement in statements:
            db.execute("pragma foreign_keys = off")
            db.conn.execute(statement)
        db.conn.commit()
        db.close()


def test_a_sound_store_is_sound_and_stays_as_it_is(filled_store):
    before, files = digests(filled_store.parent), {path.name for path in filled_store.parent.iterdir()}
    verdict = verdict_on(filled_store)
    assert verdict.sound
    assert verdict.journal_sound
    assert verdict.schema == NAMES[-1]
    assert verdict.counts["cases"] == 4
    assert verdict.lines == 1
    assert [kind for kind, _ in verdict.slots] == ["passphrase"]
    assert digests(filled_store.parent) == before
    assert {path.name for path in filled_store.parent.iterdir()} - files <= {f"{filled_store.name}.lock"}


@pytest.mark.parametrize("at", [0, 15, 16, 24, 4010, 4095, 4096, 9000, 0.25, 0.5, 0.75, -1])
def test_a_single_bit_is_seen_wherever_it_is(filled_store, at):
    data = bytearray(filled_store.read_bytes())
    place = int(at * len(data)) if isinstance(at, float) else at
    data[place] ^= 1 << place % 8
    filled_store.write_bytes(data)
    refused(filled_store)


@pytest.mark.parametrize(
    "length", [0, 1, 15, 16, 17, 100, 1023, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 0.5, 0.9, -PAGE, -1]
)
def test_a_store_that_was_cut_short(filled_store, length):
    data = filled_store.read_bytes()
    keep = int(length * len(data)) // PAGE * PAGE if isinstance(length, float) else length
    filled_store.write_bytes(data[:keep])
    refused(filled_store)


@pytest.mark.parametrize("more", [b"\0", b"x" * 100, bytes(PAGE), NOISE[:PAGE]], ids=len)
def test_a_store_with_something_behind_it(filled_store, more):
    filled_store.write_bytes(filled_store.read_bytes() + more)
    refused(filled_store)


def test_pages_that_changed_places(filled_store):
    data = filled_store.read_bytes()
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    pages[5], pages[6] = pages[6], pages[5]
    filled_store.write_bytes(b"".join(pages))
    refused(filled_store)


@pytest.mark.parametrize("data", [b"", b"Mia", b"SQLite format 3\0" + bytes(8000), NOISE], ids=len)
def test_a_file_that_is_no_store(empty_store, tmp_path, data):
    empty_store.write_bytes(data)
    refused(empty_store)
    alone = tmp_path / "alone.db"
    alone.write_bytes(data)
    with pytest.raises(Damaged):
        opened(alone)
    assert alone.read_bytes() == data


def test_another_store_under_the_same_header_salt(empty_store, another_store):
    stranger = another_store.read_bytes()
    empty_store.write_bytes(empty_store.read_bytes()[:16] + stranger[16:])
    refused(empty_store)


def test_an_older_copy_of_the_store_beside_its_header(empty_store):
    older = empty_store.read_bytes()
    with at_work(empty_store) as desk:
        office.name_caseworker(desk, "Hanne Lind")
    empty_store.write_bytes(older)
    assert refused(empty_store) == "The store is older than its header."


def test_an_older_header_beside_its_store_is_no_fault(empty_store):
    path = header.header_path(empty_store)
    older = path.read_bytes()
    with at_work(empty_store) as desk:
        office.name_caseworker(desk, "Hanne Lind")
    newer = path.read_bytes()
    path.write_bytes(older)  # as when the power went between the store and its header
    assert verdict_on(empty_store).sound
    opened(empty_store)
    assert json.loads(path.read_bytes())["head"] == json.loads(newer)["head"]


def test_a_store_of_a_newer_release(filled_store):
    changed_within(
        filled_store,
        "insert into _sqlite_migrations (migration_set, name, applied_at)"
        " values ('case_file', '9999_from_later', '2030-01-01')",
    )
    assert "newer release" in refused(filled_store)


def test_a_store_with_another_stores_id_inside(filled_store):
    changed_within(filled_store, "update facts set value = 'another' where name = 'store'")
    assert "another store" in refused(filled_store)


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("update journal set who = 'somebody else' where number = 2", "line 2"),
        ("update journal set digest = '0' where number = 2", "line 2"),
        ("update journal set at = '2020-01-01T00:00:00Z' where number = 3", "line 3"),
        ("delete from journal where number = 2", "line 3"),
        ("update history set after = '{}' where line = 1", "history 1"),
        ("update history set after_digest = '0' where line = 1", "history of line 1"),
        ("delete from history where id = 1", "history of line 1"),
        (
            "insert into history (line, kind, record, before_digest, after_digest)"
            " values (1, 'case', 'x', '', '')",
            "history of line 1",
        ),
        (
            "insert into journal select 9, at, who, action, kind, record, case_id, before, after, previous,"
            " digest from journal where number = 1",
            "line 9",
        ),
    ],
)
def test_a_journal_that_somebody_wrote_in(filled_store, statement, where):
    with at_work(filled_store) as desk:
        office.name_caseworker(desk, "Hanne")
        office.name_caseworker(desk, "Lind")
    assert verdict_on(filled_store).sound
    changed_within(filled_store, statement)
    verdict = verdict_on(filled_store)
    assert not verdict.journal_sound
    assert ("journal", where) in {(fault.what, fault.where) for fault in verdict.faults}
    assert all("Hanne" not in fault.where for fault in verdict.faults)


def test_erased_contents_leave_a_sound_journal(filled_store):
    with at_work(filled_store) as desk:
        erasing.erase_case(desk, sorted(cases.ids(desk.db))[0], days=0, reason="Fejl", lead="Mette Holm")
        emptied = "select count(*) from history where before_salt is null"
        assert desk.db.execute(emptied).fetchone()[0] > 0
    assert verdict_on(filled_store).sound


def test_contents_that_somebody_emptied_by_hand_are_seen(filled_store):
    changed_within(
        filled_store, "update history set before = null, after = null, before_salt = null, after_salt = null"
    )
    assert not verdict_on(filled_store).journal_sound


def test_a_journal_that_lost_its_end_is_behind_the_header(filled_store):
    with at_work(filled_store) as desk:
        office.name_caseworker(desk, "Hanne")
    changed_within(filled_store, "delete from history where line = 2", "delete from journal where number = 2")
    assert refused(filled_store) == "The store is older than its header."


def test_references_to_nothing_are_found(filled_store):
    changed_within(filled_store, "delete from people where id = (select child from cases limit 1)")
    verdict = verdict_on(filled_store)
    assert "reference" in {fault.what for fault in verdict.faults}
    assert verdict.journal_sound


def test_an_index_without_its_rows_is_found(filled_store):
    changed_within(
        filled_store,
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(sql, '(parent, position)', '(parent, id)')"
        " where name = 'notes_parent'",
    )
    verdict = verdict_on(filled_store)
    assert "integrity" in {fault.what for fault in verdict.faults}


def test_another_stores_log_beside_a_store_changes_nothing(filled_store, another_store):
    with door.unlock_by_passphrase(another_store, PASSPHRASE) as unlocked:
        db = unlocked.connect()
        db.conn.execute("insert into facts (name, value) values ('x', 'y')")
        db.conn.commit()
        log = another_store.with_name(another_store.name + "-wal").read_bytes()
        db.close()
    assert log
    filled_store.with_name(filled_store.name + "-wal").write_bytes(log)
    before = digests(filled_store.parent)[filled_store.name]
    with pytest.raises(ForUser):
        opened(filled_store)
    assert digests(filled_store.parent)[filled_store.name] == before


def test_a_log_that_is_only_rubbish_is_no_log(filled_store):
    filled_store.with_name(filled_store.name + "-wal").write_bytes(NOISE[:5000])
    assert opened(filled_store)
    assert verdict_on(filled_store).sound

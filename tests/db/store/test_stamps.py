"""A log belongs to one moment of its file: what was mixed is told, what a crash leaves opens."""

import json
from contextlib import contextmanager

import pytest
from stores import PASSPHRASE, at_work, copied_whole

from db.actions import office
from db.errors import Damaged
from db.store import facts, header, stamps
from db.store import open as door
from db.store.check import check
from db.store.header import Head
from db.store.stamps import Stamp
from db.store.unlocked import log_size


@pytest.mark.parametrize(
    ("file", "seen", "fits"),
    [
        (Stamp(0, 0), Stamp(0, 0), True),  # an older release, with or without a log
        (Stamp(0, 0), Stamp(90, 0), True),  # the first log of this release
        (Stamp(90, 0), Stamp(120, 90), True),  # a log that was begun on this file
        (Stamp(120, 90), Stamp(120, 90), True),  # the file has all of its log
        (Stamp(0, 0), Stamp(120, 90), False),  # the file is older than the log
        (Stamp(120, 90), Stamp(110, 90), False),  # the log is older than the file
        (Stamp(200, 120), Stamp(120, 90), False),
    ],
)
def test_which_log_fits_which_file(file, seen, fits):
    assert stamps.fits(file, seen) is fits


@contextmanager
def crashed_after(store, folder, *names):
    """What lies on the disk after so many caseworkers were named, with nothing closed."""
    with at_work(store) as desk:
        for name in names:
            office.name_caseworker(desk, name)
        yield copied_whole(store, folder)


def caseworker(store):
    with at_work(store) as desk:
        return facts.get(desk.db, "caseworker")


def test_what_a_crash_leaves_opens(empty_store, tmp_path):
    with crashed_after(empty_store, tmp_path / "crash", "Ann", "Bo") as left:
        assert log_size(left) > 0
        assert caseworker(left) == "Bo"


def test_an_older_file_beside_a_newer_log_is_refused_and_found(empty_store, tmp_path):
    old = empty_store.read_bytes()
    with crashed_after(empty_store, tmp_path / "first", "Ann"):
        pass
    with crashed_after(empty_store, tmp_path / "crash", "Bo") as left:
        left.write_bytes(old)
    with pytest.raises(Damaged, match="different moments"):
        caseworker(left)
    with door.unlock_by_passphrase(left, PASSPHRASE, to_check=True) as unlocked:
        assert ("log", "store") in [(fault.what, fault.where) for fault in check(unlocked).faults]
    assert left.read_bytes() == old


def test_a_log_that_is_gone_is_told_even_if_only_drafts_were_in_it(empty_store, tmp_path):
    with at_work(empty_store) as desk:
        with desk.db.atomic():
            facts.put(desk.db, "no line of the journal", "1")
        desk.store.note_head(desk.db)
        left = copied_whole(empty_store, tmp_path / "crash")
    left.with_name(left.name + "-wal").unlink()
    with pytest.raises(Damaged, match="older than its header"):
        caseworker(left)


def test_a_long_session_keeps_its_log_short_and_is_whole_also_while_somebody_reads(empty_store, monkeypatch):
    monkeypatch.setattr("db.store.unlocked._LONG_LOG", 200_000)
    with at_work(empty_store) as desk:
        desk.store.shorten_log(desk.db)
        for number in range(120):
            office.name_caseworker(desk, str(number))
            assert log_size(empty_store) < 300_000
        assert check(desk.store).sound
        reading = desk.store.connect()
        reading.conn.execute("begin")
        reading.execute("select count(*) from facts").fetchone()
        for number in range(40):
            office.name_caseworker(desk, str(number))
        assert desk.store.header.head.needs_log or log_size(empty_store) < 200_000
        assert check(desk.store).sound
        reading.conn.rollback()
        reading.close()
        for number in range(60):
            office.name_caseworker(desk, str(number))
        assert not desk.store.header.head.needs_log
        assert check(desk.store).sound
    assert caseworker(empty_store) == "59"


def test_a_store_and_a_header_of_an_older_release_open(empty_store):
    with at_work(empty_store) as desk:
        desk.db.conn.execute("pragma user_version = 0")
        desk.db.conn.execute("pragma application_id = 0")
        known = desk.store.header
        head = Head.of(
            known.head.lines, known.head.digest, store_id=known.store, key=bytes(desk.store.key)
        ).model_dump(mode="json", exclude={"count", "needs_log"})
        office.name_caseworker(desk, "Ann")
    told = known.model_copy(update={"version": 1}).model_dump(mode="json") | {"head": head}
    path = header.header_path(empty_store)
    path.write_text(json.dumps({**told, "checksum": header._checksum(told)}))
    assert caseworker(empty_store) == "Ann"
    assert header.read(empty_store).version == header.VERSION


def test_a_kill_while_the_log_is_taken_up_opens_and_without_the_log_is_told(empty_store, tmp_path):
    with at_work(empty_store) as desk:
        office.name_caseworker(desk, "Ann")
        store = desk.store
        with store.replacing_header(head=store.head(desk.db, needs_log=True)):
            pass
        left = copied_whole(empty_store, tmp_path / "crash")
        without = copied_whole(empty_store, tmp_path / "without")
    assert caseworker(left) == "Ann"
    without.with_name(without.name + "-wal").unlink()
    with pytest.raises(Damaged):
        caseworker(without)


def test_a_torn_first_page_opens_with_the_log_it_was_torn_by(empty_store, tmp_path):
    with at_work(empty_store) as desk:
        office.name_caseworker(desk, "Ann")
        desk.store.note_head(desk.db)
        left = copied_whole(empty_store, tmp_path / "crash")
    with left.open("r+b") as file:
        file.seek(2000)
        file.write(bytes(500))
    assert caseworker(left) == "Ann"

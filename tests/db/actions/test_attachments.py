"""Attachments on a real store: whole or not at all, found, removed, brought back, handed over, erased."""

import hashlib
import os
import stat

import pytest
from pyrage import x25519
from stores import PASSPHRASE, at_work, made

from db.actions import attachments as actions
from db.actions import notes, packages
from db.actions.attachments import Source
from db.actions.undo import undo
from db.errors import NotAllowed, Trouble
from db.records.note import Note
from db.store import attachments, cases, journal, search
from db.store import open as door
from db.store.check import check
from db.store.erasing import erase_case
from db.store.trouble import known_trouble

CASE = "f01-c1"
TWO_AND_A_HALF = 2 * attachments.PIECE + 12345


def goes_on(done, of):
    """Nobody stops it."""


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as working:
        yield working


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Udtalelse_fra_skolen.pdf"
    path.write_bytes(b"%PDF-1.7 " + os.urandom(TWO_AND_A_HALF - 9))
    return path


def content(desk, attachment_id):
    return b"".join(attachments.pieces(desk.db, attachment_id))


def rows(desk):
    return [
        desk.db.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("attachments", "attachments_bytes", "journal")
    ]


def test_a_file_comes_in_piece_by_piece_and_out_as_it_was(desk, file, tmp_path):
    seen = []
    made_id = actions.add_file(
        desk, CASE, Source(file, b"png"), lambda done, of: seen.append((done, of))
    ).record
    whole = file.read_bytes()
    assert seen[-1] == (len(whole), len(whole))
    assert len(seen) == 3
    (found,) = attachments.of_case(desk.db, CASE)
    assert (found.size, found.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert (found.title, found.name) == ("Udtalelse fra skolen", "Udtalelse_fra_skolen.pdf")
    assert content(desk, made_id) == whole
    assert attachments.thumbnail(desk.db, made_id) == b"png"
    assert [hit.record for hit in search.find(desk.db, "talelse fra sk", 9) if hit.kind == "attachment"] == [
        made_id
    ]
    out = tmp_path / "ud.pdf"
    actions.write_out(desk, made_id, out)
    assert out.read_bytes() == whole
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [line.action for line in journal.lines_of_case(desk.db, CASE, 1)] == ["attachment.exported"]
    with pytest.raises(NotAllowed):
        actions.write_out(desk, made_id, out)


class Stopped(Exception):
    pass


def test_one_that_is_stopped_fails_or_is_too_large_leaves_nothing(desk, file, tmp_path):
    before = rows(desk)

    def stop(done, of):
        if done > attachments.PIECE:
            raise Stopped

    with pytest.raises(Stopped):
        actions.add_file(desk, CASE, Source(file), stop)
    empty, large = tmp_path / "tom.txt", tmp_path / "stor.bin"
    empty.touch()
    with large.open("wb") as sparse:
        sparse.truncate(50 * 1024 * 1024 + 1)
    for path in (empty, large, tmp_path, tmp_path / "findes-ikke"):
        with pytest.raises(NotAllowed):
            actions.add_file(desk, CASE, Source(path), goes_on)

    def grows(done, of):
        with file.open("ab") as more:
            more.write(b"x")

    with pytest.raises(NotAllowed, match="changed"):
        actions.add_file(desk, CASE, Source(file), grows)
    assert rows(desk) == before


def test_a_full_disk_leaves_no_half_attachment(desk, file):
    before = rows(desk)
    desk.db.execute(f"pragma max_page_count = {desk.db.execute('pragma page_count').fetchone()[0] + 300}")
    with pytest.raises(Trouble, match="full"):
        actions.add_file(desk, CASE, Source(file), goes_on)
    assert rows(desk) == before


def test_one_is_renamed_removed_brought_back_and_erased(desk, file):
    actions.add_file(desk, CASE, Source(file), goes_on)
    (one,) = attachments.of_case(desk.db, CASE)
    named = one.changed(title="Svømmeprøven", kind="statement", readers="everyone")
    actions.change(desk, CASE, one, named)
    assert search.find(desk.db, "svoemmeproev", 9)[0].record == one.id
    actions.remove(desk, CASE, named)
    assert attachments.of_case(desk.db, CASE) == []
    assert search.find(desk.db, "svømmeprøven", 9) == []
    (gone,) = attachments.of_case(desk.db, CASE, removed=True)
    actions.bring_back(desk, CASE, gone)
    assert attachments.of_case(desk.db, CASE) == [named]
    with pytest.raises(NotAllowed, match="still stands"):
        actions.erase(desk, CASE, named)
    actions.remove(desk, CASE, named)
    actions.erase(desk, CASE, gone)
    assert rows(desk)[:2] == [0, 0]
    assert list(journal.faults(desk.db)) == []


def test_check_counts_them_and_sees_what_is_missing(filled_store, file):
    with at_work(filled_store) as desk:
        actions.add_file(desk, CASE, Source(file), goes_on)
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        verdict = check(opened)
        assert verdict.sound
        assert (verdict.counts["attachments"], verdict.counts["attachments_bytes"]) == (1, 3)
    with at_work(filled_store) as desk:
        desk.db.execute("delete from attachments_bytes where number = 1")
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert [fault.what for fault in check(opened).faults] == ["attachment"]


def test_they_go_along_in_a_handover_and_are_found_there(desk, file, tmp_path):
    identity = x25519.Identity.generate()
    actions.add_file(desk, CASE, Source(file, b"png"), goes_on)
    (one,) = attachments.of_case(desk.db, CASE)
    out = tmp_path / "sag.age"
    sent = packages.hand_over(desk, [CASE], to=str(identity.to_public()), out=out)
    assert sent.attachments == 1
    (tmp_path / "ny").mkdir()
    with at_work(made(tmp_path / "ny")) as receiver:
        package = packages.read_package(out, [identity])
        packages.receive(receiver, package)
        assert attachments.of_case(receiver.db, CASE) == [one]
        assert content(receiver, one.id) == file.read_bytes()
        assert attachments.thumbnail(receiver.db, one.id) == b"png"
        assert search.find(receiver.db, one.title, 1)[0].record == one.id
    with pytest.raises(NotAllowed):
        actions.add_file(desk, CASE, Source(file), goes_on)


def test_erasing_a_case_takes_its_attachments(desk, file):
    actions.add_file(desk, CASE, Source(file), goes_on)
    assert cases.get(desk.db, CASE)
    with known_trouble(), desk.db.atomic():
        erase_case(desk.db, CASE, desk.today())
    assert rows(desk)[:2] == [0, 0]


def test_a_change_of_an_attachment_is_taken_back_and_blocks_nothing_before_it(desk, file):
    noted = Note(id="n-ny", at=desk.now(), kind="phone", text="Ringede til skolen")
    notes.save_note(desk, CASE, None, noted)
    made_id = actions.add_file(desk, CASE, Source(file), goes_on).record
    first = attachments.get(desk.db, made_id)
    actions.change(desk, CASE, first, first.changed(title="Zebraudtalelse"))
    assert undo(desk).kind == "attachment"
    assert attachments.get(desk.db, made_id) == first
    assert search.find(desk.db, "zebra") == []
    undo(desk)
    assert attachments.get(desk.db, made_id).removed_on == desk.today()
    assert search.find(desk.db, "Udtalelse_fra") == []
    assert content(desk, made_id) == file.read_bytes()
    undo(desk)
    assert noted not in cases.get(desk.db, CASE).notes
    assert list(journal.faults(desk.db)) == []


def test_one_that_was_removed_comes_back_by_taking_back_and_an_erased_one_does_not(desk, file):
    made_id = actions.add_file(desk, CASE, Source(file), goes_on).record
    first = attachments.get(desk.db, made_id)
    actions.remove(desk, CASE, first)
    undo(desk)
    assert attachments.get(desk.db, made_id) == first
    actions.remove(desk, CASE, first)
    actions.erase(desk, CASE, attachments.get(desk.db, made_id))
    with pytest.raises(NotAllowed):
        undo(desk)

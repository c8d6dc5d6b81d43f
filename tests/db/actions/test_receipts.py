"""Receipts, one's own key, and what a package would change: before and after cases went over."""

import json
from datetime import timedelta

import pytest
from stores import NOON, TODAY, at_work

from db.actions import erasing, handing, notes, own_identity, packages, receipts
from db.errors import NotAllowed
from db.records.note import Note, NoteKind
from db.rules.arriving import Fate
from db.rules.fingerprint import fingerprint
from db.store import cases
from db.store.drafts import Draft, keep
from db.store.erasures import Ground


@pytest.fixture
def handed(filled_store, another_store, tmp_path):
    """A case handed from one store to the other's own key: its id and the file."""
    with at_work(another_store) as desk:
        recipient = own_identity.made_recipient(desk)
    with at_work(filled_store) as desk:
        case_id = sorted(cases.ids(desk.db))[0]
        keep(desk.db, Draft("note", "n-9", "text", case_id, None, "halvt", NOON))
        [going] = handing.going(desk, [case_id])
        packages.hand_over(desk, [case_id], to=recipient, out=tmp_path / "a.age")
    assert going.unfinished.drafts == 1
    assert going.people > 1
    return case_id, tmp_path / "a.age"


def test_a_receipt_comes_after_the_check_and_lets_the_sender_erase_in_time(
    handed, filled_store, another_store, tmp_path
):
    case_id, file = handed
    receipt = tmp_path / "receipt.json"
    with at_work(another_store) as desk:
        package = packages.read_package(file, own_identity.holders(desk))
        coming = handing.coming(desk, package)
        assert coming.is_handover
        assert coming.refusal is None
        assert coming.differences == ()
        receipts.receive(desk, package, out=receipt)
    with at_work(filled_store) as desk:
        assert erasing.offered(desk, days=0) == []
        assert receipts.take_in(desk, receipt).cases == 1
        assert erasing.offered(desk, days=30) == []
        [offer] = erasing.offered(desk, days=0)
        assert (offer.case_id, offer.ground) == (case_id, Ground.HANDED_OVER)
        erasing.erase_case(desk, case_id, days=0)
        assert case_id not in cases.ids(desk.db)
    told = receipt.read_text("utf-8")
    assert case_id not in told


def test_a_receipt_for_something_else_is_refused(handed, filled_store, another_store, tmp_path):
    _, file = handed
    receipt = tmp_path / "receipt.json"
    with at_work(another_store) as desk:
        receipts.receive(desk, packages.read_package(file, own_identity.holders(desk)), out=receipt)
        with pytest.raises(NotAllowed):
            receipts.take_in(desk, receipt)
    whole = receipt.read_text("utf-8")
    forged = json.dumps(json.loads(whole) | {"proof": "0" * 64})
    with at_work(filled_store) as desk:
        for faulty in ("", "{}", forged, whole[:40], "x" * 70_000):
            receipt.write_text(faulty)
            with pytest.raises(NotAllowed):
                receipts.take_in(desk, receipt)
        with pytest.raises(NotAllowed):
            receipts.take_in(desk, tmp_path / "none.json")
        assert erasing.offered(desk, days=0) == []


def test_no_receipt_is_written_for_what_is_refused(handed, filled_store, another_store, tmp_path):
    _, file = handed
    receipt = tmp_path / "receipt.json"
    with at_work(another_store) as desk:
        package = packages.read_package(file, own_identity.holders(desk))
        receipts.receive(desk, package)
        assert handing.coming(desk, package).refusal is not None
        with pytest.raises(NotAllowed):
            receipts.receive(desk, package, out=receipt)
    assert not receipt.exists()


def test_what_a_newer_copy_changes_is_told_record_by_record(filled_store, another_store, tmp_path):
    with at_work(another_store) as desk:
        recipient = own_identity.made_recipient(desk)
    until = TODAY + timedelta(days=9)
    with at_work(filled_store) as desk:
        case_id = sorted(cases.ids(desk.db))[0]
        packages.share(desk, [case_id], to=recipient, until=until, out=tmp_path / "1.age")
        note = Note(id="n-1", at=NOON, kind=NoteKind.NOTE, text="nyt")
        notes.save_note(desk, case_id, None, note)
        packages.share(desk, [case_id], to=recipient, until=until, out=tmp_path / "2.age")
    with at_work(another_store) as desk:
        first, second = (
            packages.read_package(tmp_path / name, own_identity.holders(desk)) for name in ("1.age", "2.age")
        )
        packages.receive(desk, first)
        assert handing.coming(desk, first).differences == ()
        [one] = handing.coming(desk, second).differences
    assert (one.kind, one.on, one.fate) == ("note", NOON, Fate.NEW)


def test_a_key_is_made_once_and_has_a_fingerprint_of_six_groups(empty_store):
    with at_work(empty_store) as desk:
        assert own_identity.recipient(desk) is None
        assert own_identity.holders(desk) == []
        made = own_identity.made_recipient(desk)
        assert own_identity.made_recipient(desk) == made == own_identity.recipient(desk)
    told = fingerprint(made)
    assert [len(group) for group in told.split()] == [4] * 6
    assert fingerprint(made[:-1] + ("p" if made.endswith("q") else "q")) != told

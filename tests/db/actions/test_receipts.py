"""Receipts, one's own key, and what a package would change: before and after cases went over."""

import json
from datetime import date, timedelta

import pytest
from stores import NOON, PASSPHRASE, TODAY, at_work

from db.actions import erasing, handing, notes, own_identity, packages, plans, receipts
from db.actions.cases import create_case
from db.actions.handing import Left
from db.errors import Damaged, NotAllowed
from db.records.note import Note, NoteKind
from db.rules.arriving import Fate
from db.rules.fingerprint import fingerprint
from db.store import cases, holds, people
from db.store import deadlines as due
from db.store.check import check
from db.store.drafts import Draft, keep
from db.store.erasing import erased
from db.store.erasures import Ground
from db.store.holds import Hold
from db.store.open import unlock_by_passphrase
from db.words import Words


@pytest.fixture
def handed(filled_store, another_store, tmp_path):
    """A case handed from one store to the other's own key: its id and the file."""
    with at_work(another_store) as desk:
        recipient = own_identity.made_recipient(desk)
    with at_work(filled_store) as desk:
        case_id = sorted(cases.ids(desk.db))[0]
        keep(desk.db, Draft("note", "n-9", "text", case_id, None, "halvt", NOON))
        [going] = handing.going(desk, [case_id], Words("da"))
        packages.hand_over(desk, [case_id], to=recipient, out=tmp_path / "a.age")
    assert going.drafts == 1
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
    # As every release writes and reads it: only a receipt of some cases looks otherwise.
    assert json.loads(told).keys() == {"format", "version", "package", "proof", "received_at"}
    assert json.loads(told)["version"] == 1


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


def test_no_receipt_is_written_by_a_store_that_is_not_whole_afterwards(handed, another_store, tmp_path):
    _, file = handed
    receipt = tmp_path / "receipt.json"
    with at_work(another_store) as desk:
        package = packages.read_package(file, own_identity.holders(desk))
        with desk.db.atomic():
            desk.db.conn.execute("update journal set who = 'nogen anden' where number = 1")
        with pytest.raises(Damaged, match="no receipt"):
            receipts.receive(desk, package, out=receipt)
        assert not receipt.exists()


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


def test_a_child_that_is_written_down_here_too_shows_what_differs_and_changes_nothing(
    filled_store, another_store, tmp_path
):
    cpr, earlier = "0905140004", NOON - timedelta(days=1)
    alike = Note(id="n-1", at=NOON, kind=NoteKind.PHONE, text="Ringede til skolen")
    with at_work(another_store) as desk:
        recipient = own_identity.made_recipient(desk)
        own = create_case(desk, child="Samme Barn", number="1999-0007")
        here = people.get(desk.db, cases.get(desk.db, own.case_id).child)
        with desk.db.atomic():
            people.replace(desk.db, here.changed(cpr=cpr, phone="70 11 22 33"))
        for note in (alike.changed(id="n-a"), alike.changed(id="n-b", at=earlier)):
            notes.save_note(desk, own.case_id, None, note)
    with at_work(filled_store) as desk:
        case_id = sorted(cases.ids(desk.db))[0]
        notes.save_note(desk, case_id, None, alike)
        case = cases.get(desk.db, case_id)
        child = people.get(desk.db, case.child).changed(cpr=cpr)
        with desk.db.atomic():
            people.replace(desk.db, child)
        packages.hand_over(desk, [case_id], to=recipient, out=tmp_path / "a.age")
    with at_work(another_store) as desk:
        package = packages.read_package(tmp_path / "a.age", own_identity.holders(desk))
        coming = handing.coming(desk, package)
        [one] = coming.differences
        assert (one.before.name, one.before.phone, one.fate) == ("Samme Barn", "70 11 22 33", Fate.STAYS)
        assert one.after == child
        [beside] = coming.beside
        assert (beside.child, beside.comes, beside.here) == (child.name, case.number, "1999-0007")
        kinds = [(each.kind, each.fate) for each in beside.differences]
        assert kinds[0] == ("case", Fate.CHANGED)
        assert [each.on for each in beside.differences if each.fate is Fate.GONE] == [earlier]
        assert kinds.count(("note", Fate.NEW)) == len(case.notes) - 1
        assert kinds.count(("plan", Fate.NEW)) == len(case.plans)
        assert child.id in coming.people
        assert coming.refusal is not None
        assert cases.ids(desk.db) == [own.case_id]


def test_what_is_unfinished_is_told_one_by_one(filled_store):
    with at_work(filled_store) as desk:
        case = next(one for one in cases.many(desk.db, cases.ids(desk.db)) if one.plans and one.forms)
        keep(desk.db, Draft("note", "n-9", "text", case.id, None, "halvt", NOON))
        early, past = "2026-01-05T09:00:00Z", "2026-02-05T09:00:00Z"
        with desk.db.atomic():
            for change in (
                "update notes set carried_over_on = '2026-11-01' where parent = :case",
                "insert into notes values ('n-1', :case, 99, '2026-11-03T10:00:00Z', 'phone', 'ord', null)",
                "update plans set status = 'draft', adopted_on = null where parent = :case",
                "update filled_forms set status = 'draft', finished_on = null where parent = :case",
                "update appointments set status = 'held' where parent = :case",
                "update appointments set status = 'planned', title = 'Hjemmebesøg',"
                " starts_at = :early, ends_at = :past where parent = :case and position = 0",
                "update inquiries set outcome = null, answered_on = null where parent = :case",
            ):
                desk.db.conn.execute(change, {"case": case.id, "early": early, "past": past})
        case = cases.get(desk.db, case.id)
        [going] = handing.going(desk, [case.id], Words("da"))
        overdue = [
            one
            for one in due.open_of_case(desk.db, case.id, TODAY)
            if one.deadline.due_day < TODAY and one.deadline.rule != "appointment"
        ]
    left = {one.left: one.each for one in going.unfinished}
    assert left[Left.TEXT] == (("notat", TODAY),)
    assert left[Left.NOTE] == (("telefonsamtale", date(2026, 11, 3)),)
    assert left[Left.MEETING] == (("Hjemmebesøg", date(2026, 1, 5)),)
    assert [len(left.get(kind, ())) for kind in (Left.PLAN, Left.FORM, Left.INQUIRY)] == [
        len(case.plans),
        len(case.forms),
        len(case.inquiries),
    ]
    assert len(left.get(Left.DEADLINE, ())) == len(overdue)
    assert all(day < TODAY for _, day in left.get(Left.DEADLINE, ()))


def test_a_case_that_was_erased_comes_back_from_who_has_it_now_and_by_no_older_package(
    handed, filled_store, another_store, tmp_path
):
    """A caseworker who comes back from leave is handed the case again, a substitute gets a new copy."""
    case_id, file = handed
    with at_work(filled_store) as desk:
        own = own_identity.made_recipient(desk)
        packages.share(desk, sorted(cases.ids(desk.db))[1:2], to=own, until=TODAY, out=tmp_path / "other.age")
    with at_work(another_store) as desk:
        receipts.receive(
            desk, packages.read_package(file, own_identity.holders(desk)), out=tmp_path / "receipt.json"
        )
        packages.hand_over(desk, [case_id], to=own, out=tmp_path / "same-day.age")
    with at_work(another_store, now=lambda: NOON + timedelta(days=2)) as desk:
        packages.hand_over(desk, [case_id], to=own, out=tmp_path / "later.age")
    with at_work(filled_store) as desk:
        receipts.take_in(desk, tmp_path / "receipt.json")
        erasing.erase_case(desk, case_id, days=0)
        for name in ("same-day.age", "later.age"):
            package = packages.read_package(tmp_path / name, own_identity.holders(desk))
            coming = handing.coming(desk, package)
            if name == "same-day.age":
                assert (coming.refusal is None, coming.erased_on) == (False, None)
                with pytest.raises(NotAllowed):
                    packages.receive(desk, package)
                assert case_id not in cases.ids(desk.db)
            else:
                assert (coming.refusal, coming.erased_on) == (None, TODAY)
                packages.receive(desk, package)
        assert case_id in cases.ids(desk.db)
        assert case_id not in erased(desk.db)
        other = sorted(cases.ids(desk.db))[1]
        erasing.erase_case(desk, other, days=0, reason="fejl", lead="Karen Holm")
    with unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert check(opened).sound


def test_a_case_comes_back_to_who_wrote_in_it_before_it_was_handed_over(
    filled_store, another_store, tmp_path
):
    with at_work(another_store) as desk:
        there = own_identity.made_recipient(desk)
    with at_work(filled_store) as desk:
        here, case_id = own_identity.made_recipient(desk), sorted(cases.ids(desk.db))[0]
        notes.save_note(desk, case_id, None, Note(id="n-1", at=NOON, kind=NoteKind.NOTE, text="nyt"))
        case = cases.get(desk.db, case_id)
        for plan in case.plans:
            plans.begin_version(desk, case_id, plan)
        packages.hand_over(desk, [case_id], to=there, out=tmp_path / "1.age")
    with at_work(another_store) as desk:
        packages.receive(desk, packages.read_package(tmp_path / "1.age", own_identity.holders(desk)))
        packages.hand_over(desk, [case_id], to=here, out=tmp_path / "2.age")
    with at_work(filled_store) as desk:
        package = packages.read_package(tmp_path / "2.age", own_identity.holders(desk))
        coming = handing.coming(desk, package)
        assert (coming.refusal, coming.differences) == (None, ())
        packages.receive(desk, package)
        assert holds.of_case(desk.db, case_id).state is Hold.RECEIVED


def test_what_was_handed_over_is_listed_until_it_is_erased(handed, filled_store, another_store, tmp_path):
    case_id, file = handed
    with at_work(another_store) as desk:
        package = packages.read_package(file, own_identity.holders(desk))
        receipts.receive(desk, package, out=tmp_path / "receipt.json")
    with at_work(filled_store) as desk:
        [one] = receipts.given(desk, days=30)
        assert (one.given_on, one.receipt_on, one.may_go_on) == (TODAY, None, None)
        receipts.take_in(desk, tmp_path / "receipt.json")
        [one] = receipts.given(desk, days=30)
        assert (one.receipt_on, one.may_go_on) == (TODAY, TODAY + timedelta(days=30))
        erasing.erase_case(desk, case_id, days=0)
        assert receipts.given(desk, days=30) == []


def test_a_key_is_made_once_and_has_a_fingerprint_of_six_groups(empty_store):
    with at_work(empty_store) as desk:
        assert own_identity.recipient(desk) is None
        assert own_identity.holders(desk) == []
        made = own_identity.made_recipient(desk)
        assert own_identity.made_recipient(desk) == made == own_identity.recipient(desk)
    told = fingerprint(made)
    assert [len(group) for group in told.split()] == [4] * 6
    assert fingerprint(made[:-1] + ("p" if made.endswith("q") else "q")) != told


def test_a_copy_beside_another_copy_of_the_child_is_compared_and_cases_that_come_together_are_not(
    filled_store, another_store, tmp_path
):
    with at_work(another_store) as desk:
        to, until = own_identity.made_recipient(desk), TODAY + timedelta(days=9)
    with at_work(filled_store) as desk:
        first, second = sorted(cases.ids(desk.db))[:2]
        child = cases.get(desk.db, first).child
        with desk.db.atomic():
            desk.db.conn.execute("update cases set child = ? where id = ?", [child, second])
        for chosen in ([first], [second], [first, second]):
            packages.share(desk, chosen, to=to, until=until, out=tmp_path / f"{len(chosen)}{chosen[0]}.age")
        numbers = [cases.get(desk.db, one).number for one in (first, second)]
    with at_work(another_store) as desk:
        one, other, both = (
            packages.read_package(tmp_path / name, own_identity.holders(desk))
            for name in (f"1{first}.age", f"1{second}.age", f"2{first}.age")
        )
        assert handing.coming(desk, both).beside == ()
        packages.receive(desk, one)
        coming = handing.coming(desk, other)
        [beside] = coming.beside
        assert (coming.refusal, beside.comes, beside.here) == (None, numbers[1], numbers[0])
        packages.receive(desk, other)
        assert [handing.coming(desk, each).beside for each in (one, other, both)] == [(), (), ()]

"""A package that holds what was erased here: the rest is taken up, and that is erased again."""

import json
from dataclasses import replace
from datetime import timedelta

import pyrage
import pytest
from stores import NOON, PASSPHRASE, TODAY, at_work
from test_erasing import LEAD, WORD, holds_word, written

from db.actions import attachments, backups, erasing, handing, notes, own_identity, packages, receipts
from db.actions.attachments import Source
from db.actions.restore import put_back
from db.errors import NotAllowed
from db.exchange import receipt
from db.records.note import Note, NoteKind
from db.records.office import Booking
from db.records.person import Person
from db.store import aggregates, cases, erasures, people, search
from db.store import erasing as eraser
from db.store.check import check
from db.store.erasures import Ground
from db.store.open import unlock_by_passphrase

LATER = NOON + timedelta(days=2)


class Sender:
    """A store with two cases, of which the first holds the word wherever one can stand."""

    def __init__(self, store, folder):
        self.store, self.folder = store, folder
        self.holder = pyrage.x25519.Identity.generate()
        self.to = str(self.holder.to_public())
        file = folder / f"{WORD}.txt"
        file.write_text(WORD)
        with at_work(store) as desk:
            self.first, self.second = written(desk), sorted(cases.ids(desk.db))[1]
            attachments.add_file(desk, self.first, Source(file), lambda *_: None)
            with desk.db.atomic():
                booking = Booking(id="b-1", case=self.first, from_=TODAY)
                aggregates.put(desk.db, booking, position=0)

    def shares(self, *chosen):
        with at_work(self.store) as desk:
            out = self.folder / f"{len(list(self.folder.iterdir()))}.age"
            packages.share(desk, chosen, to=self.to, until=TODAY + timedelta(days=9), out=out)
        return packages.read_package(out, [self.holder])

    def hands_over(self, *chosen):
        with at_work(self.store) as desk:
            out = self.folder / f"{len(list(self.folder.iterdir()))}.age"
            packages.hand_over(desk, chosen, to=self.to, out=out)
        return packages.read_package(out, [self.holder])


@pytest.fixture
def sender(filled_store, tmp_path):
    folder = tmp_path / "sent"
    folder.mkdir()
    return Sender(filled_store, folder)


def erased_there(store, sender, **options):
    """The first case was here as a copy and was erased."""
    with at_work(store) as desk:
        packages.receive(desk, sender.shares(sender.first))
        erasing.erase_case(desk, sender.first, days=30, **options)


def test_what_was_erased_is_never_written_and_the_rest_is_taken_up(sender, another_store):
    erased_there(another_store, sender)
    package = sender.hands_over(sender.first, sender.second)
    with at_work(another_store, now=lambda: LATER) as desk:
        before = eraser.erased(desk.db)
        coming = handing.coming(desk, package)
        assert (coming.refusal, coming.erased_again, len(coming.children)) == (None, (TODAY,), 1)
        found = packages.receive(desk, package)
        assert (found.taken_up.cases, found.erased_again) == ((sender.second,), (TODAY,))
        assert cases.ids(desk.db) == [sender.second]
        assert eraser.erased(desk.db) == before
        known = erasures.of_record(desk.db, sender.first)
        assert (known.ground, known.erased_on) == (Ground.COPY, TODAY)
        lines = "select case_id from journal where action = 'case.erased_again'"
        assert desk.db.execute(lines).fetchall() == [(sender.first,)]
        ids = {key for key, one in before.items() if one.kind != "people"} | {"b-1", "note-2"}
        told = {
            table
            for table in eraser.tables(desk.db)
            for row in desk.db.execute(f'select * from "{table}"')
            if set(map(str, row)) & ids
        }
        assert told <= eraser.KEPT
        assert search.find(desk.db, WORD) == []
    assert not holds_word(another_store)
    with unlock_by_passphrase(another_store, PASSPHRASE) as opened:
        assert check(opened).sound


def test_a_package_of_which_all_was_erased_is_refused(sender, another_store):
    erased_there(another_store, sender)
    package = sender.shares(sender.first)
    with at_work(another_store) as desk:
        coming = handing.coming(desk, package)
        assert (coming.refusal is None, coming.erased_again, len(coming.children)) == (False, (), 1)
        with pytest.raises(NotAllowed, match="All that the package brings"):
            packages.receive(desk, package)


def test_whom_a_case_names_comes_with_it_though_erased_here(sender, another_store):
    """As in a restore: somebody is erased because nothing names them, and now something does."""
    with at_work(sender.store) as desk:
        first, second = (cases.get(desk.db, one) for one in (sender.first, sender.second))
        both, alone = first.relations[0].person, second.relations[0].person
        with desk.db.atomic():
            for place, person in enumerate((both, alone)):
                desk.db.conn.execute(
                    "update relations set person = ? where parent = ? and position = ?",
                    [person, second.id, place],
                )
    erased_there(another_store, sender)
    package = sender.shares(sender.first, sender.second)
    with at_work(another_store) as desk:
        assert both in eraser.erased(desk.db)
        with desk.db.atomic():
            people.add(desk.db, Person(id=alone, name="Ene"))
        erasing.erase_person(desk, alone)
        packages.receive(desk, package)
        assert set(people.of(desk.db, [both, alone, first.child])) == {both, alone}
        assert not {both, alone} & eraser.erased(desk.db).keys()
        assert {first.id, first.child} <= eraser.erased(desk.db).keys()


def test_a_part_of_an_erased_case_comes_in_no_other(sender, another_store):
    erased_there(another_store, sender)
    package = sender.shares(sender.first, sender.second)
    document = json.loads(package.document)
    gone, other = document["cases"]
    assert other["id"] == sender.second
    other["notes"].append(next(note for note in gone["notes"] if note["id"] == "note-1"))
    gone["notes"] = [note for note in gone["notes"] if note["id"] != "note-1"]
    moved = replace(package, document=json.dumps(document).encode())
    with at_work(another_store) as desk:
        assert handing.coming(desk, moved).refusal is not None
        with pytest.raises(NotAllowed, match="something that was erased"):
            packages.receive(desk, moved)
        assert cases.ids(desk.db) == []


@pytest.fixture
def half_taken(sender, another_store, tmp_path):
    """Of two cases handed over the receiver had erased the first; the package and the receipt's file."""
    erased_there(another_store, sender)
    package = sender.hands_over(sender.first, sender.second)
    with at_work(another_store, now=lambda: LATER) as desk:
        receipts.receive(desk, package, out=tmp_path / "receipt.json")
    return package, tmp_path / "receipt.json"


def test_a_receipt_vouches_only_for_the_cases_that_were_taken_up(half_taken, sender):
    package, file = half_taken
    told = file.read_text("utf-8")
    assert not any(secret in told for secret in (sender.first, sender.second, receipt.proof_of(package)))
    with at_work(sender.store, now=lambda: LATER) as desk:
        arrived = receipts.take_in(desk, file)
        assert (arrived.cases, arrived.left_out) == (1, 1)
        assert [one.case_id for one in erasing.offered(desk, days=0)] == [sender.second]
        told = {one.number: (one.receipt_on, one.left_out) for one in receipts.given(desk, days=0)}
        numbers = [cases.get(desk.db, one).number for one in (sender.first, sender.second)]
        assert [told[number] for number in numbers] == [(None, True), (LATER.date(), False)]
        lines = "select case_id from journal where action = 'case.receipt'"
        assert desk.db.execute(lines).fetchall() == [(sender.second,)]
        with pytest.raises(NotAllowed):
            erasing.erase_case(desk, sender.first, days=0)


def test_a_receipt_of_some_cases_cannot_be_made_into_one_of_others(half_taken, sender):
    package, file = half_taken
    whole = json.loads(file.read_text("utf-8"))
    all_of_it = {key: value for key, value in whole.items() if key != "cases"} | {"version": 1}
    forged = (
        all_of_it,
        all_of_it | {"cases": []},
        whole | {"cases": [*whole["cases"], "0" * 64]},
        whole | {"cases": []},
        whole | {"received_at": "2026-01-01T12:00:00+01:00"},
        whole | {"package": "another"},
        whole | {"version": 1},
    )
    with at_work(sender.store) as desk:
        for one in forged:
            file.write_text(json.dumps(one))
            with pytest.raises(NotAllowed):
                receipts.take_in(desk, file)
        assert erasing.offered(desk, days=0) == []
        strange = receipt.receipt_of(package, LATER, ["a-case-of-no-package"])
        file.write_bytes(receipt.written(strange))
        assert receipts.take_in(desk, file).cases == 0
        assert erasing.offered(desk, days=0) == []


def test_a_case_that_was_left_out_is_handed_over_anew_and_has_a_receipt_of_its_own(
    half_taken, sender, another_store, tmp_path
):
    """What was erased as a copy comes back by a package of a later day."""
    _, file = half_taken
    with at_work(sender.store, now=lambda: LATER) as desk:
        receipts.take_in(desk, file)
        packages.hand_over(desk, [sender.first], to=sender.to, out=tmp_path / "again.age")
        [one] = [one for one in receipts.given(desk, days=0) if one.receipt_on is None]
        assert not one.left_out
    with at_work(another_store, now=lambda: LATER) as desk:
        package = packages.read_package(tmp_path / "again.age", [sender.holder])
        found = receipts.receive(desk, package, out=tmp_path / "second.json")
        assert (found.taken_up.cases, found.erased_again) == ((sender.first,), ())
    with at_work(sender.store, now=lambda: LATER) as desk:
        assert receipts.take_in(desk, tmp_path / "second.json").cases == 1
        assert {one.case_id for one in erasing.offered(desk, days=0)} == {sender.first, sender.second}


def test_erased_on_a_leads_word_nothing_of_it_comes_back_on_a_later_day(sender, another_store):
    with at_work(another_store) as desk:
        packages.receive(desk, sender.hands_over(sender.first))
        erasing.erase_case(desk, sender.first, **LEAD)
    with at_work(sender.store, now=lambda: LATER) as desk:
        packages.hand_over(desk, [sender.first], to=sender.to, out=sender.folder / "later.age")
        packages.hand_over(desk, [sender.second], to=sender.to, out=sender.folder / "other.age")
    both = [
        packages.read_package(sender.folder / name, [sender.holder]) for name in ("later.age", "other.age")
    ]
    with at_work(another_store, now=lambda: LATER) as desk:
        with pytest.raises(NotAllowed):
            packages.receive(desk, both[0])
        assert packages.receive(desk, both[1]).erased_again == ()


def test_what_came_after_the_backup_comes_back_too_when_the_case_is_handed_back(
    sender, another_store, tmp_path
):
    """A restore knows the parts of an erased case as parts of it, also those that the backup never held."""
    with at_work(sender.store) as desk:
        own = own_identity.made_recipient(desk)
        backups.back_up(desk.store, desk.db, tmp_path / "one.backup", made_at=NOON)
        late = Note(id="n-late", at=NOON, kind=NoteKind.PHONE, text="Efter kopien")
        notes.save_note(desk, sender.second, None, late)
    package = sender.hands_over(sender.second)
    with at_work(another_store) as desk:
        receipts.receive(desk, package, out=tmp_path / "receipt.json")
    with at_work(sender.store) as desk:
        receipts.take_in(desk, tmp_path / "receipt.json")
        erasing.erase_case(desk, sender.second, days=0)
    put_back(sender.store, tmp_path / "one.backup", PASSPHRASE, today=TODAY)
    with at_work(another_store, now=lambda: LATER) as desk:
        packages.hand_over(desk, [sender.second], to=own, out=tmp_path / "back.age")
    with at_work(sender.store, now=lambda: LATER) as desk:
        packages.receive(desk, packages.read_package(tmp_path / "back.age", own_identity.holders(desk)))
        assert late in cases.get(desk.db, sender.second).notes

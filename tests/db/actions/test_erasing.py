"""Erasing: gone from every table, from the history, the search and the pages; and it stays gone."""

from datetime import timedelta

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from stores import NOON, PASSPHRASE, TODAY, at_work, noon

from db.actions import backups, erasing, notes, packages, upkeep
from db.actions.documents import import_document
from db.actions.restore import put_back
from db.errors import ForUser, NotAllowed, Stale
from db.records.letterhead import Letterhead
from db.records.note import Note, NoteKind
from db.records.person import Person
from db.store import cases, erasures, people, search
from db.store import erasing as eraser
from db.store import open as door
from db.store.check import check
from db.store.drafts import Draft, keep
from db.store.erasures import Ground
from db.store.shapes import SHAPES
from db.words import Words

WORD = "qzwxvkylofant"
LEAD = {"days": 30, "reason": "kom fra en anden kommune ved en fejl", "lead": "Karen Holm"}


def written(desk):
    """A case with the word in a note, its history, a draft, a person and the search index."""
    case_id = sorted(cases.ids(desk.db))[0]
    case = cases.get(desk.db, case_id)
    note = Note(id="note-1", at=NOON, kind=NoteKind.NOTE, text=f"{WORD} stod her")
    notes.save_note(desk, case_id, None, note)
    with desk.db.atomic():
        people.replace(desk.db, people.get(desk.db, case.child).changed(note=WORD, address=f"{WORD}vej 1"))
    keep(desk.db, Draft("note", "note-2", "text", case_id, None, f"{WORD} halvt", NOON))
    return case_id


def plain_pages(store):
    """Every page of the store and its log, decrypted here, free pages too."""
    with door.unlock_by_passphrase(store, PASSPHRASE) as opened:
        key = bytes(opened.key)
    data = store.read_bytes()
    found = [plain(data[at : at + 4096], key, first=at == 0) for at in range(0, len(data), 4096)]
    log = store.with_name(store.name + "-wal")
    if log.exists():
        frames = log.read_bytes()[32:]
        found += [
            plain(frames[at + 24 : at + 24 + 4096], key, first=frames[at : at + 4] == bytes((0, 0, 0, 1)))
            for at in range(0, len(frames), 4096 + 24)
        ]
    return b"".join(found)


def plain(page, key, *, first):
    sealed, vector = page[16 if first else 0 : -80], page[-80:-64]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()


def holds_word(store):
    told = plain_pages(store)
    return any(word in told for word in (WORD.encode(), WORD[:8].encode()))


def test_the_erased_word_is_in_no_page_of_store_and_log(filled_store):
    with at_work(filled_store) as desk:
        case_id = written(desk)
    assert holds_word(filled_store)
    with at_work(filled_store) as desk:
        erased = erasing.erase_case(desk, case_id, **LEAD)
        assert "note-1" in eraser.erased(desk.db)
        assert erased.scrubbed
        assert erased.people >= 1
        assert search.find(desk.db, WORD) == []
    assert not holds_word(filled_store)
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert check(opened).sound


def test_no_row_of_any_table_names_an_erased_case_but_those_that_say_so(filled_store):
    with at_work(filled_store) as desk:
        case_id = written(desk)
        ids = {row[0] for row in desk.db.execute("select id from record_ids where case_id = ?", [case_id])}
        erasing.erase_case(desk, case_id, **LEAD)
        left = {
            table
            for table in eraser.tables(desk.db)
            for row in desk.db.execute(f'select * from "{table}"')
            if set(map(str, row)) & (ids | {case_id})
        }
        emptied = desk.db.execute(
            "select count(*) from history where case_id = ? and (before is not null or after is not null)",
            [case_id],
        ).fetchone()[0]
    assert left <= eraser.KEPT
    assert emptied == 0


def test_the_eraser_reaches_every_table(empty_store):
    """A new table has a case_id, or hangs on one that has, or is named here with a reason."""
    records = {shape.table for shape in SHAPES.values()} | {
        link for shape in SHAPES.values() for link in shape.links.values()
    }
    of_no_family = {"business_cases", "calendar_entries", "sent_packages", "own_catalogue", "refusion_years"}
    of_no_family |= {"institutions", "resources"}
    with at_work(empty_store) as desk:
        known = eraser.tables(desk.db)
        hanging = {
            name
            for name in known
            for row in desk.db.execute("select on_delete from pragma_foreign_key_list(?)", [name])
            if row[0] == "CASCADE"
        }
        reached = {name for name, columns in known.items() if "case_id" in columns or "record" in columns}
    assert known.keys() - reached - hanging - records - of_no_family - eraser.KEPT == set()


def test_without_a_ground_a_reason_and_a_lead_are_asked_for(filled_store):
    with at_work(filled_store) as desk:
        case_id = written(desk)
        for reason, lead in (("", ""), ("fordi", " "), ("", "Karen Holm")):
            with pytest.raises(NotAllowed):
                erasing.erase_case(desk, case_id, days=30, reason=reason, lead=lead)
        assert case_id in cases.ids(desk.db)
        erasing.erase_case(desk, case_id, **LEAD)
        told = erasures.everything(desk.db)
        with pytest.raises(Stale):
            erasing.erase_case(desk, case_id, **LEAD)
    assert [(one.record, one.ground, one.lead) for one in told] == [(case_id, Ground.LEAD, "Karen Holm")]


def test_a_closed_case_whose_notes_are_all_carried_over_is_offered(filled_store):
    with at_work(filled_store) as desk:
        case_id = next(one for one in sorted(cases.ids(desk.db)) if cases.get(desk.db, one).notes)
        with desk.db.atomic():
            desk.db.conn.execute("update notes set carried_over_on = null where parent = ?", [case_id])
            desk.db.conn.execute(
                "update cases set status = 'closed', closed = ? where id = ?", [TODAY.isoformat(), case_id]
            )
        assert case_id not in {one.case_id for one in erasing.offered(desk, days=30)}
        with desk.db.atomic():
            desk.db.conn.execute(
                "update notes set carried_over_on = ? where parent = ?", [TODAY.isoformat(), case_id]
            )
        assert case_id in {one.case_id for one in erasing.offered(desk, days=30)}
        keep(desk.db, Draft("note", "note-9", "text", case_id, None, "halvt", NOON))
        assert case_id not in {one.case_id for one in erasing.offered(desk, days=30)}


def test_people_who_stand_elsewhere_stay(filled_store):
    with at_work(filled_store) as desk:
        first, second = sorted(cases.ids(desk.db))[:2]
        shared = cases.get(desk.db, second).relations[0].person
        child = cases.get(desk.db, first).child
        with desk.db.atomic():
            desk.db.conn.execute(
                "update relations set person = ? where parent = ? and position = 0", [shared, first]
            )
        erasing.erase_case(desk, first, **LEAD)
        assert people.of(desk.db, [shared])
        assert not people.of(desk.db, [child])
        with pytest.raises(NotAllowed):
            erasing.erase_person(desk, shared)


def test_a_person_whom_nothing_names_is_erased_alone(filled_store):
    with at_work(filled_store) as desk:
        case_id, gone = written(desk), "p-alene"
        with desk.db.atomic():
            people.add(desk.db, Person(id=gone, name=f"Ene {WORD}"))
            desk.db.conn.execute("update relations set person = ? where parent = ?", [gone, case_id])
        assert gone not in {key for key, _ in erasing.people_to_erase(desk)}
        with pytest.raises(NotAllowed):
            erasing.erase_person(desk, gone)
        with desk.db.atomic():
            desk.db.conn.execute("delete from relations where person = ?", [gone])
        assert (gone, f"Ene {WORD}") in erasing.people_to_erase(desk)
        erasing.erase_person(desk, gone)
        assert not people.of(desk.db, [gone])
        assert gone in eraser.erased(desk.db)
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert check(opened).sound


def test_emptied_history_without_an_erased_line_is_a_fault(filled_store):
    with at_work(filled_store) as desk, desk.db.atomic():
        case_id = written(desk)
        desk.db.conn.execute(
            "update history set before = null, after = null, before_salt = null, after_salt = null"
            " where case_id = ?",
            [case_id],
        )
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert {fault.what for fault in check(opened).faults} == {"journal"}


def test_a_restore_erases_again(filled_store, tmp_path):
    out = tmp_path / "one.backup"
    with at_work(filled_store) as desk:
        case_id = written(desk)
        backups.back_up(desk.store, desk.db, out, made_at=noon())
        erasing.erase_case(desk, case_id, **LEAD)
    done = put_back(filled_store, out, PASSPHRASE, today=TODAY)
    assert done.erased_again == 1
    assert not holds_word(filled_store)
    with at_work(filled_store) as desk:
        assert case_id not in cases.ids(desk.db)
        assert case_id in eraser.erased(desk.db)
        why = next(one for one in erasures.everything(desk.db) if one.record == case_id)
        assert (why.ground, why.reason, why.lead) == (Ground.LEAD, LEAD["reason"], LEAD["lead"])
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert check(opened).sound


def test_a_package_and_an_import_do_not_bring_it_back(filled_store, another_store, tmp_path):
    holder = pyrage.x25519.Identity.generate()
    with at_work(filled_store) as desk:
        case_id = written(desk)
        first = packages.share(
            desk,
            [case_id],
            to=str(holder.to_public()),
            until=TODAY + timedelta(days=9),
            out=tmp_path / "a.age",
        )
        assert first.cases == 1
    package = packages.read_package(tmp_path / "a.age", [holder])
    with at_work(another_store) as desk:
        packages.receive(desk, package)
        assert [one.ground for one in erasing.offered(desk, days=30)] == [Ground.COPY]
        erasing.erase_case(desk, case_id, days=30)
        with pytest.raises(NotAllowed):
            packages.receive(desk, package)
        with pytest.raises(ForUser):
            import_document(desk, package.document)
        assert case_id not in cases.ids(desk.db)


def test_backups_that_still_hold_it_are_listed_with_their_last_day(filled_store):
    plan = upkeep.Plan(days=90)
    with at_work(filled_store) as desk:
        case_id = written(desk)
        upkeep.automatic(desk, upkeep.Plan())
        assert erasing.holders(desk, plan) == []
        erasing.erase_case(desk, case_id, **LEAD)
        listed = erasing.holders(desk, plan)
    assert [one.ends_on for one in listed] == [TODAY + timedelta(days=90)]
    with at_work(filled_store, now=lambda: NOON + timedelta(days=2)) as desk:
        upkeep.automatic(desk, upkeep.Plan())
        assert len(upkeep.made(desk, plan)) == 2
        assert erasing.holders(desk, plan) == listed


def test_what_may_go_to_the_archive_or_be_erased_is_a_list_on_paper(filled_store, tmp_path, pages_of):
    with at_work(filled_store) as desk:
        first, second = sorted(cases.ids(desk.db))[:2]
        with desk.db.atomic():
            for change in (
                "update notes set carried_over_on = :day where parent = :case",
                "update cases set status = 'closed', closed = :day where id = :case",
                "insert into notes values ('n-1', :case, 99, '2026-01-01T09:00:00Z', 'note', 'x', :day)",
            ):
                desk.db.conn.execute(change, {"day": TODAY.isoformat(), "case": first})
        erasing.write_list(desk, Words("da"), Letterhead(), tmp_path / "a.pdf", days=30)
        offered, other = cases.get(desk.db, first), cases.get(desk.db, second)
        name = people.get(desk.db, offered.child).name
    [page] = pages_of(tmp_path / "a.pdf")
    assert offered.number in page
    assert name in page
    assert other.number not in page


def test_a_scrub_that_was_cut_short_is_done_at_the_next_look(filled_store, monkeypatch):
    with at_work(filled_store) as desk:
        case_id = written(desk)
        with monkeypatch.context() as patch:
            patch.setattr(eraser, "scrub", lambda store, db: False)
            assert not erasing.erase_case(desk, case_id, **LEAD).scrubbed
        assert eraser.is_unscrubbed(desk.db)
        assert erasing.scrub(desk)
        assert not eraser.is_unscrubbed(desk.db)
    assert not holds_word(filled_store)

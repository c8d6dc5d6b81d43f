"""What is whole of a damaged store, page by page, in a store that can only be read; the damaged one stays."""

import random

import pytest
from stores import NOON, PASSPHRASE, at_the_desk, at_work, digests, noon

from db.actions import notes, office
from db.errors import Damaged, NotAllowed
from db.records.note import Note, NoteKind
from db.store import cases, copying, salvage, search
from db.store import open as door
from db.store.check import check

PAGE = 4096
WORKED_OUT = ("case_list", "found_words_", "_sqlite_migrations")


def rescued(store):
    with door.unlock_by_passphrase(store, PASSPHRASE, to_check=True) as damaged:
        return salvage.rescued(damaged)


def contents(store):
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        db = unlocked.connect(read_only=True)
        try:
            found = copying.contents(db, lambda: None)
        finally:
            db.close()
    return {
        name: (count, digest) for name, (count, digest) in found.items() if not name.startswith(WORKED_OUT)
    }


def broken(store, pages):
    data = bytearray(store.read_bytes())
    for page in pages:
        data[page * PAGE + 1000] ^= 1
    store.write_bytes(data)


def test_of_a_whole_store_nothing_is_missing(filled_store):
    with at_work(filled_store) as desk:  # a long text goes on over several pages
        case_id = cases.ids(desk.db)[0]
        note = Note(id="n-1", at=NOON, kind=NoteKind.NOTE, text="Lang tekst æøå " * 2000)
        notes.save_note(desk, case_id, None, note)
    before = digests(filled_store.parent)
    found = rescued(filled_store)
    assert found.lost == 0
    assert contents(found.path) == contents(filled_store)
    after = digests(filled_store.parent)
    assert {name: after[name] for name in before} == before


def test_the_newest_commits_that_stand_in_the_log_are_there(filled_store):
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=noon, who="Hanne Lind")
        office.name_caseworker(desk, "Skrevet i loggen")
        found = salvage.rescued(unlocked)
        desk.close()
    with door.unlock_by_passphrase(found.path, PASSPHRASE) as unlocked:
        db = unlocked.connect(read_only=True)
        named = db.execute("select value from facts where name = 'caseworker'").fetchone()
        db.close()
    assert named == ("Skrevet i loggen",)


def test_a_log_of_another_moment_is_left_out(filled_store):
    log = filled_store.with_name(filled_store.name + "-wal")
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=noon, who="Hanne Lind")
        office.name_caseworker(desk, "Fra en anden tid")
        older = log.read_bytes()
        desk.close()
    with at_work(filled_store) as desk:
        office.name_caseworker(desk, "Det sidste")
    log.write_bytes(older)
    with pytest.raises(Damaged), at_work(filled_store):
        pass
    with door.unlock_by_passphrase(rescued(filled_store).path, PASSPHRASE) as unlocked:
        db = unlocked.connect(read_only=True)
        named = db.execute("select value from facts where name = 'caseworker'").fetchone()
        db.close()
    assert named == ("Det sidste",)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_not_on_a_broken_page_is_there_and_holds_together(filled_store, seed):
    pages = filled_store.stat().st_size // PAGE
    broken(filled_store, random.Random(seed).sample(range(1, pages), 1 + 4 * seed))
    if seed % 2:
        filled_store.write_bytes(filled_store.read_bytes()[: (pages - 20) * PAGE + 77])
    before = filled_store.read_bytes()
    with pytest.raises(Damaged):
        door.unlock_by_passphrase(filled_store, PASSPHRASE)
    found = rescued(filled_store)
    assert found.lost or seed == 0  # a single page may be one of an index, which is made anew
    assert filled_store.read_bytes() == before
    with door.unlock_by_passphrase(found.path, PASSPHRASE) as unlocked:
        faults = {fault.what for fault in check(unlocked).faults}
        assert faults <= {"journal", "attachment"}  # lines may be gone; pages, rows and references are whole
        desk = at_the_desk(unlocked, now=noon)
        try:
            assert all(case.child for case in cases.many(desk.db, cases.ids(desk.db)))
            with pytest.raises(NotAllowed, match="nothing can be written here"):
                office.name_caseworker(desk, "Ny")
        finally:
            desk.close()


def test_what_is_left_can_be_found(filled_store):
    with door.unlock_by_passphrase(rescued(filled_store).path, PASSPHRASE) as unlocked:
        db = unlocked.connect(read_only=True)
        name = db.execute("select name from people limit 1").fetchone()[0]
        found = search.find(db, name)
        db.close()
    assert any(name in hit.title for hit in found)


def test_without_its_first_page_nothing_can_be_read_and_nothing_is_left_behind(filled_store):
    broken(filled_store, [0])
    before = digests(filled_store.parent)
    with pytest.raises(Damaged):
        rescued(filled_store)
    assert digests(filled_store.parent) == before

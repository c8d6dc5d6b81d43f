from importlib.resources import files

import pytest
from stores import NOON, PASSPHRASE, at_work, made

from db.actions import erasing, notes
from db.errors import Damaged
from db.records.document import Document
from db.records.note import Note, NoteKind
from db.store import cases, documents, facts
from db.store import open as door
from db.store.migrations import NAMES, is_current, migrations, refuse_newer

WITH_FACTS = NAMES.index("0003_journal_and_indexes")


def shape_of(db):
    return set(
        db.execute("select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%'")
    )


def store_of(folder, last):
    """A store as the release left it whose last migration was `last`."""
    store = made(folder)
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        store.unlink()
        store.touch(mode=0o600)
        db = unlocked.connect()
        later = NAMES[NAMES.index(last) + 1 :]
        migrations.apply(db, stop_before=later[0] if later else None)
        facts.put(db, "store", unlocked.header.store)
        facts.put(db, "kept", "as it was")
        db.conn.commit()
        with unlocked.replacing_header(head=unlocked.head(db)):
            db.close()
    return store


@pytest.mark.parametrize("last", NAMES[WITH_FACTS:])
def test_a_store_of_any_release_ends_with_todays_shape(tmp_path, empty_store, last):
    with at_work(store_of(tmp_path, last)) as old, at_work(empty_store) as fresh:
        assert is_current(old.db)
        assert shape_of(old.db) == shape_of(fresh.db)
        assert facts.get(old.db, "kept") == "as it was"
        assert documents.whole(old.db) == Document(format="taetpaa-exchange", version=1)


def test_migrations_stand_in_their_order_and_none_is_missing():
    assert list(NAMES) == sorted(NAMES)
    numbers = [int(name[:4]) for name in NAMES]
    assert sorted(set(numbers)) == numbers


def test_a_shape_that_nobody_knows_is_refused(empty_store):
    with at_work(empty_store) as desk:
        refuse_newer(desk.db)
        desk.db["_sqlite_migrations"].insert(
            {"migration_set": "case_file", "name": "9999_x", "applied_at": "2030-01-01"}
        )
        with pytest.raises(Damaged) as caught:
            refuse_newer(desk.db)
        assert caught.value.facts == {"name": "9999_x"}


def test_what_was_not_known_as_a_part_of_its_case_is_so_after_the_step(filled_store):
    """What was written on its own, also where it is gone, and where its case was erased."""
    step = (files("db.store.schema") / "0115_parts_of_cases.sql").read_text("utf-8")
    whole = "select id, case_id, erased_on from record_ids order by id"
    with at_work(filled_store) as desk:
        first, second = sorted(cases.ids(desk.db))[:2]
        for case_id, key in ((first, "n-1"), (second, "n-2")):
            notes.save_note(desk, case_id, None, Note(id=key, at=NOON, kind=NoteKind.NOTE, text="nyt"))
        erasing.erase_case(desk, first, days=0, reason="fejl", lead="Karen Holm")
        wanted = desk.db.execute(whole).fetchall()
        with desk.db.atomic():
            known = "kind <> 'people' and kind <> 'cases'"
            there = f"{known} and case_id is not :gone or id = 'n-1'"
            desk.db.conn.execute(f"update record_ids set case_id = null where {there}", {"gone": first})
            desk.db.conn.execute("update record_ids set erased_on = null where id = 'n-1'")
            assert desk.db.execute(whole).fetchall() != wanted
            for statement in step.split(";"):
                desk.db.conn.execute(statement)
        assert desk.db.execute(whole).fetchall() == wanted

"""Automatic backups: on time, before a store is changed as a whole, and waiting where their folder is."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from exchange_documents import example
from stores import NOON, PASSPHRASE, TODAY, at_work, digests

from db import stepping
from db.actions import documents, upkeep
from db.actions.attachments import Source, add_file
from db.actions.desk import action
from db.actions.restore import put_back
from db.actions.upkeep import Plan
from db.books import policy
from db.errors import Trouble
from db.exchange.faults import FaultyDocument
from db.store import cases
from db.store import open as door
from db.store.check import check


def later(desk, **span):
    return replace(desk, now=lambda: NOON + timedelta(**span))


def test_a_backup_is_made_when_the_newest_is_too_old(filled_store, tmp_path):
    plan = Plan(tmp_path / "share", hours=20, days=30)
    plan.folder.mkdir()
    with at_work(filled_store) as desk:
        upkeep.before_change(desk)
        assert len(upkeep.made(desk, Plan())) == 1
        first = upkeep.automatic(desk, plan)
        assert (first.made.parent, first.waits) == (plan.folder, False)
        assert upkeep.automatic(later(desk, hours=19), plan).made is None
        second = upkeep.automatic(later(desk, hours=20), plan)
        assert second.made not in (None, first.made)
        (plan.folder / "taetpaa-0-20200101-000000.backup").write_text("another's")
        (plan.folder / "mine.txt").write_text("mine")
        newest = upkeep.automatic(later(desk, days=60), plan).made
        assert len(list(plan.folder.iterdir())) == 3
        assert not upkeep.made(desk, Plan())
    restored = put_back(tmp_path / "s" / "s.db", newest, PASSPHRASE, today=TODAY)
    assert restored.after.cases == 4


def test_a_folder_out_of_reach_makes_them_wait_and_is_remembered(filled_store, tmp_path):
    plan = Plan(tmp_path / "not there")
    with at_work(filled_store) as desk:
        outcome = upkeep.automatic(desk, plan)
        assert (outcome.made, outcome.waits) == (None, True)
        assert upkeep.note_waiting(desk, waits=True) is not None
        assert upkeep.note_waiting(later(desk, days=3), waits=True) is None
        assert upkeep.waiting_since(desk) == TODAY
        plan.folder.mkdir()
        assert not upkeep.automatic(desk, plan).waits
        assert upkeep.note_waiting(desk, waits=False) is not None
        assert upkeep.waiting_since(desk) is None


def test_a_backup_that_is_told_to_stop_leaves_nothing(filled_store, tmp_path):
    class Stop(Exception):
        pass

    def stop():
        raise Stop

    with at_work(filled_store) as desk, pytest.raises(Stop):
        upkeep.automatic(desk, Plan(), step=stop)
    assert not list(filled_store.parent.rglob("*.copy*"))
    assert not list(filled_store.parent.rglob("*.backup*.part"))


def test_a_backup_can_be_stopped_in_the_middle_of_a_large_attachment(filled_store, tmp_path):
    class Stop(Exception):
        pass

    left, taken = [0], []

    def heard():
        taken.append(1)
        left[0] -= 1
        if left[0] == 0:
            raise Stop

    file = tmp_path / "bilag.pdf"
    file.write_bytes(bytes(range(256)) * 4096 * 4)
    with at_work(filled_store) as desk:
        add_file(desk, sorted(cases.ids(desk.db))[0], Source(file, None), lambda *_: None)
        with stepping.heard(heard):
            made = upkeep.automatic(desk, Plan()).made
        made.unlink()
        assert len(taken) > 6 * 4  # hashed twice, looked at, written and read back, a megabyte at a time
        for left[0] in (len(taken) // 2, len(taken) - 4):
            with pytest.raises(Stop), stepping.heard(heard):
                upkeep.automatic(desk, Plan())
    assert not list(filled_store.parent.rglob("*.copy*"))
    assert not list(filled_store.parent.rglob("*.backup"))
    assert not list(filled_store.parent.rglob("*.part"))


def test_an_import_begins_with_a_backup_beside_the_store(filled_store):
    folder = upkeep.folder_of(filled_store, Plan())
    with at_work(filled_store) as desk:
        documents.import_document(desk, json.dumps(example()).encode(), dry_run=True)
        with pytest.raises(FaultyDocument):
            documents.import_document(desk, b"{}")
        assert not folder.exists()
        documents.import_document(desk, json.dumps(example()).encode())
    (kept,) = folder.iterdir()
    restored = put_back(filled_store, kept, PASSPHRASE, today=TODAY)
    assert (restored.before.cases, restored.after.cases) == (5, 4)


def test_an_empty_store_has_nothing_to_lose(empty_store):
    with at_work(empty_store) as desk:
        documents.import_document(desk, json.dumps(example()).encode())
    assert not upkeep.folder_of(empty_store, Plan()).exists()


def test_a_store_of_an_older_shape_is_backed_up_before_it_changes(filled_store):
    with at_work(filled_store) as desk:
        for sql in (
            "drop table case_holds",
            "drop table earlier_lines",
            "delete from _sqlite_migrations where name = '0012_packages'",
        ):
            desk.db.conn.execute(sql)
        desk.db.conn.commit()
    with at_work(filled_store):
        pass
    (kept,) = upkeep.folder_of(filled_store, Plan()).iterdir()
    assert kept.suffix == ".backup"


def test_no_backup_no_change(filled_store):
    upkeep.folder_of(filled_store, Plan()).write_text("a file where the folder belongs")
    with at_work(filled_store) as desk:
        before = desk.db.execute("select count(*) from cases").fetchone()
        with pytest.raises(Trouble):
            documents.import_document(desk, json.dumps(example()).encode())
        assert desk.db.execute("select count(*) from cases").fetchone() == before


def test_the_plan_is_what_policy_settles(tmp_path):
    settled = policy.read({"backup_folder": str(tmp_path), "backup_hours": 4, "backup_days": 9})
    assert upkeep.plan_of(settled) == Plan(tmp_path, 4, 9)
    assert upkeep.plan_of(policy.read({})) == Plan()
    assert digests(tmp_path) == {}


def test_the_journal_is_cut_as_policy_says_and_check_still_finds_it_whole(filled_store):
    with at_work(filled_store) as desk:
        late = replace(desk, now=lambda: NOON + timedelta(days=800))
        assert upkeep.trim_journal(late, upkeep.Plan()) == 0
        before = desk.db.execute("select count(*) from journal").fetchone()[0]
        with action(late, "case.exported", "case", "x"):
            pass
        assert upkeep.trim_journal(late, upkeep.Plan(journal_months=24)) == before
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert check(opened).sound

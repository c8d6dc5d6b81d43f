"""A real store of every step, made by the program of that day, opens and is brought up to date."""

import json
import sys
from pathlib import Path

import pytest
from stores import at_work, digests

sys.path.append(str(Path(__file__).parents[2] / "files"))

from pages import NAME, stores

from db.actions import kept_backups
from db.actions.upkeep import Plan
from db.store import documents
from db.store.migrations import NAMES, is_current

FIRST = "0003_journal_and_indexes"
"""0001 to 0003 came with the first program that made stores, and it made empty ones."""
OLD = {name: (file, head) for name, file, head in stores()}


@pytest.fixture
def laid(tmp_path):
    """A function that lays an old store by its name, in a folder of that name."""

    def laid(name):
        store = tmp_path / name / NAME
        store.parent.mkdir()
        for path, content in zip((store, store.with_name(f"{NAME}.header")), OLD[name], strict=True):
            path.touch(mode=0o600)
            path.write_bytes(content)
        return store

    return laid


@pytest.fixture(params=OLD)
def old(request, laid):
    """A store as the program left it whose newest step the test is named for."""
    return laid(request.param)


def test_there_is_one_of_every_step():
    assert list(OLD) == list(NAMES[NAMES.index(FIRST) :])


def shape_of(db):
    return set(
        db.execute("select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%'")
    )


@pytest.fixture(scope="session")
def todays(_templates):
    """The shape of a store that is made today."""
    with at_work(_templates["empty"]) as desk:
        return shape_of(desk.db)


def test_it_upgrades_after_a_backup_and_holds_what_it_held(old, todays):
    with at_work(old) as desk:
        assert is_current(desk.db)
        assert shape_of(desk.db) == todays
        cases = documents.whole(desk.db).cases
        backups = kept_backups.kept(old, desk.store.header.store, Plan())
    newest, first = (old.parent.name == name for name in (NAMES[-1], FIRST))
    assert [case.number for case in cases] == ([] if first else ["2026-0001"])
    assert all(case.relations and case.plans and case.appointments for case in cases)
    assert len(backups) == (0 if first or newest else 1)


@pytest.mark.parametrize("name", [FIRST, NAMES[-2]])
def test_it_is_looked_at_without_a_change(taetpaa, laid, name):
    store = laid(name)
    before = digests(store.parent)
    checked = taetpaa("check", "--json", store=store)
    assert (checked.code, json.loads(checked.out)["sound"]) == (0, True)
    assert digests(store.parent) == before


def test_the_backup_made_before_holds_the_store_of_then(taetpaa, laid):
    store = laid(NAMES[NAMES.index(FIRST) + 1])
    assert taetpaa("cases", store=store).code == 0
    with at_work(store) as desk:
        (backup,) = kept_backups.kept(store, desk.store.header.store, Plan())
    assert taetpaa("restore", backup.path, store=store).code == 0
    assert "2026-0001" in taetpaa("cases", store=store).out


def test_an_older_program_refuses_a_newer_store_in_words_and_leaves_it(taetpaa, laid):
    store = laid(NAMES[-1])
    with at_work(store) as desk:
        row = {"migration_set": "case_file", "name": "9999_of_next_year", "applied_at": "2030-01-01"}
        desk.db["_sqlite_migrations"].insert(row)
    before = digests(store.parent)
    for command in (["cases"], ["due"], ["backup", "--out", store.with_name("b")], ["check"]):
        refused = taetpaa("--lang", "en", *command, store=store)
        assert refused.code == 4, command
        assert "newer release (9999_of_next_year)" in refused.err + refused.out
    assert digests(store.parent) == before

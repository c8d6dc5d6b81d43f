"""An action is done or it is not, wherever it breaks off."""

import json

import pytest
from exchange_documents import TODAY, example
from stores import NOON, at_work, digests

from db import stepping
from db.actions import cases, demonstration, documents, keys, office, plans
from db.errors import NotAllowed, Stale
from db.exchange.faults import FaultyDocument
from db.store import cases as case_store
from db.store import documents as document_store
from db.store import drafts, facts, header, journal
from db.store import plans as plan_store
from db.store.drafts import Draft


class Plug(Exception):
    """Somebody pulled it."""


def pulled(*_args, **_more):
    raise Plug


EVERYTHING = """
    select 'journal', count(*) from journal union all select 'history', count(*) from history
    union all select 'ids', count(*) from record_ids union all select 'found', count(*) from found
    union all select 'words', count(*) from found_words union all select 'deadlines', count(*) from deadlines
    union all select 'drafts', count(*) from drafts union all select 'facts', count(*) from facts
    union all select 'plans', count(*) from plans union all select 'goals', count(*) from goals
    union all select 'people', count(*) from people union all select 'cases', count(*) from cases
"""


def all_of(desk):
    return dict(desk.db.execute(EVERYTHING).fetchall()), document_store.whole(desk.db)


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def empty_desk(empty_store):
    with at_work(empty_store) as desk:
        yield desk


def data():
    return json.dumps(example()).encode()


@pytest.mark.parametrize(
    "step",
    ["documents.add", "aggregates.Rows.write", "deadlines.add", "search.add", "journal.add"],
)
def test_an_import_that_breaks_off(empty_desk, monkeypatch, step):
    before = all_of(empty_desk)
    with monkeypatch.context() as patch:
        patch.setattr(f"db.store.{step}", pulled)
        with pytest.raises(Plug):
            documents.import_document(empty_desk, data())
    assert all_of(empty_desk) == before
    assert documents.import_document(empty_desk, data()).cases == 1
    assert empty_desk.db.execute("pragma foreign_keys").fetchone()[0] == 1


def test_a_demonstration_that_breaks_off_after_many_families(empty_desk, monkeypatch):
    before = all_of(empty_desk)
    monkeypatch.setattr("db.actions.demonstration._AT_ONCE", 2)
    calls = []

    def second(*args):
        calls.append(args)
        if len(calls) == 3:
            raise Plug
        return add(*args)

    add = document_store.add
    with monkeypatch.context() as patch:
        patch.setattr("db.store.documents.add", second)
        with pytest.raises(Plug):
            demonstration.fill(empty_desk, count=9)
    assert all_of(empty_desk) == before
    assert demonstration.fill(empty_desk, count=9) == 9


def some_plan(desk):
    case = next(case for case in document_store.whole(desk.db).cases if case.plans)
    draft = plans.begin_plan(desk, case.id)
    plan = plan_store.get(desk.db, draft.record)
    with_goal = plan.changed(purpose="Ro om aftenen", goals=({"id": "ny-g", "title": "Mere ro"},))
    plans.save_plan(desk, case.id, plan, with_goal)
    return case.id, with_goal


@pytest.mark.parametrize("step", ["plans.save", "deadlines.replace", "search.replace", "journal.add"])
def test_a_plan_that_is_changed_by_halves(desk, monkeypatch, step):
    case_id, plan = some_plan(desk)
    drafts.keep(desk.db, Draft("plan", plan.id, "purpose", case_id, None, "Ro om m", NOON))
    before = all_of(desk)
    with monkeypatch.context() as patch:
        patch.setattr(f"db.store.{step}", pulled)
        for act in (
            lambda: plans.save_plan(desk, case_id, plan, plan.changed(purpose="Noget andet")),
            lambda: plans.adopt_plan(desk, case_id, plan, on=TODAY),
            lambda: plans.begin_plan(desk, case_id),
        ):
            with pytest.raises(Plug):
                act()
    assert all_of(desk) == before


def test_a_plan_from_its_first_words_to_its_second_version(desk):
    case_id, plan = some_plan(desk)
    drafts.keep(desk.db, Draft("plan", plan.id, "purpose", case_id, None, "Ro om m", NOON))
    changed = plan.changed(purpose="Ro om morgenen")
    done = plans.save_plan(desk, case_id, plan, changed)
    assert (done.case_id, done.record) == (case_id, plan.id)
    assert drafts.of_record(desk.db, "plan", plan.id) == {}
    with pytest.raises(Stale):
        plans.save_plan(desk, case_id, plan, plan.changed(purpose="Fra et andet vindue"))
    plans.adopt_plan(desk, case_id, changed, on=desk.today())
    adopted = plan_store.get(desk.db, plan.id)
    with pytest.raises(NotAllowed, match="locked"):
        plans.save_plan(desk, case_id, adopted, adopted.changed(purpose="x"))
    version = plans.begin_version(desk, case_id, adopted).record
    new = plan_store.get(desk.db, version)
    assert (new.replaces, new.purpose) == (plan.id, "Ro om morgenen")
    plans.adopt_plan(desk, case_id, new, on=desk.today())
    assert plan_store.get(desk.db, plan.id).status == "replaced"
    names = [line.action for line in journal.lines_of_case(desk.db, case_id, 6)]
    assert names[::-1] == [
        "plan.begun", "plan.changed", "plan.changed", "plan.adopted", "plan.version_begun", "plan.adopted"
    ]  # fmt: skip
    assert list(journal.faults(desk.db)) == []


def test_an_import_of_known_records_is_refused_as_a_whole(desk):
    before = all_of(desk)
    raw = example()
    raw["people"][0]["id"] = document_store.whole(desk.db).people[0].id
    text = json.dumps(raw).replace('"p1"', json.dumps(raw["people"][0]["id"]))
    with pytest.raises(FaultyDocument) as caught:
        documents.import_document(desk, text.encode())
    assert [(fault.pointer, fault.kind) for fault in caught.value.faults] == [("/people/0/id", "id_in_store")]
    assert all_of(desk) == before


def test_a_case_whose_number_is_taken(desk):
    before = all_of(desk)
    number = document_store.whole(desk.db).cases[0].number
    with pytest.raises(NotAllowed):
        cases.create_case(desk, child="Ny", number=number)
    assert all_of(desk) == before
    new = cases.create_case(desk, child="Ny", number="2031-0001")
    assert case_store.get(desk.db, new.case_id).number == "2031-0001"


def test_a_slot_that_the_disk_has_no_room_for(empty_store, monkeypatch):
    before = digests(empty_store.parent)[header.header_path(empty_store).name]
    with at_work(empty_store) as desk:
        with monkeypatch.context() as patch:
            patch.setattr("db.store.header.os.fsync", pulled)
            with pytest.raises(Plug):
                keys.add_passphrase(desk, "endnu en lang sætning")
        assert len(desk.store.header.slots) == 1
        assert journal.head(desk.db) == (0, "")
        with monkeypatch.context() as patch:
            patch.setattr("db.store.journal.add", pulled)
            with pytest.raises(Plug):
                keys.add_passphrase(desk, "endnu en lang sætning")
        assert len(desk.store.header.slots) == 1
    assert digests(empty_store.parent)[header.header_path(empty_store).name] == before


def test_a_header_that_cannot_be_brought_up_to_date_stops_nothing(empty_store, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    with at_work(empty_store) as desk:
        office.name_caseworker(desk, "Hanne")
        monkeypatch.setattr("db.store.header.os.fsync", full)
    monkeypatch.undo()
    with at_work(empty_store) as desk:
        assert facts.get(desk.db, "caseworker") == "Hanne"
        assert desk.store.header.head.lines == 0
    with at_work(empty_store) as desk:
        assert desk.store.header.head.lines == 1


def after(number):
    """Somebody who pulls it after so many steps."""
    left = iter(range(number))

    def heard():
        if next(left, None) is None:
            raise Plug

    return heard


def test_an_import_that_is_told_to_stop_at_any_of_its_steps_changes_nothing(empty_desk):
    desk, counted, before = empty_desk, [], all_of(empty_desk)
    with stepping.heard(lambda: counted.append(1)):
        documents.import_document(desk, data(), dry_run=True)
    reading = len(counted)
    for number in (0, reading // 2, reading, reading + 3, reading + 40):
        with pytest.raises(Plug), stepping.heard(after(number)):
            documents.import_document(desk, data())
        assert all_of(desk) == before
    documents.import_document(desk, data())

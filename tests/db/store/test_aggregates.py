"""Every record comes out of the store as it went in."""

import json
from contextlib import contextmanager, suppress
from datetime import date

import pytest
from exchange_documents import TODAY, example
from hypothesis import HealthCheck, given, settings
from random_documents import documents as random_documents
from stores import at_work, filled

from db.exchange.reading import parse
from db.records.base import new_id
from db.records.document import Document
from db.records.person import Person
from db.records.plan import Goal, Plan, SubGoal
from db.store import aggregates, bulk, documents
from db.store.shapes import SHAPES

RANDOM = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk at a filled store; what a test writes is taken back."""
    with at_work(filled(tmp_path_factory.mktemp("aggregates"))) as desk:
        yield desk


class TakeBack(Exception):
    """Ends a transaction as if it had not been."""


@contextmanager
def taken_back(db):
    """A transaction that leaves nothing."""
    with suppress(TakeBack), db.atomic():
        yield
        raise TakeBack


def by_id(document):
    """The document as plain values, lists of records with ids by id."""
    plain = document.document()
    return {
        key: sorted(value, key=lambda record: record["id"]) if isinstance(value, list) else value
        for key, value in plain.items()
    }


def through_the_store(desk, document):
    """`document` as it comes out of an otherwise empty store."""
    with taken_back(desk.db):
        for shape in reversed(SHAPES.values()):
            desk.db.conn.execute(f"delete from {shape.table}")
        documents.add(desk.db, document)
        return documents.whole(desk.db)


@RANDOM
@given(raw=random_documents())
def test_any_document_comes_out_as_it_went_in(desk, raw):
    document = parse(json.dumps(raw).encode(), TODAY).document
    assert through_the_store(desk, document) == document


def test_the_contracts_own_example_comes_out_as_it_went_in(desk):
    document = parse(json.dumps(example()).encode(), TODAY).document
    found = through_the_store(desk, document)
    assert found == document
    assert found.document() == document.document()


def test_lists_of_a_thousand_keep_their_order(desk):
    raw = example()
    case = raw["cases"][0]
    case["notes"] = [{"id": f"n{n}", "at": "2026-02-03T10:00:00Z", "kind": "note"} for n in range(1000)]
    case["well_being"] = [{"on": "2026-02-01", "score": n % 11} for n in range(1000)]
    case["appointments"][0]["agenda"] = [
        {"title": str(n), "participants": ["p2", "p1"][: n % 3]} for n in range(300)
    ]
    document = parse(json.dumps(raw).encode(), TODAY).document
    assert through_the_store(desk, document) == document


def test_what_is_put_replaces_what_was_there_and_all_that_hung_on_it(desk):
    before = documents.whole(desk.db)
    case = next(case for case in before.cases if case.plans)
    plan = case.plans[0]
    changed = plan.changed(
        purpose="Et nyt formål",
        goals=(
            Goal(
                id=new_id(), title="Et mål", sub_goals=(SubGoal(title="Et skridt", responsible=case.child),)
            ),
        ),
    )
    with taken_back(desk.db):
        aggregates.put(desk.db, changed, position=0, parent=case.id)
        assert aggregates.by_ids(desk.db, Plan, [plan.id]) == {plan.id: changed}
        assert aggregates.of_case(desk.db, Plan, case.id)[0] == changed
    assert documents.whole(desk.db) == before


def test_what_is_removed_is_gone_and_its_id_stays_known(desk):
    person = Person(id=new_id(), name="Ingen Særlig")
    with taken_back(desk.db):
        aggregates.put(desk.db, person, position=10**6)
        assert documents.known_ids(desk.db, [person.id, "x"]) == {person.id}
        aggregates.remove(desk.db, Person, person.id)
        assert aggregates.by_ids(desk.db, Person, [person.id]) == {}
        assert documents.known_ids(desk.db, [person.id]) == {person.id}


def test_records_come_in_the_order_that_was_asked(desk):
    ids = [person.id for person in documents.whole(desk.db).people]
    asked = [*reversed(ids), "nobody", ids[0]]
    assert list(aggregates.by_ids(desk.db, Person, asked)) == list(reversed(ids))


def test_a_broken_reference_never_gets_in(desk):
    document = Document(
        format="taetpaa-exchange",
        version=1,
        cases=(
            {"id": "c", "number": "1", "child": "nobody", "status": "active", "opened": date(2026, 1, 1)},
        ),
    )
    before = documents.whole(desk.db)
    with pytest.raises(RuntimeError, match="1 broken reference"), bulk.many_rows(desk.db):
        documents.add(desk.db, document)
    with pytest.raises(Exception, match="FOREIGN KEY constraint failed"), desk.db.atomic():
        documents.add(desk.db, document)
    assert documents.whole(desk.db) == before


def test_every_table_is_strict_and_every_reference_is_there(desk):
    for shape in SHAPES.values():
        sql = desk.db.execute("select sql from sqlite_master where name = ?", [shape.table]).fetchone()[0]
        assert "strict" in sql.rpartition(")")[2], shape.table
        names = {row[1] for row in desk.db.execute(f"pragma table_info({shape.table})")}
        columns = {column.name for column in shape.columns}
        assert columns <= names
        assert names - columns <= {"id", "parent", "position", "sort_key"}

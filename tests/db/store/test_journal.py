from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import NOON, at_work, made

from db.store import facts, journal
from db.store.journal import Change

RANDOM = settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
TEXTS = st.text(max_size=8)
CONTENTS = st.none() | TEXTS
CHANGES = st.builds(Change, TEXTS, TEXTS, st.none() | TEXTS, CONTENTS, CONTENTS)
LINES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.none() | TEXTS, st.lists(CHANGES, max_size=3)), max_size=5)
COLUMNS = ["at", "who", "action", "kind", "record", "case_id", "before", "after", "previous", "digest"]


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    with at_work(made(tmp_path_factory.mktemp("journal"))) as desk:
        yield desk.db


def written(db, lines):
    """Writes `lines` into an otherwise empty journal."""
    db.conn.execute("delete from history")
    db.conn.execute("delete from journal")
    for place, (who, action, record, case_id, changes) in enumerate(lines):
        journal.add(
            db, at=NOON + timedelta(minutes=place), who=who, action=action, kind="case", record=record,
            case_id=case_id, changes=changes,
        )  # fmt: skip


@RANDOM
@given(lines=LINES)
def test_what_is_written_is_a_sound_chain(db, lines):
    written(db, lines)
    assert list(journal.faults(db)) == []
    number, digest = journal.head(db)
    assert number == len(lines)
    assert not journal.is_behind(db, number, digest)
    assert journal.is_behind(db, number + 1, digest)
    rows = db.execute("select number, previous, digest from journal order by number").fetchall()
    assert [row[0] for row in rows] == list(range(1, len(lines) + 1))
    assert [row[1] for row in rows] == ["", *(row[2] for row in rows)][: len(rows)]


@RANDOM
@given(lines=LINES.filter(bool), data=st.data())
def test_no_line_can_be_changed_or_taken_out_unseen(db, lines, data):
    written(db, lines)
    number = data.draw(st.integers(1, len(lines)))
    before = journal.head(db)
    if data.draw(st.booleans()):
        column = data.draw(st.sampled_from(COLUMNS))
        db.conn.execute(
            f"update journal set {column} = coalesce({column}, '') || 'x' where number = ?", [number]
        )
    else:
        db.conn.execute("delete from history where line = ?", [number])
        db.conn.execute("delete from journal where number = ?", [number])
    assert list(journal.faults(db)) or journal.is_behind(db, *before)


@RANDOM
@given(lines=LINES.filter(lambda lines: any(line[4] for line in lines)), data=st.data())
def test_contents_can_be_erased_with_their_salts_and_never_changed(db, lines, data):
    written(db, lines)
    ids = [row[0] for row in db.execute("select id from history")]
    chosen = data.draw(st.sampled_from(ids))
    db.conn.execute("update history set after = coalesce(after, '') || 'x' where id = ?", [chosen])
    assert list(journal.faults(db)) == [f"history {chosen}"]
    db.conn.execute(
        "update history set before = null, after = null, before_salt = null, after_salt = null where id = ?",
        [chosen],
    )
    assert list(journal.faults(db)) == [f"history {chosen}"]  # nobody said that it was erased
    record = db.execute("select record from history where id = ?", [chosen]).fetchone()[0]
    said = {"who": "", "action": "case.erased", "kind": "case", "case_id": None}
    journal.add(db, at=NOON, record=record, **said)
    assert list(journal.faults(db)) == []


def test_the_same_content_never_has_the_same_digest_twice(db):
    change = Change("person", "p", None, None, "Mia")
    written(db, [("", "a", "r", None, [change, change])])
    digests = [row[0] for row in db.execute("select after_digest from history")]
    assert len(set(digests)) == 2


def test_nothing_is_not_the_same_as_an_empty_text(db):
    written(db, [("", "a", "r", None, [Change("person", "p", None, None, "")])])
    db.conn.execute("update history set after = null")
    assert list(journal.faults(db)) == ["history " + str(db.execute("select id from history").fetchone()[0])]


def test_an_empty_journal(db):
    written(db, [])
    assert journal.head(db) == (0, "")
    assert not journal.is_behind(db, 0, "")
    assert list(journal.faults(db)) == []


def test_the_newest_lines_of_a_case_come_first(db):
    written(db, [("", f"a{n}", "r", "c1" if n % 2 else "c2", []) for n in range(6)])
    assert [line.action for line in journal.lines_of_case(db, "c1", 2)] == ["a5", "a3"]
    assert journal.lines_of_case(db, "c1", 9)[-1].at == "2026-11-23T11:01:00Z"
    assert journal.lines_of_case(db, "nobody", 9) == []


def test_a_moment_long_ago_is_written_with_four_digits(db):
    written(db, [])
    journal.add(db, at=datetime(33, 1, 1, tzinfo=UTC), who="", action="a", kind="k", record="r", case_id=None)
    assert db.execute("select at from journal").fetchone()[0] == "0033-01-01T00:00:00Z"


@RANDOM
@given(lines=LINES.filter(lambda lines: len(lines) > 1), data=st.data())
def test_trimming_leaves_an_anchor_and_what_is_missing_behind_it_is_found(db, lines, data):
    with db.atomic():
        facts.put(db, "journal_anchor", "")
    written(db, lines)
    kept_from = data.draw(st.integers(1, len(lines) + 1))
    head = journal.head(db)
    gone = journal.trim(db, NOON + timedelta(minutes=kept_from - 1))
    assert gone == min(kept_from, len(lines)) - 1  # the last line stays
    assert list(journal.faults(db)) == []
    assert journal.head(db) == head
    assert not journal.is_behind(db, *head)
    assert not journal.is_behind(db, *journal.anchor(db))
    first = db.execute("select min(number) from journal").fetchone()[0]
    db.conn.execute("delete from history where line = ?", [first])
    db.conn.execute("delete from journal where number = ?", [first])
    assert list(journal.faults(db)) or journal.is_behind(db, *head)
    db.conn.execute("delete from facts where name = 'journal_anchor'")

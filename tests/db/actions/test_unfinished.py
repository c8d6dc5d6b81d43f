"""What was typed and thrown away: gone, and brought back by Ctrl+Z, also after the store was closed."""

import pytest
from stores import at_work

from db.actions import unfinished
from db.actions.desk import note as note_line
from db.actions.undo import undo
from db.errors import NotAllowed
from db.store import drafts, journal
from db.store.drafts import Draft

CASE = "f01-c1"


def typed(desk, *texts, record="n-ny", case_id=CASE):
    for field, text in texts:
        drafts.keep(desk.db, Draft("note", record, field, case_id, None, text, desk.now()))


def standing(desk, record="n-ny"):
    return {field: one.text for field, one in drafts.of_record(desk.db, "note", record).items()}


def test_what_was_thrown_away_comes_back_whole_after_a_restart(filled_store):
    with at_work(filled_store) as desk:
        typed(desk, ("text", "Mormor ringede"), ("kind", "phone"))
        before = drafts.of_record(desk.db, "note", "n-ny")
        changed = unfinished.put_away(desk, "note", "n-ny")
        assert (changed.case_id, changed.record, standing(desk)) == (CASE, "n-ny", {})
        note_line(desk, "minutes.printed", [("note", "n-ny", CASE)])  # it was not in what was printed
    with at_work(filled_store) as desk:
        done = undo(desk)
        assert (done.kind, done.changed.case_id) == (unfinished.KIND, CASE)
        assert drafts.of_record(desk.db, "note", "n-ny") == before
        assert list(journal.faults(desk.db)) == []


def test_a_field_that_was_typed_in_since_keeps_its_newer_text(filled_store):
    with at_work(filled_store) as desk:
        typed(desk, ("text", "Gammelt"), ("kind", "phone"), case_id=None)
        unfinished.put_away(desk, "note", "n-ny")
        typed(desk, ("text", "Nyt"), case_id=None)
        undo(desk)
        assert standing(desk) == {"text": "Nyt", "kind": "phone"}


def test_what_was_brought_back_is_thrown_away_again_by_taking_that_back(filled_store):
    with at_work(filled_store) as desk:
        typed(desk, ("text", "Et"))
        unfinished.put_away(desk, "note", "n-ny")
        unfinished.bring_back(desk, "n-ny")
        assert standing(desk) == {"text": "Et"}
        undo(desk)
        assert standing(desk) == {}
        undo(desk)
        assert standing(desk) == {"text": "Et"}


def test_what_was_written_on_since_it_came_back_is_not_thrown_away(filled_store):
    with at_work(filled_store) as desk:
        typed(desk, ("text", "Et"))
        unfinished.put_away(desk, "note", "n-ny")
        unfinished.bring_back(desk, "n-ny")
        typed(desk, ("text", "Et og to"))
        with pytest.raises(NotAllowed, match="Later changes"):
            undo(desk)
        assert standing(desk) == {"text": "Et og to"}


def test_where_nothing_was_typed_nothing_is_noted_or_brought_back(filled_store):
    with at_work(filled_store) as desk:
        lines = journal.head(desk.db)
        unfinished.put_away(desk, "note", "n-ny")
        assert journal.head(desk.db) == lines
        with pytest.raises(NotAllowed, match="nothing here"):
            unfinished.bring_back(desk, "n-ny")

"""What was taken away comes back from the journal, whole and findable, also long afterwards."""

import pytest
from stores import TODAY, at_work

from db.actions import interventions, notes
from db.actions.undo import bring_back, undo
from db.errors import NotAllowed
from db.records.note import Note
from db.rules import choosing
from db.store import cases, journal, search, timeline
from db.store import notes as note_store

CASE = "f01-c1"


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as working:
        yield working


def taken_away(desk):
    return [one for one in timeline.deeds_of(desk.db, CASE) if one.took_away]


def a_note(desk, text):
    note = Note(id=f"n-{len(text)}", at=desk.now(), kind="phone", text=text)
    notes.save_note(desk, CASE, None, note)
    return note


def test_help_that_was_taken_away_comes_back_after_other_changes(desk):
    made = choosing.as_intervention(desk.catalogue["pmto"], "da", starts_on=TODAY, until=None)
    item = made.changed(purpose="Rolige aftener", stage="expected")
    interventions.order_help(desk, CASE, item, child_view="Ja")
    interventions.take_away(desk, CASE, item)
    a_note(desk, "Ringede til lægen")
    bring_back(desk, CASE, taken_away(desk)[0].line)
    assert item in cases.get(desk.db, CASE).interventions
    assert list(journal.faults(desk.db)) == []


def test_a_note_that_was_taken_back_is_brought_back_and_taken_back_again(desk):
    note = a_note(desk, "Svømmehallen åbner i morgen")
    undo(desk)
    assert note_store.case_of(desk.db, note.id) is None
    line = taken_away(desk)[0].line
    bring_back(desk, CASE, line)
    assert note_store.get(desk.db, note.id) == note
    assert [hit.record for hit in search.find(desk.db, "svømmehallen", 9)] == [note.id]
    with pytest.raises(NotAllowed, match="again"):
        bring_back(desk, CASE, line)
    undo(desk)
    assert note_store.case_of(desk.db, note.id) is None


def test_a_line_that_took_nothing_away_brings_nothing_back(desk):
    a_note(desk, "Et notat")
    line = timeline.deeds_of(desk.db, CASE)[-1].line
    before = cases.get(desk.db, CASE)
    with pytest.raises(NotAllowed, match="nothing here"):
        bring_back(desk, CASE, line)
    assert cases.get(desk.db, CASE) == before

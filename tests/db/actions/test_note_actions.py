"""Notes: kept in their case, found by their words, refused where they would be lost."""

import pytest
from stores import at_work

from db.actions import notes
from db.errors import NotAllowed, Stale
from db.records.note import Note
from db.rules import child_talk
from db.store import cases, deadlines, drafts, search
from db.store import notes as note_store
from db.words import Words

CASE = "f01-c1"


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as working:
        yield working


def test_a_note_stands_last_in_its_case_and_is_found(desk):
    note = Note(id="n1", at=desk.now(), kind="phone", text="Zebrafinken sang")
    desk.db.execute(
        "insert into drafts values ('note', 'n1', 'text', null, null, 'Zebra', '2026-11-23T11:00:00Z')"
    )
    notes.save_note(desk, CASE, None, note)
    assert cases.get(desk.db, CASE).notes[-1] == note
    assert [hit.record for hit in search.find(desk.db, "zebrafinken", 9)] == ["n1"]
    assert drafts.everything(desk.db) == []
    contacts = [one.deadline for one in deadlines.all_entries(desk.db) if one.deadline.rule == "contact"]
    assert "n1" in {one.trigger_id for one in contacts}


def test_an_empty_or_a_stale_note_is_refused(desk):
    note = Note(id="n1", at=desk.now(), kind="note", text="et")
    with pytest.raises(NotAllowed):
        notes.save_note(desk, CASE, None, note.changed(text=" \n"))
    notes.save_note(desk, CASE, None, note)
    with pytest.raises(Stale):
        notes.save_note(desk, CASE, None, note.changed(text="to"))
    with pytest.raises(Stale):
        note_store.get(desk.db, "n2")


def test_a_talk_says_what_the_law_asks_and_a_copy_is_plain_text():
    words = Words("da")
    answers = {"shared": "Kun det om skolen", "parents": "Uden, hun bad om det", "present": " "}
    told = child_talk.note_text("Gik en tur. ", answers, words)
    assert told == (
        "Gik en tur.\n\nBlev samtalen holdt uden forældrene, og hvorfor?\nUden, hun bad om det"
        "\n\nHvad må deles, og med hvem, siger barnet?\nKun det om skolen"
    )
    assert len(child_talk.unanswered(answers)) == len(child_talk.ASKED) - 2
    assert child_talk.plain_text("Notat", "1. maj", " a\n") == "1. maj · Notat\n\na\n"

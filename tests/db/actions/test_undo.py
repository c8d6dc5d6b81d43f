"""Taking back what was done last: all of it, once, and never what others stand on."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from stores import at_work

from db.actions import forms, minutes, notes, plans
from db.actions.desk import note as note_line
from db.actions.undo import undo
from db.books.forms import SHIPPED
from db.errors import NotAllowed
from db.records.appointment import Agreement
from db.records.note import Note
from db.store import (
    cases,
    deadlines,
    drafts,
    filled_forms,
    history,
    interventions,
    journal,
    search,
)
from db.store import minutes as meeting_store
from db.store import notes as note_store
from db.store import plans as plan_store
from db.store.drafts import Draft

CASE = "f01-c1"


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as working:
        yield working


def a_note(desk, text="Ringede til skolen"):
    note = Note(id="n-ny", at=desk.now(), kind="phone", text=text)
    notes.save_note(desk, CASE, None, note)
    return note


def meeting(desk):
    return meeting_store.get(desk.db, "f01-m8")


def test_a_new_note_is_taken_back_whole_and_a_second_time_goes_further_back(desk):
    before = cases.get(desk.db, CASE)
    first = a_note(desk)
    second = first.changed(text="Ringede igen til svømmehallen")
    notes.save_note(desk, CASE, first, second)
    done = undo(desk)
    assert (done.kind, done.changed.record, done.changed.case_id) == ("note", first.id, CASE)
    assert note_store.get(desk.db, first.id) == first
    assert search.find(desk.db, "svømmehallen", 9) == []
    undo(desk)
    assert cases.get(desk.db, CASE) == before
    assert [hit for hit in search.find(desk.db, "Ringede til skolen", 9) if hit.record == first.id] == []
    assert list(journal.faults(desk.db)) == []


def test_a_meetings_agreement_and_its_deadline_are_taken_back(desk):
    old = meeting(desk)
    due = {repr(entry.deadline) for entry in deadlines.all_entries(desk.db)}
    new = old.changed(agreements=(Agreement(id="t-ny", title="Skrive", due_on=date(2026, 12, 1)),))
    minutes.save_meeting(desk, old, new)
    assert len(deadlines.all_entries(desk.db)) == len(due) + 1
    undo(desk)
    assert meeting(desk) == old
    assert {repr(entry.deadline) for entry in deadlines.all_entries(desk.db)} == due


def test_it_works_after_the_store_was_closed(filled_store):
    with at_work(filled_store) as desk:
        a_note(desk)
    with at_work(filled_store) as desk:
        undo(desk)
        assert note_store.case_of(desk.db, "n-ny") is None


def test_a_new_version_of_a_plan_goes_with_its_ties(desk):
    old = plan_store.of_case(desk.db, CASE)
    adopted = next(plan for plan in old if plan.status == "adopted")
    tied = interventions.tied_to(desk.db, [goal.id for goal in adopted.goals])
    plans.begin_version(desk, CASE, adopted)
    undo(desk)
    assert plan_store.of_case(desk.db, CASE) == old
    after = interventions.tied_to(desk.db, [goal.id for goal in adopted.goals])
    assert sorted(after, key=lambda one: one.id) == sorted(tied, key=lambda one: one.id)


def test_what_was_adopted_or_has_left_the_house_stays(desk):
    adopted = next(plan for plan in plan_store.of_case(desk.db, CASE) if plan.status == "adopted")
    plans.begin_version(desk, CASE, adopted)
    draft = plan_store.of_case(desk.db, CASE)[-1]
    note_line(desk, "plan.printed", [("plan", draft.id, CASE)])
    with pytest.raises(NotAllowed, match="left the house"):
        undo(desk)
    old = meeting(desk)
    minutes.save_meeting(desk, old, old.changed(worries="x"))
    undo(desk)
    assert meeting(desk) == old
    plans.adopt_plan(desk, CASE, draft, on=desk.today())
    with pytest.raises(NotAllowed, match="adopted plan"):
        undo(desk)


@pytest.mark.parametrize(
    ("action", "kind", "record"),
    [
        ("note.printed", "note", "n-ny"),
        ("case.handed_over", "case", CASE),
        ("case.shared", "case", CASE),
        ("case.exported", "case", CASE),
    ],
)
def test_what_left_the_house_since_is_not_taken_back(desk, action, kind, record):
    note = a_note(desk)
    note_line(desk, action, [(kind, record, CASE)])
    with pytest.raises(NotAllowed, match="left the house"):
        undo(desk)
    assert note_store.get(desk.db, note.id) == note


def test_what_a_later_change_stands_on_is_not_taken_back_alone(desk):
    note = a_note(desk)
    desk.db.execute("update notes set text = 'andet' where id = ?", [note.id])
    lines, _ = journal.head(desk.db)
    with pytest.raises(NotAllowed, match="Later changes"):
        undo(desk)
    assert journal.head(desk.db)[0] == lines


def test_an_import_is_not_taken_back(desk):
    with pytest.raises(NotAllowed, match="not one that is taken back"):
        undo(desk)


def test_an_empty_store_has_nothing_to_take_back(empty_store):
    with at_work(empty_store) as empty, pytest.raises(NotAllowed, match="nothing to take back"):
        undo(empty)


def test_what_is_put_back_stands_where_it_stood(desk):
    found = cases.get(desk.db, CASE).notes
    desk.db.execute("delete from notes where id = ?", [found[1].id])
    assert history.place(desk.db, Note, found[1].id, CASE) == 1
    assert history.place(desk.db, Note, found[0].id, CASE) == 0


def test_a_clock_that_runs_backwards_harms_nothing(desk):
    moments = (desk.now() - timedelta(days=days) for days in count())
    back = replace(desk, now=lambda: next(moments))
    form = SHIPPED.newest("three_houses")
    record = forms.begin_form(back, CASE, form).record
    begun = filled_forms.get(desk.db, record)
    answers = {"on": "2026-11-20", "way": "words", "child_words": "Alle sover.", "asked_sharing": "no"}
    drafts.keep(desk.db, Draft("form", record, "child_words", CASE, 1, '"Alle"', back.now()))
    forms.save_form(back, CASE, begun, begun.changed(answers=answers))
    forms.finish_form(back, CASE, filled_forms.get(desk.db, record), form)
    done = filled_forms.get(desk.db, record)
    assert done.finished_on >= done.started_on
    assert drafts.of_record(desk.db, "form", record) == {}
    undo(back)
    assert filled_forms.get(desk.db, record).finished_on is None
    assert list(journal.faults(desk.db)) == []

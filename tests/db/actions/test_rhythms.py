"""How often a family is followed: set, closer for a while, asked about again, taken back."""

from datetime import UTC, date, datetime

import pytest
from stores import PASSPHRASE

from db.actions import rhythms as actions
from db.actions import undo
from db.actions.at_the_desk import at_the_desk
from db.errors import NotAllowed
from db.records.case import Rhythm
from db.store import cases, check, rhythms
from db.store import open as door

TODAY = date(2026, 11, 23)
LATER = date(2027, 2, 23)


@pytest.fixture
def desk(filled_store):
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC))
        yield desk
        desk.close()


@pytest.fixture
def case_id(desk):
    return next(key for key in cases.ids(desk.db) if cases.get(desk.db, key).rhythm)


def last(desk, case_id):
    return cases.get(desk.db, case_id).rhythm[-1]


def test_closer_for_a_while_and_back_to_what_it_was(desk, case_id):
    before = last(desk, case_id)
    actions.come_closer(desk, case_id, weeks=2, months=1, reason=" Svær tid. ", ask_on=LATER)
    assert last(desk, case_id) == Rhythm(since=TODAY, follow_up_months=1, contact_weeks=2, reason="Svær tid.")
    assert rhythms.to_ask(desk.db, date(2027, 2, 22)) == []
    (asked,) = rhythms.to_ask(desk.db, LATER)
    assert (asked.case_id, asked.since, asked.ask_on) == (case_id, TODAY, LATER)
    actions.stay_closer(desk, case_id, reason="Stadig svært.", ask_on=date(2027, 4, 1))
    assert (last(desk, case_id).contact_weeks, last(desk, case_id).reason) == (2, "Stadig svært.")
    assert rhythms.to_ask(desk.db, LATER) == []
    actions.come_closer(desk, case_id, weeks=1, months=1, reason="Endnu tættere.", ask_on=LATER)
    actions.ease_off(desk, case_id, reason="Det går.")
    now = last(desk, case_id)
    assert (now.contact_weeks, now.follow_up_months) == (before.contact_weeks, before.follow_up_months)
    assert now.reason == "Det går."
    assert rhythms.to_ask(desk.db, date(2030, 1, 1)) == []
    with pytest.raises(NotAllowed, match="as usual"):
        actions.ease_off(desk, case_id, reason="Igen.")


def test_taking_back_takes_the_question_along_and_brings_it_back(desk, case_id):
    actions.come_closer(desk, case_id, weeks=2, months=None, reason="Svær tid.", ask_on=LATER)
    actions.ease_off(desk, case_id, reason="Det går.")
    assert rhythms.closer_of(desk.db, case_id) is None
    undo.undo(desk)
    assert rhythms.closer_of(desk.db, case_id).ask_on == LATER
    undo.undo(desk)
    assert rhythms.closer_of(desk.db, case_id) is None
    actions.set_rhythm(desk, case_id, Rhythm(since=TODAY, contact_weeks=4, reason="Ro på."))
    assert rhythms.closer_of(desk.db, case_id) is None


@pytest.mark.parametrize(("reason", "ask_on"), [("  ", LATER), ("Svær tid.", TODAY)])
def test_without_a_reason_or_with_a_day_that_has_come_nothing_changes(desk, case_id, reason, ask_on):
    before = cases.get(desk.db, case_id)
    with pytest.raises(NotAllowed):
        actions.come_closer(desk, case_id, weeks=2, months=1, reason=reason, ask_on=ask_on)
    assert cases.get(desk.db, case_id) == before
    assert rhythms.closer_of(desk.db, case_id) is None


def test_a_closed_case_is_neither_changed_nor_asked_about(desk, case_id):
    actions.come_closer(desk, case_id, weeks=2, months=1, reason="Svær tid.", ask_on=LATER)
    with desk.db.atomic():
        desk.db.conn.execute(
            "update cases set status = 'closed', closed = '2026-11-23' where id = ?", [case_id]
        )
    assert rhythms.to_ask(desk.db, LATER) == []
    with pytest.raises(NotAllowed, match="closed"):
        actions.set_rhythm(desk, case_id, Rhythm(since=TODAY, reason="Nej."))


def test_the_store_stays_sound(desk, case_id):
    actions.come_closer(desk, case_id, weeks=2, months=1, reason="Svær tid.", ask_on=LATER)
    assert check.check(desk.store).sound

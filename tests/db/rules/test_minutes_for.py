"""Which of a meeting's words reach which of its parties."""

import pytest

from db.errors import NotAllowed
from db.records.appointment import Appointment
from db.records.person import Person
from db.records.plan import Readers
from db.rules.minutes_for import LEFT_OUT, for_screen, minutes_for, took_part, without_addresses

MEETING = Appointment.model_validate(
    {
        "id": "m1",
        "kind": "network_meeting",
        "starts_at": "2026-03-02T13:00:00+01:00",
        "status": "held",
        "missed_reason": "kun til sagen",
        "child_heard": "talk",
        "child_words": "barnets ord",
        "agenda": [
            {"title": "Hjemme", "participants": ["mor", "far"]},
            {"title": "Skolen", "participants": ["mor", "ida"]},
        ],
        "notes": [
            {"part": 0, "text": "hjemme for alle med", "readers": "participants"},
            {"part": 0, "text": "hjemme for sagen", "readers": "caseworker"},
            {"part": 1, "text": "skolen for alle med", "readers": "participants"},
            {"part": 1, "text": "skolen for enhver", "readers": "everyone"},
            {"part": None, "text": "hele mødet", "readers": "participants"},
        ],
        "safety_scale": [
            {"rated_by": "mor", "score": 4, "reason": "a", "readers": "participants"},
            {"rated_by": "barn", "score": 2, "reason": "b", "readers": "caseworker"},
            {"rated_by": "ida", "score": 6, "reason": "c", "readers": "everyone"},
        ],
        "worries": "w",
        "works_well": "v",
        "needs_to_happen": "n",
        "agreements": [
            {"id": "t1", "title": "Mors aftale", "responsible": "mor"},
            {"id": "t2", "title": "Idas aftale", "responsible": "ida"},
        ],
    }
)


def told(meeting):
    return [note.text for note in meeting.notes]


def test_a_party_reads_its_own_parts_and_what_is_for_those_who_take_part():
    for_ida = minutes_for(MEETING, "ida")
    assert [part.title for part in for_ida.agenda] == ["Skolen"]
    assert told(for_ida) == ["skolen for alle med", "skolen for enhver", "hele mødet"]
    assert [note.part for note in for_ida.notes] == [0, 0, None]
    assert [one.rated_by for one in for_ida.safety_scale] == ["mor", "ida"]
    assert for_ida.worries == "w"
    assert for_ida.missed_reason == ""


def test_agreements_go_to_who_promised_them_and_to_who_was_there_all_the_time():
    assert [one.id for one in minutes_for(MEETING, "ida").agreements] == ["t2"]
    assert [one.id for one in minutes_for(MEETING, "mor").agreements] == ["t1", "t2"]
    assert minutes_for(MEETING, "far").agreements == ()


@pytest.mark.parametrize("readers", Readers)
def test_the_childs_words_and_the_columns_wait_until_they_are_released(readers):
    shown = minutes_for(MEETING.changed(child_words_readers=readers, columns_readers=readers), "mor")
    released = readers is not Readers.CASEWORKER
    assert (shown.child_words == "barnets ord") is released
    assert (shown.child_heard == "talk") is released
    assert (shown.needs_to_happen == "n") is released


def test_who_took_part_in_nothing_gets_nothing():
    for person in ("barn", "nabo", ""):
        with pytest.raises(NotAllowed):
            minutes_for(MEETING, person)


def test_without_an_agenda_those_who_rated_were_there():
    bare = MEETING.changed(agenda=(), notes=())
    assert took_part(bare) == {"mor", "barn", "ida"}
    assert [one.id for one in minutes_for(bare, "ida").agreements] == ["t1", "t2"]


def test_a_screen_turned_round_shows_only_what_is_for_everyone_in_this_part():
    shown = for_screen(MEETING, 1)
    assert [part.title for part in shown.agenda] == ["Skolen"]
    assert [(note.text, note.part) for note in shown.notes] == [("skolen for enhver", 0)]
    assert [one.score for one in shown.safety_scale] == [6]
    assert (shown.child_words, shown.worries, shown.missed_reason, shown.place) == ("", "", "", "")
    assert for_screen(MEETING, 0).notes == ()
    released = MEETING.changed(child_words_readers=Readers.EVERYONE, columns_readers=Readers.EVERYONE)
    assert (for_screen(released, None).child_words, for_screen(released, 0).worries) == ("barnets ord", "w")


def test_a_turned_screen_shows_agreements_that_all_who_see_it_get_on_paper():
    assert [one.id for one in for_screen(MEETING, 0).agreements] == []
    assert [one.id for one in for_screen(MEETING, 1).agreements] == ["t2"]
    alone = MEETING.changed(agenda=(MEETING.agenda[0].changed(participants=("mor",)),), notes=())
    assert [one.id for one in for_screen(alone, 0).agreements] == ["t1", "t2"]


def test_nobody_elses_home_or_number_stands_in_a_text():
    far = Person(
        id="far",
        name="Far",
        address="Birkevej 12, 8900 Randers",
        phone="22 33 44 55",
        email="far@post.dk",
        cpr="0101801234",
    )
    texts = (
        "Mød op på birkevej  12, 8900 Randers.",
        "Ring 22334455 eller +45 22 33 44 55.",
        "far@post.dk, 010180-1234",
    )
    meeting = MEETING.changed(
        place="Birkevej 12", worries="\n".join(texts), notes=(MEETING.notes[0].changed(text=texts[0]),)
    )
    clean = without_addresses(meeting, [far])
    assert clean.place == ""
    assert (
        clean.worries
        == f"Mød op på {LEFT_OUT}.\nRing {LEFT_OUT} eller +45 {LEFT_OUT}.\n{LEFT_OUT}, {LEFT_OUT}"
    )
    assert clean.notes[0].text == f"Mød op på {LEFT_OUT}."
    assert without_addresses(meeting, [Person(id="x", name="X", phone="112")]) == meeting

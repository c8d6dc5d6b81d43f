"""Where what is typed in a meeting belongs, whatever happened to the meeting meanwhile."""

from datetime import timedelta

from db.records.appointment import Appointment, AppointmentKind
from db.records.plan import Readers
from db.rules import live_minutes as rules

MEETING = Appointment.model_validate(
    {
        "id": "m1",
        "kind": "network_meeting",
        "starts_at": "2026-03-02T13:00:00+01:00",
        "agenda": [
            {"title": "Siden sidst", "minutes": 20, "participants": ["mor"]},
            {"title": "Skolen / hjemme", "minutes": 30, "participants": ["mor", "ida"]},
            {"title": "Aftaler"},
            {"title": "Kaffe", "minutes": 5},
        ],
        "notes": [{"part": 1, "text": "før"}, {"part": 1, "text": "kun mig", "readers": "caseworker"}],
        "agreements": [{"id": "t/1", "title": "gammel"}],
    }
)


def test_each_text_finds_its_place_and_nothing_else_changes():
    typed = {
        rules.note_path(MEETING, 1, 1): "kun mig endnu",
        rules.note_path(MEETING, 0): "nyt",
        rules.note_path(MEETING, None): "alt",
        "worries": "ferien",
        "child_words": "sove",
        rules.agreement_path("t/1", "due_on"): "2026-03-20",
        rules.agreement_path("t2", "responsible"): "ida",
        rules.agreement_path("t2"): "skrive",
        rules.reason_path("mor"): "uro",
        rules.score_path("mor"): "10",
    }
    after = rules.with_typed(MEETING, typed, "barn")
    assert [(note.part, note.text, note.readers.value) for note in after.notes] == [
        (1, "før", "participants"),
        (1, "kun mig endnu", "caseworker"),
        (0, "nyt", "participants"),
        (None, "alt", "participants"),
    ]
    assert (after.worries, after.child_words) == ("ferien", "sove")
    assert [(one.id, one.title, one.responsible) for one in after.agreements] == [
        ("t/1", "gammel", None),
        ("t2", "skrive", "ida"),
    ]
    assert str(after.agreements[0].due_on) == "2026-03-20"
    assert [(one.rated_by, one.score, one.reason) for one in after.safety_scale] == [("mor", 10, "uro")]
    assert rules.left_over(after, typed) == {}
    assert after.agenda == MEETING.agenda


def test_what_has_no_place_yet_waits_and_changes_nothing():
    typed = {rules.reason_path("ida"): "fordi", rules.agreement_path("t9", "due_on"): "2026-03-20"}
    assert rules.with_typed(MEETING, typed, None) == MEETING
    assert rules.left_over(MEETING, typed) == typed


def test_a_note_follows_its_part_and_is_never_put_under_another():
    path = rules.note_path(MEETING, 1)
    turned = MEETING.changed(agenda=MEETING.agenda[::-1], notes=())
    assert [note.part for note in rules.with_typed(turned, {path: "x"}, None).notes] == [2]
    gone = MEETING.changed(agenda=MEETING.agenda[:1], notes=())
    after = rules.with_typed(gone, {path: "x"}, None)
    assert [(note.part, note.text) for note in after.notes] == [(None, "Skolen / hjemme: x")]
    assert rules.with_typed(after, {path: "x"}, None) == after
    assert rules.with_typed(gone, {path: " "}, None) == gone


def test_what_the_child_rates_and_all_of_a_childs_talk_is_the_caseworkers_alone():
    rated = rules.with_rating(rules.with_rating(MEETING, "barn", 3, "barn"), "mor", 7, "barn")
    assert [one.readers for one in rated.safety_scale] == [Readers.CASEWORKER, Readers.PARTICIPANTS]
    talk = MEETING.changed(kind=AppointmentKind.CHILD_TALK)
    after = rules.with_typed(rules.with_rating(talk, "mor", 1, None), {rules.note_path(talk, 0): "x"}, None)
    assert after.notes[-1].readers is Readers.CASEWORKER
    assert after.safety_scale[0].readers is Readers.CASEWORKER
    shared = rules.with_rating_readers(rated, "barn", Readers.EVERYONE)
    assert rules.rating_of(shared, "barn").readers is Readers.EVERYONE
    assert rules.with_rating(shared, "barn", None, "barn").safety_scale == rated.safety_scale[1:]
    assert rules.rating_of(MEETING, "barn") is None


def test_readers_of_a_note_and_agreements_that_are_taken_away():
    read = rules.with_note_readers(MEETING, 1, 1, Readers.EVERYONE)
    assert read.notes[1].readers is Readers.EVERYONE
    assert rules.with_note_readers(MEETING, 0, 0, Readers.EVERYONE).notes[-1].readers is Readers.EVERYONE
    assert rules.without_agreement(MEETING, "t/1").agreements == ()


def test_each_part_has_its_time_until_one_has_no_length():
    found = rules.spans(MEETING)
    assert found[1].begins == MEETING.starts_at + timedelta(minutes=20)
    assert found[1].ends == MEETING.starts_at + timedelta(minutes=50)
    assert (found[2].ends, found[3]) == (None, None)
    assert rules.raters(MEETING, "barn") == ["barn", "mor", "ida"]

"""The rows of a case's Forløb, what filters keep of them, and that every change can be told."""

import re
from datetime import date
from pathlib import Path

import pytest
from stores import at_work

from db.records.appointment import Appointment
from db.records.case import Case, Impairment, NotTold, School
from db.records.person import Person
from db.records.put_away import PutAway
from db.rules import timeline
from db.rules.deeds import DEEDS, told
from db.rules.differences import differences
from db.rules.field_names import FIELDS
from db.rules.timeline import Group, Sieve, Wanted
from db.store import cases, people
from db.store.shapes import SHAPES
from db.words import Words

ACTIONS = Path(__file__).parents[3] / "db" / "actions"
WORDS = Words("da")
OF_CASES = {"appointment", "case", "entrance", "intervention", "note", "person", "plan", "relation"}


@pytest.fixture
def sieve(filled_store):
    with at_work(filled_store) as desk:
        case = cases.get(desk.db, "f01-c1")
        known = people.of(desk.db, [case.child, *(one.person for one in case.relations)])
        return case, Sieve(timeline.of_case(case, known, WORDS, {"three_houses": "De tre huse"}))


def test_everything_that_happened_stands_there_newest_first(sieve):
    case, rows = sieve
    shown = rows.rows(Wanted())
    days = [row.day for row in shown]
    assert days == sorted(days, reverse=True)
    named = {(row.kind, row.record) for row in shown}
    assert {("note", note.id) for note in case.notes} <= named
    assert {("intervention", one.id) for one in case.interventions} <= named
    assert ("appointment", "f01-m8") in named or any(kind == "appointment" for kind, _ in named)
    planned = {one.id for one in case.appointments if one.status == "planned"}
    assert not planned & {record for _, record in named}


def test_kind_words_and_days_sift_together(sieve):
    _, rows = sieve
    every = rows.rows(Wanted())
    notes = rows.rows(Wanted(Group.NOTE))
    assert notes == [row for row in every if row.group is Group.NOTE]
    word = next(word for row in notes for word in row.text.split() if len(word) > 5 and word.isalpha())
    found = rows.rows(Wanted(text=word.upper()))
    assert found
    assert all(word.casefold() in f"{row.title} {row.text}".casefold() for row in found)
    since, until = date(2026, 1, 1), date(2026, 6, 30)
    inside = rows.rows(Wanted(since=since, until=until))
    assert inside == [row for row in every if since <= row.day <= until]
    assert rows.rows(Wanted(text="findes-slet-ikke")) == []


def test_every_field_of_every_record_has_a_name():
    told = [record for record in SHAPES if record.__module__.rpartition(".")[2] in OF_CASES]
    fields = {field for record in (*told, Impairment, NotTold, School) for field in record.model_fields}
    assert fields - {"id"} <= set(FIELDS)


_FILES = {"document.json", "journal.jsonl"}


def test_every_action_that_is_named_is_one_and_any_other_is_a_change():
    named = re.compile(r'"([a-z_]+\.[a-z_]+)"')
    found = {name for path in ACTIONS.glob("*.py") for name in named.findall(path.read_text("utf-8"))}
    made_up = {"help.expected", "help.ordered", "help.running"}  # named after a stage
    assert set(DEEDS) - made_up - {"case.seen"} <= found
    of_a_case = {one.partition(".")[0] for one in DEEDS} - {"person"}
    assert {one for one in found if one.partition(".")[0] in of_a_case} - _FILES <= set(DEEDS)
    assert WORDS.t(told("who.knows")) == "En ændring"


def test_a_change_is_told_field_by_field_and_hides_what_nobody_may_see():
    before = Person(id="p1", name="Ida", cpr="0905142223", address="Åvej 1", phone="1")
    after = before.changed(name="Ida Holm", address="Skjulvej 2", protected_address=True, cpr="0905142224")
    said = {one.where: (one.before, one.after) for one in differences(before, after, {}, WORDS)}
    assert said["Navn"] == ("Ida", "Ida Holm")
    assert said["Adresse"] == ("beskyttet", "beskyttet")
    assert said["Beskyttet adresse"][1] == "ja"
    assert said["CPR-nummer"] == ("090514-xxxx", "090514-xxxx")
    assert "Telefon" not in said


def test_a_record_of_a_list_is_called_by_what_it_is_and_never_by_a_number_alone():
    agenda = [{"title": "Skolegang", "minutes": 20, "participants": []}]
    said = [{"part": 0, "text": "ro"}, {"part": None, "text": "tak"}, {"part": 7, "text": "uden punkt"}]
    base = {"id": "m", "kind": "network_meeting", "starts_at": "2026-03-02T13:00:00+01:00", "agenda": agenda}
    before = Appointment.model_validate(base)
    after = Appointment.model_validate(
        base
        | {
            "notes": said,
            "agreements": [{"id": "a", "title": "Ring til lægen"}],
            "safety_scale": [{"rated_by": "p1", "score": 6, "reason": ""}],
        }
    )
    people = {"p1": Person(id="p1", name="Ida")}
    where = {one.where: one.after for one in differences(before, after, people, WORDS)}
    assert where["Notater · under \u201dSkolegang\u201d · Tekst"] == "ro"
    assert where["Notater · om hele mødet · Tekst"] == "tak"
    assert "Aftaler · \u201dRing til lægen\u201d · Titel" in where
    assert where["Hvor trygt det er · Ida · Tal"] == "6"
    assert where["Notater · nr. 3 · Tekst"] == "uden punkt"
    assert not any(part.isdecimal() for path in where for part in path.split(" · "))


def test_an_amount_has_a_comma_and_a_paragraph_the_name_of_its_law(sieve):
    before = sieve[0].interventions[0].changed(quantity=1000, legal_ref="")
    after = before.changed(quantity=2500, legal_ref="BL §32 stk. 1 nr. 5")
    said = [one.after for one in differences(before, after, {}, WORDS)]
    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in said] == [
        "barnets lov § 32, stk. 1 nr. 5",
        "2,5",
    ]


def test_what_has_no_title_is_called_by_its_day():
    q = {"id": "q", "kind": "inquiry", "received_at": "2026-03-01T23:30:00Z", "text": "Ring"}
    case = {"id": "c", "number": "1", "child": "p1", "status": "active", "opened": "2026-01-05"}
    before = Case.model_validate(case)
    after = Case.model_validate(case | {"inquiries": [q], "rhythm": [{"since": "2026-01-06"}]})
    where = {one.where for one in differences(before, after, {}, WORDS)}
    assert {"Henvendelser · 2. marts 2026 · Tekst", "Rytme · 6. januar 2026 · Siden"} <= where


def test_what_was_typed_and_thrown_away_is_told_by_its_words_alone():
    texts = [
        {"id": "text", "text": "Ringede", "form_version": None, "at": "2026-03-02T13:00:00+01:00"},
        {"id": "purpose_1", "text": '"Ro i hjemmet"', "form_version": 1, "at": "2026-03-02T13:00:00+01:00"},
        {"id": "how_many", "text": "[1]", "form_version": 1, "at": "2026-03-02T13:00:00+01:00"},
    ]
    gone = PutAway.model_validate({"id": "n", "typed_in": "note", "texts": texts})
    assert [(one.where, one.before) for one in differences(gone, None, {}, WORDS)] == [
        ("Det skrevne · Tekst", "Ringede"),
        ("Det skrevne", "Ro i hjemmet"),
        ("Det skrevne", "…"),
    ]


@pytest.mark.parametrize(("field", "readers"), [("worries", "columns"), ("child_words", "child_words")])
def test_who_may_read_is_told_with_what_there_is_to_read(field, readers):
    told = WORDS.t(FIELDS[f"{readers}_readers"])
    empty = Appointment.model_validate({"id": "m", "kind": "follow_up", "starts_at": "2026-03-02T13:00:00Z"})
    assert told not in {one.where for one in differences(None, empty, {}, WORDS)}
    said = empty.changed(**{field: "Noget"})
    assert told in {one.where for one in differences(None, said, {}, WORDS)}

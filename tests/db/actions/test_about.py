"""The rights of the registered: the whole file, what one person may read, and who did what."""

import csv
import json
from base64 import b64decode
from io import StringIO

import pytest
from stores import NOON, at_work

from db.actions import about, attachments, notes, readings
from db.actions.cases import create_case
from db.actions.forms import begin_form, save_form
from db.books.forms import SHIPPED
from db.errors import NotAllowed, Stale
from db.pdf.opened import opened
from db.records.case import NotTold
from db.records.form import Kind
from db.records.letterhead import Letterhead
from db.records.note import Note, NoteKind
from db.records.relation import Relation, Role
from db.store import cases, interventions, people, relations
from db.store.drafts import Draft, keep
from db.words import Words

WORDS = Words("da")
WORD = "hemmeligtnotat"


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def case_id(desk):
    found = sorted(cases.ids(desk.db))[0]
    note = Note(id="n-1", at=NOON, kind=NoteKind.NOTE, text=f"{WORD} om alt")
    notes.save_note(desk, found, None, note)
    keep(desk.db, Draft("note", "n-2", "text", found, None, "halvt skrevet", NOON))
    return found


def parent_of(desk, case_id):
    return next(one.person for one in cases.get(desk.db, case_id).relations if one.custody)


def text_of(file):
    told = []
    with opened(file.read_bytes()) as document:
        for page in document:
            text = page.get_textpage()
            told.append(text.get_text_bounded())
            text.close()
            page.close()
    return "\n".join(told)


def test_the_whole_file_holds_history_and_what_is_being_written(desk, case_id, tmp_path):
    before = next(one for one in cases.get(desk.db, case_id).notes if one.id == "n-1")
    notes.save_note(desk, case_id, before, before.changed(text="rettet siden"))
    (tmp_path / "udtalelse.pdf").write_bytes(b"%PDF-1.4 bilag")
    attachments.add_file(desk, case_id, attachments.Source(tmp_path / "udtalelse.pdf"), lambda *_: None)
    about.write_about(desk, case_id, None, WORDS, Letterhead(), tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [one["text"] for one in found["drafts"]] == ["halvt skrevet"]
    assert any(WORD in str(line.get("history")) for line in found["journal"])
    files = [b64decode(one["files"]["content"]) for one in found["more"] if "content" in one["files"]]
    assert files == [b"%PDF-1.4 bilag"]
    about.write_about(desk, case_id, None, WORDS, Letterhead(), tmp_path / "a.pdf")
    paper = text_of(tmp_path / "a.pdf").replace("\r\n", " ")
    for said in ("rettet siden", f"Tekst: {WORD} om alt", "halvt skrevet", "udtalelse.pdf"):
        assert said in paper


def test_an_answer_that_is_being_typed_is_told_as_the_form_asks_it_in_the_readers_language(desk, tmp_path):
    case, filled, form, question = next(
        (case, filled, form, question)
        for case in cases.many(desk.db, cases.ids(desk.db))
        for filled in case.forms
        if (form := SHIPPED.get(filled.form, filled.form_version)) is not None
        for question in form.questions
        if question.kind is Kind.CHOICE and question.id not in filled.answers
    )
    typed = json.dumps(question.choices[0].value)
    keep(desk.db, Draft("form", filled.id, question.id, case.id, form.version, typed, NOON))
    for language in ("da", "en"):
        about.write_about(desk, case.id, None, Words(language), Letterhead(), tmp_path / "a.pdf")
        paper = " ".join(text_of(tmp_path / "a.pdf").split())
        for said in (form.title, question.label, question.choices[0]):
            assert said.in_language(language) in paper


def test_the_paper_names_what_records_name_and_holds_every_answer(desk, case_id, tmp_path):
    case = next(one for one in cases.many(desk.db, cases.ids(desk.db)) if one.forms and one.decisions)
    about.write_about(desk, case.id, None, WORDS, Letterhead(), tmp_path / "a.pdf")
    paper = " ".join(text_of(tmp_path / "a.pdf").split())
    assert not any(one.id in paper for one in (*case.decisions, *case.interventions, *case.consents))
    assert case.appointments
    assert "Begynder: " in paper
    assert "?:" not in paper
    written = [answer for one in case.forms for answer in one.answers.values() if isinstance(answer, str)]
    texts = [" ".join(answer.split()) for answer in written if " " in answer]
    assert texts
    for said in texts:
        assert said in paper


def test_an_intervention_is_told_with_the_name_of_its_row_in_the_catalogue(desk, case_id, tmp_path):
    case = next(one for one in cases.many(desk.db, cases.ids(desk.db)) if one.interventions)
    ordered = case.interventions[0]
    row = desk.catalogue["residential_home"]
    with desk.db.atomic():
        interventions.save(desk.db, ordered.changed(catalogue=row.id), case.id)
    about.write_about(desk, case.id, None, WORDS, Letterhead(), tmp_path / "a.pdf")
    paper = " ".join(text_of(tmp_path / "a.pdf").split())
    assert f"Række i kataloget: {row.name.da}" in paper
    assert row.id not in paper


def test_questions_that_are_called_the_same_are_told_with_their_section(desk, case_id, tmp_path):
    form = SHIPPED.newest("family_analysis")
    begin_form(desk, case_id, form)
    filled = next(one for one in cases.get(desk.db, case_id).forms if one.form == form.id)
    given = {"health_resources": "Sover godt", "school_resources": "Kan lide dansk", "purpose": "Ro"}
    save_form(desk, case_id, filled, filled.changed(answers=given))
    about.write_about(desk, case_id, None, WORDS, Letterhead(), tmp_path / "a.pdf")
    paper = " ".join(text_of(tmp_path / "a.pdf").split())
    assert "Sundhed · Ressourcer Sover godt" in paper
    assert "Dagtilbud, skole og læring · Ressourcer Kan lide dansk" in paper
    assert "aftale · Hvad skal analysen" not in paper


def test_one_person_gets_what_they_may_read_and_no_more(desk, case_id, tmp_path):
    parent = parent_of(desk, case_id)
    for ending in ("json", "pdf"):
        about.write_about(desk, case_id, parent, WORDS, Letterhead(), tmp_path / f"a.{ending}")
    told = (tmp_path / "a.json").read_text("utf-8")
    assert WORD not in told
    assert "halvt skrevet" not in told
    assert WORD not in text_of(tmp_path / "a.pdf")
    assert people.get(desk.db, parent).name in text_of(tmp_path / "a.pdf").replace("\r\n", " ")


def test_what_is_kept_from_a_reader_is_left_out_and_not_told_as_if_it_were_none(desk, case_id, tmp_path):
    """A view has something harmless in place of what it keeps back; on paper that would be a statement."""
    parent = parent_of(desk, case_id)
    case = cases.get(desk.db, case_id)
    assert case.impairment.areas
    for ending in ("json", "pdf"):
        about.write_about(desk, case_id, parent, WORDS, Letterhead(), tmp_path / f"a.{ending}")
    paper = text_of(tmp_path / "a.pdf").replace("\r\n", " ")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    for said in ("funktionsnedsættelse", "Hvor tæt på", "Hvordan båndet er"):
        assert said not in paper
    assert not {"impairment", "school"} & found["case"].keys()
    assert not {"closeness", "quality"} & {key for tie in found["case"]["relations"] for key in tie}
    others = [one for one in found["people"] if one["id"] != parent]
    assert others
    assert not any("protected_address" in one for one in others)


@pytest.fixture
def two_cases(desk, case_id):
    """The case, another one that names the same parent under a second record, and the parent."""
    parent, other = parent_of(desk, case_id), sorted(cases.ids(desk.db))[1]
    own = people.get(desk.db, parent).changed(cpr="0101800007", phone="20 11 22 33")
    desk_people = [own, own.changed(id="again", phone="20 99 88 77", name="Skrevet igen")]
    with desk.db.atomic():
        people.replace(desk.db, desk_people[0])
        people.add(desk.db, desk_people[1])
    case = cases.get(desk.db, other)
    tie = Relation(person="again", role=Role.SUPPORT_PERSON, note="kun til os selv")
    with desk.db.atomic():
        relations.save(desk.db, other, (*case.relations, tie))
    return case_id, other, parent


def about_person(desk, person, tmp_path):
    told = [
        about.write_about_person(desk, person, WORDS, Letterhead(), tmp_path / f"p.{ending}")
        for ending in ("json", "pdf")
    ]
    assert told[0] == told[1]
    found = json.loads((tmp_path / "p.json").read_text("utf-8"))
    return told[0], found, text_of(tmp_path / "p.pdf").replace("\r\n", " ")


def test_one_person_gets_what_they_may_read_of_every_case_that_names_them(desk, two_cases, tmp_path):
    first, second, parent = two_cases
    left_out, found, paper = about_person(desk, parent, tmp_path)
    assert left_out == ()
    assert [one["id"] for one in found["cases"]] == [first, second]
    for number in (cases.get(desk.db, one).number for one in (first, second)):
        assert number in paper
    own = {one["id"]: one["phone"] for one in found["people"] if one["phone"]}
    assert own == {parent: "20 11 22 33", "again": "20 99 88 77"}
    for told in (paper, json.dumps(found, ensure_ascii=False)):
        assert WORD not in told
        assert "kun til os selv" not in told
        assert all(one.number not in told for one in cases.many(desk.db, sorted(cases.ids(desk.db))[2:]))
    lines = desk.db.execute("select case_id from journal where action = 'case.exported'").fetchall()
    assert {row[0] for row in lines} == {first, second}


def test_of_a_case_whose_parents_must_not_be_told_the_file_says_nothing(desk, two_cases, tmp_path):
    first, second, parent = two_cases
    hidden = "update cases set parents_not_told_reason = 'fare' where id = ?"
    with desk.db.atomic():
        desk.db.conn.execute(hidden, [second])
    left_out, found, paper = about_person(desk, parent, tmp_path)
    number = cases.get(desk.db, second).number
    assert left_out == (number,)
    assert [one["id"] for one in found["cases"]] == [first]
    assert number not in paper
    with desk.db.atomic():
        desk.db.conn.execute(hidden, [first])
    with pytest.raises(NotAllowed):
        about.write_about_person(desk, parent, WORDS, Letterhead(), tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()


def test_nothing_is_made_while_the_family_must_not_be_told(desk, case_id, tmp_path):
    case = cases.get(desk.db, case_id)
    parent = parent_of(desk, case_id)
    with desk.db.atomic():
        desk.db.conn.execute("update cases set parents_not_told_reason = 'fare' where id = ?", [case_id])
    assert cases.get(desk.db, case_id).parents_not_told == NotTold(reason="fare")
    assert case.id == case_id
    with pytest.raises(NotAllowed):
        about.write_about(desk, case_id, parent, WORDS, Letterhead(), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("with_names", [True, False])
def test_the_access_log_tells_who_did_what_with_or_without_names(desk, case_id, tmp_path, with_names):
    for ending in ("csv", "pdf"):
        out = tmp_path / f"log.{ending}"
        about.write_access_log(desk, case_id, WORDS, Letterhead(), out, with_names=with_names)
    rows = list(csv.reader(StringIO((tmp_path / "log.csv").read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) >= 3
    assert {len(row) for row in rows} == {4 if with_names else 3}
    assert {row[0] for row in rows[1:]} == {cases.get(desk.db, case_id).number}
    told = (tmp_path / "log.csv").read_text("utf-8-sig") + text_of(tmp_path / "log.pdf")
    assert ("Hanne Lind" in told) == with_names


def test_a_child_with_two_cases_has_both_in_the_file_and_in_the_access_log(desk, case_id, tmp_path):
    case = cases.get(desk.db, case_id)
    other = create_case(desk, child="Samme Barn", number="1999-0007").case_id
    own = people.get(desk.db, case.child).changed(cpr="0905140004")
    with desk.db.atomic():
        people.replace(desk.db, own)
        people.replace(desk.db, people.get(desk.db, cases.get(desk.db, other).child).changed(cpr=own.cpr))
    for ending in ("json", "pdf"):
        about.write_about(desk, case_id, None, WORDS, Letterhead(), tmp_path / f"a.{ending}")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert (found["case"]["id"], [one["case"]["id"] for one in found["other_cases"]]) == (case_id, [other])
    assert "1999-0007" in text_of(tmp_path / "a.pdf")
    about.write_access_log(desk, case_id, WORDS, Letterhead(), tmp_path / "log.csv", with_names=False)
    rows = list(csv.reader(StringIO((tmp_path / "log.csv").read_text("utf-8-sig")), delimiter=";"))
    assert {row[0] for row in rows[1:]} == {case.number, "1999-0007"}


def test_without_names_none_stands_in_what_was_said_of_an_opening_either(desk, case_id, tmp_path):
    readings.see_case(desk, case_id, "Hanne Lind bad mig se efter")
    for with_names in (True, False):
        out = tmp_path / f"{with_names}.csv"
        about.write_access_log(desk, case_id, WORDS, Letterhead(), out, with_names=with_names)
        told = out.read_text("utf-8-sig")
        assert "bad mig se efter" in told
        assert ("Hanne Lind" in told) == with_names


def test_a_case_that_is_gone_is_told(desk, tmp_path):
    with pytest.raises(Stale):
        about.write_about(desk, "nobody", None, WORDS, Letterhead(), tmp_path / "a.pdf")

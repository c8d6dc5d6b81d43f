import json
from datetime import UTC, date, datetime

from exchange_documents import TODAY, example

from db.exchange.reading import parse
from db.records.entrance import Inquiry
from db.records.letter import SentLetter, WrittenPart
from db.records.note import Note
from db.records.person import Person
from db.records.plan import Goal, Plan
from db.rules import finding
from db.rules.people_named import people_named


def document():
    return parse(json.dumps(example()).encode(), TODAY).document


def test_everything_of_a_case_can_be_found():
    whole = document()
    case = whole.cases[0]
    entries = list(finding.entries_of_case(case, {person.id: person for person in whole.people}))
    assert [(entry.kind, entry.record) for entry in entries] == [
        ("case", "c1"), ("person", "p1"), ("person", "p2"), ("note", "n1"), ("plan", "l1"),
        ("appointment", "m1"), ("form", "f1"), ("inquiry", "q1"),
            ("allocation", "a1"), ("assessment", "s1"), ("decision", "d1"),
        ("consent", "k1"), ("intervention", "i1"),
    ]  # fmt: skip
    assert {entry.case_id for entry in entries} == {"c1"}


def test_a_protected_address_leads_nowhere():
    open_one = Person(id="p", name="Mia", address="Hemmeligvej 3", phone="12345678")
    assert "Hemmeligvej" in finding.entry_of_person(open_one, None).body
    protected = open_one.changed(protected_address=True)
    body = finding.entry_of_person(protected, None).body
    assert "Hemmeligvej" not in body
    assert "12345678" in body


def test_an_anonymous_notifier_leads_nowhere():
    inquiry = Inquiry.model_validate(
        {"id": "q", "kind": "notification", "received_at": "2026-01-05T09:10:00Z", "from": "Naboen Karl"}
    )
    assert "Karl" in finding.entry_of_inquiry(inquiry, None).body
    assert "Karl" not in finding.entry_of_inquiry(inquiry.changed(anonymous=True), None).body


def test_titles_are_a_first_line_of_bearable_length():
    at = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    note = Note(id="n", at=at, kind="note", text="\n  Ringede til mor. " + "Hun sov. " * 30 + "\nMere")
    entry = finding.entry_of_note(note, "c")
    assert entry.title.startswith("Ringede til mor. Hun sov.")
    assert entry.title.endswith(" …")
    assert len(entry.title) <= 92
    assert entry.on == date(2026, 2, 1)  # the day in Copenhagen
    assert finding.entry_of_note(note.changed(text=""), "c").title == ""


def test_a_plan_is_named_by_its_purpose_or_its_first_goal():
    plan = Plan(id="l", kind="child_plan", goals=(Goal(id="g", title="Ro", child_words="Jeg vil sove"),))
    assert finding.entry_of_plan(plan, "c").title == "Ro"
    assert "Jeg vil sove" in finding.entry_of_plan(plan, "c").body
    assert finding.entry_of_plan(plan.changed(purpose="Bedre søvn"), "c").title == "Bedre søvn"
    assert finding.entry_of_plan(plan.changed(goals=()), "c").title == ""


def test_answers_are_found_however_deep_they_lie():
    form = (
        document()
        .cases[0]
        .forms[0]
        .changed(answers={"a": "æble", "b": [{"c": "pære"}, 3, None, True], "d": {"e": ["fersken"]}})
    )
    assert finding.entry_of_form(form, "c").body == "æble\npære\nfersken"


def test_everybody_whom_a_case_names_goes_along_with_it():
    raw = example()
    places = {
        "goals": lambda case: case["plans"][0]["goals"][0],
        "meeting": lambda case: case["appointments"][0],
    }
    raw["people"] += [{"id": f"x{n}", "name": "Nogen"} for n in range(9)]
    case = raw["cases"][0]
    case["consents"][0]["given_by"] = "x0"
    places["goals"](case)["sub_goals"][0]["responsible"] = "x1"
    places["goals"](case)["progress"][0]["rated_by"] = "x2"
    places["meeting"](case)["agenda"][0]["participants"] = ["x3", "x4"]
    places["meeting"](case)["safety_scale"][0]["rated_by"] = "x5"
    places["meeting"](case)["agreements"][0]["responsible"] = "x6"
    case["well_being"][0] |= {"rated_by": "x7", "about": "x8"}
    case["consents"][0]["about"] = "p9"  # a text, nobody's id
    found = list(people_named(parse(json.dumps(raw).encode(), TODAY).document.cases[0]))
    assert found[:2] == ["p1", "p2"]
    assert set(found) == {"p1", "p2", *(f"x{n}" for n in range(9))}


def test_a_letter_is_found_by_what_it_is_and_shows_only_what_was_written():
    part = WrittenPart(title="Derfor", text="Vi hører jer.")
    letter = SentLetter(
        id="b", template="hearing", about="c", title="Før vi beslutter", receiver="Bo Berg\nVej 1",
        sent_on=TODAY, parts=(part,),
    )  # fmt: skip
    shown, _, unseen = finding.entry_of_letter(letter, "c").body.partition(finding.UNSEEN)
    assert "partshøring" in unseen
    assert "partshøring" not in shown
    assert "Vej 1" not in shown + unseen
    other = finding.entry_of_letter(letter.changed(template="own"), "c").body
    assert finding.UNSEEN not in other
